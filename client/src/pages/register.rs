//! Registers a household that is not on the list, with a warning when it looks like one that is.

use chungtay_shared::duplicate::{Lookalike, lookalikes};
use chungtay_shared::household::Category;
use chungtay_shared::phone::message::Ask;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips};
use crate::forms::RegistrationForm;
use crate::hooks::{Form, use_app, use_drafted_form};
use crate::i18n::{Translator, use_translator};
use crate::route::Route;
use crate::state::{AppState, SavedKind};
use crate::widgets::{
    Beginning, Drafted, Page, ProfileFields, hamlets_there, lookalike_list, profile_fields,
    save_bar,
};

/// Registers a household.
pub(crate) fn register(t: &Translator) -> Html {
    let form = Callback::from(move |beginning| html! { <Filling {beginning} /> });
    html! {
        <Page route={Route::Register} testid="page-register" has_action_bar={true}>
            <p class="hint">{ t.text("register.hint") }</p>
            <Drafted route={Route::Register} {form} />
        </Page>
    }
}

#[derive(PartialEq, Properties)]
struct FillingProps {
    beginning: Beginning,
}

#[component]
fn Filling(props: &FillingProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let new = || props.beginning.upon(RegistrationForm::default());
    let read = |form: &RegistrationForm| {
        let profile = form.profile.read()?;
        Ok(Ask::Register {
            profile,
            category: form.category,
        })
    };
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Registration, read);
    let form = &drafted.form;
    let on_edit = form.on(|form: &mut RegistrationForm, (field, typed)| {
        form.profile.set(field, typed);
    });
    html! {
        <>
            { profile_fields(&t, &ProfileFields {
                form: &form.value().profile,
                errors: drafted.errors(),
                hamlets: hamlets_there(&app),
                on_edit: &on_edit,
                below_name: lookalike_list(&t, &app.rows, &looks_like(&app, form)),
            }) }
            { category(&t, form) }
            { save_bar(&t, &drafted, t.text("register.save")) }
        </>
    }
}

fn looks_like(app: &AppState, form: &Form<RegistrationForm>) -> Vec<Lookalike> {
    let candidate = form.value().profile.so_far();
    lookalikes(
        &candidate,
        app.rows.sorted().iter().map(|entry| entry.row()),
    )
}

/// What the volunteer proposes. It has no decision, and the office sees it as such.
fn category(t: &Translator, form: &Form<RegistrationForm>) -> Html {
    let choices: Vec<Choice> = Category::ALL
        .iter()
        .filter(|category| **category != Category::Other)
        .map(|category| Choice::new(category.code(), t.choice("category", category.code())))
        .collect();
    let chosen = form
        .value()
        .category
        .map(|category| AttrValue::Static(category.code()));
    html! {
        <ChoiceChips
            name="category" legend={t.text("register.category")} optional={true}
            hint={t.text("register.category_hint")} {choices}
            chosen={chosen.into_iter().collect::<Vec<_>>()}
            on_choose={form.on(|form, code: AttrValue| form.category = Category::from_code(&code))}
        />
    }
}

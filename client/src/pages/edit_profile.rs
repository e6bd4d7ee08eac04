//! Edits a household's description. Only the fields that were changed are sent.

use std::rc::Rc;

use chungtay_shared::household::{Household, Profile};
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use yew::prelude::*;

use crate::forms::ProfileForm;
use crate::hooks::{Loaded, use_app, use_drafted_form, use_household};
use crate::i18n::use_translator;
use crate::route::Route;
use crate::state::SavedKind;
use crate::widgets::{
    Beginning, Drafted, ProfileFields, failure_banner, form_page, hamlets_there, profile_fields,
    save_bar, skeleton,
};

/// Which household.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its document.
    pub(crate) id: DocId,
}

/// Edits a household's description.
#[component]
pub(crate) fn EditProfile(props: &Props) -> Html {
    let t = use_translator();
    let app = use_app();
    let id = props.id;
    let route = Route::EditProfile { id };
    // What is compared with is what stood there when the form was opened: somebody else's edit
    // that arrives meanwhile is not undone by what this form still shows.
    let opened = use_mut_ref(|| None::<Rc<Household>>);
    let content = match use_household(id) {
        Loaded::Waiting => skeleton(&t),
        Loaded::Failed(failure) => failure_banner(&t, &failure),
        Loaded::Here(household) => {
            let household = Rc::clone(opened.borrow_mut().get_or_insert(household));
            let form = Callback::from(move |beginning| {
                html! { <Filling {id} before={household.profile.clone()} {beginning} /> }
            });
            html! { <Drafted {route} {form} /> }
        }
    };
    form_page(&t, &app, (route, "page-edit-profile"), id, content)
}

#[derive(PartialEq, Properties)]
struct FillingProps {
    id: DocId,
    before: Profile,
    beginning: Beginning,
}

#[component]
fn Filling(props: &FillingProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let new = || props.beginning.upon(ProfileForm::of(&props.before));
    let (household, before) = (props.id, props.before.clone());
    let read = move |form: &ProfileForm| {
        let edits = form.edits(&before)?;
        Ok(Ask::SaveProfile { household, edits })
    };
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Profile, read);
    let form = &drafted.form;
    let on_edit = form.on(|form, (field, typed)| form.set(field, typed));
    html! {
        <>
            { profile_fields(&t, &ProfileFields {
                form: form.value(),
                errors: drafted.errors(),
                hamlets: hamlets_there(&app),
                on_edit: &on_edit,
                below_name: Html::default(),
            }) }
            { save_bar(&t, &drafted, t.text("household.save_profile")) }
        </>
    }
}

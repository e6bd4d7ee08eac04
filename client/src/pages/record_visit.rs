//! Records a visit.

use chungtay_shared::consent::DataUse;
use chungtay_shared::household::Household;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use yew::prelude::*;

use crate::forms::VisitForm;
use crate::hooks::{Loaded, use_drafted_form, use_household};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{AppState, SavedKind};
use crate::widgets::{Beginning, Drafted, VisitFields, form_page, save_bar, visit_fields};

/// Records a visit of the household `id`.
pub(crate) fn record_visit(t: &Translator, app: &AppState, id: DocId) -> Html {
    let route = Route::RecordVisit { id };
    let form = Callback::from(move |beginning| html! { <Filling {id} {beginning} /> });
    form_page(
        t,
        app,
        (route, "page-record-visit"),
        id,
        html! { <Drafted {route} {form} /> },
    )
}

#[derive(PartialEq, Properties)]
struct FillingProps {
    id: DocId,
    beginning: Beginning,
}

#[component]
fn Filling(props: &FillingProps) -> Html {
    let t = use_translator();
    let new = || props.beginning.upon(VisitForm::new(clock::now()));
    let household = props.id;
    let loaded = use_household(household);
    let read = move |form: &VisitForm| {
        let draft = form.read(clock::now())?;
        Ok(Ask::SaveVisit {
            household,
            draft,
            correcting: None,
        })
    };
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Visit, read);
    let form = &drafted.form;
    html! {
        <>
            { visit_fields(&t, &VisitFields {
                form: form.value(),
                errors: drafted.errors(),
                note_hint: illness_hint(&t, &loaded),
                on_edit: &form.on_edit(),
            }) }
            { save_bar(&t, &drafted, t.text("visit.save")) }
        </>
    }
}

/// While the household has not agreed that illness is written down, whoever writes is told so.
fn illness_hint(t: &Translator, loaded: &Loaded<Household>) -> Option<AttrValue> {
    let Loaded::Here(household) = loaded else {
        return None;
    };
    let hint = match household.consent_to(DataUse::Health) {
        Some((_, true)) => return None,
        Some((_, false)) => t.text("visit.no_illness"),
        None => t.text("visit.ask_before_illness"),
    };
    Some(hint.to_owned().into())
}

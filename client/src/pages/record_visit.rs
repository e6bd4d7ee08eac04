//! Records a visit.

use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use yew::prelude::*;

use crate::forms::VisitForm;
use crate::hooks::use_drafted_form;
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
                on_edit: &form.on_edit(),
            }) }
            { save_bar(&t, &drafted, t.text("visit.save")) }
        </>
    }
}

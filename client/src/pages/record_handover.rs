//! Records a handover of aid.

use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use yew::prelude::*;

use crate::forms::HandoverForm;
use crate::hooks::{use_app, use_drafted_form};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{AppState, SavedKind, campaign_in_force};
use crate::widgets::{Beginning, Drafted, HandoverFields, form_page, handover_fields, save_bar};

/// Records a handover of aid of the household `id`.
pub(crate) fn record_handover(t: &Translator, app: &AppState, id: DocId) -> Html {
    let route = Route::RecordHandover { id };
    let form = Callback::from(move |beginning| html! { <Filling {id} {beginning} /> });
    form_page(
        t,
        app,
        (route, "page-record-handover"),
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
    let app = use_app();
    let new = || {
        let now = clock::now();
        let today = now.local_date();
        // A campaign that is over is not chosen by itself: what is given now is not part of it.
        let campaign = campaign_in_force(&app.campaigns, today).filter(|c| c.contains(today));
        props.beginning.upon(HandoverForm::new(now, campaign))
    };
    let household = props.id;
    let read = move |form: &HandoverForm| {
        let draft = form.read(clock::now())?;
        Ok(Ask::SaveHandover {
            household,
            draft,
            correcting: None,
        })
    };
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Handover, read);
    let form = &drafted.form;
    html! {
        <>
            { handover_fields(&t, &app.campaigns, &HandoverFields {
                form: form.value(),
                errors: drafted.errors(),
                on_edit: &form.on_edit(),
            }) }
            { save_bar(&t, &drafted, t.text("handover.save")) }
        </>
    }
}

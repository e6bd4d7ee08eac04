//! Records a handover of aid.

use std::rc::Rc;

use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::round::HeldRights;
use yew::prelude::*;

use crate::components::{Tone, banner};
use crate::forms::HandoverForm;
use crate::hooks::{use_app, use_drafted_form};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{AppState, SavedKind, campaign_in_force};
use crate::widgets::{
    Beginning, Drafted, HandoverFields, RouteLink, form_page, handover_fields, save_bar,
};

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
    let household = props.id;
    let row = app.rows.get(household).map(|entry| entry.row());
    let rights: Vec<&HeldRights> = row
        .into_iter()
        .flat_map(|row| app.open_rights(row))
        .collect();
    let new = || {
        let now = clock::now();
        let today = now.local_date();
        // A campaign that is over is not chosen by itself: what is given now is not part of it.
        let campaign = campaign_in_force(&app.campaigns, today).filter(|c| c.contains(today));
        let mut form = HandoverForm::new(now, campaign);
        if let Some(right) = rights.first() {
            form.choose_right(right);
        }
        props.beginning.upon(form)
    };
    let read = {
        let campaigns = Rc::clone(&app.campaigns);
        move |form: &HandoverForm| {
            let now = clock::now();
            if form.is_proposal(&campaigns) {
                let draft = form.read_proposal(now)?;
                return Ok(Ask::Propose { household, draft });
            }
            let draft = form.read(now)?;
            Ok(Ask::SaveHandover {
                household,
                draft,
                correcting: None,
            })
        }
    };
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Handover, read);
    let form = &drafted.form;
    let is_proposal = form.value().is_proposal(&app.campaigns);
    let round = form.value().draft.round;
    let is_short = app
        .carried()
        .any(|carried| Some(carried.held.round) == round && carried.in_hand() == 0);
    html! {
        <>
            if is_short {
                { not_in_hand(&t) }
            }
            { handover_fields(&t, &app.campaigns, &HandoverFields {
                form: form.value(),
                errors: drafted.errors(),
                on_edit: &form.on_edit(),
                held: &app.rights,
                rights: &rights,
                is_proposal,
            }) }
            { save_bar(&t, &drafted, t.text(if is_proposal { "proposal.save" } else { "handover.save" })) }
        </>
    }
}

/// That the volunteer holds none of what is chosen, before they fill in the rest.
fn not_in_hand(t: &Translator) -> Html {
    let link = html! {
        <RouteLink to={Route::InHand} class="button" testid="to-in-hand">
            { t.text("title.in_hand") }
        </RouteLink>
    };
    banner(
        Tone::Waiting,
        "not-in-hand",
        t.text("in_hand.none_left"),
        t.text("in_hand.none_left_text"),
        link,
    )
}

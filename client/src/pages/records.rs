//! What was recorded on this phone, and where each record is.

use chungtay_shared::phone::message::{Ask, Phase, RecordKind, RecordState, RecordView, Refused};
use yew::prelude::*;

use crate::components::{Tone, badge, banner, note};
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};
use crate::route::Route;
use crate::state::{AppState, refused_key};
use crate::store::Store;
use crate::widgets::{EscapeCard, Page, RouteLink, awaiting, skeleton};

mod carry_card;

use carry_card::CarryCard;

/// Records drawn at first; a tap draws all.
const SHOWN_AT_FIRST: usize = 60;

/// What was recorded on this phone.
#[component]
pub(crate) fn Records() -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let is_all_shown = use_state_eq(|| false);
    let records = match &app.records {
        None => skeleton(&t),
        Some(records) if records.is_empty() => {
            html! { <p class="hint" data-testid="no-records">{ t.text("records.none") }</p> }
        }
        Some(records) => {
            let shown = if *is_all_shown {
                records.len()
            } else {
                SHOWN_AT_FIRST
            };
            let set_all_shown = is_all_shown.setter();
            html! {
                <>
                    <ol class="records">
                        { for sorted(records).take(shown).map(|r| line(&t, &app, r)) }
                    </ol>
                    if records.len() > shown {
                        <button
                            type="button" class="button"
                            onclick={Callback::from(move |_: MouseEvent| set_all_shown.set(true))}
                        >
                            { t.fill("records.show_all", &[("count", &t.number(records.len() as u64))]) }
                        </button>
                    }
                </>
            }
        }
    };
    html! {
        <Page route={Route::Records} testid="page-records">
            { standing(&t, &app, &store) }
            <EscapeCard />
            <section aria-labelledby="records-heading" class="records-section">
                <h2 id="records-heading">{ t.text("records.title") }</h2>
                { records }
            </section>
            if app.identity.is_some() {
                <RouteLink to={Route::NoteActivity} class="button" testid="note-activity">
                    { t.text("title.note_activity") }
                </RouteLink>
                <RouteLink to={Route::NoteOffer} class="button" testid="note-offer">
                    { t.text("title.note_offer") }
                </RouteLink>
                <CarryCard />
            }
        </Page>
    }
}

/// What needs a person first, then the newest first, as the store gives them.
fn sorted(records: &[RecordView]) -> impl Iterator<Item = &RecordView> {
    let needs_person =
        |record: &&RecordView| matches!(record.state, RecordState::NeedsPerson { .. });
    let first = records.iter().filter(needs_person);
    first.chain(records.iter().filter(move |record| !needs_person(record)))
}

fn line(t: &Translator, app: &AppState, record: &RecordView) -> Html {
    let (tone, label) = match &record.state {
        RecordState::Saved => (Tone::Waiting, "records.saved"),
        RecordState::Receipted => (Tone::Good, "records.receipted"),
        RecordState::NeedsPerson { .. } => (Tone::Problem, "records.needs_person"),
    };
    let whose = app.rows.get(record.doc);
    html! {
        <li key={record.n} class="card record" data-testid="record">
            <p>
                <strong>{ t.text(kind_key(record.kind)) }</strong>
                <span class="hint">{ t.fill("records.number", &[("n", &t.number(record.n))]) }</span>
            </p>
            if let Some(entry) = whose {
                <RouteLink to={Route::Household { id: record.doc }}>
                    { &entry.row().head_name }
                </RouteLink>
            }
            <p class="hint">{ t.date_time(record.made_at) }</p>
            { badge(tone, t.text(label), "record-state") }
            if let RecordState::NeedsPerson { reason } = &record.state {
                <p class="record-reason" data-testid="record-reason">
                    { t.choice("quarantine", reason) }
                    { " " }
                    { t.text("records.kept") }
                </p>
            }
        </li>
    }
}

const fn kind_key(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Visit => "record.visit",
        RecordKind::Handover => "record.handover",
        RecordKind::Profile => "record.profile",
        RecordKind::Registration => "record.registration",
        RecordKind::Correction => "record.correction",
        RecordKind::Proposal => "record.proposal",
        RecordKind::Taken => "record.taken",
        RecordKind::Activity => "record.activity",
        RecordKind::Case => "record.case",
        RecordKind::Step => "record.step",
        RecordKind::Offer => "record.offer",
        RecordKind::Consent => "record.consent",
    }
}

/// How complete the commune's copy is, and the button to send now.
fn standing(t: &Translator, app: &AppState, store: &Store) -> Html {
    let status = app.status;
    let onclick = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| store.tell(Ask::SyncNow))
    };
    let is_syncing = status.phase == Phase::Syncing;
    let tone = match (status.needs_person, status.waiting()) {
        (0, 0) => Tone::Good,
        (0, _) => Tone::Waiting,
        _ => Tone::Problem,
    };
    let heard = status.heard_at.map_or_else(
        || t.text("records.never_heard").to_owned(),
        |at| t.fill("records.heard", &[("when", &t.date_time(at))]),
    );
    let numbers = [
        ("count", t.number(status.receipted)),
        ("all", t.number(status.made)),
        ("waiting", t.number(status.waiting())),
    ];
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(k, v)| (*k, v.as_str())).collect();
    html! {
        <section class="card" aria-labelledby="standing-heading">
            <h2 id="standing-heading" class={classes!("standing", tone.class())} data-testid="standing">
                { t.fill("records.standing", &numbers) }
            </h2>
            if status.waiting() > 0 {
                <p>{ t.fill("records.waiting", &numbers) }</p>
            }
            <p class="hint">{ heard }</p>
            { clock_note(t, status.clock_off_s) }
            <div role="status">{ awaiting(t, app) }{ phase_note(t, status.phase) }</div>
            <button
                type="button" class="button button-primary" data-testid="sync-now"
                disabled={is_syncing}
                {onclick}
            >
                { t.text(if is_syncing { "records.sending" } else { "records.send_now" }) }
            </button>
        </section>
    }
}

/// A clock that is wrong dates every record wrongly; the commune takes them all the same.
fn clock_note(t: &Translator, off_s: i64) -> Html {
    let key = match off_s {
        0 => return Html::default(),
        1.. => "records.clock_ahead",
        _ => "records.clock_behind",
    };
    note(
        Tone::Waiting,
        "clock-note",
        t.fill(key, &[("span", &t.span(off_s))]),
    )
}

fn phase_note(t: &Translator, phase: Phase) -> Html {
    match phase {
        Phase::Idle | Phase::Syncing | Phase::Refused(Refused::Awaiting) => Html::default(),
        Phase::Offline => note(Tone::Plain, "offline-note", t.text("records.offline")),
        Phase::Refused(refused) => banner(
            Tone::Problem,
            "refused",
            t.text(refused_key(refused)),
            t.text("records.refused_what_to_do"),
            Html::default(),
        ),
    }
}

//! Records the server could not accept: kept whole, with the reason and what can be done.

use chungtay_shared::api::{Look, Looked, QuarantineLine, QuarantinePage, Trial, path};
use chungtay_shared::phone::message::RecordKind;
use yew::prelude::*;

use super::erase_record::EraseRecordForm;
use super::section::{none_of_kind, section};
use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;
use crate::office::if_may::IfMay;
use crate::office::remote::use_shell;
use crate::office::review_kind::ReviewKind;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::trials::trials;
use crate::office::{http, words};

/// What is set aside.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// All of it.
    pub(super) page: QuarantinePage,
    /// Whether the list is narrowed to it: then it is there also when nothing is set aside.
    pub(super) alone: bool,
}

/// Records set aside.
#[component]
pub(super) fn SetAside(props: &Props) -> Html {
    let t = use_translator();
    let page = &props.page;
    let dispatcher = use_shell().dispatcher();
    let task = use_task();
    let last = use_state_eq(|| None::<Trial>);
    let on_try = {
        let (task, last) = (task.clone(), last.setter());
        Callback::from(move |hash: String| {
            let (last, dispatcher) = (last.clone(), dispatcher.clone());
            let path = path::QUARANTINE_TRY.replace("{id}", &hash);
            let nothing = serde_json::Map::new();
            task.run(
                async move { http::post::<Trial>(&path, &nothing).await },
                move |trial| {
                    last.set(Some(trial));
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
        })
    };
    // What was tried just now is told also when nothing is left.
    if page.lines.is_empty() && last.is_none() && !props.alone {
        return Html::default();
    }
    let body = html! {
        <>
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            <div role="status">
                if let Some(trial) = &*last { { outcome(&t, trial) } }
            </div>
            if page.lines.is_empty() {
                { none_of_kind(&t) }
            } else {
                { table(&t, page, &on_try, task.is_busy()) }
            }
            { trials(&t, &page.trials) }
        </>
    };
    section(&t, ReviewKind::SetAside, body)
}

/// How the trial that was just asked for went.
fn outcome(t: &Translator, trial: &Trial) -> Html {
    let n = t.number(trial.n);
    let whose = [("n", n.as_str()), ("name", trial.person_name.as_str())];
    let (tone, text) = match &trial.refused {
        None => (Tone::Good, t.fill("office.set_aside.let_in", &whose)),
        Some(reason) => {
            let still = t.fill("office.set_aside.still_aside", &whose);
            (
                Tone::Waiting,
                format!("{still} {}.", t.choice("quarantine", reason)),
            )
        }
    };
    html! { <Banner {tone} testid="trial-outcome"><p>{ text }</p></Banner> }
}

fn table(t: &Translator, page: &QuarantinePage, on_try: &Callback<String>, is_busy: bool) -> Html {
    let waiting = page.lines.iter().filter(|line| line.looked.is_none());
    let shown = t.number(waiting.count() as u64);
    let total = t.number(page.total);
    html! {
        <>
            <p class="actions">
                <span>
                    { t.fill("office.set_aside.count", &[("shown", &shown), ("count", &total)]) }
                </span>
                <IfMay get={path::QUARANTINE_EXPORT}>
                    <a
                        class="button" href={path::QUARANTINE_EXPORT} download=""
                        data-testid="export-all"
                    >
                        { t.text("office.set_aside.export_all") }
                    </a>
                </IfMay>
            </p>
            <div
                class="table-scroll" tabindex="0" role="group"
                aria-label={t.choice("office.review.kind", ReviewKind::SetAside.code())}
            >
                <table class="table" data-testid="set-aside-table">
                    <caption class="visually-hidden">{ t.choice("office.review.kind", ReviewKind::SetAside.code()) }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.col.received") }</th>
                            <th scope="col">{ t.text("office.col.sent_by") }</th>
                            <th scope="col">{ t.text("office.col.household") }</th>
                            <th scope="col">{ t.text("office.col.reason") }</th>
                            <th scope="col">{ t.text("office.col.action") }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for page.lines.iter().map(|line| row(t, line, on_try, is_busy)) }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn row(t: &Translator, line: &QuarantineLine, on_try: &Callback<String>, is_busy: bool) -> Html {
    let onclick = {
        let hash = line.hash.clone();
        on_try.reform(move |_: MouseEvent| hash.clone())
    };
    let n = t.number(line.n);
    let whose = [("n", n.as_str()), ("name", line.person_name.as_str())];
    // What came after its household was erased is let in by nobody, and taken nowhere.
    let is_erased = line.reason == "erased";
    html! {
        <tr key={line.hash.clone()} data-testid="set-aside-row">
            <td class="moment">{ words::moment(t, line.received_at) }</td>
            <td>
                { &line.person_name }
                <span class="below">{ &line.device_name }</span>
            </td>
            <td>
                { household(t, line) }
                <span class="below">
                    { line.kind.map_or(t.text("office.record.unknown"), |kind| t.text(kind_key(kind))) }
                    { " · " }
                    { t.fill("office.set_aside.number", &[("n", &n), ("size", &size(t, line.size_bytes))]) }
                </span>
            </td>
            <td class="reason">
                <strong>{ t.choice("quarantine", &line.reason) }</strong>
                <span class="below">{ t.choice("office.set_aside.todo", &line.reason) }</span>
                if let Some(tried) = &line.tried {
                    <span class="below" data-testid="tried">{ last_trial(t, tried) }</span>
                }
                if let Some(looked) = &line.looked {
                    <span class="below" data-testid="looked">{ what_was_found(t, looked) }</span>
                } else if is_erased {
                    <EraseRecordForm line={line.clone()} />
                } else {
                    <LookForm hash={line.hash.clone()} />
                }
            </td>
            <td>
                if !is_erased {
                <span class="row-actions">
                    <button
                        type="button" class="button button-small" {onclick} disabled={is_busy}
                        aria-label={t.fill("office.set_aside.try_of", &whose)} data-testid="try-again"
                    >
                        { t.text("office.set_aside.try") }
                    </button>
                    <IfMay get={path::QUARANTINE_RECORD}>
                        <a
                            class="button button-small" download="" data-testid="export-one"
                            href={path::QUARANTINE_RECORD.replace("{id}", &line.hash)}
                            aria-label={t.fill("office.set_aside.export_of", &whose)}
                        >
                            { t.text("office.set_aside.export") }
                        </a>
                    </IfMay>
                </span>
                }
            </td>
        </tr>
    }
}

/// A household that is on the list is led to; of another its name is all there is.
fn household(t: &Translator, line: &QuarantineLine) -> Html {
    if line.is_listed {
        html! {
            <RouteLink to={Route::Household { id: line.household }}>{ &line.head_name }</RouteLink>
        }
    } else if line.head_name.is_empty() {
        html! { t.text("office.set_aside.unknown_household") }
    } else {
        html! { t.fill("office.set_aside.not_listed", &[("name", &line.head_name)]) }
    }
}

fn last_trial(t: &Translator, tried: &Trial) -> String {
    let at = words::moment(t, tried.at);
    let why = tried.refused.as_deref().unwrap_or(&tried.reason);
    let values = [
        ("at", at.as_str()),
        ("name", tried.officer_name.as_str()),
        ("why", t.choice("quarantine", why)),
    ];
    t.fill("office.set_aside.tried", &values)
}

const fn kind_key(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Visit => "office.record.visit",
        RecordKind::Handover => "office.record.handover",
        RecordKind::Profile => "office.record.profile",
        RecordKind::Registration => "office.record.registration",
        RecordKind::Correction => "office.record.correction",
        RecordKind::Proposal => "office.record.proposal",
        RecordKind::Taken => "office.record.taken",
        RecordKind::Activity => "office.record.activity",
        RecordKind::Case => "office.record.case",
        RecordKind::Step => "office.record.step",
        RecordKind::Offer => "office.record.offer",
        RecordKind::Consent => "office.record.consent",
    }
}

/// Bytes below a kilobyte, kilobytes above.
fn size(t: &Translator, bytes: u64) -> String {
    if bytes < 1_000 {
        format!("{}\u{a0}B", t.number(bytes))
    } else {
        format!("{}\u{a0}kB", t.number(bytes.div_ceil(1_000)))
    }
}

/// `Đã xem 12/11/2026 09:30, Cô Lan: hộ đã được trao lại`.
fn what_was_found(t: &Translator, looked: &Looked) -> String {
    let at = words::moment(t, looked.at);
    let values = [
        ("at", at.as_str()),
        ("name", looked.officer_name.as_str()),
        ("reason", looked.reason.as_str()),
    ];
    t.fill("office.set_aside.looked", &values)
}

/// A record that a person looks at.
#[derive(PartialEq, Properties)]
struct LookProps {
    hash: String,
}

/// What can never be let in waits no more once somebody has said what they found; it is kept.
#[component]
fn LookForm(props: &LookProps) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let reason = use_state_eq(String::new);
    let onsubmit = {
        let path = path::QUARANTINE_LOOK.replace("{id}", &props.hash);
        let (answer, reason) = (answer.clone(), (*reason).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let look = Look {
                reason: reason.clone(),
            };
            answer.send(path.clone(), look, || {});
        })
    };
    html! {
        <details>
            <summary data-testid="look-open">{ t.text("office.set_aside.look_what") }</summary>
            <form class="stack" novalidate=true {onsubmit}>
                { answer.reason_field(
                    &t, &format!("look-{}", props.hash), t.text("office.set_aside.found"), &reason,
                ) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-small" disabled={answer.is_busy()}
                        data-testid="look"
                    >
                        { t.text("office.set_aside.look") }
                    </button>
                </p>
            </form>
        </details>
    }
}

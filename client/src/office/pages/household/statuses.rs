//! What was officially decided of a household's category, and the ways to record a decision and to
//! say that one was recorded by mistake.

use chungtay_shared::api::lives::NoStatus;
use chungtay_shared::api::{HouseholdDetail, path};
use chungtay_shared::household::{Category, Correction, Recorded, Status};
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use super::tell_status::TellStatus;
use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::if_may::IfMay;
use crate::office::take_back::{Opener, TakeBack, Texts};
use crate::office::words;

/// Whose decisions.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The household.
    pub(super) detail: HouseholdDetail,
}

/// A card with its categories over time, the newest first. Of a second record nothing more is told:
/// the household is kept in the other one.
#[component]
pub(super) fn Statuses(props: &Props) -> Html {
    let t = use_translator();
    let said = use_state_eq(String::new);
    let household = &props.detail.household;
    let is_kept_here = household.merged_into().is_none();
    let on_said = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    let on_wrong = is_kept_here.then_some(&on_said);
    let lines = household.statuses.iter().rev();
    html! {
        <section class="card" aria-labelledby="statuses">
            <h2 id="statuses">{ t.text("office.household.statuses") }</h2>
            if household.statuses.is_empty() {
                <p class="empty">{ t.text("office.household.no_status") }</p>
            } else {
                <ol class="statuses">
                    { for lines.map(|status| line(&t, &props.detail, status, on_wrong)) }
                </ol>
            }
            <div class="stack">
                <p role="status" data-testid="status-told">{ &*said }</p>
                if is_kept_here {
                    <IfMay post={path::STATUS}>
                        <TellStatus household={household.id} {on_said} />
                    </IfMay>
                }
            </div>
        </section>
    }
}

/// A decision; `on_wrong` where it can be said that it was recorded by mistake.
fn line(
    t: &Translator,
    detail: &HouseholdDetail,
    status: &Recorded<Status>,
    on_wrong: Option<&Callback<String>>,
) -> Html {
    let fact = &status.fact;
    let is_corrected = status.corrected_by.is_some();
    let corrections = &detail.household.corrections;
    let correction = corrections
        .iter()
        .find(|correction| Some(correction.fact.id) == status.corrected_by);
    let on_wrong = on_wrong.filter(|_| !is_corrected);
    html! {
        <li
            key={fact.id.to_string()} data-testid="status"
            class={classes!("stack", is_corrected.then_some("corrected"))}
        >
            <div>
                <p>
                    <strong class="said">{ t.choice("category", fact.category.code()) }</strong>
                    if is_corrected {
                        { " " }<Badge label={t.text("office.corrected")} />
                    } else if fact.is_proposed() {
                        { " " }<Badge
                            tone={Tone::Waiting} label={t.text("office.household.proposed")}
                            testid="status-proposed"
                        />
                    }
                </p>
                <p class="below">{ span(t, fact.from, fact.to) }</p>
                if !fact.standard.is_empty() {
                    <p class="below">
                        { t.fill("office.household.standard", &[("standard", &fact.standard)]) }
                    </p>
                }
                if !fact.decision.is_empty() {
                    <p class="below">
                        { t.fill("office.household.decision", &[("decision", &fact.decision)]) }
                    </p>
                }
            </div>
            if let Some(correction) = correction { { correction_line(t, detail, correction) } }
            if let Some(on_said) = on_wrong {
                { no_status(t, detail.household.id, fact, on_said) }
            }
        </li>
    }
}

/// A small button that shows the form in which a decision is said to be recorded by mistake.
fn no_status(
    t: &Translator,
    household: DocId,
    status: &Status,
    on_said: &Callback<String>,
) -> Html {
    let what = in_words(t, status.category, &status.decision, status.from, status.to);
    let texts = Texts {
        what: t.text("office.no_status.what"),
        why: t.text("office.no_status.why"),
        now: t.text("office.no_status.now"),
        gone: t.text("office.no_status.gone"),
        in_use: None,
    };
    let opener = Opener {
        label: t.text("office.no_status.open"),
        spoken: t.fill("office.no_status.open_of", &[("what", &what)]),
    };
    let status = status.id;
    let request = Callback::from(move |reason| NoStatus { status, reason });
    html! {
        <TakeBack<NoStatus>
            id={format!("no-status-{status}")} testid="no-status" {texts} {opener} field="status"
            {request} path={path::STATUS_RETRACT.replace("{id}", &household.to_string())}
            done={t.fill("office.no_status.done", &[("what", &what)])} {on_said}
        />
    }
}

/// Who said that it was recorded by mistake, when and why.
fn correction_line(
    t: &Translator,
    detail: &HouseholdDetail,
    recorded: &Recorded<Correction>,
) -> Html {
    let correction = &recorded.fact;
    let values = [
        ("name", words::person(t, &detail.people, recorded.actor)),
        ("at", &words::moment(t, correction.recorded_at)),
        ("reason", &correction.reason),
    ];
    html! {
        <p class="correction" data-testid="status-correction">
            { t.fill("office.no_status.said", &values) }
        </p>
    }
}

/// A decision in one line: `Hộ nghèo · 187/QĐ-UBND · Từ 01/01/2026`.
pub(super) fn in_words(
    t: &Translator,
    category: Category,
    decision: &str,
    from: LocalDate,
    to: Option<LocalDate>,
) -> String {
    let category = t.choice("category", category.code());
    words::joined(&[category, decision, &span(t, from, to)])
}

/// The days it holds.
fn span(t: &Translator, from: LocalDate, to: Option<LocalDate>) -> String {
    let from = t.date(from);
    match to {
        Some(to) => t.fill(
            "office.household.from_to",
            &[("from", &from), ("to", &t.date(to))],
        ),
        None => t.fill("office.household.from", &[("from", &from)]),
    }
}

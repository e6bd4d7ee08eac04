//! A record that came after its household was erased: a person looks at it once more, and it is gone.

use chungtay_shared::api::erasure::{EraseRecord, SeemsGiven};
use chungtay_shared::api::{QuarantineLine, path};
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;

/// Which record.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Its line.
    pub(super) line: QuarantineLine,
}

/// What was given, whether it counts, and the button that deletes the rest.
#[component]
pub(super) fn EraseRecordForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let reason = use_state_eq(String::new);
    let counts = use_state_eq(|| props.line.given.is_some());
    let onsubmit = {
        let path = path::QUARANTINE_ERASE.replace("{id}", &props.line.hash);
        let answer = answer.clone();
        let wanted = EraseRecord {
            counts: *counts,
            reason: (*reason).clone(),
        };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            answer.send(path.clone(), wanted.clone(), || {});
        })
    };
    let onchange = {
        let (now, counts) = (*counts, counts.setter());
        Callback::from(move |_: Event| counts.set(!now))
    };
    let hash = &props.line.hash;
    html! {
        <form class="stack" novalidate=true {onsubmit} data-testid="erase-record-form">
            if let Some(given) = &props.line.given {
                <p>{ given_text(&t, given) }</p>
                <label class="tick">
                    <input
                        type="checkbox" checked={*counts} {onchange} data-testid="erase-record-counts"
                    />
                    <span>{ t.text("office.erase.record_counts") }</span>
                </label>
            }
            { answer.reason_field(
                &t, &format!("erase-{hash}"), t.text("office.erase.record_reason"), &reason,
            ) }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-small button-danger"
                    disabled={answer.is_busy()} data-testid="erase-record"
                >
                    { t.text("office.erase.record_do") }
                </button>
            </p>
        </form>
    }
}

/// `Quà Tết, 500.000 đ, ngày 17/10/2026`.
fn given_text(t: &Translator, given: &SeemsGiven) -> String {
    let value = t.number(u64::try_from(given.money_vnd + given.goods_value_vnd).unwrap_or(0));
    let day = given.at.local_date().display();
    let values = [
        ("item", given.item.as_str()),
        ("value", value.as_str()),
        ("day", day.as_str()),
    ];
    t.fill("office.erase.record_given", &values)
}

//! Says that two records which are kept as one household are two after all.

use chungtay_shared::api::lives::TellDistinct;
use chungtay_shared::api::path;
use chungtay_shared::id::DocId;
use yew::prelude::*;

use super::answer::use_answer;
use super::disclosure::Disclosure;
use crate::i18n::use_translator;

/// The two records.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The record in which the household is kept.
    pub(crate) kept: DocId,
    /// The second one.
    pub(crate) merged: DocId,
}

/// A button that shows the form in which two records become two households again.
#[component]
pub(crate) fn UndoMerge(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let reason = use_state_eq(String::new);
    let id = format!("undo-{}", props.merged);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let onsubmit = {
        let request = TellDistinct {
            records: [props.kept, props.merged],
            reason: (*reason).clone(),
        };
        let answer = answer.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            answer.send(path::DISTINCT, request.clone(), || {});
        })
    };
    html! {
        <Disclosure
            id={id.clone()} label={t.text("office.undo_merge.open")} testid="undo-merge" open={*open}
            {on_toggle}
        >
            <form class="stack" novalidate=true {onsubmit} data-testid="undo-merge-form">
                <p class="hint">{ t.text("office.undo_merge.what") }</p>
                { answer.reason_field(&t, &id, t.text("office.review.why"), &reason) }
                if let Some(error) = answer.error(&t, "records") {
                    <p class="error" role="alert">{ error }</p>
                }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="undo-merge-now"
                    >
                        { t.text("office.undo_merge.now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

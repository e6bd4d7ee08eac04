//! A kind's part of the list.

use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::review_kind::ReviewKind;

/// What waits of a kind, below what it is and what is to be done.
pub(super) fn section(t: &Translator, kind: ReviewKind, body: Html) -> Html {
    let id = format!("review-{}", kind.code());
    html! {
        <section key={id.clone()} class="stack" aria-labelledby={id.clone()}>
            <h2 {id}>{ t.choice("office.review.kind", kind.code()) }</h2>
            <p class="lead">{ t.choice("office.review.about", kind.code()) }</p>
            { body }
        </section>
    }
}

/// That nothing of the kind waits.
pub(super) fn none_of_kind(t: &Translator) -> Html {
    html! { <p class="empty" role="status">{ t.text("office.review.none_of_kind") }</p> }
}

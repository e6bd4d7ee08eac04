//! That the office has not admitted this phone yet, with the digits by which it knows it.

use chungtay_shared::api::joining::check_digits;
use chungtay_shared::phone::message::{Phase, Refused};
use yew::prelude::*;

use crate::components::{Tone, banner};
use crate::i18n::Translator;
use crate::state::AppState;

/// A banner while the phone waits; else nothing.
pub(crate) fn awaiting(t: &Translator, app: &AppState) -> Html {
    let waits = app.status.phase == Phase::Refused(Refused::Awaiting);
    let identity = app.identity.as_ref().filter(|_| waits);
    let told = |actor| {
        let digits = [("digits", check_digits(actor))];
        let digits = digits.each_ref().map(|(name, text)| (*name, text.as_str()));
        banner(
            Tone::Waiting,
            "awaiting",
            t.fill("awaiting.title", &digits),
            t.text("awaiting.what_to_do"),
            Html::default(),
        )
    };
    identity.map_or_else(Html::default, |identity| told(identity.actor))
}

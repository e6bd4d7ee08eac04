//! What is typed, once the typing pauses.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long nothing may be typed before it counts.
const TYPING_PAUSE_MS: u32 = 250;

/// The value, once it has not changed for a moment.
#[hook]
pub(crate) fn use_after_pause(value: String) -> String {
    let settled = use_state_eq(|| value.clone());
    let set = settled.setter();
    use_effect_with(value, move |value| {
        let value = value.clone();
        let timeout = Timeout::new(TYPING_PAUSE_MS, move || set.set(value));
        move || drop(timeout)
    });
    (*settled).clone()
}

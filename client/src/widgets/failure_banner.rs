//! Why something was not done: what happened, what was kept, what to do.

use chungtay_shared::phone::message::{Failure, LinkProblem};
use yew::prelude::*;

use super::route_link::RouteLink;
use crate::components::{Tone, banner};
use crate::i18n::Translator;
use crate::route::Route;

/// Why something was not done.
pub(crate) fn failure_banner(t: &Translator, failure: &Failure) -> Html {
    let (tone, title, what_to_do) = words_of(failure);
    let count = match failure {
        Failure::Invalid(errors) => errors.len() as u64,
        Failure::Unreceipted(count) | Failure::Carrying(count) => *count,
        Failure::StorageFull
        | Failure::Storage
        | Failure::OtherTab
        | Failure::Offline
        | Failure::Link(_)
        | Failure::NotAFile
        | Failure::CannotSeal
        | Failure::NotFound
        | Failure::NotEnrolled
        | Failure::Damaged
        | Failure::Locked
        | Failure::WrongPin(_)
        | Failure::Pin(_)
        | Failure::CannotLock
        | Failure::NoSeat
        | Failure::PinFirst => 0,
    };
    let count = t.number(count);
    let below = html! {
        if *failure == Failure::StorageFull {
            <RouteLink to={Route::Settings}>{ t.text("failure.see_storage") }</RouteLink>
        }
    };
    let title = t.fill(title, &[("count", &count)]);
    banner(tone, "failure", title, t.text(what_to_do), below)
}

/// The tone, the key of what happened, and the key of what was kept and what to do.
const fn words_of(failure: &Failure) -> (Tone, &'static str, &'static str) {
    match failure {
        Failure::Invalid(_) => (
            Tone::Problem,
            "field.problems",
            "failure.invalid_what_to_do",
        ),
        Failure::StorageFull => (
            Tone::Problem,
            "failure.storage_full",
            "failure.storage_full_what_to_do",
        ),
        Failure::Storage => (
            Tone::Problem,
            "failure.storage",
            "failure.storage_what_to_do",
        ),
        Failure::OtherTab => (
            Tone::Waiting,
            "failure.other_tab",
            "failure.other_tab_what_to_do",
        ),
        Failure::Offline => (Tone::Plain, "failure.offline", "failure.offline_what_to_do"),
        Failure::Link(problem) => words_of_link(*problem),
        Failure::Unreceipted(_) => (
            Tone::Waiting,
            "failure.unreceipted",
            "failure.unreceipted_what_to_do",
        ),
        Failure::Carrying(_) => (
            Tone::Waiting,
            "failure.carrying",
            "failure.carrying_what_to_do",
        ),
        Failure::NotAFile => (
            Tone::Problem,
            "failure.not_a_file",
            "failure.not_a_file_what_to_do",
        ),
        Failure::CannotSeal => (
            Tone::Problem,
            "failure.cannot_seal",
            "failure.cannot_seal_what_to_do",
        ),
        Failure::NotFound => (
            Tone::Waiting,
            "failure.not_found",
            "failure.not_found_what_to_do",
        ),
        Failure::NotEnrolled => (
            Tone::Waiting,
            "failure.not_enrolled",
            "failure.not_enrolled_what_to_do",
        ),
        Failure::Damaged => (
            Tone::Problem,
            "failure.damaged",
            "failure.damaged_what_to_do",
        ),
        // What is wrong with a PIN is said at its field.
        Failure::Locked | Failure::WrongPin(_) | Failure::Pin(_) => {
            (Tone::Waiting, "failure.locked", "failure.locked_what_to_do")
        }
        Failure::CannotLock => CANNOT_LOCK,
        Failure::NoSeat => NO_SEAT,
        Failure::PinFirst => PIN_FIRST,
    }
}

const CANNOT_LOCK: (Tone, &str, &str) = (
    Tone::Problem,
    "failure.cannot_lock",
    "failure.cannot_lock_what_to_do",
);
const NO_SEAT: (Tone, &str, &str) = (
    Tone::Waiting,
    "failure.no_seat",
    "failure.no_seat_what_to_do",
);
const PIN_FIRST: (Tone, &str, &str) = (
    Tone::Waiting,
    "failure.pin_first",
    "failure.pin_first_what_to_do",
);

const fn words_of_link(problem: LinkProblem) -> (Tone, &'static str, &'static str) {
    match problem {
        LinkProblem::Unknown => (
            Tone::Problem,
            "failure.link_unknown",
            "failure.link_unknown_what_to_do",
        ),
        LinkProblem::Used => (
            Tone::Problem,
            "failure.link_used",
            "failure.link_used_what_to_do",
        ),
        LinkProblem::OtherPerson => (
            Tone::Waiting,
            "failure.link_of_another",
            "failure.link_of_another_what_to_do",
        ),
        LinkProblem::Expired => (
            Tone::Problem,
            "failure.link_expired",
            "failure.link_expired_what_to_do",
        ),
        LinkProblem::Full => (
            Tone::Waiting,
            "failure.link_full",
            "failure.link_full_what_to_do",
        ),
        LinkProblem::NameWanted => (
            Tone::Problem,
            "failure.link_name",
            "failure.link_name_what_to_do",
        ),
    }
}

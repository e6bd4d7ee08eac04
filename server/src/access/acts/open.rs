//! What programs read.

use chungtay_shared::access::Act;

use super::About::OfUnit;
use super::Stated::{Nothing, Seen};
use super::{FIGURES, PLANS, Stated};

/// What programs read, below [`chungtay_shared::api::path::OPEN_API`].
pub const OPEN_ACTS: [(&str, Stated); 8] = [
    ("/openapi.json", Nothing("what programs can ask for")),
    ("/units", FIGURES),
    ("/units/{unit}/overview", FIGURES),
    ("/units/{unit}/campaigns", PLANS),
    (
        "/units/{unit}/households",
        Seen(Act::ProgramRead, OfUnit("households")),
    ),
    (
        "/units/{unit}/visits",
        Seen(Act::ProgramRead, OfUnit("visits")),
    ),
    (
        "/units/{unit}/handovers",
        Seen(Act::ProgramRead, OfUnit("handovers")),
    ),
    ("/units/{unit}/fund", Seen(Act::ProgramRead, OfUnit("fund"))),
];

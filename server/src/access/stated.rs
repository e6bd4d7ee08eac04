//! What a route says of itself, for the log.

use chungtay_shared::access::Act;

/// What a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The document that is written; nothing where none is.
    Document,
    /// The id in the path.
    Path,
    /// A short code.
    Word(&'static str),
    /// A short code, and the unit in the path.
    OfUnit(&'static str),
}

/// What a route does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// It shows something; noted when the answer is ready, and not again for a while.
    Seen(Act, About),
    /// It does something; noted by what does it, else when that is answered.
    Done(Act, About),
    /// It does something while it is answered; noted by what does it alone, which nobody may wait for.
    Doing(Act, About),
    /// It has nothing of anybody, for this reason.
    Nothing(&'static str),
}

impl Stated {
    /// What it is, where it is anything.
    pub const fn act(self) -> Option<Act> {
        match self {
            Self::Seen(act, _) | Self::Done(act, _) | Self::Doing(act, _) => Some(act),
            Self::Nothing(_) => None,
        }
    }
}

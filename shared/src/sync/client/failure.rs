//! How an exchange fails, and which reply means what.

use crate::phone::message::Refused;

/// Why an exchange ended without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No connection, it broke off, or the server is at fault: try again by and by.
    Unreachable,
    /// The server refuses this phone.
    Refused(Refused),
    /// This phone is lost: what it had recorded is with the server, what is on it is to be removed. With what
    /// it says once that is done.
    Lost([u8; 16]),
}

impl Failure {
    /// What a reply other than 200 comes to. `code` is that of an `ErrorBody`; `None` when the
    /// body was none, so that something on the way has answered in the server's place.
    pub fn of_reply(status: u16, code: Option<&str>) -> Self {
        match (status, code) {
            (403, Some("awaits_admission")) => Self::Refused(Refused::Awaiting),
            (401 | 403, Some("device_revoked" | "unknown_token" | "proof_wanted")) => {
                Self::Refused(Refused::Revoked)
            }
            (426, _) | (400..=499, Some("protocol_unsupported")) => Self::Refused(Refused::TooOld),
            // What was damaged on the way may arrive whole the next time.
            (408 | 409 | 425 | 429, _) | (400, Some("damaged")) => Self::Unreachable,
            (400..=499, Some(_)) => Self::Refused(Refused::NotUnderstood),
            _ => Self::Unreachable,
        }
    }
}

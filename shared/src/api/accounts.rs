//! Accounts of a unit's office, and how one signs in there.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::codes;
use crate::id::AccountId;

codes!(
    /// What stands between whoever is signed in and the office's pages.
    Standing {
        /// Nothing.
        Open = "open",
        /// They have to choose a password and set up an authenticator app.
        SetUp = "set-up",
        /// They have to prove who they are, with both.
        Prove = "prove",
        /// The browser was not used for a while: one of both opens it again.
        Locked = "locked",
    }
);

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// The account.
    pub id: AccountId,
    /// Whose.
    pub person_name: String,
    /// What it may do.
    pub role: Role,
    /// Whether it is closed: its person has left.
    pub closed: bool,
    /// Whether it has a password and an authenticator.
    pub has_factor: bool,
    /// Phones and browsers in use.
    pub devices: u64,
}

/// Signs in without a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInRequest {
    /// Code of the unit.
    pub commune: String,
    /// Whose account.
    pub person_name: String,
    /// Which of theirs.
    pub role: Role,
    /// As typed.
    pub password: String,
    /// Of the authenticator, or a recovery code; as typed.
    pub code: String,
    /// What the office will see the browser called.
    pub device_name: String,
}

/// Proves who one is: both where the browser has not been proved yet, one of both where it is locked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// As typed; empty for none.
    pub password: String,
    /// Of the authenticator, or a recovery code; as typed, empty for none.
    pub code: String,
}

/// What an authenticator app is told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authenticator {
    /// To type, in groups of four.
    pub secret: String,
    /// To scan: a QR code, an SVG image.
    pub qr_svg: String,
}

/// Chooses a password, and shows that the app has what it was told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetFactor {
    /// As typed.
    pub password: String,
    /// What the app shows.
    pub code: String,
}

/// Codes for whoever loses the app; shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// Each works once.
    pub codes: Vec<String>,
}

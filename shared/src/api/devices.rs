//! Phones, and the links by which they are enrolled.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::codes;
use crate::id::{AccountId, DeviceId};
use crate::time::Timestamp;

/// A phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceLine {
    /// The device.
    pub id: DeviceId,
    /// What kind of account.
    pub role: Role,
    /// Whose.
    pub person_name: String,
    /// What it is called.
    pub device_name: String,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
    /// When it was last heard.
    pub heard_at: Option<Timestamp>,
    /// Records it has said it made.
    pub made: u64,
    /// Of those, receipted.
    pub receipted: u64,
    /// Of those, set aside.
    pub quarantined: u64,
    /// Seconds by which its clock is ahead of the server's; 0 when it is about right or not known.
    pub clock_off_s: i64,
    /// The office has revoked it.
    pub revoked: bool,
    /// Its person has left the commune.
    pub left: bool,
    /// Whether it is lost, and has removed what was on it.
    pub wipe: Wipe,
    /// It signs its requests: a token alone speaks for nobody.
    pub proves: bool,
}

/// What a lost phone has to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wipe {
    /// Nothing: it is not lost.
    #[default]
    NotAsked,
    /// It shall remove all that is on it, and has not said that it has.
    Asked,
    /// When it said so.
    Done(Timestamp),
}

impl Wipe {
    /// As it is stored.
    pub fn of(is_asked: bool, done_at: Option<Timestamp>) -> Self {
        match (is_asked, done_at) {
            (false, _) => Self::NotAsked,
            (true, None) => Self::Asked,
            (true, Some(at)) => Self::Done(at),
        }
    }
}

/// A phone that was lost has removed everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wiped {
    /// What it was told to say, in hexadecimal.
    pub code: String,
}

impl DeviceLine {
    /// Records it has said it made and the server has neither taken nor set aside.
    pub const fn owed(&self) -> u64 {
        self.made.saturating_sub(self.receipted + self.quarantined)
    }
}

codes!(
    /// Where an enrolment link stands.
    InviteState {
        /// Can be used.
        Open = "open",
        /// Was used.
        Used = "used",
        /// Its time is over.
        Expired = "expired",
    }
);

/// An enrolment link that was made; the code itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteLine {
    /// Whose account.
    pub account: AccountId,
    /// Whose name.
    pub person_name: String,
    /// What kind of account.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: InviteState,
}

/// Asks for an enrolment link for a person; the same name enrols one more device of that account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvite {
    /// Whose.
    pub person_name: String,
    /// What kind of account.
    pub role: Role,
}

/// A fresh enrolment link, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeInvite {
    /// Whose.
    pub person_name: String,
    /// What kind of account.
    pub role: Role,
    /// The link to open once on the phone.
    pub link: String,
    /// The same as a QR code, an SVG image.
    pub qr_svg: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

//! What phones hold that others are to carry on with, and that one takes another's place.

use serde::{Deserialize, Serialize};

use super::rounds::Holder;
use crate::codes;
use crate::id::{Actor, DeviceId, FactId};

codes!(
    /// Why somebody has to think of what a phone holds.
    OldStanding {
        /// It is in use; its person has another one besides, or a link to one.
        InUse = "in_use",
        /// Nobody enters with it.
        Locked = "locked",
        /// It is lost.
        Lost = "lost",
        /// Its person has left the commune.
        Left = "left",
    }
);

/// Phones that hold something which another is to carry on with, and those that can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeoverPage {
    /// By their person's name.
    pub old: Vec<OldPhone>,
    /// Volunteers' phones that are in use.
    pub phones: Vec<Holder>,
}

/// A phone with rights that were not used, or gifts that it still has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldPhone {
    /// The phone.
    pub device: DeviceId,
    /// The actor it writes with.
    pub actor: Option<Actor>,
    /// Whose.
    pub person_name: String,
    /// What it is called.
    pub device_name: String,
    /// Why it stands here.
    pub standing: OldStanding,
    /// Whether its person has a link that was not opened yet.
    pub awaits_link: bool,
    /// What it holds, the oldest round first.
    pub held: Vec<HeldOfRound>,
    /// Its person's newest phone in use, if that is another one.
    pub newest: Option<Actor>,
}

/// What a phone holds of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldOfRound {
    /// The round.
    pub round: FactId,
    /// What that is called.
    pub round_name: String,
    /// What is given.
    pub item_name: String,
    /// Rights that were not used, as far as is known here.
    pub to_give: u64,
    /// Gifts it has: taken and not handed over, and those that it has not confirmed.
    pub gifts: u64,
}

/// Puts one phone in another's place: all its rights that were not used and all gifts that it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOver {
    /// The phone that held them.
    pub device: DeviceId,
    /// The one that holds them from now on.
    pub to: Option<Actor>,
    /// Why.
    pub reason: String,
    /// The second person who agreed.
    pub approved_by: String,
}

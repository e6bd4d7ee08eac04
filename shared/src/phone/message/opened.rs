//! All that the screen needs to begin.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Status, WordsKey};
use crate::campaign::Campaign;
use crate::id::Actor;
use crate::phone::carrying::Carrying;
use crate::phone::lock::{Door, Passkey};
use crate::phone::seats::{Seat, SeatLine};
use crate::register::Names;
use crate::round::HeldRights;

/// All that the screen needs to begin.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Who this phone was enrolled for; `None` before.
    pub identity: Option<Identity>,
    /// Every household's row, in bytes.
    pub rows: Vec<Vec<u8>>,
    /// Campaigns, newest first.
    pub campaigns: Vec<Campaign>,
    /// What this phone may hand over.
    pub rights: Vec<HeldRights>,
    /// Names by actor.
    pub people: BTreeMap<Actor, String>,
    /// What the register says beyond the household list.
    pub names: Names,
    /// How the sync stands.
    pub status: Status,
    /// What this phone carries for colleagues.
    pub carrying: Carrying,
    /// It was lost, and everything on it was removed.
    pub was_wiped: bool,
    /// Whether the screen may show any of it.
    pub door: Door,
    /// What the device is asked by, where the phone opens by a finger too.
    pub passkey: Option<Passkey>,
    /// Which seat is open.
    pub seat: Seat,
    /// Whose seats there are, whoever was let in last first.
    pub seats: Vec<SeatLine>,
    /// What the screen seals under that it has to keep by itself; none while the phone is locked.
    pub words_key: Option<WordsKey>,
}

/// Whom the phone was enrolled for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The volunteer's name.
    pub person_name: String,
    /// Code of the commune.
    pub commune: String,
    /// Its name.
    pub commune_name: String,
    /// Whether everything in it is invented.
    pub synthetic: bool,
    /// The actor this phone writes with.
    pub actor: Actor,
}

//! Units that stand under another one, between the office of that one and the server.

use serde::{Deserialize, Serialize};

use super::TargetReached;
use crate::fund::{Account, Amount, RollUp};
use crate::time::Timestamp;

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitName {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Sets up a unit right under one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewUnit {
    /// Its code.
    pub code: String,
    /// Its name; empty to take it from the table of units.
    pub name: String,
    /// The officer who begins there, for whom a link is made.
    pub person_name: String,
}

/// Where a unit stands. Visits and aid are those of the campaign that is meant, if there is one, else
/// all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLine {
    /// The unit.
    pub unit: UnitName,
    /// How many steps below one's own unit it stands; 0 for that one itself.
    pub depth: usize,
    /// Households on its list.
    pub households: u64,
    /// Of those, visited at least once.
    pub visited: u64,
    /// Of those, given something at least once.
    pub aided: u64,
    /// What they were given, whoever paid.
    pub given: Amount,
    /// Its Fund today.
    pub account: Account,
    /// Records that phones have said they made and not handed in.
    pub owed: u64,
    /// Records set aside.
    pub set_aside: u64,
    /// When any of its phones was last heard.
    pub heard_at: Option<Timestamp>,
}

/// Where one's own unit and all below it stand today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitsPage {
    /// The campaign that is meant; empty when there is none.
    pub campaign_name: String,
    /// One's own unit, then those below, each after the one it stands under.
    pub units: Vec<UnitLine>,
    /// All Funds together.
    pub fund: RollUp,
    /// How far the targets of one's own campaign were reached by all.
    pub targets: Vec<TargetReached>,
}

//! The Fund, between the office and the server.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::units::UnitName;
use crate::fund::{Account, Amount, Entered, Entry, Source};
use crate::id::{Actor, DocId, FactId};
use crate::offer::Offer;
use crate::time::LocalDate;

/// On which day something is looked at: the Fund, the households' categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayQuery {
    /// At the end of this day; today when it is left out.
    #[serde(default)]
    pub day: Option<LocalDate>,
}

/// Where the Fund stands, and everything that was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundPage {
    /// The day.
    pub day: LocalDate,
    /// Where it stands at the end of that day.
    pub account: Account,
    /// What was promised by then and had not come in.
    pub outstanding: Amount,
    /// Every entry, newest day first, those after that day too.
    pub entries: Vec<Entered>,
    /// What had come in of each pledge and been spent of each decision by then.
    pub fulfilled: BTreeMap<FactId, Amount>,
    /// What rounds are to give by each decision.
    #[serde(default)]
    pub bound: BTreeMap<FactId, Amount>,
    /// What was handed over to households by then, by who paid for it.
    pub sources: Vec<SourceLine>,
    /// Units of this server that a transfer may go to or come from.
    #[serde(default)]
    pub units: Vec<UnitName>,
    /// What they have sent that was not entered here yet.
    #[serde(default)]
    pub arriving: Vec<Arriving>,
    /// What volunteers told and nobody has answered, the oldest first.
    #[serde(default)]
    pub offered: Vec<OfferLine>,
    /// Rounds into whose store goods of the Fund can go, newest first.
    #[serde(default)]
    pub stores: Vec<StoreChoice>,
    /// Receipts whose goods went into the store.
    #[serde(default)]
    pub stored: BTreeMap<FactId, StoredGoods>,
    /// Organisations of the register, to be offered while a name is typed.
    #[serde(default)]
    pub organisations: Vec<String>,
    /// Names by actor.
    pub people: BTreeMap<Actor, String>,
}

/// What a volunteer told that waits for the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    /// The campaign in which it is answered.
    pub campaign: DocId,
    /// What was told.
    pub offer: Offer,
    /// By whom; empty when their name is not known here.
    pub person_name: String,
}

/// Says that what a volunteer told is not entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclineOffer {
    /// In which campaign.
    pub campaign: DocId,
    /// Which one.
    pub offer: FactId,
    /// Why.
    pub reason: String,
}

/// A round whose gifts are counted: goods of the Fund can go into its store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreChoice {
    /// The round.
    pub round: FactId,
    /// What that is called.
    pub round_name: String,
    /// What is given in it.
    pub item_name: String,
}

/// Where the goods of a receipt went into the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredGoods {
    /// Of this round.
    pub round: FactId,
    /// What that is called.
    pub round_name: String,
    /// As how many of its gifts.
    pub count: u64,
}

/// Takes the goods of a receipt into a round's store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreGoods {
    /// Which round.
    pub round: Option<FactId>,
    /// As how many of its gifts, as typed.
    pub count_text: String,
}

/// What another unit has sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arriving {
    /// Which unit.
    pub unit: UnitName,
    /// Its entry.
    pub entry: Entry,
}

/// What was handed over at somebody's expense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLine {
    /// Whose; none when the item does not say.
    pub source: Option<Source>,
    /// Which Fund, which donor.
    pub name: String,
    /// Handovers.
    pub times: u64,
    /// What they were worth.
    pub amount: Amount,
}

/// Says that an entry does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidEntry {
    /// Why.
    pub reason: String,
}

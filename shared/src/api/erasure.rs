//! Deleting what is kept about a household at the request of whom it is about.

use serde::{Deserialize, Serialize};

use crate::field::FieldError;
use crate::handover::AidForm;
use crate::id::{DocId, FactId};
use crate::time::Timestamp;

/// What goes, what stays, and what has to be done before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasurePreview {
    /// Whose record.
    pub head_name: String,
    /// Changes of its document.
    pub changes: u64,
    /// Its visits.
    pub visits: u64,
    /// Its handovers.
    pub handovers: u64,
    /// Records of it that are set aside.
    pub set_aside: u64,
    /// Rows of imported lists that wait or were answered.
    pub left_rows: u64,
    /// Other households whose record names it, with what somebody wrote about that.
    pub named_by: Vec<NamedBy>,
    /// What forbids it by now.
    pub forbids: Vec<FieldError>,
}

/// A household whose record names another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedBy {
    /// The household.
    pub household: DocId,
    /// Its head.
    pub head_name: String,
}

/// Asks for the deletion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseHousehold {
    /// The head's name, typed once more.
    pub head_name: String,
    /// Number or day of the request.
    pub request: String,
    /// Why.
    pub reason: String,
}

/// That it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureDone {
    /// Whether it is gone from the database's files as well; else the server tries again.
    pub is_wiped: bool,
}

/// Asks for the deletion of what a record says that came after its household was erased.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseRecord {
    /// Whether what it says was handed over counts.
    pub counts: bool,
    /// What the officer found.
    pub reason: String,
}

/// What is said in the log of something that was erased. Never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// The household's id, which says nothing of anybody any more.
    pub household: DocId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub officer_name: String,
    /// Upon which request.
    pub request: String,
    /// Why.
    pub reason: String,
    /// How many changes of the log were emptied.
    pub changes: u64,
    /// How many visits and handovers stay as figures.
    pub figures: u64,
    /// The SHA-256 of these figures, in hexadecimal; none where there are none.
    pub sealed: Option<String>,
    /// The record that came late and was emptied, by its hash; none when it is the household.
    pub record: Option<String>,
}

/// What was erased, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasuresPage {
    /// Each.
    pub erasures: Vec<Erasure>,
}

/// What a record seems to say that was handed over; a person looks whether it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeemsGiven {
    /// When.
    pub at: Timestamp,
    /// In what form.
    pub form: AidForm,
    /// What.
    pub item: String,
    /// Money in đồng.
    pub money_vnd: i64,
    /// Value of goods in đồng.
    pub goods_value_vnd: i64,
    /// Quantity in thousandths of the unit.
    pub quantity_milli: i64,
    /// Unit of the quantity.
    pub unit: String,
    /// The campaign.
    pub campaign: Option<DocId>,
    /// The round.
    pub round: Option<FactId>,
}

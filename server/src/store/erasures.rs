//! The contract of what is erased at the request of whom it is about (`crate::erasure`).

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::ChangeHash;
use chungtay_shared::id::{Actor, DeviceId, DocId, FactId};
use chungtay_shared::time::Timestamp;

use super::{NewLook, RawTable, StoreError};

/// A line of the log that says what was erased.
#[derive(Debug, Clone, Copy)]
pub struct NewErasure<'a> {
    /// The household.
    pub doc: DocId,
    /// What is said of it.
    pub body: &'a str,
    /// That one's SHA-256.
    pub hash: ChangeHash,
    /// The officer's actor.
    pub actor: Actor,
    /// The officer's device.
    pub device: DeviceId,
    /// When.
    pub at: Timestamp,
}

/// What is said of something that was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureLine {
    /// Its number in the log.
    pub seq: u64,
    /// The household.
    pub doc: DocId,
    /// What is said.
    pub body: String,
}

/// A visit or a handover that stays as a figure.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// The fact as it was.
    pub fact: FactId,
    /// What it is called from now on.
    pub as_fact: FactId,
}

/// What was handed over, as figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateFigure {
    /// What it is called.
    pub fact: FactId,
    /// The day, as its first moment.
    pub day: Timestamp,
    /// The form's code.
    pub form: String,
    /// The item.
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

/// Nobody: what stays as figures has no author.
pub const NOBODY: Actor = Actor::from_bytes([0; 16]);

/// The rows of a household that are read for what stays of it.
pub const FIGURES: RawTable = RawTable {
    name: "fact",
    columns: &[
        "fact",
        "kind",
        "at_ms",
        "on_day",
        "what",
        "detail",
        "note",
        "money_vnd",
        "goods_value_vnd",
        "quantity_milli",
        "unit",
        "signed",
        "actor",
        "received_ms",
        "received_seq",
        "standing",
        "campaign",
        "round",
        "giver",
        "support_case",
        "source",
        "source_name",
        "fallen_seq",
    ],
    order: "fact",
};

/// What is erased, and what stays of it. All writes are under the commune's lock.
pub trait Erasures {
    /// Keeps a fact of a household as a figure of `into`: its day, what was given, and by which numbers of
    /// the log it counts; nothing of who was there and what was said.
    fn keep_figure(
        &self,
        commune: &str,
        doc: DocId,
        into: DocId,
        figure: &Figure,
    ) -> Result<(), StoreError>;
    /// Keeps as a figure of `into` what was handed over by a record that came too late, as of number `seq`.
    fn add_figure(
        &self,
        commune: &str,
        into: DocId,
        figure: &LateFigure,
        seq: u64,
    ) -> Result<(), StoreError>;
    /// Seals the figures of `into`.
    fn seal_figures(
        &self,
        commune: &str,
        into: DocId,
        hamlet: &str,
        hash: &[u8; 32],
    ) -> Result<(), StoreError>;
    /// How many gifts of each round stay as figures.
    fn figures_of_rounds(&self, commune: &str) -> Result<BTreeMap<FactId, u64>, StoreError>;
    /// Removes a household's document and rows, and what its changes and the records of it that are set
    /// aside say.
    fn erase(&self, commune: &str, doc: DocId, look: NewLook<'_>) -> Result<(), StoreError>;
    /// Removes the rows of imported lists that were left under this key.
    fn erase_left(&self, commune: &str, import_key: &str) -> Result<(), StoreError>;
    /// Removes what a record that is set aside says.
    fn empty_record(&self, commune: &str, look: NewLook<'_>) -> Result<(), StoreError>;
    /// Says in the log what was erased; the number that it has there.
    fn append_erasure(&self, commune: &str, erasure: &NewErasure<'_>) -> Result<u64, StoreError>;
    /// Those of these that were erased.
    fn erased(&self, docs: &BTreeSet<DocId>) -> Result<BTreeSet<DocId>, StoreError>;
    /// What was erased after number `seq`, in the log's order.
    fn erased_after(
        &self,
        commune: &str,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<ErasureLine>, StoreError>;
    /// Records of a household that are set aside, and changes of it in the log.
    fn held_of(&self, commune: &str, doc: DocId) -> Result<(u64, u64), StoreError>;
    /// How much was erased in all, when some of it was not yet wiped from the database's files
    /// ([`super::Store::wipe`]).
    fn wipe_due(&self) -> Result<Option<u64>, StoreError>;
    /// Notes that so much was.
    fn set_wiped(&self, erased: u64) -> Result<(), StoreError>;
}

//! Programs that read where units stand, and the pages of rows that they are given, in words.

use chungtay_shared::api::FactKind;
use chungtay_shared::fund::Source;
use chungtay_shared::household::Category;
use chungtay_shared::id::{Actor, DocId, FactId, ToolId};
use chungtay_shared::life::LifeKind;
use chungtay_shared::time::{LocalDate, Timestamp};

use super::StoreError;

/// A program's token as stored: only its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// Which.
    pub id: ToolId,
    /// Code of the unit whose office has made it.
    pub commune: String,
    /// What it is for.
    pub name: String,
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// When it was used last, to the hour.
    pub used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// What a program is told of a household's row: nothing that names anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdPart {
    /// Its record.
    pub id: DocId,
    /// The record that it is kept in, where it is a second one.
    pub kept_in: Option<DocId>,
    /// Its hamlet; empty when none was said.
    pub hamlet: String,
    /// Its category on the day that was asked for.
    pub category: Option<Category>,
    /// People in it.
    pub member_count: u64,
    /// Why it is no longer to be visited.
    pub gone: Option<LifeKind>,
    /// Visits that stand.
    pub visit_count: u64,
    /// Handovers that stand.
    pub handover_count: u64,
    /// What those were worth, in đồng.
    pub value_vnd: i64,
}

/// What a program is told of a visit's or a handover's row: nothing that names anybody, and no free note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactPart {
    /// The fact.
    pub id: FactId,
    /// The record it is of.
    pub household: DocId,
    /// Hamlet of that one.
    pub hamlet: String,
    /// The day it counts for.
    pub on: LocalDate,
    /// Of a visit the purpose's code, of a handover the form's.
    pub what: String,
    /// Of a visit who was met, of a handover the item.
    pub detail: String,
    /// Money in đồng.
    pub money_vnd: i64,
    /// Value of goods in đồng; 0 for none or unknown.
    pub goods_value_vnd: i64,
    /// Quantity in thousandths of the unit.
    pub quantity_milli: i64,
    /// Unit of the quantity.
    pub unit: String,
    /// Its campaign.
    pub campaign: Option<DocId>,
    /// The round by whose right it was given.
    pub round: Option<FactId>,
    /// Who paid, where it says so itself.
    pub source: Option<Source>,
    /// Which Fund or donor that was.
    pub source_name: String,
    /// Which device has recorded it.
    pub actor: Actor,
    /// The record that the household's is kept in, where it is a second one.
    pub kept_in: Option<DocId>,
    /// When the server received it.
    pub received_at: Timestamp,
    /// Whether it counts: neither corrected nor taken back.
    pub standing: bool,
}

/// Programs and what they read.
pub trait Tools {
    /// Adds a token.
    fn add_tool(&self, tool: &Tool) -> Result<(), StoreError>;
    /// The tokens of a unit, the newest first.
    fn tools(&self, commune: &str) -> Result<Vec<Tool>, StoreError>;
    /// The tool with this token, revoked or not.
    fn tool(&self, token_hash: &[u8; 32]) -> Result<Option<Tool>, StoreError>;
    /// Notes that a token was used.
    fn note_use(&self, tool: &Tool, now: Timestamp) -> Result<(), StoreError>;
    /// Revokes a token; `false` when the unit has none like it that is not revoked.
    fn revoke_tool(&self, commune: &str, tool: ToolId, now: Timestamp) -> Result<bool, StoreError>;
    /// Households behind `after` in the order of their ids, `limit` at most.
    fn households_after(
        &self,
        commune: &str,
        after: Option<DocId>,
        limit: u32,
        today: LocalDate,
    ) -> Result<Vec<HouseholdPart>, StoreError>;
    /// Facts of a kind behind `after` in the order of their households' and their own ids, `limit` at most.
    fn facts_after(
        &self,
        commune: &str,
        kind: FactKind,
        after: Option<(DocId, FactId)>,
        limit: u32,
    ) -> Result<Vec<FactPart>, StoreError>;
}

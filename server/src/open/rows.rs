//! Rows of the lists that programs go through page by page.

use chungtay_shared::fund::EntryKind;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Category;
use chungtay_shared::life::LifeKind;
use chungtay_shared::visit::{Met, Purpose};
use serde::Serialize;
use utoipa::ToSchema;

use super::answers::Amount;
use super::coded::{codes, codes_or_none};

/// A page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<Row> {
    /// The rows.
    pub rows: Vec<Row>,
    /// The cursor of the next page; none when this is the last one.
    pub next: Option<String>,
}

/// A record of a household, under an id that means nothing elsewhere.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Household {
    /// The record.
    pub id: String,
    /// Of a second record the one it is kept in: the two are one household.
    pub kept_in: Option<String>,
    /// Its hamlet; empty where none was said.
    pub hamlet: String,
    /// Its category today.
    #[schema(schema_with = codes_or_none::<Category>)]
    pub category: Option<Category>,
    /// People in it; 0 when it is not known.
    pub member_count: u64,
    /// Why it is no longer to be visited.
    #[schema(schema_with = codes_or_none::<LifeKind>)]
    pub gone: Option<LifeKind>,
    /// Visits that count.
    pub visit_count: u64,
    /// Handovers that count.
    pub handover_count: u64,
    /// What those were worth, money and goods, in đồng.
    pub value_vnd: i64,
}

/// A visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Visit {
    /// The visit.
    pub id: String,
    /// The household's record.
    pub household: String,
    /// The hamlet that is in.
    pub hamlet: String,
    /// The day of the visit.
    #[schema(format = Date)]
    pub on: String,
    /// What for.
    #[schema(schema_with = codes::<Purpose>)]
    pub purpose: String,
    /// Who was met.
    #[schema(schema_with = codes::<Met>)]
    pub met: String,
    /// When the server received it.
    #[schema(format = DateTime)]
    pub received_at: String,
    /// Whether it counts; no sum may count what was corrected or taken back.
    pub standing: bool,
}

/// A handover.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Handover {
    /// The handover.
    pub id: String,
    /// The household's record.
    pub household: String,
    /// The hamlet that is in.
    pub hamlet: String,
    /// The day of the handover.
    #[schema(format = Date)]
    pub on: String,
    /// Its campaign.
    pub campaign: Option<String>,
    /// What was given.
    pub item: String,
    /// How.
    #[schema(schema_with = codes::<AidForm>)]
    pub form: String,
    /// What it was worth.
    pub amount: Amount,
    /// Quantity in thousandths of the unit.
    pub quantity_milli: i64,
    /// Unit of the quantity; empty for money alone.
    pub unit: String,
    /// When the server received it.
    #[schema(format = DateTime)]
    pub received_at: String,
    /// Whether it counts; no sum may count what was corrected or taken back.
    pub standing: bool,
}

/// An entry of the Fund; donors and purposes are left out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FundEntry {
    /// The entry.
    pub id: String,
    /// What it is.
    #[schema(schema_with = codes::<EntryKind>)]
    pub kind: EntryKind,
    /// The day it counts for.
    #[schema(format = Date)]
    pub on: String,
    /// How much.
    pub amount: Amount,
    /// The pledge it fulfils.
    pub pledge: Option<String>,
    /// The decision it is spent by.
    pub decision: Option<String>,
    /// Of a transfer, the other unit's code where this server keeps that one too.
    pub unit: Option<String>,
    /// Whether it counts: it was not voided.
    pub standing: bool,
}

//! Aid that takes time, between the office and the server.

use serde::{Deserialize, Serialize};

use crate::fund::Amount;
use crate::id::{DocId, FactId};
use crate::support::{CaseDraft, Part, PaymentDraft, StepDraft};
use crate::time::LocalDate;

/// Every case of the commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportsPage {
    /// Cases, in the lists' order of households.
    pub lines: Vec<CaseLine>,
}

/// Where a case stands, and what was paid of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// The household.
    pub household: DocId,
    /// Its head.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// The case.
    pub case: FactId,
    /// The campaign it belongs to.
    pub campaign: DocId,
    /// That one's name when it was opened.
    pub campaign_name: String,
    /// What is given.
    pub item_name: String,
    /// What is needed.
    pub need: String,
    /// The place of its step in its plan; 0 is the survey.
    pub place: u32,
    /// That step's name.
    pub step_name: String,
    /// Since which day.
    pub since: LocalDate,
    /// Whether that is its last step.
    pub ended: bool,
    /// Whether it is stopped.
    pub stopped: bool,
    /// Who pays how much, as it was decided.
    pub approved: Vec<Part>,
    /// The household's own share, which is no aid.
    pub own_share: Amount,
    /// What was paid, by source.
    pub paid: Vec<Part>,
}

/// Opens a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCase {
    /// Of this household.
    pub household: DocId,
    /// In this campaign.
    pub campaign: DocId,
    /// Which of its items.
    pub item: FactId,
    /// As typed.
    pub draft: CaseDraft,
}

/// Notes a step of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteStep {
    /// Of this household.
    pub household: DocId,
    /// As typed.
    pub draft: StepDraft,
}

/// Records what was paid of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pay {
    /// To this household.
    pub household: DocId,
    /// As typed.
    pub draft: PaymentDraft,
}

/// Says that a case, a step or a payment was said wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBack {
    /// Of this household.
    pub household: DocId,
    /// Which one.
    pub fact: FactId,
    /// Why.
    pub reason: String,
}

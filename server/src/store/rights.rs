//! What rights are judged by, in words.

use chungtay_shared::api::FactLine;
use chungtay_shared::fund::{Amount, Source};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::review::Use;
use chungtay_shared::time::LocalDate;

use super::StoreError;

/// A proposal that nobody has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenProposal {
    /// As it is shown.
    pub line: FactLine,
    /// Who made it.
    pub actor: Actor,
    /// The campaign it is meant for.
    pub campaign: Option<DocId>,
}

/// What was handed over of one item, in one round or in none, by one payer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenSum {
    /// The campaign it belongs to.
    pub campaign: Option<DocId>,
    /// The round whose rights were used.
    pub round: Option<FactId>,
    /// The item's name.
    pub item: String,
    /// Who paid it, of a case; of anything else the item says so.
    pub source: Option<Source>,
    /// Which Fund, which donor, of a case.
    pub source_name: String,
    /// Handovers that stand.
    pub times: u64,
    /// What they were worth.
    pub amount: Amount,
}

/// What was given and proposed within campaigns.
pub trait Rights {
    /// What was handed over by the end of a day and stands, by campaign, round, item and who paid.
    fn given_by(&self, commune: &str, day: LocalDate) -> Result<Vec<GivenSum>, StoreError>;
    /// One visit, handover or proposal.
    fn fact(&self, commune: &str, doc: DocId, fact: FactId)
    -> Result<Option<FactLine>, StoreError>;
    /// Handovers that stand and belong to a campaign, in the order they were received.
    fn uses(&self, commune: &str) -> Result<Vec<Use>, StoreError>;
    /// Proposals that nobody has answered, in the order they were received.
    fn open_proposals(&self, commune: &str) -> Result<Vec<OpenProposal>, StoreError>;
}

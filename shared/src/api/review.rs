//! What a person has to look at, and what they may answer.

use serde::{Deserialize, Serialize};

use super::import::LeftLine;
use super::{FactLine, HouseholdLine};
use crate::claim::Claim;
use crate::custody::{Balance, Movement};
use crate::duplicate::Reason;
use crate::id::{DocId, FactId};
use crate::life::{ChangeSeen, Gone};
use crate::review::{Difference, Doubt};

/// What a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPage {
    /// Proposals that are not answered, oldest first.
    pub proposals: Vec<ProposalLine>,
    /// Doubtful handovers.
    pub doubts: Vec<DoubtLine>,
    /// Changes that volunteers saw and nobody has answered, oldest first.
    pub noticed: Vec<NoticedLine>,
    /// Records that may be one household, the likeliest first; the first [`LOOKALIKES_MAX`].
    pub lookalikes: Vec<LookalikeLine>,
    /// How many such pairs there are in all.
    pub lookalikes_total: u64,
    /// Rights to give to households that are gone.
    pub stranded: Vec<StrandedLine>,
    /// Gifts that do not add up.
    pub custody: Vec<CustodyLine>,
    /// Rows of imported lists that nobody has answered, in their lists' order.
    #[serde(default)]
    pub left_rows: Vec<LeftLine>,
    /// Categories that volunteers proposed and nobody has answered.
    #[serde(default)]
    pub claims: Vec<ClaimLine>,
}

/// Gifts of a round that do not add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyLine {
    /// What does not.
    pub difference: Difference,
    /// The campaign in which it is settled.
    pub campaign: DocId,
    /// The round.
    pub round: FactId,
    /// As people call it.
    pub round_name: String,
    /// What is given.
    pub item_name: String,
    /// With whom; empty when their name is not known here.
    pub person_name: String,
    /// What was counted otherwise: by it the difference is settled.
    pub movement: Option<Movement>,
    /// What they took and what became of it.
    pub balance: Balance,
}

/// Pairs of lookalikes on one page: more of them at once come of a list that was taken over twice, and
/// are not looked through one by one.
pub const LOOKALIKES_MAX: usize = 100;

/// A category that a volunteer proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    /// What was proposed.
    pub claim: Claim,
    /// By whom; empty when their name is not known here.
    pub person_name: String,
    /// The household's line in the list, with what it was seen to lack.
    pub line: HouseholdLine,
}

/// A change that a volunteer saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticedLine {
    /// The visit.
    pub line: FactLine,
    /// What was seen.
    pub seen: ChangeSeen,
}

/// Two records that may be one household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookalikeLine {
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
    /// 100 or more is hardly chance ([`crate::duplicate::Suspect`]).
    pub score: u32,
    /// Both, the older one first.
    pub records: [RecordSummary; 2],
}

/// What the office compares of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSummary {
    /// Its line in the list.
    pub line: HouseholdLine,
    /// Last four digits of the personal number; empty when unknown.
    pub national_id_tail: String,
}

/// Rights of a round to give to a household that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrandedLine {
    /// The household.
    pub household: DocId,
    /// Its head.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// Why it is gone, and since when.
    pub gone: Gone,
    /// The round.
    pub round: FactId,
    /// As people call it.
    pub round_name: String,
    /// What would be given.
    pub item_name: String,
    /// Whose phone holds the right.
    pub holder_name: String,
}

/// A proposal, and the rounds in which it can be granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalLine {
    /// What is proposed; the note says why.
    pub line: FactLine,
    /// Rounds of its campaign in which the household has no right, those of the same item first; none
    /// when the phone that proposes, and would hold the right, is no longer in use.
    pub rounds: Vec<RoundChoice>,
}

/// A round in which a proposal can be granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundChoice {
    /// The round.
    pub id: FactId,
    /// As people call it.
    pub name: String,
    /// What is given in it.
    pub item_name: String,
}

/// A doubtful use of a right, with its handovers side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtLine {
    /// Why.
    pub doubt: Doubt,
    /// The campaign in which it is settled.
    pub campaign: DocId,
    /// Which handovers.
    pub lines: Vec<FactLine>,
}

/// Answers a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerProposal {
    /// In whose document.
    pub household: DocId,
    /// Which one.
    pub proposal: FactId,
    /// The round in which the right is given; none when it is declined.
    pub granted_in: Option<FactId>,
    /// Why; needed when it is declined.
    pub reason: String,
}

/// Says that doubtful handovers were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settle {
    /// In this campaign.
    pub campaign: DocId,
    /// Which handovers.
    pub facts: Vec<FactId>,
    /// What was found and done.
    pub reason: String,
}

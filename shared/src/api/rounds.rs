//! Rounds and their rights, between the office and the server.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::campaign::{AidItem, Eligibility};
use crate::custody::{Balance, Movement, Stock};
use crate::fund::Amount;
use crate::id::{Actor, DocId, FactId};
use crate::round::{Basis, Move};
use crate::time::Timestamp;

/// Every round of the commune, newest first, and who may hold rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundsPage {
    /// The rounds.
    pub rounds: Vec<RoundState>,
    /// Volunteers' phones that are in use.
    pub phones: Vec<Holder>,
    /// Decisions of the unit's Fund by which something may still be given, newest first.
    #[serde(default)]
    pub decisions: Vec<OpenDecision>,
}

/// A support decision by which a round may be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDecision {
    /// The Fund's entry.
    pub id: FactId,
    /// Its number.
    pub number: String,
    /// What it is for.
    pub purpose: String,
    /// What it says may be given.
    pub amount: Amount,
    /// What is left of that: not spent, and in no round.
    pub left: Amount,
}

/// A phone that may hold rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The actor it writes with.
    pub actor: Actor,
    /// Whose.
    pub person_name: String,
    /// What it is called.
    pub device_name: String,
}

/// Where a round stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundState {
    /// The round.
    pub id: FactId,
    /// Its campaign.
    pub campaign: DocId,
    /// What that is called.
    pub campaign_name: String,
    /// As people call it.
    pub name: String,
    /// What is given.
    pub item: AidItem,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Every right that somebody holds now.
    pub rights: Vec<RightState>,
    /// What was decided since, oldest first.
    pub moves: Vec<Move>,
    /// Names of holders, also of those whose phone is no longer in use.
    pub holders: BTreeMap<Actor, String>,
    /// Where its gifts are, when they are counted from hand to hand.
    pub custody: Option<CustodyState>,
    /// By what its list was made; none when it was put together by hand.
    #[serde(default)]
    pub meant_for: Option<Eligibility>,
    /// Number of the decision it is paid by; empty for none.
    #[serde(default)]
    pub decision: String,
}

/// Where the gifts of a round are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyState {
    /// What the commune's store had; none while nobody has noted what came in.
    pub stock: Option<Stock>,
    /// Every holder of rights and everybody who took gifts, by name.
    pub carriers: Vec<Carrier>,
    /// How they went, newest first, also what was taken back.
    pub movements: Vec<Movement>,
}

/// What one volunteer has of a round's gifts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carrier {
    /// Whose phone.
    pub holder: Actor,
    /// Their name; empty when it is not known here.
    pub person_name: String,
    /// Whether the phone is in use.
    pub is_in_use: bool,
    /// Rights they have still to use.
    pub to_give: u64,
    /// What they took and what became of it.
    pub balance: Balance,
}

/// Where a right stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightState {
    /// Whose gift.
    pub household: DocId,
    /// Who may hand it over.
    pub holder: Actor,
    /// When it was handed over, if it was.
    pub given_at: Option<Timestamp>,
}

/// Issues a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueRound {
    /// In this campaign.
    pub campaign: DocId,
    /// As people shall call it.
    pub name: String,
    /// Which of the campaign's items.
    pub item: FactId,
    /// The households of each holder.
    pub rights: BTreeMap<Actor, Vec<DocId>>,
    /// Whether its gifts are counted from hand to hand.
    #[serde(default)]
    pub in_custody: bool,
    /// Whether it is meant for those too who have a right to the same in another round.
    #[serde(default)]
    pub again: bool,
    /// Upon what: it has to be true of every household, and the decision has to pay for all of them.
    #[serde(default)]
    pub basis: Basis,
}

/// Gives rights of a round anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveRights {
    /// Whose gifts.
    pub households: Vec<DocId>,
    /// Who may hand them over from now on; nobody when they are withdrawn.
    pub holder: Option<Actor>,
    /// Why.
    pub reason: String,
    /// The second person who agreed.
    pub approved_by: String,
}

/// Takes a movement back that was entered by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidMovement {
    /// Which one.
    pub movement: FactId,
    /// Why.
    pub reason: String,
}

//! What the office decides about households.

use serde::{Deserialize, Serialize};

use crate::household::Category;
use crate::id::{DocId, FactId};
use crate::life::LifeKind;
use crate::time::LocalDate;

/// Says what became of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellLife {
    /// What became of it: one of [`TOLD`].
    pub kind: LifeKind,
    /// From which day.
    pub on: LocalDate,
    /// Why, or what is known of it.
    pub reason: String,
    /// The visit whose note this answers.
    #[serde(default)]
    pub answers: Option<FactId>,
    /// Name of the new head: of this household when the old one died, of the part that is a household
    /// of its own when it was split. Where a head died it may stay empty.
    #[serde(default)]
    pub head_name: String,
    /// The household it joined.
    #[serde(default)]
    pub joined: Option<DocId>,
}

/// What can be told of one household; what is told of two is told by [`TellSame`] and
/// [`TellDistinct`], and the other half of a split or a joining is written by the server.
pub const TOLD: [LifeKind; 6] = [
    LifeKind::Stays,
    LifeKind::HeadDied,
    LifeKind::MovedAway,
    LifeKind::NobodyLeft,
    LifeKind::Joined,
    LifeKind::Split,
];

/// Says that two records are one household: from now on it is kept in one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellSame {
    /// The record in which it is kept.
    pub kept: DocId,
    /// The other one, which keeps all it holds.
    pub merged: DocId,
    /// Why they are one.
    pub reason: String,
}

/// Says that two records are two households; undoes that they were one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellDistinct {
    /// Both records.
    pub records: [DocId; 2],
    /// Why they are two.
    pub reason: String,
}

/// Records an official decision about a household's category. The standard it was made under is that
/// of its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellStatus {
    /// The category decided.
    pub category: Category,
    /// Number of the decision.
    pub decision: String,
    /// First day it holds.
    pub from: LocalDate,
    /// Last day it holds, if that was decided too.
    #[serde(default)]
    pub to: Option<LocalDate>,
    /// What a volunteer proposed, which it answers ([`crate::claim::Claim`]).
    #[serde(default)]
    pub answers: Option<FactId>,
}

/// Says that a recorded decision is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoStatus {
    /// Which one.
    pub status: FactId,
    /// Why.
    pub reason: String,
}

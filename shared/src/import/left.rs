//! Rows that an import left to a person: whoever confirms a list need not answer everything at once.

use serde::{Deserialize, Serialize};

use super::{ListDecision, ListReading, ListedHousehold};
use crate::api::import::RowAnswer;
use crate::household::ProfileField;
use crate::id::Actor;
use crate::time::Timestamp;

/// A row that waits for a person, whole. Its [`ListedHousehold::import_key`] names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftRow {
    /// The row as it was understood.
    pub household: ListedHousehold,
    /// The decision of its list.
    pub decision: Option<ListDecision>,
    /// When its list was imported.
    pub left_at: Timestamp,
}

/// What a person said of such a row. Never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAnswer {
    /// What they said.
    pub answer: RowAnswer,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

impl LeftRow {
    /// The row as a list of its own, to be compared with what the commune has by now; in this hamlet, if
    /// one is named.
    pub fn reading(&self, hamlet: &str) -> ListReading {
        let mut household = self.household.clone();
        if !hamlet.is_empty() {
            household.profile.set(ProfileField::Hamlet, hamlet);
        }
        ListReading {
            households: vec![household],
            decision: self.decision.clone(),
            ..ListReading::default()
        }
    }
}

//! What becomes of a household: its head dies, it moves away, splits, joins another; and that two
//! records are one household, or that they are two.
//!
//! A volunteer notes what they see at a visit ([`ChangeSeen`]); the office decides, by a fact with its
//! author and reason ([`LifeEvent`]). What follows from the facts is worked out here, so phones and
//! server agree: nothing is deleted, and a later fact takes an earlier one back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::household::{Household, Recorded};
use crate::id::{DocId, FactId};
use crate::time::{LocalDate, Timestamp};

codes!(
    /// What a volunteer saw or was told at a visit. A note, which the office looks into.
    ChangeSeen {
        /// Chủ hộ đã mất; others still live there.
        HeadDied = "head_died",
        /// The household has moved away.
        MovedAway = "moved_away",
        /// Nobody of the household is alive.
        NobodyLeft = "nobody_left",
        /// A part of it lives as a household of its own now.
        Split = "split",
    }
);

codes!(
    /// What the office decided about a household.
    LifeKind {
        /// It lives here as before, or again: takes back that it was gone.
        Stays = "stays",
        /// Its head died; the household lives on.
        HeadDied = "head_died",
        /// It moved away.
        MovedAway = "moved_away",
        /// Nobody of it is left.
        NobodyLeft = "nobody_left",
        /// It became a part of another household (nhập hộ).
        Joined = "joined",
        /// Another household became a part of it.
        TookIn = "took_in",
        /// A part of it became a household of its own (tách hộ).
        Split = "split",
        /// It was a part of another household before.
        Formed = "formed",
        /// Its record is a second one of another's household, in which it is kept from now on.
        Same = "same",
        /// It is another household than that one; takes back that it was the same.
        Distinct = "distinct",
    }
);

/// What the office decided about a household. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeEvent {
    /// This fact.
    pub id: FactId,
    /// What was decided.
    pub kind: LifeKind,
    /// From which day it is so.
    pub on: LocalDate,
    /// The other household, where there is one.
    pub other: Option<DocId>,
    /// The visit whose note this answers.
    pub answers: Option<FactId>,
    /// Why, or what is known of it, in the office's words.
    pub reason: String,
    /// When it was decided.
    pub recorded_at: Timestamp,
}

/// Why a household is no longer to be visited where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// [`LifeKind::MovedAway`], [`LifeKind::NobodyLeft`], [`LifeKind::Joined`] or [`LifeKind::Same`].
    pub why: LifeKind,
    /// Since when.
    pub on: LocalDate,
    /// The household it is, or is a part of, now.
    pub into: Option<DocId>,
}

/// A change seen at a visit that stands, which the office has not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Noticed {
    /// The visit.
    pub visit: FactId,
    /// What was seen.
    pub seen: ChangeSeen,
}

/// Whether the office has to say in which household the other one is, or became.
pub const fn needs_other(kind: LifeKind) -> bool {
    match kind {
        LifeKind::Joined
        | LifeKind::TookIn
        | LifeKind::Split
        | LifeKind::Formed
        | LifeKind::Same
        | LifeKind::Distinct => true,
        LifeKind::Stays | LifeKind::HeadDied | LifeKind::MovedAway | LifeKind::NobodyLeft => false,
    }
}

impl Household {
    /// The record in which this household is kept, when this one is a second record of it. Of what was
    /// decided about a pair of records the last counts; of several that hold, the last.
    pub fn merged_into(&self) -> Option<DocId> {
        self.merged().and_then(|event| event.other)
    }

    /// Households that the office said this is not.
    pub fn apart_from(&self) -> impl Iterator<Item = DocId> {
        self.last_about_each()
            .into_iter()
            .filter(|(_, event)| event.kind == LifeKind::Distinct)
            .map(|(other, _)| other)
    }

    /// Why it is no longer to be visited, if so.
    pub fn gone(&self) -> Option<Gone> {
        let gone = |event: &LifeEvent| Gone {
            why: event.kind,
            on: event.on,
            into: event.other,
        };
        if let Some(merged) = self.merged() {
            return Some(gone(merged));
        }
        let decides = |event: &&LifeEvent| match event.kind {
            LifeKind::Stays | LifeKind::MovedAway | LifeKind::NobodyLeft | LifeKind::Joined => true,
            LifeKind::HeadDied
            | LifeKind::TookIn
            | LifeKind::Split
            | LifeKind::Formed
            | LifeKind::Same
            | LifeKind::Distinct => false,
        };
        let last = self
            .events()
            .filter(decides)
            .max_by_key(|event| order(event))?;
        (last.kind != LifeKind::Stays).then(|| gone(last))
    }

    /// Changes seen at visits that stand, which the office has not answered, oldest first.
    pub fn noticed(&self) -> Vec<Noticed> {
        let is_answered = |visit: FactId| self.events().any(|e| e.answers == Some(visit));
        let mut noticed: Vec<Noticed> = self
            .visits
            .iter()
            .filter(|visit| visit.corrected_by.is_none() && !is_answered(visit.fact.id))
            .filter_map(|visit| {
                Some(Noticed {
                    visit: visit.fact.id,
                    seen: visit.fact.change_seen?,
                })
            })
            .collect();
        noticed.sort_unstable();
        noticed
    }

    /// When the next decision is recorded, so that it counts as the last one though it is made within
    /// the same millisecond or the clock was set back.
    pub fn next_decision_at(&self, now: Timestamp) -> Timestamp {
        let last = self.events().map(|event| event.recorded_at).max();
        last.map_or(now, |last| now.max(last.plus_ms(1)))
    }

    fn events(&self) -> impl Iterator<Item = &LifeEvent> {
        self.life
            .iter()
            .map(|recorded: &Recorded<_>| &recorded.fact)
    }

    fn merged(&self) -> Option<&LifeEvent> {
        self.last_about_each()
            .into_values()
            .filter(|event| event.kind == LifeKind::Same)
            .max_by_key(|event| order(event))
    }

    /// What was last decided about this and each other record being one household.
    fn last_about_each(&self) -> BTreeMap<DocId, &LifeEvent> {
        let mut last: BTreeMap<DocId, &LifeEvent> = BTreeMap::new();
        for event in self.events() {
            if let (LifeKind::Same | LifeKind::Distinct, Some(other)) = (event.kind, event.other) {
                let held = last.entry(other).or_insert(event);
                if order(event) > order(held) {
                    *held = event;
                }
            }
        }
        last
    }
}

fn order(event: &LifeEvent) -> (Timestamp, FactId) {
    (event.recorded_at, event.id)
}

#[cfg(test)]
mod tests;

//! What an import would do: each household of the list against those the commune has already.
//!
//! Two households of one name in one hamlet are a fact of life: where birth or personal number do
//! not tell them apart, a person is asked.

use std::collections::BTreeMap;

use super::ListReading;
use super::doubt::Doubt;
use crate::household::{Category, Profile};
use crate::id::DocId;

mod identity;
mod planner;

pub use crate::api::import::RowAnswer as Answer;
use planner::Planner;

/// A household the commune has already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingHousehold {
    /// Its document.
    pub id: DocId,
    /// The keys of rows that are it: of the one it came from, and of those a person said so of.
    pub import_keys: Vec<String>,
    /// Its head.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// Year the head was born.
    pub birth_year: Option<i32>,
    /// The head's personal number, or empty.
    pub national_id: String,
    /// Its category today.
    pub category: Option<Category>,
}

/// How a row was found to be a household the commune has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchedBy {
    /// The same row was imported before.
    ImportKey,
    /// The same personal number.
    NationalId,
}

/// Why a person must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskWhy {
    /// The commune has a household of this name in this hamlet.
    SameNameOnList,
    /// The commune has several households with this personal number.
    SameIdOnList,
    /// Another row has this name in this hamlet.
    SameNameInFile {
        /// That household's place in [`ListReading::households`].
        index: usize,
    },
    /// Another row has this personal number.
    SameIdInFile {
        /// That household's place in [`ListReading::households`].
        index: usize,
    },
    /// A household needs a hamlet; it cannot be created without.
    HamletMissing,
}

/// What would be done with a household of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Create it.
    Create,
    /// The commune has it.
    Matched(DocId, MatchedBy),
    /// A person must say.
    Ask {
        /// Households it may be; may be empty.
        candidates: Vec<DocId>,
        /// Why.
        why: AskWhy,
    },
}

/// One household of the list, and what would be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedItem {
    /// What would be done.
    pub decision: Decision,
    /// The profile to create, its hamlet spelt as the commune spells it already.
    pub profile: Profile,
    /// The list's category, when the matched household's differs from it.
    pub status_differs: Option<Category>,
    /// Whether that category is added as a new dated status; off until somebody wants it.
    pub new_status: bool,
}

/// What an import would do. `items[i]` belongs to the reading's `households[i]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// One item a household.
    pub items: Vec<PlannedItem>,
    /// Doubts that come of comparing; beside the reading's own.
    pub doubts: Vec<Doubt>,
    existing_categories: BTreeMap<DocId, Option<Category>>,
}

/// What is to be done with one household after all questions are answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Create a household.
    Create {
        /// Its place in the reading's `households`.
        index: usize,
        /// What describes it.
        profile: Profile,
    },
    /// It is there already; nothing is written.
    Keep {
        /// The household.
        id: DocId,
    },
    /// It is there already; add the list's category as a new dated status.
    AddStatus {
        /// The household.
        id: DocId,
        /// The new category.
        category: Category,
    },
    /// Leave the row to a person.
    Leave {
        /// Its place in the reading's `households`.
        index: usize,
    },
    /// Leave the row out.
    Skip,
}

/// Plans an import. Nothing is written.
pub fn plan(reading: &ListReading, existing: &[ExistingHousehold]) -> ImportPlan {
    let mut planner = Planner::new(reading, existing);
    for index in 0..reading.households.len() {
        planner.match_certainly(index);
    }
    let items = (0..reading.households.len())
        .map(|index| planner.item(index))
        .collect();
    planner.doubts.sort_by_key(|(index, _)| *index);
    ImportPlan {
        items,
        doubts: planner.doubts.into_iter().map(|(_, doubt)| doubt).collect(),
        existing_categories: existing.iter().map(|e| (e.id, e.category)).collect(),
    }
}

impl ImportPlan {
    /// Adds the list's category to every household found or answered to be on the list whose
    /// category differs.
    #[must_use]
    pub fn with_new_statuses(mut self) -> Self {
        for item in &mut self.items {
            let is_asked = matches!(item.decision, Decision::Ask { .. });
            item.new_status = item.status_differs.is_some() || is_asked;
        }
        self
    }

    /// What to do, row by row. A row that asks and has no answer is left to a person.
    pub fn resolve(&self, reading: &ListReading, answers: &BTreeMap<usize, Answer>) -> Vec<Action> {
        let items = self.items.iter().enumerate();
        items
            .map(|(index, item)| self.action(reading, index, item, answers.get(&index)))
            .collect()
    }

    fn action(
        &self,
        reading: &ListReading,
        index: usize,
        item: &PlannedItem,
        answer: Option<&Answer>,
    ) -> Action {
        let keep = |id: DocId, new_status: Option<Category>| match new_status {
            Some(category) => Action::AddStatus { id, category },
            None => Action::Keep { id },
        };
        match (&item.decision, answer) {
            (_, Some(Answer::Skip)) => Action::Skip,
            (Decision::Ask { .. }, None)
            | (
                Decision::Ask {
                    why: AskWhy::HamletMissing,
                    ..
                },
                Some(Answer::New),
            ) => Action::Leave { index },
            (Decision::Create, _) | (Decision::Ask { .. }, Some(Answer::New)) => Action::Create {
                index,
                profile: item.profile.clone(),
            },
            (Decision::Matched(id, _), _) => {
                keep(*id, item.status_differs.filter(|_| item.new_status))
            }
            (Decision::Ask { .. }, Some(Answer::SameAs(id))) => {
                let before = self.existing_categories.get(id).copied().flatten();
                let listed = reading.households.get(index).and_then(|h| h.category);
                keep(
                    *id,
                    listed.filter(|c| item.new_status && Some(*c) != before),
                )
            }
        }
    }
}

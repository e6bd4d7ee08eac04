//! An import in numbers, as `chungtay import --json` prints it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::doubt::{Doubt, DoubtKind};
use super::plan::{Decision, ImportPlan};
use super::{ListReading, Note, RowKind};
use crate::household::Category;

/// What was understood and what would be done, in numbers and doubts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportSummary {
    /// Households of the list.
    pub households: usize,
    /// Households by the category's code; those with none are `other`.
    pub by_category: BTreeMap<&'static str, usize>,
    /// People in all, as far as the list says.
    pub members: u64,
    /// Households by hamlet; those with none under the empty name.
    pub hamlets: BTreeMap<String, usize>,
    /// Everything that is not certain.
    pub doubts: Vec<DoubtSummary>,
    /// Households that would be created.
    pub to_create: usize,
    /// Households the commune has.
    pub matched: usize,
    /// Of those, how many have another category than the list says.
    pub status_differs: usize,
    /// Households a person must decide about.
    pub to_ask: usize,
    /// Rows by what they were taken for.
    pub rows: BTreeMap<&'static str, usize>,
    /// What is worth knowing about sheets and columns.
    pub notes: Vec<Note>,
}

/// One doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoubtSummary {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it, from 1.
    pub row: u32,
    /// Letter and heading of the column; empty for the whole row.
    pub column: String,
    /// What stands there.
    pub read: String,
    /// The code of the doubt.
    pub kind: &'static str,
    /// The same in a sentence.
    pub why: String,
    /// What was taken for it; empty when nothing was.
    pub assumed: String,
}

impl ImportSummary {
    /// Sums up a reading and its plan; `why` says a doubt in a sentence.
    pub fn new(
        reading: &ListReading,
        plan: &ImportPlan,
        why: impl Fn(DoubtKind) -> String,
    ) -> Self {
        let mut summary = Self {
            households: reading.households.len(),
            notes: reading.notes.clone(),
            ..Self::default()
        };
        for household in &reading.households {
            let category = household.category.unwrap_or(Category::Other).code();
            *summary.by_category.entry(category).or_default() += 1;
            *summary
                .hamlets
                .entry(household.hamlet().to_owned())
                .or_default() += 1;
            summary.members += u64::from(household.member_count);
        }
        for item in &plan.items {
            match item.decision {
                Decision::Create => summary.to_create += 1,
                Decision::Matched(..) => summary.matched += 1,
                Decision::Ask { .. } => summary.to_ask += 1,
            }
            summary.status_differs += usize::from(item.status_differs.is_some());
        }
        for kind in RowKind::ALL {
            let count = reading.rows_of(*kind);
            if count > 0 {
                summary.rows.insert(kind.code(), count);
            }
        }
        summary.doubts = reading
            .doubts
            .iter()
            .chain(&plan.doubts)
            .map(|doubt| DoubtSummary::of(doubt, why(doubt.kind)))
            .collect();
        summary
    }
}

impl DoubtSummary {
    fn of(doubt: &Doubt, why: String) -> Self {
        Self {
            sheet: doubt.sheet.clone(),
            row: doubt.row,
            column: doubt.column.clone(),
            read: doubt.read.clone(),
            kind: doubt.kind.code(),
            why,
            assumed: doubt.assumed.clone(),
        }
    }
}

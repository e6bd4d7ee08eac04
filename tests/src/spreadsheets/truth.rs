//! What a list says, whatever way it says it.

use std::collections::BTreeMap;

use chungtay_shared::household::{Category, Profile, ProfileField};

use super::Dirt;

/// The household behind one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrueRow {
    /// The row's number as a spreadsheet shows it, from 1; the same in the CSV.
    pub sheet_row: usize,
    /// Clean, with what the list does not say left out.
    pub profile: Profile,
    /// The column that has the mark.
    pub category: Category,
    /// How the row was spoilt.
    pub dirt: Option<Dirt>,
}

/// The counts of a list, and every row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// How many households.
    pub households: usize,
    /// How many of each category, by its code.
    pub by_category: BTreeMap<&'static str, usize>,
    /// How many people.
    pub members: u32,
    /// How many households of each hamlet, by its clean name.
    pub hamlets: BTreeMap<String, usize>,
    /// In the list's order.
    pub rows: Vec<TrueRow>,
}

impl Truth {
    pub(super) fn of(rows: Vec<TrueRow>) -> Self {
        let mut by_category = BTreeMap::new();
        let mut hamlets = BTreeMap::new();
        for row in &rows {
            *by_category.entry(row.category.code()).or_default() += 1;
            let hamlet = row.profile.get(ProfileField::Hamlet).to_owned();
            *hamlets.entry(hamlet).or_default() += 1;
        }
        Self {
            households: rows.len(),
            by_category,
            members: rows.iter().map(|row| row.profile.member_count()).sum(),
            hamlets,
            rows,
        }
    }

    /// The rows spoilt in this way.
    pub fn spoilt(&self, dirt: Dirt) -> impl Iterator<Item = &TrueRow> {
        self.rows.iter().filter(move |row| row.dirt == Some(dirt))
    }
}

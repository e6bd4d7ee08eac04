//! A commune's list as it is in life, understood: pure reading of cells, no file and no database.
//!
//! [`read`] turns sheets into households. Every row is accounted for by a [`RowKind`]; what is not
//! certain is a [`Doubt`], never a silent guess. The category is what the list says: nothing here
//! decides who is poor. [`plan`] compares the households with those already on the list.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::household::{Category, Profile, ProfileField};
use crate::time::LocalDate;

mod category;
mod column;
mod doubt;
mod entry;
mod finish;
mod hamlet;
mod layout;
mod left;
mod legacy;
mod line;
mod person;
pub mod plan;
mod sheet;
mod summary;
mod title;
mod walk;

pub use doubt::{Doubt, DoubtKind, Note, NoteKind};
pub use hamlet::meant_by;
pub use left::{LeftAnswer, LeftRow};
pub use sheet::{Cell, Merge, Sheet, column_letters};
pub use summary::ImportSummary;

codes!(
    /// What a row was taken for.
    RowKind {
        /// A household.
        Household = "household",
        /// A member of the household above.
        Member = "member",
        /// A line above the list.
        Title = "title",
        /// A row of headings, also one repeated on a new page.
        Header = "header",
        /// The numbers of the columns.
        Numbering = "numbering",
        /// A line that begins a hamlet or a category.
        Heading = "heading",
        /// Totals.
        Total = "total",
        /// Nothing but perhaps a number.
        Blank = "blank",
        /// Date, offices and names where a list is signed.
        Signature = "signature",
        /// A remark.
        Note = "note",
        /// Not understood; there is a doubt about it.
        Unreadable = "unreadable",
        /// A row of a sheet in which there is no list.
        NoList = "no_list",
    }
);

/// What one row was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowAccount {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it, from 1.
    pub row: u32,
    /// What it was taken for.
    pub kind: RowKind,
}

/// One household of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedHousehold {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it, from 1.
    pub row: u32,
    /// What describes it, cleaned. The hamlet may be unknown; then there is a doubt.
    pub profile: Profile,
    /// What the list says; `None` when it says nothing.
    pub category: Option<Category>,
    /// People; 0 when the list does not say.
    pub member_count: u32,
    /// The decision that its row names, else the list's; may be empty.
    pub decision: String,
    /// Names this row when the same list is imported again: 32 hexadecimal digits.
    pub import_key: String,
}

impl ListedHousehold {
    /// Year the head was born.
    pub fn birth_year(&self) -> Option<i32> {
        self.profile.birth().map(crate::time::PartialDate::year)
    }

    /// The hamlet, empty when unknown.
    pub fn hamlet(&self) -> &str {
        self.profile.get(ProfileField::Hamlet)
    }
}

/// The decision a list comes with, from the lines above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDecision {
    /// Such as `125/QĐ-UBND`.
    pub number: String,
    /// Its date, if given.
    pub date: Option<LocalDate>,
}

/// What was understood of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListReading {
    /// Households in the order of their rows.
    pub households: Vec<ListedHousehold>,
    /// Doubts in the order of their rows.
    pub doubts: Vec<Doubt>,
    /// What is worth knowing about sheets and columns.
    pub notes: Vec<Note>,
    /// Every row of every sheet that is not hidden.
    pub rows: Vec<RowAccount>,
    /// The decision the first list names.
    pub decision: Option<ListDecision>,
}

/// Understands a file. `today` tells births of the future and two-digit years apart.
pub fn read(sheets: &[Sheet], today: LocalDate) -> ListReading {
    let mut reading = ListReading::default();
    let mut lists = Vec::new();
    for sheet in sheets {
        if sheet.hidden {
            reading.notes.push(Note {
                sheet: sheet.name.clone(),
                kind: NoteKind::HiddenSheet,
                detail: String::new(),
            });
            continue;
        }
        let converted = legacy::to_unicode(sheet);
        let list = match &converted {
            Some((sheet, legacy)) => {
                let mut list = walk::walk(sheet, today);
                list.was_legacy(*legacy);
                list
            }
            None => walk::walk(sheet, today),
        };
        lists.push(list);
    }
    finish::finish(lists, &mut reading);
    reading
}

/// Whether a sheet's text is of before Unicode (TCVN3, VNI), as [`read`] would find and convert.
pub fn looks_legacy(sheet: &Sheet) -> bool {
    legacy::to_unicode(sheet).is_some()
}

#[cfg(test)]
mod tests;

//! The category of a row: what the list says, by mark, in words, or by the heading above.

use super::{Row, says_nothing};
use crate::household::Category;
use crate::import::category::{Mark, mark, most_severe, said_in};
use crate::import::column::Role;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::import::layout::Column;
use crate::text::{fold, nfc};

/// What a row says about its category.
pub(super) struct Said {
    /// The one that is taken.
    pub(super) taken: Option<Category>,
    /// All that the row itself names.
    pub(super) named: Vec<Category>,
}

/// Reads the categories of a row; of several the most severe is taken, and that is doubted.
pub(super) fn read(
    row: &Row<'_>,
    note: &str,
    of_heading: Option<Category>,
    doubts: &mut Vec<Doubt>,
) -> Said {
    let mut finder = Finder {
        row,
        doubts,
        found: Vec::new(),
        has_unclear: false,
    };
    for (column, category) in row.layout.marks() {
        finder.take_mark(column, category);
    }
    for column in row.layout.columns_of(|r| r == Role::CategoryText) {
        finder.take_words(column, &row.text(column));
    }
    if of_heading.is_none() && !row.layout.has_categories() {
        finder.take_note(note);
    }
    finder.choose(of_heading)
}

struct Finder<'r, 'a> {
    row: &'r Row<'a>,
    doubts: &'r mut Vec<Doubt>,
    /// Category, column and what stands there.
    found: Vec<(Category, String, String)>,
    has_unclear: bool,
}

impl Finder<'_, '_> {
    fn doubt(&mut self, column: &Column, read: &str, kind: DoubtKind, assumed: Option<Category>) {
        let assumed = assumed.map_or("", Category::code);
        self.doubts
            .push(self.row.doubt(Some(column), kind, read, assumed));
    }

    fn take(&mut self, category: Category, column: &Column, text: &str) {
        self.found.push((category, column.label(), text.to_owned()));
    }

    fn take_mark(&mut self, column: &Column, category: Category) {
        let text = nfc(&self.row.cell(column).text());
        match mark(&text, category) {
            Mark::No => {}
            Mark::Yes => self.take(category, column, &text),
            Mark::Unclear => {
                self.doubt(column, &text, DoubtKind::MarkUnclear, Some(category));
                self.take(category, column, &text);
            }
        }
    }

    fn take_words(&mut self, column: &Column, text: &str) {
        if says_nothing(text) {
            return;
        }
        let said = said_in(text);
        // Beside `CN` a plain `N` can only mean one thing, but nobody has said so.
        let categories = match fold(text).as_str() {
            "n" => vec![Category::Poor],
            _ if said.denied => Vec::new(),
            _ => said.categories,
        };
        if categories.is_empty() || !said.rest.is_empty() {
            self.has_unclear = true;
            let taken = most_severe(&categories);
            self.doubt(column, text, DoubtKind::CategoryUnclear, taken);
        }
        for category in categories {
            self.take(category, column, text);
        }
    }

    /// A list with no place for categories may say them in its remarks.
    fn take_note(&mut self, note: &str) {
        let column = self.row.layout.column(|r| r == Role::Note);
        if let (Some(column), Some(category)) = (column, said_in(note).sole())
            && category != Category::Other
        {
            self.doubt(column, note, DoubtKind::CategoryUnclear, Some(category));
            self.take(category, column, note);
        }
    }

    fn choose(self, of_heading: Option<Category>) -> Said {
        let mut named: Vec<Category> = self.found.iter().map(|(category, ..)| *category).collect();
        named.sort_unstable();
        named.dedup();
        let severe = most_severe(&named);
        let is_missing = severe.is_none() && of_heading.is_none() && !self.has_unclear;
        let (mut columns, mut texts): (Vec<String>, Vec<String>) = self
            .found
            .into_iter()
            .map(|(_, column, text)| (column, text))
            .unzip();
        let kind = if named.len() > 1 {
            Some(DoubtKind::CategorySeveral)
        } else if is_missing && self.row.layout.has_categories() {
            let marks = self.row.layout.marks().map(|(column, _)| column);
            let words = self.row.layout.columns_of(|r| r == Role::CategoryText);
            columns = marks.chain(words).map(Column::label).collect();
            Some(DoubtKind::CategoryMissing)
        } else {
            None
        };
        if let Some(kind) = kind {
            columns.dedup();
            texts.dedup();
            let assumed = severe.map_or("", Category::code);
            let mut doubt = self.row.doubt(None, kind, &texts.join(", "), assumed);
            doubt.column = columns.join(", ");
            self.doubts.push(doubt);
        }
        Said {
            taken: severe.or(of_heading),
            named,
        }
    }
}

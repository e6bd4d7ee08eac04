//! Rows that are no household: nothing, numbering, totals, headings, remarks, signatures.

use super::people::Habits;
use super::{Walker, is_number, texts};
use crate::import::RowKind;
use crate::import::category::{self, Mark};
use crate::import::column::Role;
use crate::import::doubt::DoubtKind;
use crate::import::hamlet::Spelling;
use crate::import::layout::Layout;
use crate::import::line::{self, Heading};
use crate::text::fold;

impl Walker<'_> {
    /// What the row is, unless it is about a person.
    pub(super) fn line_kind(
        &mut self,
        layout: &Layout,
        habits: &Habits,
        row: usize,
    ) -> Option<RowKind> {
        let filled = self.grid.filled(row);
        let cells = texts(self.grid, row);
        let ordinal = layout
            .column(|r| r == Role::Ordinal)
            .map(|column| column.index);
        if filled.iter().all(|column| Some(*column) == ordinal)
            && cells
                .iter()
                .all(|text| !text.chars().any(char::is_alphabetic) || is_number(text))
        {
            return Some(RowKind::Blank);
        }
        if line::is_numbering(&cells) && self.name_is_a_number(layout, row) {
            return Some(RowKind::Numbering);
        }
        let line = Line::of(self, layout, row, &filled, cells);
        if line.is_total {
            self.check_totals(layout, row, &line.cells);
            return Some(RowKind::Total);
        }
        if line.is_person {
            self.is_signed = false;
            return None;
        }
        if line.is_signature || self.is_signed {
            self.is_signed = true;
            return Some(RowKind::Signature);
        }
        self.heading_kind(layout, habits, row, &line)
    }

    fn name_is_a_number(&self, layout: &Layout, row: usize) -> bool {
        layout.name_columns.iter().all(|column| {
            let text = self.grid.own(row, *column).text();
            let bare = text.trim_matches(['(', ')', ' ', '.']);
            bare.is_empty() || is_number(bare) || bare.chars().count() == 1
        })
    }

    fn heading_kind(
        &mut self,
        layout: &Layout,
        habits: &Habits,
        row: usize,
        line: &Line,
    ) -> Option<RowKind> {
        let Some((column, text)) = line.words.first() else {
            // Figures alone are a row without its name, or a total that nobody named.
            let is_row = line.has_personal || line.is_marked || line.has_number;
            return (!is_row).then_some(RowKind::Unreadable);
        };
        let in_front = layout.name_columns.contains(column) || Some(*column) == line.ordinal_column;
        let is_alone = line.words.len() == 1;
        // Beside a heading in front may stand counts, in any column. Elsewhere a hamlet or a
        // category is a cell of a row that has lost its name.
        let is_cell = !in_front && (line.has_number || line.has_personal || line.is_marked);
        if let Some(heading) = Heading::read(text).filter(|_| !is_cell)
            && (is_alone || heading.hamlet.is_some())
        {
            self.begin_section(&heading);
            return Some(RowKind::Heading);
        }
        if line.has_personal {
            return None;
        }
        if !is_alone || line.is_marked {
            return None;
        }
        if line::is_remark(text) {
            return Some(RowKind::Note);
        }
        let stands_apart = line.has_section_number
            || self.grid.span(row, *column) >= 3
            || !layout.name_columns.contains(column);
        if stands_apart && !line.has_number {
            return Some(self.unclear_heading(layout, row, text));
        }
        let in_name = layout.name_columns.contains(column);
        let is_stray = habits.rows_are_numbered && !line.has_number;
        (in_name && is_stray).then_some(RowKind::Unreadable)
    }

    fn begin_section(&mut self, heading: &Heading) {
        if heading.hamlet.is_some() {
            self.list.heading_hamlets.extend(heading.hamlet.clone());
            self.heading.hamlet.clone_from(&heading.hamlet);
            self.column_hamlet = None;
        }
        if heading.category.is_some() {
            self.heading.category = heading.category;
        }
        self.begin_count();
        self.above.clear();
    }

    /// A line apart from the households that says neither hamlet nor category: in a list with no
    /// other place for hamlets it can only be one.
    fn unclear_heading(&mut self, layout: &Layout, row: usize, text: &str) -> RowKind {
        let body = line::heading_body(text);
        let has_no_place_for_hamlets = layout.hamlet().is_none();
        if let Some(hamlet) = Spelling::read(body).filter(|_| has_no_place_for_hamlets) {
            self.doubt(row, DoubtKind::HeadingUnclear, text, hamlet.shown());
            self.begin_section(&Heading {
                hamlet: Some(hamlet),
                category: None,
            });
            return RowKind::Heading;
        }
        self.doubt(row, DoubtKind::HeadingUnclear, text, "");
        RowKind::Note
    }
}

/// A row looked at as a line of text.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is seen in the row by itself"
)]
struct Line {
    cells: Vec<String>,
    /// Cells with letters that are no number of a heading, with their columns.
    words: Vec<(usize, String)>,
    ordinal_column: Option<usize>,
    /// The ordinal column holds a number.
    has_number: bool,
    /// It holds a letter or a Roman number instead.
    has_section_number: bool,
    /// Birth, sex, personal number, telephone or relation stand in it.
    has_personal: bool,
    /// A category's mark stands in it.
    is_marked: bool,
    /// A name with a number, or with something a list says of a household.
    is_person: bool,
    /// Totals, said up to where names stand.
    is_total: bool,
    /// Offices and dates of the place where a list is signed.
    is_signature: bool,
}

impl Line {
    fn of(
        walker: &Walker<'_>,
        layout: &Layout,
        row: usize,
        filled: &[usize],
        cells: Vec<String>,
    ) -> Self {
        let text_at = |column: usize| walker.grid.own(row, column).text();
        let ordinal_column = layout
            .column(|r| r == Role::Ordinal)
            .map(|column| column.index);
        let ordinal = ordinal_column.map(text_at).unwrap_or_default();
        let has_number = is_number(&ordinal);
        let words: Vec<(usize, String)> = filled
            .iter()
            .zip(&cells)
            .filter(|(_, text)| has_letters(text) && !line::is_enumerator(text))
            .map(|(column, text)| (*column, text.clone()))
            .collect();
        let says = |what: fn(Role, &str) -> bool| {
            layout.columns.iter().any(|column| {
                column
                    .role
                    .is_some_and(|role| what(role, &text_at(column.index)))
            })
        };
        let has_figures = says(|role, text| role.is_personal() && is_figures(text));
        let has_personal = has_figures || says(is_sex_or_relation);
        let is_marked = says(
            |role, text| matches!(role, Role::CategoryMark(category) if category::mark(text, category) == Mark::Yes),
        );
        let has_list_data = is_marked || says(is_of_a_household);
        let is_signature =
            !has_number && !has_figures && !has_list_data && line::is_signature(&cells.join(" "));
        let names_someone = layout
            .name_columns
            .iter()
            .chain(
                layout
                    .column(|r| r == Role::MemberName)
                    .map(|column| &column.index),
            )
            .map(|column| text_at(*column))
            .find(|text| has_letters(text))
            .is_some_and(|name| Heading::read(&name).is_none() && !line::is_total(&name));
        let last_in_front = layout.name_columns.iter().max().copied().unwrap_or(0);
        let is_total = !(has_number && names_someone)
            && words
                .iter()
                .any(|(column, text)| *column <= last_in_front && line::is_total(text));
        Self {
            is_total,
            has_section_number: line::is_section_number(&ordinal),
            is_person: names_someone
                && !is_signature
                && (has_number || has_personal || has_list_data),
            cells,
            words,
            ordinal_column,
            has_number,
            has_personal,
            is_marked,
            is_signature,
        }
    }
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Whether a cell is a date or number, not words in which a number happens to stand.
fn is_figures(text: &str) -> bool {
    !has_letters(text) && text.chars().any(|c| c.is_ascii_digit())
}

fn is_sex_or_relation(role: Role, text: &str) -> bool {
    role == Role::Relation && has_letters(text)
        || role == Role::Gender && matches!(fold(text).as_str(), "nam" | "nu")
        || matches!(role, Role::Sexed(_)) && fold(text) == "x"
}

fn is_of_a_household(role: Role, text: &str) -> bool {
    role == Role::CategoryText && !category::said_in(text).categories.is_empty()
        || role == Role::MemberCount && is_figures(text)
        || matches!(role, Role::Hamlet(_))
            && (Spelling::beginning(text).is_some() || is_figures(text))
}

//! A sheet before it has a file format.

use chungtay_shared::time::LocalDate;

/// What one cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Cell {
    #[default]
    Blank,
    Text(String),
    Number(u32),
    /// A number that is formatted as a date.
    Date(LocalDate),
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Blank
        } else {
            Self::Text(text)
        }
    }
}

/// Cells made one: the first holds the text. Rows and columns count from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first: (usize, usize),
    pub(super) last: (usize, usize),
}

/// Rows of cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) merges: Vec<Merge>,
}

impl Grid {
    /// Adds a row; gives its number as a person counts, from 1.
    pub(super) fn push(&mut self, row: Vec<Cell>) -> usize {
        self.rows.push(row);
        self.rows.len()
    }

    /// Adds a row with one text over all its columns.
    pub(super) fn push_across(&mut self, columns: usize, text: &str) {
        let row = self.rows.len();
        let mut cells = vec![Cell::Blank; columns];
        cells[0] = Cell::text(text);
        self.rows.push(cells);
        self.merge((row, 0), (row, columns - 1));
    }

    /// Makes the cells one.
    pub(super) fn merge(&mut self, first: (usize, usize), last: (usize, usize)) {
        if first != last {
            self.merges.push(Merge { first, last });
        }
    }
}

/// Days in the count spreadsheets use: 1 is 1/1/1900, and 29/2/1900 is believed in.
pub(super) fn serial(date: LocalDate) -> u32 {
    u32::try_from(date.days() + 25_569).unwrap_or(0)
}

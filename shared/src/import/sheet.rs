//! A sheet as it was read from a file: cells, merges, nothing understood yet.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::text::fold;
use crate::time::LocalDate;

/// What one cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as it stands in the file.
    Text(String),
    /// A number; personal numbers and days are often kept so.
    Number(f64),
    /// A number with a date's format.
    Date(LocalDate),
    /// A truth value.
    Bool(bool),
}

impl Cell {
    /// Text as the spreadsheet would show it, empty for nothing.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text.trim()),
            Self::Number(number) => Cow::Owned(number_text(*number)),
            Self::Date(date) => Cow::Owned(date.display()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// Whether nothing can be seen in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{feff}'),
            Self::Number(_) | Self::Date(_) | Self::Bool(_) => false,
        }
    }
}

/// Cells shown as one; the value stands in the first. All indices from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First and last row.
    pub rows: (usize, usize),
    /// First and last column.
    pub columns: (usize, usize),
}

/// One sheet of a file. `rows[0]` is the spreadsheet's row 1, also when it is empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name; a CSV file's is the file's.
    pub name: String,
    /// Whether the spreadsheet hides it; then its rows need not be given.
    pub hidden: bool,
    /// Rows of any length.
    pub rows: Vec<Vec<Cell>>,
    /// Merged cells.
    pub merges: Vec<Merge>,
}

/// `A`, `B`, … `Z`, `AA` for columns from 0.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A sheet with its merges looked up.
pub(super) struct Grid<'a> {
    rows: &'a [Vec<Cell>],
    /// Merged cells other than the first, with the first.
    origins: BTreeMap<(usize, usize), (usize, usize)>,
    pub(super) width: usize,
}

/// Merged cells looked up in one sheet; a hostile file gains nothing by more.
const MERGED_CELLS_MAX: usize = 400_000;

impl<'a> Grid<'a> {
    pub(super) fn new(sheet: &'a Sheet) -> Self {
        let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut origins = BTreeMap::new();
        let (last_row, last_column) = (sheet.rows.len().saturating_sub(1), width.saturating_sub(1));
        let covered = sheet.merges.iter().flat_map(|merge| {
            let rows = merge.rows.0..=merge.rows.1.min(last_row);
            let columns = merge.columns.0..=merge.columns.1.min(last_column);
            let origin = (merge.rows.0, merge.columns.0);
            rows.flat_map(move |row| columns.clone().map(move |column| ((row, column), origin)))
        });
        // Areas over areas are looked at no longer than others.
        for (place, origin) in covered.take(MERGED_CELLS_MAX) {
            if place != origin {
                origins.insert(place, origin);
            }
        }
        Self {
            rows: &sheet.rows,
            origins,
            width,
        }
    }

    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// The cell by itself; a merged cell's value is in the first only.
    pub(super) fn own(&self, row: usize, column: usize) -> &'a Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .unwrap_or(EMPTY)
    }

    /// The cell as it is seen: all of a merged area has its first cell's value.
    pub(super) fn seen(&self, row: usize, column: usize) -> &'a Cell {
        let (row, column) = self
            .origins
            .get(&(row, column))
            .copied()
            .unwrap_or((row, column));
        self.own(row, column)
    }

    /// The cell as it is seen going down a column: merged with cells above, not with cells beside.
    pub(super) fn down(&self, row: usize, column: usize) -> &'a Cell {
        match self.origins.get(&(row, column)) {
            Some(&(first_row, first_column)) if first_column == column => {
                self.own(first_row, column)
            }
            _ => self.own(row, column),
        }
    }

    /// Whether the cell is joined to the one above it.
    pub(super) fn continues_above(&self, row: usize, column: usize) -> bool {
        self.origins
            .get(&(row, column))
            .is_some_and(|(first_row, _)| *first_row < row)
    }

    /// Whether the cell is joined to the one before it.
    pub(super) fn continues_left(&self, row: usize, column: usize) -> bool {
        self.origins
            .get(&(row, column))
            .is_some_and(|(_, first_column)| *first_column < column)
    }

    /// Columns of a row in which something can be seen that stands there itself.
    pub(super) fn filled(&self, row: usize) -> Vec<usize> {
        (0..self.rows.get(row).map_or(0, Vec::len))
            .filter(|column| !self.own(row, *column).is_blank())
            .collect()
    }

    /// How many columns the cell is merged across, itself included.
    pub(super) fn span(&self, row: usize, column: usize) -> usize {
        1 + (column + 1..self.width)
            .take_while(|beside| {
                self.origins
                    .get(&(row, *beside))
                    .is_some_and(|origin| origin.1 == column)
            })
            .count()
    }

    pub(super) fn folded(&self, row: usize, column: usize) -> String {
        fold(&self.own(row, column).text())
    }
}

/// Whole numbers without a decimal point; the widest that are exact.
fn number_text(number: f64) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_a_spreadsheet_shows() {
        let letters: Vec<_> = [0, 25, 26, 701, 702].map(column_letters).into();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_personal_number_kept_as_a_quantity_shows_all_its_digits() {
        assert_eq!(Cell::Number(92_060_001_234.0).text(), "92060001234");
        assert_eq!(Cell::Number(2.5).text(), "2.5");
        assert_eq!(Cell::Text(" x ".into()).text(), "x");
    }

    #[test]
    fn a_merged_area_is_seen_whole() {
        let sheet = Sheet {
            rows: vec![
                vec![Cell::Text("Diện hộ".into()), Cell::Empty],
                vec![Cell::Empty, Cell::Empty],
            ],
            merges: vec![Merge {
                rows: (0, 1),
                columns: (0, 900),
            }],
            ..Sheet::default()
        };
        let grid = Grid::new(&sheet);
        assert_eq!(grid.seen(1, 1).text(), "Diện hộ");
        assert_eq!(grid.down(1, 0).text(), "Diện hộ");
        assert_eq!(grid.down(1, 1), &Cell::Empty);
        assert!(grid.continues_above(1, 1) && grid.continues_left(0, 1));
        assert_eq!(grid.span(0, 0), 2);
    }
}

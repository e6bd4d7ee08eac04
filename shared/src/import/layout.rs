//! Where the list begins in a sheet, and what its columns mean.

use super::column::{Role, role};
use super::hamlet::Unit;
use super::sheet::{Cell, Grid, column_letters};
use crate::household::Category;
use crate::text::{fold, nfc};

mod settle;

/// One column of a list.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) index: usize,
    pub(super) role: Option<Role>,
    /// Its headings from above down, ` / ` between.
    pub(super) heading: String,
}

impl Column {
    /// As people find it: `E Số CCCD`.
    pub(super) fn label(&self) -> String {
        format!("{} {}", column_letters(self.index), self.heading)
            .trim_end()
            .to_owned()
    }
}

/// The heading rows of a list and what they say.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// First and last heading row, from 0.
    pub(super) rows: (usize, usize),
    pub(super) columns: Vec<Column>,
    /// Columns whose parts together are the head's name.
    pub(super) name_columns: Vec<usize>,
    /// Columns that mean what an earlier one means already.
    pub(super) repeated: Vec<usize>,
}

impl Layout {
    /// Every list in the sheet, from the top; a heading repeated on a new page begins one too.
    pub(super) fn find_all(grid: &Grid<'_>) -> Vec<Self> {
        let mut layouts: Vec<Self> = Vec::new();
        let mut row = 0;
        while row < grid.height() {
            match Self::around(grid, row, layouts.last()) {
                Some(layout) => {
                    row = layout.rows.1 + 1;
                    layouts.push(layout);
                }
                None => row += 1,
            }
        }
        for at in 0..layouts.len() {
            let end = layouts
                .get(at + 1)
                .map_or(grid.height(), |next| next.rows.0);
            layouts[at].settle(grid, end);
        }
        layouts
    }

    pub(super) fn column(&self, is: impl Fn(Role) -> bool) -> Option<&Column> {
        self.columns_of(is).next()
    }

    pub(super) fn columns_of(&self, is: impl Fn(Role) -> bool) -> impl Iterator<Item = &Column> {
        self.columns
            .iter()
            .filter(move |column| column.role.is_some_and(&is))
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.column(|r| r == role).is_some()
    }

    pub(super) fn marks(&self) -> impl Iterator<Item = (&Column, Category)> {
        self.columns.iter().filter_map(|column| match column.role {
            Some(Role::CategoryMark(category)) => Some((column, category)),
            _ => None,
        })
    }

    pub(super) fn has_categories(&self) -> bool {
        self.has(Role::CategoryText) || self.marks().next().is_some()
    }

    pub(super) fn hamlet(&self) -> Option<(&Column, Option<Unit>)> {
        self.columns.iter().find_map(|column| match column.role {
            Some(Role::Hamlet(unit)) => Some((column, unit)),
            _ => None,
        })
    }

    /// The heading block around a row that names a column of names, below the list `above`: of
    /// all blocks of up to three rows the one that says most, and of those the smallest.
    fn around(grid: &Grid<'_>, row: usize, above: Option<&Self>) -> Option<Self> {
        if has_data(grid, row) {
            return None;
        }
        let names: Vec<usize> = grid
            .filled(row)
            .into_iter()
            .filter(|column| is_name(grid, row, *column))
            .collect();
        // `Chủ hộ` is a heading of names, and what a member is in the column of relations.
        let relation = above
            .and_then(|a| a.column(|r| r == Role::Relation))
            .map(|c| c.index);
        if names.iter().all(|column| Some(*column) == relation) {
            return None;
        }
        let first = above.map_or(0, |layout| layout.rows.1 + 1);
        let mut best: Option<(usize, Self)> = None;
        for start in (first.max(row.saturating_sub(2))..=row).rev() {
            if has_data(grid, start) {
                break;
            }
            for end in row..(start + HEADING_ROWS_MAX).min(grid.height()) {
                let goes_on = |below| {
                    !has_data(grid, below)
                        && names.iter().all(|column| {
                            grid.own(below, *column).is_blank() || is_name(grid, below, *column)
                        })
                };
                if !(row + 1..=end).all(goes_on) {
                    break;
                }
                let layout = Self::read(grid, start, end);
                let score = layout.score();
                let is_better = best.as_ref().is_none_or(|(best_score, best)| {
                    let fewer_rows = layout.rows.1 - layout.rows.0 < best.rows.1 - best.rows.0;
                    score > *best_score || score == *best_score && fewer_rows
                });
                if is_better {
                    best = Some((score, layout));
                }
            }
        }
        best.map(|(_, layout)| layout).filter(Self::is_list)
    }

    fn read(grid: &Grid<'_>, start: usize, end: usize) -> Self {
        let columns = (0..grid.width)
            .map(|index| {
                let headings = headings(grid, start, end, index);
                Column {
                    index,
                    role: role(&headings),
                    heading: headings.join(" / "),
                }
            })
            .collect();
        Self {
            rows: (start, end),
            columns,
            name_columns: Vec::new(),
            repeated: Vec::new(),
        }
    }

    /// How many different things the columns mean.
    fn score(&self) -> usize {
        let mut roles: Vec<Role> = Vec::new();
        for role in self.columns.iter().filter_map(|column| column.role) {
            if !roles.contains(&role) && role != Role::Other && role != Role::Sensitive {
                roles.push(role);
            }
        }
        roles.len()
    }

    /// Whether these are headings at all: a name and something else, and most of what stands in
    /// the rows understood (a row of data has words like `Chủ hộ` and `Hộ nghèo` too).
    fn is_list(&self) -> bool {
        let headed = self
            .columns
            .iter()
            .filter(|column| !column.heading.is_empty());
        let understood = headed
            .clone()
            .filter(|column| column.role.is_some())
            .count();
        let names = self
            .columns
            .iter()
            .any(|c| c.role.is_some_and(Role::is_name));
        names && self.score() >= 2 && understood * 2 >= headed.count()
    }
}

/// Rows of one heading.
const HEADING_ROWS_MAX: usize = 3;
/// The headings over a column, each once, from above down.
fn headings(grid: &Grid<'_>, start: usize, end: usize, column: usize) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for row in start..=end {
        let mut text = heading_text(grid, row, column);
        let has_below = (row + 1..=end).any(|below| !grid.seen(below, column).is_blank());
        if text.is_empty() && has_below {
            // With no merges in the file, the heading over several columns stands over the first.
            text = (0..column)
                .rev()
                .take_while(|left| grid.seen(row, left + 1).is_blank())
                .map(|left| heading_text(grid, row, left))
                .find(|text| !text.is_empty())
                .unwrap_or_default();
        }
        if !text.is_empty() && headings.last() != Some(&text) {
            headings.push(text);
        }
    }
    headings
}

fn is_name(grid: &Grid<'_>, row: usize, column: usize) -> bool {
    /// Something of this is in every heading of names; most cells need no closer look.
    const WORDS: &[&str] = &[
        "ten",
        "chu h",
        "ho va",
        "ho chu",
        "ho dem",
        "ho lot",
        "ho gia",
        "thanh vien",
        "tv",
        "dai dien",
    ];
    let text = heading_text(grid, row, column);
    let folded = fold(&text);
    let may_be = folded == "ho" || WORDS.iter().any(|word| folded.contains(word));
    may_be && role(&[text]).is_some_and(Role::is_name)
}

fn heading_text(grid: &Grid<'_>, row: usize, column: usize) -> String {
    nfc(&grid.seen(row, column).text())
}

/// Whether a row has what no heading has: dates, long numbers.
fn has_data(grid: &Grid<'_>, row: usize) -> bool {
    grid.filled(row)
        .into_iter()
        .any(|column| match grid.own(row, column) {
            Cell::Date(_) | Cell::Bool(_) => true,
            Cell::Number(number) => number.abs() >= 100.0 && !(2000.0..2100.0).contains(number),
            Cell::Text(text) => {
                let digits = text.chars().filter(char::is_ascii_digit).count();
                digits >= 6 && !text.chars().any(char::is_alphabetic)
            }
            Cell::Empty => false,
        })
}

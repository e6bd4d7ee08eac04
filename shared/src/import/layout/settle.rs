//! Columns that mean the same, and columns that only the rows below tell apart.

use std::ops::Range;

use super::{Column, Layout};
use crate::household::Category;
use crate::import::category::{Mark, mark};
use crate::import::column::Role;
use crate::import::sheet::{Cell, Grid};
use crate::text::fold;

/// Rows looked at to decide what a column holds.
const SAMPLE_ROWS: usize = 60;

impl Layout {
    /// Decides between columns of one meaning, and what the rows below must decide.
    pub(super) fn settle(&mut self, grid: &Grid<'_>, end: usize) {
        let below = self.rows.1 + 1..end.min(self.rows.1 + 1 + SAMPLE_ROWS);
        self.circumstances_are_no_mark(grid, below.clone());
        self.find_names(grid, below);
        self.latest_categories();
        self.find_repeated();
    }

    /// `Hoàn cảnh khó khăn` heads a column of marks in one list and of remarks in another.
    fn circumstances_are_no_mark(&mut self, grid: &Grid<'_>, below: Range<usize>) {
        for column in &mut self.columns {
            let Some(Role::CategoryMark(category)) = column.role else {
                continue;
            };
            if !fold(&column.heading).contains("hoan canh") {
                continue;
            }
            let texts = below.clone().map(|row| grid.own(row, column.index).text());
            let (mut marks, mut remarks) = (0, 0);
            for text in texts {
                match mark(&text, category) {
                    Mark::Yes => marks += 1,
                    Mark::Unclear => remarks += 1,
                    Mark::No => {}
                }
            }
            if remarks > marks {
                column.role = Some(Role::Note);
            }
        }
    }

    fn find_names(&mut self, grid: &Grid<'_>, below: Range<usize>) {
        let of = |columns: &[Column], is: fn(Role) -> bool| -> Vec<usize> {
            columns
                .iter()
                .filter(|c| c.role.is_some_and(is))
                .map(|c| c.index)
                .collect()
        };
        let heads = of(&self.columns, |r| r == Role::HeadName);
        let families = of(&self.columns, |r| r == Role::FamilyName);
        let names = of(&self.columns, |r| r == Role::Name);
        let head_is_apart = !heads.is_empty();
        self.name_columns = match (families.first(), heads.first(), names.first()) {
            (Some(family), _, Some(given)) => vec![*family, *given],
            (_, Some(head), _) => self.with_merged(grid, *head, &heads),
            (None, None, Some(name)) => self.with_merged(grid, *name, &names),
            (Some(family), None, None) => vec![*family],
            (None, None, None) => Vec::new(),
        };
        if let [only] = self.name_columns[..] {
            self.name_columns
                .extend(self.unheaded_given_name(grid, only, below));
        }
        for column in &mut self.columns {
            let is_part = self.name_columns.contains(&column.index);
            if column.role == Some(Role::Name) && !is_part && head_is_apart {
                column.role = Some(Role::MemberName);
            } else if is_part {
                column.role = Some(Role::HeadName);
            }
        }
    }

    /// The columns one merged heading stands over.
    fn with_merged(&self, grid: &Grid<'_>, first: usize, candidates: &[usize]) -> Vec<usize> {
        let mut columns = vec![first];
        columns.extend(candidates.iter().copied().filter(|column| {
            *column > first
                && (self.rows.0..=self.rows.1).any(|row| grid.continues_left(row, *column))
        }));
        columns
    }

    /// Given names in a column of their own, under the empty half of a heading.
    fn unheaded_given_name(
        &self,
        grid: &Grid<'_>,
        name: usize,
        below: Range<usize>,
    ) -> Option<usize> {
        let beside = self
            .columns
            .get(name + 1)
            .filter(|column| column.heading.is_empty())?;
        let is_short_word = |cell: &Cell| {
            matches!(cell, Cell::Text(text) if !text.trim().is_empty()
                && text.trim().chars().count() <= 10
                && text.chars().all(|c| c.is_alphabetic() || c == ' '))
        };
        let named: Vec<usize> = below
            .filter(|row| !grid.own(*row, name).is_blank())
            .collect();
        let with_both = named
            .iter()
            .filter(|row| is_short_word(grid.own(**row, beside.index)))
            .count();
        (with_both > 0 && with_both * 10 >= named.len() * 6).then_some(beside.index)
    }

    /// Of two sets of category columns (last year's and this year's) only the later one counts.
    fn latest_categories(&mut self) {
        let age = |column: &Column| {
            let folded = fold(&column.heading);
            let year = folded
                .split(' ')
                .filter_map(|word| word.parse::<u32>().ok())
                .max();
            (
                year.unwrap_or(0),
                folded.contains("cuoi") || folded.contains("hien nay"),
            )
        };
        let marks: Vec<(usize, Category, (u32, bool))> = self
            .marks()
            .map(|(column, category)| (column.index, category, age(column)))
            .collect();
        let has_two = marks.iter().any(|(index, category, _)| {
            marks
                .iter()
                .any(|(other, same, _)| other != index && same == category)
        });
        let Some(latest) = marks
            .iter()
            .map(|(_, _, age)| *age)
            .max()
            .filter(|_| has_two)
        else {
            return;
        };
        for (index, _, age) in marks {
            if age < latest {
                self.columns[index].role = Some(Role::Other);
            }
        }
    }

    fn find_repeated(&mut self) {
        let mut met: Vec<Role> = Vec::new();
        for column in &mut self.columns {
            let Some(role) = column.role else { continue };
            let may_repeat = matches!(
                role,
                Role::Address
                    | Role::Note
                    | Role::NationalId
                    | Role::Phone
                    | Role::Birth
                    | Role::Sensitive
                    | Role::Other
            ) || self.name_columns.contains(&column.index);
            let is_hamlet_again = matches!(role, Role::Hamlet(_))
                && met.iter().any(|other| matches!(other, Role::Hamlet(_)));
            if !may_repeat && (met.contains(&role) || is_hamlet_again) {
                column.role = Some(Role::Other);
                self.repeated.push(column.index);
            } else {
                met.push(role);
            }
        }
    }
}

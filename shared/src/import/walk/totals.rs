//! Totals are not imported; they are compared, so that a row lost on the way is seen.

use super::Walker;
use crate::import::column::Role;
use crate::import::doubt::DoubtKind;
use crate::import::entry::Entry;
use crate::import::layout::Layout;
use crate::import::line;

impl Walker<'_> {
    /// Compares a line of totals with the rows above it. It may be the sum of the section above,
    /// of several, or of the whole sheet; the next section begins below it.
    pub(super) fn check_totals(&mut self, layout: &Layout, row: usize, cells: &[String]) {
        let mut differing: Vec<(String, usize, usize)> = Vec::new();
        for (column, category) in layout.marks() {
            let count = |entries: &[Entry]| {
                entries
                    .iter()
                    .filter(|entry| entry.categories.contains(&category))
                    .count()
            };
            if let Some(said) = self.number_at(row, column.index)
                && let Some(counted) = self.differs(said, count)
            {
                differing.push((column.label(), said, counted));
            }
        }
        if let Some(column) = layout.column(|r| r == Role::MemberCount)
            && let Some(said) = self.number_at(row, column.index)
            && let Some(counted) = self.differs(said, people_of)
        {
            differing.push((column.label(), said, counted));
        }
        if let Some(said) = cells
            .iter()
            .find_map(|text| line::households_in_words(text))
            && let Some(counted) = self.differs(said, <[Entry]>::len)
        {
            differing.push((String::new(), said, counted));
        }
        for (column, said, counted) in differing {
            let kind = DoubtKind::TotalDiffers;
            let mut doubt = self.doubt_at(row, kind, &said.to_string(), &counted.to_string());
            doubt.column = column;
            self.list.doubts.push(doubt);
        }
        self.begin_count();
        self.above.clear();
    }

    /// Marks where the rows begin that a later total may be of.
    pub(super) fn begin_count(&mut self) {
        let here = self.list.entries.len();
        if self.section_starts.last() != Some(&here) {
            self.section_starts.push(here);
        }
    }

    /// What was counted in the last section, if `said` is the sum of no sections up to here.
    /// Totals above their rows are not compared.
    fn differs(&self, said: usize, count: impl Fn(&[Entry]) -> usize) -> Option<usize> {
        let entries = &self.list.entries;
        let last = self
            .section_starts
            .iter()
            .rev()
            .find(|start| **start < entries.len())?;
        let counted = count(&entries[*last..]);
        let is_sum = self
            .section_starts
            .iter()
            .any(|start| count(&entries[*start..]) == said);
        (!is_sum).then_some(counted)
    }

    fn number_at(&self, row: usize, column: usize) -> Option<usize> {
        let text = self.grid.own(row, column).text().into_owned();
        let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ');
        digits.replace('.', "").parse().ok()
    }
}

fn people_of(entries: &[Entry]) -> usize {
    let people = entries.iter().filter_map(|entry| entry.member_count);
    people
        .map(|count| usize::try_from(count).unwrap_or(0))
        .sum()
}

//! Who a row is about: the head of a household, a member of the one above, or nobody.

use super::{Walker, is_number};
use crate::household::ProfileField;
use crate::import::column::Role;
use crate::import::doubt::DoubtKind;
use crate::import::entry::Row;
use crate::import::layout::Layout;
use crate::import::line;
use crate::import::person::{NameReading, read_name};
use crate::import::sheet::Grid;
use crate::text::{fold, nfc};

/// Who a row is about.
pub(super) enum Who {
    Head(NameReading),
    Member,
    Nobody,
}

/// What most rows of a list do, so that one that does not is noticed.
pub(super) struct Habits {
    pub(super) every_row_has_its_hamlet: bool,
    pub(super) rows_are_numbered: bool,
    /// The column of relations says `chủ hộ`; else the head's cell in it is left empty.
    heads_are_named: bool,
}

impl Habits {
    pub(super) fn of(grid: &Grid<'_>, layout: &Layout, end: usize) -> Self {
        let share = |column: Option<usize>| {
            let named: Vec<usize> = (layout.rows.1 + 1..end)
                .filter(|row| {
                    layout
                        .name_columns
                        .iter()
                        .any(|c| !grid.own(*row, *c).is_blank())
                })
                .collect();
            let with = named
                .iter()
                .filter(|row| column.is_some_and(|c| !grid.down(**row, c).is_blank()))
                .count();
            with * 10 >= named.len() * 6 && with > 0
        };
        Self {
            every_row_has_its_hamlet: share(layout.hamlet().map(|(column, _)| column.index)),
            rows_are_numbered: share(layout.column(|r| r == Role::Ordinal).map(|c| c.index)),
            heads_are_named: layout
                .column(|r| r == Role::Relation)
                .is_some_and(|column| {
                    (layout.rows.1 + 1..end).any(|row| is_head(&grid.folded(row, column.index)))
                }),
        }
    }
}

impl Walker<'_> {
    pub(super) fn who(&mut self, row: &Row<'_>, habits: &Habits) -> Who {
        let name = self.name_of(row);
        let member = row.of(Role::MemberName);
        let has_number = is_number(&row.of(Role::Ordinal));
        if row.layout.has(Role::Relation) {
            let person = if name.name.is_empty() {
                read_name(&member)
            } else {
                name
            };
            return self.who_by_relation(row, habits, person, has_number);
        }
        let continues = row.layout.name_columns.first().is_some_and(|name_column| {
            self.grid.continues_above(row.index, *name_column)
                && row
                    .layout
                    .columns_of(Role::is_personal)
                    .any(|c| !row.text(c).is_empty())
        });
        let is_same_head = !member.is_empty()
            && !has_number
            && self.list.entries.last().is_some_and(|entry| {
                fold(entry.profile.get(ProfileField::HeadName)) == fold(&name.name)
            });
        match (name.name.is_empty(), member.is_empty()) {
            (false, _) if is_same_head => Who::Member,
            (false, _) => Who::Head(name),
            (true, false) => Who::Member,
            (true, true) if continues => Who::Member,
            (true, true) => Who::Nobody,
        }
    }

    fn who_by_relation(
        &mut self,
        row: &Row<'_>,
        habits: &Habits,
        person: NameReading,
        has_number: bool,
    ) -> Who {
        let relation = fold(&row.of(Role::Relation));
        if person.name.is_empty() {
            return Who::Nobody;
        }
        if !relation.is_empty() {
            return if is_head(&relation) {
                Who::Head(person)
            } else {
                Who::Member
            };
        }
        let begins = !habits.heads_are_named || has_number || self.list.entries.is_empty();
        if habits.heads_are_named {
            let column = row.layout.column(|r| r == Role::Relation);
            let assumed = if begins { "head" } else { "member" };
            let doubt = row.doubt(column, DoubtKind::RelationMissing, &person.name, assumed);
            self.list.doubts.push(doubt);
        }
        if begins {
            Who::Head(person)
        } else {
            Who::Member
        }
    }

    fn name_of(&self, row: &Row<'_>) -> NameReading {
        let parts: Vec<String> = row
            .layout
            .name_columns
            .iter()
            .map(|column| nfc(&self.grid.own(row.index, *column).text()))
            .filter(|part| !part.is_empty() && !line::is_ditto(part))
            .collect();
        read_name(&parts.join(" "))
    }
}

fn is_head(relation: &str) -> bool {
    relation.starts_with("chu ho")
        || matches!(
            relation,
            "ch" | "chu" | "chuho" | "ban than" | "dai dien ho" | "1" | "01"
        )
}

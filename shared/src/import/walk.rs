//! The way down one sheet: what each row is, and what it leaves for the rows below.

use std::collections::BTreeMap;

use super::RowKind;
use super::column::Role;
use super::doubt::{Doubt, DoubtKind, Note, NoteKind};
use super::entry::{Context, Entry, Row};
use super::hamlet::Spelling;
use super::layout::Layout;
use super::legacy::Legacy;
use super::line;
use super::person::NameReading;
use super::sheet::{Cell, Grid, Sheet};
use super::title::Title;
use crate::text::{fold, nfc};
use crate::time::LocalDate;

mod lines;
mod people;
mod totals;

use people::{Habits, Who};

/// What one sheet gave.
#[derive(Debug, Default)]
pub(super) struct SheetList {
    pub(super) name: String,
    pub(super) entries: Vec<Entry>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) notes: Vec<Note>,
    pub(super) rows: Vec<RowKind>,
    pub(super) title: Title,
    /// Hamlets as headings spell them.
    pub(super) heading_hamlets: Vec<Spelling>,
    /// Whether rows of members were met, so that members can be counted by rows.
    pub(super) lists_members: bool,
    /// Whether there is a list in it at all.
    pub(super) has_list: bool,
    /// Whether some list in it has columns of categories.
    pub(super) has_categories: bool,
}

impl SheetList {
    pub(super) fn note(&mut self, kind: NoteKind, detail: impl Into<String>) {
        self.notes.push(Note {
            sheet: self.name.clone(),
            kind,
            detail: detail.into(),
        });
    }

    /// Says that the sheet's text was converted.
    pub(super) fn was_legacy(&mut self, legacy: Legacy) {
        self.note(NoteKind::LegacyText, legacy.name());
        let first_row = self.entries.first().map_or(0, |entry| entry.row);
        self.doubts.insert(
            0,
            Doubt {
                sheet: self.name.clone(),
                row: u32::try_from(first_row + 1).unwrap_or(u32::MAX),
                column: String::new(),
                read: legacy.name().to_owned(),
                kind: DoubtKind::LegacyText,
                assumed: "Unicode".to_owned(),
            },
        );
    }
}

/// Reads one sheet.
pub(super) fn walk(sheet: &Sheet, today: LocalDate) -> SheetList {
    let grid = Grid::new(sheet);
    let layouts = Layout::find_all(&grid);
    let mut list = SheetList {
        name: nfc(&sheet.name),
        rows: vec![RowKind::NoList; grid.height()],
        has_list: !layouts.is_empty(),
        has_categories: layouts.iter().any(Layout::has_categories),
        ..SheetList::default()
    };
    let Some(first) = layouts.first() else {
        let is_empty = (0..grid.height()).all(|row| grid.filled(row).is_empty());
        list.note(NoteKind::SheetWithoutList, "");
        if !is_empty {
            list.doubts.push(no_header(&list.name, &grid));
        }
        return list;
    };
    let lines: Vec<String> = (0..first.rows.0)
        .flat_map(|row| texts(&grid, row))
        .collect();
    list.title = Title::read(&lines);
    for (row, kind) in list.rows.iter_mut().enumerate().take(first.rows.0) {
        *kind = if grid.filled(row).is_empty() {
            RowKind::Blank
        } else {
            RowKind::Title
        };
    }
    let mut walker = Walker {
        grid: &grid,
        today,
        list,
        heading: line::Heading::default(),
        column_hamlet: None,
        above: BTreeMap::new(),
        dittos: 0,
        is_signed: false,
        section_starts: vec![0],
    };
    for (at, layout) in layouts.iter().enumerate() {
        let end = layouts
            .get(at + 1)
            .map_or(grid.height(), |next| next.rows.0);
        walker.list_below(layout, end, at == 0);
    }
    walker.into_list()
}

struct Walker<'a> {
    grid: &'a Grid<'a>,
    today: LocalDate,
    list: SheetList,
    /// Hamlet and category of the headings above.
    heading: line::Heading,
    /// The hamlet the rows above say themselves.
    column_hamlet: Option<Spelling>,
    /// The cells of the row above, for ditto marks.
    above: BTreeMap<usize, Cell>,
    dittos: usize,
    /// The place for signatures was met.
    is_signed: bool,
    /// The first entries of the sections so far, for totals.
    section_starts: Vec<usize>,
}

impl Walker<'_> {
    fn list_below(&mut self, layout: &Layout, end: usize, is_first: bool) {
        for row in layout.rows.0..=layout.rows.1 {
            self.list.rows[row] = RowKind::Header;
        }
        if is_first {
            self.say_columns(layout);
        }
        self.is_signed = false;
        let habits = Habits::of(self.grid, layout, end);
        for row in layout.rows.1 + 1..end {
            let kind = self.row_kind(layout, &habits, row);
            self.list.rows[row] = kind;
            let is_said = self
                .list
                .doubts
                .last()
                .is_some_and(|doubt| is_at(doubt, row));
            if kind == RowKind::Unreadable && !is_said {
                let read = texts(self.grid, row).join(" | ");
                self.doubt(row, DoubtKind::RowUnclear, &read, "");
            }
        }
    }

    /// Says once which columns mean the same and which are not read.
    fn say_columns(&mut self, layout: &Layout) {
        for index in &layout.repeated {
            let column = &layout.columns[*index];
            let mut doubt = self.doubt_at(
                layout.rows.1,
                DoubtKind::ColumnRepeated,
                &column.heading,
                "",
            );
            doubt.column = column.label();
            self.list.doubts.push(doubt);
        }
        for column in &layout.columns {
            match column.role {
                _ if layout.repeated.contains(&column.index) || column.heading.is_empty() => {}
                Some(Role::Sensitive) => self.list.note(NoteKind::SensitiveColumn, column.label()),
                Some(Role::Other) | None => {
                    self.list.note(NoteKind::ColumnNotImported, column.label());
                }
                Some(_) => {}
            }
        }
    }

    fn row_kind(&mut self, layout: &Layout, habits: &Habits, row: usize) -> RowKind {
        if let Some(kind) = self.line_kind(layout, habits, row) {
            return kind;
        }
        let cells = self.effective_cells(layout, row);
        let name = &self.list.name.clone();
        let row = Row {
            sheet: name,
            index: row,
            layout,
            cells,
            today: self.today,
        };
        match self.who(&row, habits) {
            Who::Head(name) => {
                self.household(&row, &name, habits);
                RowKind::Household
            }
            Who::Member if self.list.entries.is_empty() => {
                let read = texts(self.grid, row.index).join(" | ");
                self.doubt(row.index, DoubtKind::HeadMissing, &read, "");
                RowKind::Unreadable
            }
            Who::Member => {
                self.list.lists_members = true;
                if let Some(entry) = self.list.entries.last_mut() {
                    entry.members_listed += 1;
                }
                self.above.extend(row.cells);
                RowKind::Member
            }
            Who::Nobody => {
                let read = texts(self.grid, row.index).join(" | ");
                let column = layout.column(|r| r == Role::HeadName);
                self.list
                    .doubts
                    .push(row.doubt(column, DoubtKind::NameMissing, &read, ""));
                RowKind::Unreadable
            }
        }
    }

    fn household(&mut self, row: &Row<'_>, name: &NameReading, habits: &Habits) {
        let context = self.context(habits, row);
        let mut entry = row.entry(name, &context, &mut self.list.doubts);
        let member = row.of(Role::MemberName);
        if !member.is_empty() && fold(&member) != fold(&name.name) {
            self.list.lists_members = true;
            entry.members_listed += 1;
        }
        if !entry.hamlet_column.is_empty() {
            self.column_hamlet.clone_from(&entry.hamlet);
        }
        self.list.entries.push(entry);
        self.above.clone_from(&row.cells);
    }

    fn context(&self, habits: &Habits, row: &Row<'_>) -> Context {
        let from_column = self
            .column_hamlet
            .clone()
            .filter(|_| row.layout.hamlet().is_some());
        let is_from_column = from_column.is_some();
        Context {
            hamlet: from_column.or_else(|| self.heading.hamlet.clone()),
            hamlet_is_assumed: is_from_column && habits.every_row_has_its_hamlet,
            heading_hamlet: self.heading.hamlet.clone(),
            category: self.heading.category,
        }
    }

    /// The row's cells, with what is merged from above and what ditto marks stand for.
    fn effective_cells(&mut self, layout: &Layout, row: usize) -> BTreeMap<usize, Cell> {
        let mut cells = BTreeMap::new();
        for column in &layout.columns {
            let Some(role) = column.role else { continue };
            let cell = if role.is_name() || role == Role::Ordinal || role == Role::MemberCount {
                self.grid.own(row, column.index)
            } else {
                self.grid.down(row, column.index)
            };
            if cell.is_blank() {
                continue;
            }
            let may_repeat = !role.is_name() && role != Role::Sensitive && role != Role::Other;
            if !may_repeat || !line::is_ditto(&cell.text()) {
                cells.insert(column.index, cell.clone());
            } else if let Some(above) = self.above.get(&column.index) {
                self.dittos += 1;
                cells.insert(column.index, above.clone());
            } else {
                let mut doubt = self.doubt_at(row, DoubtKind::DittoWithoutAbove, &cell.text(), "");
                doubt.column = column.label();
                self.list.doubts.push(doubt);
            }
        }
        cells
    }

    fn doubt(&mut self, row: usize, kind: DoubtKind, read: &str, assumed: &str) {
        let doubt = self.doubt_at(row, kind, read, assumed);
        self.list.doubts.push(doubt);
    }

    fn doubt_at(&self, row: usize, kind: DoubtKind, read: &str, assumed: &str) -> Doubt {
        Doubt {
            sheet: self.list.name.clone(),
            row: u32::try_from(row + 1).unwrap_or(u32::MAX),
            column: String::new(),
            read: read.chars().take(crate::limits::LINE_CHARS_MAX).collect(),
            kind,
            assumed: assumed.to_owned(),
        }
    }

    fn into_list(mut self) -> SheetList {
        if self.dittos > 0 {
            self.list.note(NoteKind::DittoRead, self.dittos.to_string());
        }
        self.list
    }
}

fn is_at(doubt: &Doubt, row: usize) -> bool {
    usize::try_from(doubt.row).is_ok_and(|at| at == row + 1)
}

fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', ' ']);
    !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit())
}

fn texts(grid: &Grid<'_>, row: usize) -> Vec<String> {
    grid.filled(row)
        .into_iter()
        .map(|column| nfc(&grid.own(row, column).text()))
        .collect()
}

fn no_header(sheet: &str, grid: &Grid<'_>) -> Doubt {
    let row = (0..grid.height())
        .find(|row| !grid.filled(*row).is_empty())
        .unwrap_or(0);
    Doubt {
        sheet: sheet.to_owned(),
        row: u32::try_from(row + 1).unwrap_or(u32::MAX),
        column: String::new(),
        read: texts(grid, row)
            .join(" | ")
            .chars()
            .take(crate::limits::LINE_CHARS_MAX)
            .collect(),
        kind: DoubtKind::HeaderNotFound,
        assumed: String::new(),
    }
}

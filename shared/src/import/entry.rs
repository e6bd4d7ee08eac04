//! One row of a list as a household: every cell read, every doubt said.

use std::collections::BTreeMap;

use super::column::Role;
use super::doubt::{Doubt, DoubtKind};
use super::hamlet::Spelling;
use super::layout::{Column, Layout};
use super::person::{NameReading, says_gone};
use super::sheet::Cell;
use crate::household::{Category, Gender, Profile, ProfileField};
use crate::identity::{national_id, phone};
use crate::limits::{LINE_CHARS_MAX, MEMBERS_MAX, NOTE_CHARS_MAX};
use crate::text::{fold, nfc};
use crate::time::LocalDate;

mod birth;
mod categories;

/// A household before its hamlet has its final name.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// From 0.
    pub(super) row: usize,
    pub(super) profile: Profile,
    pub(super) hamlet: Option<Spelling>,
    /// The column the hamlet stood in, or nothing when it comes from a heading.
    pub(super) hamlet_column: String,
    pub(super) category: Option<Category>,
    /// Every category the row itself names.
    pub(super) categories: Vec<Category>,
    /// People, as a column says.
    pub(super) member_count: Option<u32>,
    /// Rows or cells of other members.
    pub(super) members_listed: u32,
    pub(super) decision: String,
}

/// The cells of one row as they count: dittos and cells merged from above filled in.
pub(super) struct Row<'a> {
    pub(super) sheet: &'a str,
    /// From 0.
    pub(super) index: usize,
    pub(super) layout: &'a Layout,
    pub(super) cells: BTreeMap<usize, Cell>,
    pub(super) today: LocalDate,
}

/// What the rows above say about this one.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    pub(super) hamlet: Option<Spelling>,
    /// The hamlet is the one of the row before, in a column where every row should have its own.
    pub(super) hamlet_is_assumed: bool,
    pub(super) heading_hamlet: Option<Spelling>,
    pub(super) category: Option<Category>,
}

impl Row<'_> {
    pub(super) fn cell(&self, column: &Column) -> &Cell {
        self.cells.get(&column.index).unwrap_or(&Cell::Empty)
    }

    pub(super) fn text(&self, column: &Column) -> String {
        nfc(&self.cell(column).text())
    }

    /// The first column of a role in which something stands, with its text.
    pub(super) fn first(&self, is: impl Fn(Role) -> bool) -> Option<(&Column, String)> {
        self.layout
            .columns_of(is)
            .map(|column| (column, self.text(column)))
            .find(|(_, text)| !text.is_empty())
    }

    pub(super) fn of(&self, role: Role) -> String {
        self.first(|r| r == role)
            .map(|(_, text)| text)
            .unwrap_or_default()
    }

    pub(super) fn doubt(
        &self,
        column: Option<&Column>,
        kind: DoubtKind,
        read: &str,
        assumed: &str,
    ) -> Doubt {
        Doubt {
            sheet: self.sheet.to_owned(),
            row: u32::try_from(self.index + 1).unwrap_or(u32::MAX),
            column: column.map(Column::label).unwrap_or_default(),
            read: read.chars().take(LINE_CHARS_MAX).collect(),
            kind,
            assumed: assumed.to_owned(),
        }
    }

    /// The household of this row.
    pub(super) fn entry(
        &self,
        name: &NameReading,
        context: &Context,
        doubts: &mut Vec<Doubt>,
    ) -> Entry {
        let mut reader = Reader {
            row: self,
            doubts,
            profile: Profile::default(),
        };
        reader.name(name);
        let (birth, gender) = reader.birth_and_gender(name);
        reader.national_id(gender, birth);
        reader.phone();
        let address = reader.address();
        let (hamlet, hamlet_column) = reader.hamlet(context, &address);
        let note = reader.note();
        let said = categories::read(self, &note, context.category, reader.doubts);
        let member_count = reader.member_count();
        let decision = self.of(Role::Decision);
        let address_is_hamlet = hamlet
            .as_ref()
            .is_some_and(|h| fold(h.shown()) == fold(&address));
        if !address_is_hamlet {
            reader.set(ProfileField::Address, &address, LINE_CHARS_MAX);
        }
        reader.set(ProfileField::Note, &note, NOTE_CHARS_MAX);
        Entry {
            row: self.index,
            profile: reader.profile,
            hamlet,
            hamlet_column,
            category: said.taken,
            categories: said.named,
            member_count,
            members_listed: 0,
            decision,
        }
    }
}

struct Reader<'r, 'a> {
    row: &'r Row<'a>,
    doubts: &'r mut Vec<Doubt>,
    profile: Profile,
}

impl Reader<'_, '_> {
    fn doubt(&mut self, column: Option<&Column>, kind: DoubtKind, read: &str, assumed: &str) {
        self.doubts
            .push(self.row.doubt(column, kind, read, assumed));
    }

    /// Sets a field, cut to what fits.
    fn set(&mut self, field: ProfileField, text: &str, chars_max: usize) {
        let cut: String = text.chars().take(chars_max).collect();
        if cut.len() < text.len() {
            self.doubt(None, DoubtKind::TextTooLong, text, "");
        }
        self.profile.set(field, cut);
    }

    fn name(&mut self, name: &NameReading) {
        let column = self.row.layout.column(|r| r == Role::HeadName);
        if name.is_unclear {
            self.doubt(column, DoubtKind::NameUnclear, &name.name, &name.name);
        }
        if name.is_gone {
            self.doubt(column, DoubtKind::MovedOrDead, &name.name, "");
        }
        self.set(ProfileField::HeadName, &name.name, LINE_CHARS_MAX);
        let nickname = self.row.of(Role::Nickname);
        let nickname = if nickname.is_empty() {
            &name.nickname
        } else {
            &nickname
        };
        self.set(ProfileField::Nickname, nickname, LINE_CHARS_MAX);
    }

    fn birth_and_gender(&mut self, name: &NameReading) -> (Option<i32>, Option<Gender>) {
        let found = birth::read(self.row, name, self.doubts);
        if let Some(date) = found.date {
            self.profile.set(ProfileField::Birth, date.to_string());
        }
        if let Some(gender) = found.gender {
            self.profile.set(ProfileField::Gender, gender.code());
        }
        (found.date.map(crate::time::PartialDate::year), found.gender)
    }

    /// Of an old card's number and a personal number the personal number counts.
    fn national_id(&mut self, gender: Option<Gender>, birth_year: Option<i32>) {
        let readings: Vec<_> = self
            .row
            .layout
            .columns_of(|r| r == Role::NationalId)
            .map(|column| (column, self.row.text(column)))
            .filter(|(_, text)| !says_nothing(text))
            .map(|(column, text)| {
                let reading = national_id::read_for(&text, gender, birth_year);
                (column, text, reading)
            })
            .collect();
        let best = readings.iter().max_by_key(|(column, _, reading)| {
            (
                reading.digits.len() == 12,
                reading.is_complete(),
                std::cmp::Reverse(column.index),
            )
        });
        let Some((column, text, reading)) = best else {
            return;
        };
        for warning in &reading.warnings {
            self.doubt(
                Some(column),
                DoubtKind::from(*warning),
                text,
                &reading.digits,
            );
        }
        let kept = if reading.digits.is_empty() {
            text
        } else {
            &reading.digits
        };
        self.set(ProfileField::NationalId, kept, LINE_CHARS_MAX);
    }

    fn phone(&mut self) {
        let Some((column, text)) = self.row.first(|r| r == Role::Phone) else {
            return;
        };
        if says_nothing(&text) {
            return;
        }
        let reading = phone::read(&text);
        for warning in &reading.warnings {
            self.doubt(
                Some(column),
                DoubtKind::from(*warning),
                &text,
                &reading.number,
            );
        }
        self.set(ProfileField::Phone, &reading.number, LINE_CHARS_MAX);
    }

    /// All columns of the address; a bare number says what it is by its heading (`Tổ 5`).
    fn address(&self) -> String {
        let parts: Vec<String> = self
            .row
            .layout
            .columns_of(|r| r == Role::Address)
            .filter_map(|column| {
                let text = self.row.text(column);
                let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                let heading = column.heading.rsplit(" / ").next().unwrap_or_default();
                match (text.is_empty(), is_number) {
                    (true, _) => None,
                    (false, true) => Some(format!("{heading} {text}")),
                    (false, false) => Some(text),
                }
            })
            .collect();
        parts.join(", ")
    }

    /// The row's own hamlet, else the one of the address, else the heading's or the row above's.
    fn hamlet(&mut self, context: &Context, address: &str) -> (Option<Spelling>, String) {
        if let Some((column, unit)) = self.row.layout.hamlet() {
            let text = self.row.text(column);
            if let Some(own) = Spelling::read(&text).map(|own| own.under(unit)) {
                if let Some(heading) = context.heading_hamlet.as_ref().filter(|h| !h.may_be(&own)) {
                    let read = format!("{} / {}", heading.shown(), own.shown());
                    self.doubt(Some(column), DoubtKind::HamletDiffers, &read, own.shown());
                }
                return (Some(own), column.label());
            }
            if !text.is_empty() {
                self.doubt(Some(column), DoubtKind::HamletUnclear, &text, "");
            }
            if let Some(above) = context
                .hamlet
                .as_ref()
                .filter(|_| context.hamlet_is_assumed)
            {
                self.doubt(Some(column), DoubtKind::HamletFromAbove, "", above.shown());
            }
            if context.hamlet.is_some() {
                return (context.hamlet.clone(), String::new());
            }
        }
        let column = self.row.layout.column(|r| r == Role::Address);
        let label = column.map(Column::label).unwrap_or_default();
        if let Some(spelling) = Spelling::with_unit(address) {
            return (Some(spelling.capitalised()), label);
        }
        if context.hamlet.is_some() {
            return (context.hamlet.clone(), String::new());
        }
        let is_bare_name = address.split(' ').count() <= 4
            && !address.contains(|c: char| c.is_ascii_digit() || c == ',');
        if let Some(spelling) = Spelling::read(address).filter(|_| is_bare_name) {
            self.doubt(column, DoubtKind::HamletUnclear, address, spelling.shown());
            return (Some(spelling), label);
        }
        let column = self
            .row
            .layout
            .hamlet()
            .map(|(column, _)| column)
            .or(column);
        self.doubt(column, DoubtKind::HamletMissing, address, "");
        (None, String::new())
    }

    fn note(&mut self) -> String {
        let mut notes = Vec::new();
        for column in self.row.layout.columns_of(|r| r == Role::Note) {
            let text = self.row.text(column);
            if says_gone(&text) {
                self.doubts.push(
                    self.row
                        .doubt(Some(column), DoubtKind::MovedOrDead, &text, ""),
                );
            }
            if !text.is_empty() && !notes.contains(&text) {
                notes.push(text);
            }
        }
        notes.join("; ")
    }

    /// `4`, `04`, `4 người`; `None` when nothing or nothing sensible stands there.
    fn member_count(&mut self) -> Option<u32> {
        let (column, text) = self.row.first(|r| r == Role::MemberCount)?;
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let rest = &text[digits.len()..];
        let is_plain = rest
            .chars()
            .all(|c| c.is_alphabetic() || c == ' ' || c == '.');
        let count = digits
            .parse()
            .ok()
            .filter(|count| (1..=MEMBERS_MAX).contains(count));
        match count.filter(|_| is_plain) {
            Some(count) => Some(count),
            None if says_nothing(&text) && text != "0" => None,
            None => {
                self.doubt(Some(column), DoubtKind::MemberCountUnreadable, &text, "");
                None
            }
        }
    }
}

/// Whether a cell only says that there is nothing to say.
fn says_nothing(text: &str) -> bool {
    matches!(
        fold(text).as_str(),
        "" | "0"
            | "khong"
            | "khong co"
            | "chua co"
            | "ko"
            | "ko co"
            | "k"
            | "chua"
            | "khong ro"
            | "chua lam"
    )
}

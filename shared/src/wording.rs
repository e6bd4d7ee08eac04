//! The wording of a report: prose with named fields, which an office can make its own. Figures, tables,
//! headings and signing stay the program's; here is only what a text says and where figures go in it.
//!
//! A line of the text is a paragraph. As papers here have it, `I. …` is a section's title, `1. …`
//! without an end of sentence the title of a part, and a line of dots one to write on. A field stands in
//! braces: `{so_ho_duoc_tham}`; a table alone in its line. A line that begins with `{neu_co:…}` or
//! `{neu_khong_co:…}` is said only where there is something of that field, or nothing.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, Problem};
use crate::limits::WORDING_CHARS_MAX;
use crate::time::Timestamp;

mod field;
mod read;

pub use field::Field;
pub use read::{Wrong, WrongAt};

codes!(
    /// Which report a wording is of.
    WordingKind {
        /// Of one unit.
        Own = "own",
        /// Of a unit and all below it.
        Whole = "whole",
    }
);

impl WordingKind {
    /// The wording the program comes with.
    pub const fn standard(self) -> &'static str {
        match self {
            Self::Own => include_str!("wording/own.txt"),
            Self::Whole => include_str!("wording/whole.txt"),
        }
    }
}

/// What a field says today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    /// Which field.
    pub field: Field,
    /// What is written in its place; nothing for a table.
    pub text: String,
    /// Whether there is something of it: a count that is not zero, a table with rows.
    pub is_something: bool,
}

/// One version of a unit's wording. Versions are added to and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its number among those of its kind, from 1.
    pub n: u64,
    /// Who saved it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The text; none went back to the standard wording.
    pub text: Option<String>,
}

/// The wording that is in use after these versions.
pub fn in_use(versions: &[Version], kind: WordingKind) -> &str {
    let last = versions.last().and_then(|version| version.text.as_deref());
    last.unwrap_or_else(|| kind.standard())
}

/// A wording as an office sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingDraft {
    /// Of which report.
    pub kind: WordingKind,
    /// The last version its writer has seen; 0 for none.
    pub seen: u64,
    /// The text; none to go back to the standard wording.
    pub text: Option<String>,
}

impl WordingDraft {
    /// The text to keep, or what is wrong with it. A problem of a line stands at `text.<line>`, followed
    /// by the name it is about where it is about one: `text.3.so_ho_duoc_tam`.
    pub fn read(&self, versions: &[Version]) -> Result<Option<String>, Vec<FieldError>> {
        let at = |field: String, problem| FieldError { field, problem };
        if self.seen != versions.last().map_or(0, |last| last.n) {
            return Err(vec![at("seen".to_owned(), Problem::Taken)]);
        }
        let text = self.text.as_deref().map(clean);
        if let Some(text) = &text {
            let wrong = match Wording::read(text, self.kind) {
                Ok(_) => Vec::new(),
                Err(wrong) => wrong,
            };
            let named = |wrong: &WrongAt| match wrong.what.name() {
                "" => format!("text.{}", wrong.line),
                name => format!("text.{}.{name}", wrong.line),
            };
            if !wrong.is_empty() {
                let errors = wrong.iter().map(|w| at(named(w), w.what.problem()));
                return Err(errors.collect());
            }
        }
        let says = text.as_deref().unwrap_or_else(|| self.kind.standard());
        if says == in_use(versions, self.kind) {
            return Err(vec![at("text".to_owned(), Problem::Unchanged)]);
        }
        // Who writes the standard down word for word goes on with it when it gets better.
        Ok(text.filter(|text| text != self.kind.standard()))
    }
}

/// A text as it is kept: lines without white space at their ends, none at its own.
fn clean(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut text = lines.join("\n").trim_matches('\n').to_owned();
    text.push('\n');
    text
}

/// A wording that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    lines: Vec<Line>,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Said only where this field has something, or nothing.
    only: Option<(Field, bool)>,
    says: Says,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Says {
    Text(Vec<Piece>),
    Table(Field),
    ToWrite,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(Field),
}

/// A line of a report, with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A section's title.
    Section(String),
    /// The title of a part of a section.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph that leads to the table below it.
    Lead(String),
    /// A table.
    Table(Field),
    /// A line to write on.
    ToWrite,
}

impl Wording {
    /// Understands a text, or says all that is wrong with it, line by line.
    pub fn read(text: &str, kind: WordingKind) -> Result<Self, Vec<WrongAt>> {
        if text.trim().is_empty() {
            return Err(vec![WrongAt {
                line: 1,
                what: Wrong::Empty,
            }]);
        }
        let chars = text.chars().count();
        if chars > WORDING_CHARS_MAX {
            let fits: String = text.chars().take(WORDING_CHARS_MAX).collect();
            let line = fits.lines().count().max(1);
            return Err(vec![WrongAt {
                line,
                what: Wrong::TooLong { chars },
            }]);
        }
        let (mut lines, mut wrong) = (Vec::new(), Vec::new());
        for (number, text) in (1..).zip(text.lines()) {
            match read::line(text.trim(), kind) {
                Ok(line) => lines.extend(line),
                Err(found) => {
                    wrong.extend(found.into_iter().map(|what| WrongAt { line: number, what }));
                }
            }
        }
        if wrong.is_empty() {
            Ok(Self { lines })
        } else {
            Err(wrong)
        }
    }

    /// What it says with these figures. A field that is not among them says nothing.
    pub fn filled(&self, values: &[FieldValue]) -> Vec<Said> {
        let value = |field: Field| values.iter().find(|value| value.field == field);
        let is_said = |line: &&Line| {
            line.only.is_none_or(|(field, wanted)| {
                value(field).is_some_and(|value| value.is_something) == wanted
            })
        };
        let mut said: Vec<Said> = Vec::new();
        for line in self.lines.iter().filter(is_said) {
            match &line.says {
                Says::ToWrite => said.push(Said::ToWrite),
                Says::Table(field) => {
                    // A table without rows is no table, and nothing leads to it.
                    if !value(*field).is_some_and(|value| value.is_something) {
                        continue;
                    }
                    if let Some(Said::Paragraph(text)) = said.last_mut() {
                        let text = std::mem::take(text);
                        said.pop();
                        said.push(Said::Lead(text));
                    }
                    said.push(Said::Table(*field));
                }
                Says::Text(pieces) => {
                    let text: String = pieces
                        .iter()
                        .map(|piece| match piece {
                            Piece::Text(text) => text.as_str(),
                            Piece::Field(field) => value(*field).map_or("", |v| v.text.as_str()),
                        })
                        .collect();
                    if !text.trim().is_empty() {
                        said.push(titled(text.trim().to_owned()));
                    }
                }
            }
        }
        said
    }
}

/// Decree 30/2020 numbers sections by Roman numerals and their parts by Arabic ones; a part with a title
/// has it in a line of its own.
fn titled(text: String) -> Said {
    let (number, title) = text.split_once(". ").unwrap_or_default();
    let is_of = |allowed: &str| {
        (1..=5).contains(&number.len()) && number.chars().all(|c| allowed.contains(c))
    };
    if is_of("IVX") {
        Said::Section(text)
    } else if is_of("0123456789") && !title.ends_with(['.', ':', ';', ',']) {
        Said::Heading(text)
    } else {
        Said::Paragraph(text)
    }
}

#[cfg(test)]
mod tests;

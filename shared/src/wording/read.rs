//! A line of a wording understood, or what is wrong with it.

use super::{Field, Line, Piece, Says, WordingKind};
use crate::field::Problem;
use crate::limits::WORDING_CHARS_MAX;
use crate::text::fold;

/// What begins a line that is said only where there is something of a field, or nothing.
const ONLY: [(&str, bool); 2] = [("neu co", true), ("neu khong co", false)];
/// Characters of what stands behind a brace that is left open, to find it by.
const SHOWN_CHARS: usize = 24;

/// What is wrong in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongAt {
    /// Which line, from 1.
    pub line: usize,
    /// What.
    pub what: Wrong,
}

/// What can be wrong with a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was written.
    Empty,
    /// More than [`WORDING_CHARS_MAX`] characters.
    TooLong {
        /// How many.
        chars: usize,
    },
    /// A brace is opened and not closed.
    Unclosed {
        /// What stands behind it.
        after: String,
    },
    /// A brace is closed that was not opened.
    Unopened {
        /// What stands before it.
        before: String,
    },
    /// There is no such field.
    Unknown {
        /// What stands in the braces.
        name: String,
        /// The field that is called most like it.
        meant: Option<Field>,
    },
    /// The field is of the other report.
    OfOther {
        /// Which.
        field: Field,
    },
    /// A table stands in a line with something else.
    TableInText {
        /// Which.
        field: Field,
    },
    /// What says when a line is said stands inside it.
    ConditionInside {
        /// What stands in the braces.
        name: String,
    },
}

impl Wrong {
    /// The name it is about; empty where it is about none.
    pub fn name(&self) -> &str {
        match self {
            Self::Empty | Self::TooLong { .. } => "",
            Self::Unclosed { after: name }
            | Self::Unopened { before: name }
            | Self::Unknown { name, .. }
            | Self::ConditionInside { name } => name,
            Self::OfOther { field } | Self::TableInText { field } => field.code(),
        }
    }

    /// The same as a form's problem.
    pub const fn problem(&self) -> Problem {
        match self {
            Self::Empty => Problem::Missing,
            Self::TooLong { .. } => Problem::TooLong,
            Self::Unknown { .. } => Problem::Unknown,
            Self::Unclosed { .. }
            | Self::Unopened { .. }
            | Self::OfOther { .. }
            | Self::TableInText { .. }
            | Self::ConditionInside { .. } => Problem::Unreadable,
        }
    }
}

/// A part of a line as it is typed.
enum Typed<'a> {
    Text(&'a str),
    Braced(&'a str),
}

/// Understands a line; a blank one says nothing.
pub(super) fn line(text: &str, kind: WordingKind) -> Result<Option<Line>, Vec<Wrong>> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut wrong = Vec::new();
    let typed = parts(text, &mut wrong);
    let (mut only, mut pieces) = (None, Vec::new());
    for (place, part) in typed.iter().enumerate() {
        let result = match part {
            Typed::Text(text) => Ok(Some(Piece::Text((*text).to_owned()))),
            Typed::Braced(name) => match condition(name) {
                None => field(name, kind).map(|field| Some(Piece::Field(field))),
                Some((of, wanted)) if place == 0 => field(of, kind).map(|field| {
                    only = Some((field, wanted));
                    None
                }),
                Some(_) => Err(Wrong::ConditionInside { name: shown(name) }),
            },
        };
        match result {
            Ok(piece) => pieces.extend(piece),
            Err(what) => wrong.push(what),
        }
    }
    let says = says(pieces, &mut wrong);
    if wrong.is_empty() {
        Ok(Some(Line { only, says }))
    } else {
        Err(wrong)
    }
}

fn says(mut pieces: Vec<Piece>, wrong: &mut Vec<Wrong>) -> Says {
    let is_blank = |piece: &Piece| matches!(piece, Piece::Text(text) if text.trim().is_empty());
    if let [Piece::Text(text)] = &pieces[..]
        && text.trim().chars().all(|c| matches!(c, '.' | '…' | '_'))
        && text.trim().chars().count() > 1
    {
        return Says::ToWrite;
    }
    let tables = pieces.iter().filter_map(|piece| match piece {
        Piece::Field(field) if field.is_table() => Some(*field),
        Piece::Field(_) | Piece::Text(_) => None,
    });
    let tables: Vec<Field> = tables.collect();
    if let Some(&first) = tables.first() {
        pieces.retain(|piece| !is_blank(piece));
        if pieces.len() == 1 {
            return Says::Table(first);
        }
        wrong.extend(tables.into_iter().map(|field| Wrong::TableInText { field }));
    }
    Says::Text(pieces)
}

/// Text and what stands in braces, in turns.
fn parts<'a>(text: &'a str, wrong: &mut Vec<Wrong>) -> Vec<Typed<'a>> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let Some(at) = rest.find(['{', '}']) else {
            parts.push(Typed::Text(rest));
            break;
        };
        let (before, brace) = rest.split_at(at);
        if !before.is_empty() {
            parts.push(Typed::Text(before));
        }
        let inside = &brace[1..];
        if brace.starts_with('}') {
            let before = before.chars().rev().take(SHOWN_CHARS).collect::<Vec<_>>();
            let before = before.into_iter().rev().collect();
            wrong.push(Wrong::Unopened { before });
            rest = inside;
            continue;
        }
        match inside.find(['{', '}']) {
            Some(end) if inside[end..].starts_with('}') => {
                parts.push(Typed::Braced(&inside[..end]));
                rest = &inside[end + 1..];
            }
            end => {
                let end = end.unwrap_or(inside.len());
                wrong.push(Wrong::Unclosed {
                    after: shown(&inside[..end]),
                });
                rest = &inside[end..];
            }
        }
    }
    parts
}

/// The field a line is said for, and whether there has to be something of it.
fn condition(name: &str) -> Option<(&str, bool)> {
    let (word, field) = name.split_once(':')?;
    let word = fold(word);
    let (_, wanted) = ONLY.iter().find(|(only, _)| *only == word)?;
    Some((field, *wanted))
}

/// The field of this name, with or without marks, in small letters or large.
fn field(name: &str, kind: WordingKind) -> Result<Field, Wrong> {
    let folded = fold(name).replace(' ', "_");
    let Some(field) = Field::from_code(&folded) else {
        let name = shown(name);
        let meant = meant(&folded, kind);
        return Err(Wrong::Unknown { name, meant });
    };
    if field.is_of(kind) {
        Ok(field)
    } else {
        Err(Wrong::OfOther { field })
    }
}

/// The field whose name differs in the fewest letters, if those are few.
fn meant(folded: &str, kind: WordingKind) -> Option<Field> {
    let of_kind = Field::ALL.iter().copied().filter(|field| field.is_of(kind));
    let nearest = of_kind.map(|field| (differing(folded, field.code()), field));
    let (letters, field) = nearest.min_by_key(|(letters, _)| *letters)?;
    (letters * 3 <= field.code().len()).then_some(field)
}

/// Letters to add, drop or change to make one name of the other (Levenshtein).
fn differing(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().take(2 * SHOWN_CHARS).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

fn shown(text: &str) -> String {
    text.trim().chars().take(SHOWN_CHARS).collect()
}

const _: () = assert!(SHOWN_CHARS < WORDING_CHARS_MAX);

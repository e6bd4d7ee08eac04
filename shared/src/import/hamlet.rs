//! Names of hamlets: `ẤP THỚI HÒA`, `Ấp Thới Hoà` and `Thới Hòa` are one place.

use crate::register::is_same;
use crate::text::{fold, nfc};

mod registry;

pub(super) use registry::{Registry, is_one_edit};

/// Which of these hamlets a list can mean: the one of its very name, else every one that its spelling can
/// be. Marks tell hamlets apart, and lists leave them out.
pub fn meant_by<'a>(written: &str, names: impl Iterator<Item = &'a str> + Clone) -> Vec<&'a str> {
    if let Some(name) = names.clone().find(|name| is_same(name, written)) {
        return vec![name];
    }
    let spelling = Spelling::read(written);
    let can_be = |name: &&str| {
        let known = Spelling::read(name);
        known
            .zip(spelling.as_ref())
            .is_some_and(|(known, spelling)| known.may_be(spelling))
    };
    names.filter(can_be).collect()
}

/// What kind of hamlet a name says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Ap,
    KhuVuc,
    Khom,
    Thon,
    ToDanPho,
    KhuPho,
    Xom,
    Soc,
}

impl Unit {
    /// Folded words it is written with, the longest first.
    const WORDS: &[(&[&str], Self)] = &[
        (&["to", "dan", "pho"], Self::ToDanPho),
        (&["khu", "vuc"], Self::KhuVuc),
        (&["khu", "pho"], Self::KhuPho),
        (&["k", "v"], Self::KhuVuc),
        (&["ap"], Self::Ap),
        (&["kv"], Self::KhuVuc),
        (&["khom"], Self::Khom),
        (&["thon"], Self::Thon),
        (&["tdp"], Self::ToDanPho),
        (&["kp"], Self::KhuPho),
        (&["xom"], Self::Xom),
        (&["soc"], Self::Soc),
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Ap => "Ấp",
            Self::KhuVuc => "Khu vực",
            Self::Khom => "Khóm",
            Self::Thon => "Thôn",
            Self::ToDanPho => "Tổ dân phố",
            Self::KhuPho => "Khu phố",
            Self::Xom => "Xóm",
            Self::Soc => "Sóc",
        }
    }
}

/// A hamlet as one row writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    unit: Option<Unit>,
    /// To compare by: folded, without the unit, numbers without zeros in front.
    key: String,
    /// To show: the unit in full, capitals made small.
    shown: String,
    was_capitals: bool,
}

impl Spelling {
    /// Reads the hamlet of a cell, a heading or an address, whether or not it says its unit.
    pub(super) fn read(text: &str) -> Option<Self> {
        Self::with_unit(text).or_else(|| {
            let segment = nfc(text);
            let segment = segments(&segment).next()?.to_owned();
            let words: Vec<&str> = words(&segment).collect();
            Self::new(None, &words)
        })
    }

    /// Reads a hamlet that says its unit, wherever in the text.
    pub(super) fn with_unit(text: &str) -> Option<Self> {
        let text = nfc(text);
        segments(&text).find_map(|segment| {
            let words: Vec<&str> = words(segment).collect();
            (0..words.len()).find_map(|start| Self::at(&words[start..]))
        })
    }

    /// Reads a hamlet whose unit is the text's first word.
    pub(super) fn beginning(text: &str) -> Option<Self> {
        let text = nfc(text);
        let words: Vec<&str> = words(segments(&text).next()?).collect();
        Self::at(&words)
    }

    /// The same, of this unit if it says none and is only a number or letter.
    pub(super) fn under(self, unit: Option<Unit>) -> Self {
        match unit {
            Some(unit) if self.unit.is_none() && is_ordinal(&self.key) => Self {
                unit: Some(unit),
                shown: format!("{} {}", unit.name(), self.shown),
                ..self
            },
            _ => self,
        }
    }

    /// The same, with a big letter first: in the middle of a sentence a name has a small one.
    pub(super) fn capitalised(self) -> Self {
        let mut letters = self.shown.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        Self {
            shown: first.chain(letters).collect(),
            ..self
        }
    }

    /// Whether both can be one hamlet.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        self.key == other.key
            && (self.unit == other.unit || self.unit.is_none() || other.unit.is_none())
    }

    /// What hamlets are first looked up by.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    fn at(words: &[&str]) -> Option<Self> {
        let folded: Vec<String> = words.iter().take(4).map(|w| fold(w)).collect();
        for (unit_words, unit) in Unit::WORDS {
            let begins = folded.len() >= unit_words.len()
                && folded
                    .iter()
                    .zip(*unit_words)
                    .all(|(word, unit_word)| word == unit_word);
            if begins {
                return Self::new(Some((*unit, words[0])), &words[unit_words.len()..]);
            }
            if let ([unit_word], Some(number)) = (*unit_words, folded.first())
                && number
                    .strip_prefix(unit_word)
                    .is_some_and(|n| n.starts_with(is_digit))
            {
                let number: String = words[0].chars().skip_while(|c| !is_digit(*c)).collect();
                let mut rest = vec![number.as_str()];
                rest.extend_from_slice(&words[1..]);
                return Self::new(Some((*unit, words[0])), &rest);
            }
        }
        None
    }

    fn new(unit: Option<(Unit, &str)>, words: &[&str]) -> Option<Self> {
        let bare = bare_name(words);
        if !bare.contains(char::is_alphanumeric) {
            return None;
        }
        let key = fold(&bare)
            .split(' ')
            .map(|word| {
                if word.bytes().all(|b| b.is_ascii_digit()) {
                    without_zeros(word)
                } else {
                    word
                }
            })
            .collect::<Vec<_>>()
            .join(" ");
        if unit.is_none() && key.split(' ').count() > NAME_WORDS_MAX {
            return None;
        }
        let was_capitals = is_capitals(&bare);
        let is_small = !bare.chars().any(char::is_uppercase);
        let bare = if was_capitals || is_small {
            in_name_case(&bare)
        } else {
            bare
        };
        let shown = match unit {
            Some((unit, written)) => format!("{} {bare}", unit_as_written(unit, written)),
            None => bare,
        };
        Some(Self {
            unit: unit.map(|(unit, _)| unit),
            key,
            shown,
            was_capitals,
        })
    }
}

/// Words of the longest name of a hamlet that does not say its unit.
const NAME_WORDS_MAX: usize = 6;

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Parts of an address.
fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '(', ')', '/', '\n'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn words(segment: &str) -> impl Iterator<Item = &str> {
    segment
        .split([' ', '.', ':', '_', '-'])
        .filter(|word| !word.is_empty())
}

/// The name's words, up to where an address or title goes on about something else.
fn bare_name(words: &[&str]) -> String {
    let ends = |at: usize| {
        let word = words[at].to_lowercase();
        let next_is_year = words.get(at + 1).is_some_and(|next| is_year(next));
        is_year(&word)
            || (word == "năm" || word == "nam") && next_is_year
            || at > 0
                && matches!(
                    word.as_str(),
                    "xã" | "phường"
                        | "huyện"
                        | "quận"
                        | "tp"
                        | "tỉnh"
                        | "tổ"
                        | "đường"
                        | "số"
                        | "hộ"
                        | "theo"
                        | "tháng"
                        | "quý"
                        | "thuộc"
                        | "có"
                        | "gồm"
                )
    };
    let end = (0..words.len()).find(|at| ends(*at)).unwrap_or(words.len());
    words[..end].join(" ")
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && word.starts_with("20")
}

fn without_zeros(number: &str) -> &str {
    let significant = number.trim_start_matches('0');
    if significant.is_empty() {
        "0"
    } else {
        significant
    }
}

/// Whether a name is only a number or letter, which is no name without its unit.
fn is_ordinal(key: &str) -> bool {
    key.len() <= 3
        && !key.contains(' ')
        && (key.starts_with(is_digit) || key.len() == 1 || is_roman(key))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word
            .to_lowercase()
            .chars()
            .all(|c| matches!(c, 'i' | 'v' | 'x'))
}

fn is_capitals(bare: &str) -> bool {
    !bare.chars().any(char::is_lowercase)
        && bare
            .split(' ')
            .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !is_roman(word))
}

/// Words with a big letter first; Roman numbers and `3A` as they stand.
fn in_name_case(bare: &str) -> String {
    let cased = |word: &str| -> String {
        if is_roman(word) || word.starts_with(is_digit) {
            return word.to_owned();
        }
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters.flat_map(char::to_lowercase)).collect()
    };
    bare.split(' ').map(cased).collect::<Vec<_>>().join(" ")
}

/// The unit in full, with a small first letter only where one was written.
fn unit_as_written(unit: Unit, written: &str) -> String {
    let name = unit.name();
    if written.starts_with(char::is_lowercase) && !is_abbreviation(unit, written) {
        name.to_lowercase()
    } else {
        name.to_owned()
    }
}

fn is_abbreviation(unit: Unit, written: &str) -> bool {
    let written = fold(written);
    !fold(unit.name()).starts_with(written.trim_end_matches(is_digit)) || written == "k"
}

#[cfg(test)]
mod tests;

//! The personal number (số định danh / CCCD, 12 digits) and the number of the old card (CMND, 9).
//!
//! 12 digits are: 3 the province of birth registration (001-096), 1 century and sex (20th: 0 male,
//! 1 female; 21st: 2, 3; …), 2 the year of birth, 6 at random. There is no check digit, so a
//! disagreement is a warning and never stops anybody.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::household::Gender;

codes!(
    /// What is doubtful about a number as it was typed or listed.
    IdWarning {
        /// The zeros a spreadsheet lost in front were put back.
        LeadingZeroRestored = "leading_zero_restored",
        /// Neither 12 digits nor 9.
        WrongLength = "wrong_length",
        /// No number at all, or one whose digits a spreadsheet rounded away.
        Unreadable = "unreadable",
        /// Several numbers; the first that is complete was taken.
        Several = "several",
        /// The first three digits are no province.
        UnknownProvince = "unknown_province",
        /// The number says another sex.
        SexDiffers = "sex_differs",
        /// The number says another year of birth.
        YearDiffers = "year_differs",
    }
);

/// A number as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdReading {
    /// The digits, with lost zeros put back; empty when nothing could be read.
    pub digits: String,
    /// What is doubtful.
    pub warnings: Vec<IdWarning>,
}

impl IdReading {
    /// Whether this is a whole number, fit to tell two people apart.
    pub fn is_complete(&self) -> bool {
        matches!(self.digits.len(), PERSONAL_NUMBER_DIGITS | OLD_CARD_DIGITS)
    }
}

/// Reads a number with nothing known about its bearer.
pub fn read(text: &str) -> IdReading {
    read_for(text, None, None)
}

/// Reads a number and compares it with what is known of its bearer. An empty text reads as
/// nothing, without a warning.
pub fn read_for(text: &str, gender: Option<Gender>, birth_year: Option<i32>) -> IdReading {
    let mut reading = IdReading::default();
    let numbers = digit_runs(text);
    match numbers.as_slice() {
        [] if text.trim().is_empty() => return reading,
        [] => reading.warnings.push(IdWarning::Unreadable),
        [number] => reading.digits.clone_from(number),
        [first, ..] => {
            let complete = numbers.iter().find(|n| n.len() == PERSONAL_NUMBER_DIGITS);
            reading.digits.clone_from(complete.unwrap_or(first));
            reading.warnings.push(IdWarning::Several);
        }
    }
    if let Some(whole) = with_lost_zeros(&reading.digits, gender, birth_year) {
        reading.digits = whole;
        reading.warnings.push(IdWarning::LeadingZeroRestored);
    }
    if !reading.digits.is_empty() && !reading.is_complete() {
        reading.warnings.push(IdWarning::WrongLength);
    }
    if let Some(said) = Said::by(&reading.digits) {
        reading.warnings.extend(said.warnings(gender, birth_year));
    }
    reading
}

/// Whether the number is invented: no province has the code 000, so demonstrations use it and a
/// real list never does.
pub fn is_synthetic(digits: &str) -> bool {
    digits.len() == PERSONAL_NUMBER_DIGITS && digits.starts_with("000")
}

/// Only the last four digits: `••••••••1234`. A short or unreadable number is hidden whole.
pub fn mask_national_id(number: &str) -> String {
    let chars_shown = if number.chars().count() >= OLD_CARD_DIGITS {
        4
    } else {
        0
    };
    let chars_hidden = number.chars().count() - chars_shown;
    number
        .chars()
        .enumerate()
        .map(|(i, c)| if i < chars_hidden { '•' } else { c })
        .collect()
}

const PERSONAL_NUMBER_DIGITS: usize = 12;
const OLD_CARD_DIGITS: usize = 9;
const PROVINCES: std::ops::RangeInclusive<u32> = 1..=96;

/// The numbers in a text; spaces, dots, dashes and quotes inside one number do not end it.
fn digit_runs(text: &str) -> Vec<String> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    let is_rounded = text.contains(['E', 'e'])
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, 'E' | 'e' | '+' | '.' | ','));
    if is_rounded {
        return Vec::new();
    }
    let glued: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '.' | '-' | '\'' | '’' | '_'))
        .collect();
    glued
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The 12 or 9 digits that were there before a spreadsheet took the number for a quantity.
///
/// 11 and 10 digits can only be a personal number. 9 and 8 may be an old card, or an invented
/// personal number (province 000): the bearer's own year and sex decide.
fn with_lost_zeros(
    digits: &str,
    gender: Option<Gender>,
    birth_year: Option<i32>,
) -> Option<String> {
    let padded = format!("{digits:0>12}");
    match digits.len() {
        10 | 11 => Some(padded),
        8 | 9 if birth_year.is_some() => {
            let said = Said::by(&padded)?;
            let is_bearers = said.warnings(gender, birth_year).is_empty();
            match (is_bearers, digits.len()) {
                (true, _) => Some(padded),
                (false, 8) => Some(format!("0{digits}")),
                (false, _) => None,
            }
        }
        8 => Some(format!("0{digits}")),
        _ => None,
    }
}

/// What a personal number says about its bearer.
struct Said {
    province: u32,
    gender: Gender,
    birth_year: i32,
}

impl Said {
    fn by(digits: &str) -> Option<Self> {
        if digits.len() != PERSONAL_NUMBER_DIGITS {
            return None;
        }
        let century_and_sex: i32 = digits.get(3..4)?.parse().ok()?;
        let year_of_century: i32 = digits.get(4..6)?.parse().ok()?;
        Some(Self {
            province: digits.get(0..3)?.parse().ok()?,
            gender: if century_and_sex % 2 == 0 {
                Gender::Male
            } else {
                Gender::Female
            },
            birth_year: 1900 + century_and_sex / 2 * 100 + year_of_century,
        })
    }

    fn warnings(&self, gender: Option<Gender>, birth_year: Option<i32>) -> Vec<IdWarning> {
        let is_known = PROVINCES.contains(&self.province) || self.province == 0;
        [
            (!is_known).then_some(IdWarning::UnknownProvince),
            gender
                .is_some_and(|g| g != self.gender)
                .then_some(IdWarning::SexDiffers),
            birth_year
                .is_some_and(|y| y != self.birth_year)
                .then_some(IdWarning::YearDiffers),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits_and_warnings(text: &str) -> (String, Vec<IdWarning>) {
        let IdReading { digits, warnings } = read(text);
        (digits, warnings)
    }

    #[test]
    fn whole_numbers_are_read_however_they_are_spaced() {
        for text in [
            "092060001234",
            "092 060 001234",
            "092.060.001.234",
            "'092060001234",
            "CCCD: 092060001234",
        ] {
            assert_eq!(
                digits_and_warnings(text),
                ("092060001234".into(), vec![]),
                "{text}"
            );
        }
        assert_eq!(
            digits_and_warnings("361234567"),
            ("361234567".into(), vec![])
        );
        assert_eq!(digits_and_warnings(" "), (String::new(), vec![]));
    }

    #[test]
    fn a_spreadsheet_took_the_zeros() {
        use IdWarning::{LeadingZeroRestored, Unreadable};
        for (text, whole) in [
            ("92060001234", "092060001234"),
            ("92060001234.0", "092060001234"),
            ("1060123456", "001060123456"),
            ("12345678", "012345678"),
        ] {
            assert_eq!(
                digits_and_warnings(text),
                (whole.into(), vec![LeadingZeroRestored]),
                "{text}"
            );
        }
        assert_eq!(
            digits_and_warnings("9.20601E+10"),
            (String::new(), vec![Unreadable])
        );
    }

    #[test]
    fn an_invented_number_is_known_by_its_bearers_year() {
        let woman_of_1960 = read_for("160123456", Some(Gender::Female), Some(1960));
        assert_eq!(woman_of_1960.digits, "000160123456");
        assert!(is_synthetic(&woman_of_1960.digits));
        let man_of_1960 = read_for("60123456", None, Some(1960));
        assert_eq!(man_of_1960.digits, "000060123456");
        let old_card = read_for("361234567", Some(Gender::Female), Some(1960));
        assert_eq!(
            (old_card.digits.as_str(), old_card.warnings),
            ("361234567", vec![])
        );
    }

    #[test]
    fn what_disagrees_is_said_and_kept() {
        use IdWarning::{
            Several, SexDiffers, UnknownProvince, Unreadable, WrongLength, YearDiffers,
        };
        let reading = read_for("092060001234", Some(Gender::Female), Some(1961));
        assert_eq!(reading.digits, "092060001234");
        assert_eq!(reading.warnings, [SexDiffers, YearDiffers]);
        assert_eq!(read("999060001234").warnings, [UnknownProvince]);
        assert_eq!(
            digits_and_warnings("12345"),
            ("12345".into(), vec![WrongLength])
        );
        assert_eq!(
            digits_and_warnings("không có"),
            (String::new(), vec![Unreadable])
        );
        let two = digits_and_warnings("361234567 / 092060001234");
        assert_eq!(two, ("092060001234".into(), vec![Several]));
    }

    #[test]
    fn a_masked_number_shows_its_tail_only() {
        assert_eq!(mask_national_id("092060001234"), "••••••••1234");
        assert_eq!(mask_national_id("1234"), "••••");
        assert_eq!(mask_national_id(""), "");
    }
}

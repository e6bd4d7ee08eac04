//! A decimal number with its separators, before a unit is applied.

use crate::field::Problem;

/// A number not below zero: `digits` without the last `decimals` of them is the whole part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    digits: i64,
    decimals: u32,
    comma: bool,
}

impl Number {
    /// Reads digits with `.`, `,` or spaces between them.
    pub(super) fn read(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let begins_and_ends = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_digit());
        if !begins_and_ends(text.bytes().next()) || !begins_and_ends(text.bytes().last()) {
            return Err(Problem::Unreadable);
        }
        let (whole, decimals, comma) = split_decimals(text);
        let mut digits: i64 = 0;
        let grouped = whole.contains(is_separator);
        for (i, group) in whole.split(is_separator).enumerate() {
            let right_length = match (grouped, i) {
                (false, _) => true,
                (true, 0) => (1..=3).contains(&group.len()),
                (true, _) => group.len() == 3,
            };
            if !right_length {
                return Err(Problem::Unreadable);
            }
            digits = append(digits, group)?;
        }
        if separators_differ(whole) || decimals.len() > 9 {
            return Err(Problem::Unreadable);
        }
        let decimals_trimmed = decimals.trim_end_matches('0');
        Ok(Self {
            digits: append(digits, decimals_trimmed)?,
            decimals: u32::try_from(decimals_trimmed.len()).unwrap_or(u32::MAX),
            comma: comma && decimals.len() == 3,
        })
    }

    /// Whether it was written with a comma and three decimals, which elsewhere means thousands.
    pub(super) const fn has_comma_thousandths(self) -> bool {
        self.comma
    }

    /// Whether nothing stands behind a decimal sign, and nothing is doubtful about that.
    pub(super) const fn is_whole(self) -> bool {
        self.decimals == 0 && !self.comma
    }

    /// The number times `unit`, if that is whole.
    pub(super) fn times(self, unit: i64) -> Result<i64, Problem> {
        let product = self.digits.checked_mul(unit).ok_or(Problem::TooLarge)?;
        let scale = 10_i64.pow(self.decimals);
        if product % scale == 0 {
            Ok(product / scale)
        } else {
            Err(Problem::Unreadable)
        }
    }
}

/// The whole part, the decimals, and whether a comma was between them.
fn split_decimals(text: &str) -> (&str, &str, bool) {
    let Some(at) = text.rfind(['.', ',']) else {
        return (text, "", false);
    };
    let sign = &text[at..=at];
    let (whole, decimals) = (&text[..at], &text[at + 1..]);
    let other_sign_before = whole.contains(if sign == "." { ',' } else { '.' });
    let same_sign_before = whole.contains(sign);
    let is_thousands = match sign {
        _ if same_sign_before => true,
        "." => decimals.len() == 3 && !other_sign_before,
        _ => false,
    };
    if is_thousands {
        (text, "", false)
    } else {
        (whole, decimals, sign == "," && !other_sign_before)
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ' ')
}

fn separators_differ(whole: &str) -> bool {
    let mut separators = whole.chars().filter(|c| is_separator(*c));
    separators
        .next()
        .is_some_and(|first| separators.any(|c| c != first))
}

fn append(mut digits: i64, group: &str) -> Result<i64, Problem> {
    for digit in group.bytes() {
        if !digit.is_ascii_digit() {
            return Err(Problem::Unreadable);
        }
        digits = digits
            .checked_mul(10)
            .and_then(|d| d.checked_add(i64::from(digit - b'0')))
            .ok_or(Problem::TooLarge)?;
    }
    Ok(digits)
}

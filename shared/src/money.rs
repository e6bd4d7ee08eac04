//! Money and quantities as people here type and read them.
//!
//! A dot followed by exactly three digits is thousands; a comma is the decimal sign. What could
//! be read in two ways is [`Problem::Ambiguous`]: nobody's aid is off by a thousand for a guess.

mod number;
mod words;

use crate::field::Problem;
use crate::limits::VALUE_VND_MAX;
use crate::text::unmark;
use number::Number;
pub use words::vnd_in_words;

/// A billion units: more than anybody hands over.
const QUANTITY_MILLI_MAX: i64 = 1_000_000_000_000;
/// More digits than these are shown to nobody: no eye counts them.
const READ_DIGITS_MAX: usize = 30;

/// `1.500.000`
pub fn format_vnd(value_vnd: i64) -> String {
    grouped(value_vnd < 0, &value_vnd.unsigned_abs().to_string())
}

/// Digits in groups of three, behind a sign.
fn grouped(negative: bool, digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if negative {
        text.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Đồng from `1.500.000`, `1500000 đ`, `1,5 tr`, `500k`, `2 triệu rưỡi`, `1tr5`.
///
/// Errors: `Missing`, `Unreadable`, `Ambiguous` (`1.5` with no unit), `NotPositive` (below zero),
/// `TooLarge` (above [`VALUE_VND_MAX`]).
pub fn parse_vnd(text: &str) -> Result<i64, Problem> {
    read_vnd(text).map_err(|unsure| unsure.problem())
}

/// Why an amount is not one number, or not one that anybody gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsure {
    /// It is none.
    Wrong(Problem),
    /// It has two readings, in đồng, the smaller one first: `1.5` is 1.500 or 1.500.000.
    Between([i64; 2]),
    /// It is below zero, or above [`VALUE_VND_MAX`]; with its reading, of however many digits.
    Outside(Problem, String),
}

impl Unsure {
    /// What is wrong, in one word.
    pub const fn problem(&self) -> Problem {
        match self {
            Self::Wrong(problem) | Self::Outside(problem, _) => *problem,
            Self::Between(_) => Problem::Ambiguous,
        }
    }

    /// A number of units, or of thousands of them.
    fn between(number: Number, unit_vnd: i64) -> Self {
        let many = number.times(unit_vnd.saturating_mul(1_000));
        match (number.times(unit_vnd), many) {
            (Ok(few), Ok(many)) => Self::Between([few, many]),
            (Err(problem), _) | (_, Err(problem)) => Self::Wrong(problem),
        }
    }

    /// The same of what follows an amount that is certain.
    fn after(self, sum_vnd: i64) -> Self {
        match self {
            Self::Between(readings) => Self::Between(readings.map(|r| r.saturating_add(sum_vnd))),
            sure @ (Self::Wrong(_) | Self::Outside(..)) => sure,
        }
    }
}

impl From<Problem> for Unsure {
    fn from(problem: Problem) -> Self {
        Self::Wrong(problem)
    }
}

/// The same as [`parse_vnd`], with what can be said of an amount that is refused.
pub fn read_vnd(text: &str) -> Result<i64, Unsure> {
    let plain = unmark(text);
    let (plain, negative) = without_sign(&plain);
    if plain.is_empty() {
        return Err(Unsure::Wrong(if negative {
            Problem::Unreadable
        } else {
            Problem::Missing
        }));
    }
    let plain = without_currency(plain);
    let outside = |digits: &str| {
        let problem = if negative {
            Problem::NotPositive
        } else {
            Problem::TooLarge
        };
        Unsure::Outside(problem, grouped(negative, digits))
    };
    match sum_of_parts(plain) {
        Ok(value_vnd) if negative || value_vnd > VALUE_VND_MAX => {
            Err(outside(&value_vnd.to_string()))
        }
        Err(Unsure::Between(_)) if negative => Err(Problem::NotPositive.into()),
        Err(Unsure::Between([_, many])) if many > VALUE_VND_MAX => Err(Problem::Ambiguous.into()),
        Err(Unsure::Wrong(Problem::TooLarge)) => {
            let digits = plain.replace(['.', ',', ' '], "");
            let is_number =
                digits.len() <= READ_DIGITS_MAX && !digits.contains(char::is_alphabetic);
            Err(if is_number {
                outside(&digits)
            } else {
                Problem::TooLarge.into()
            })
        }
        read => read,
    }
}

/// Thousandths from `10`, `2,5`, `2.5`, `1.000` (a thousand).
///
/// Errors: `Missing`, `Unreadable` (also more than three decimals), `Ambiguous` (`2,500`),
/// `NotPositive` (below zero), `TooLarge` (above a billion).
pub fn parse_quantity(text: &str) -> Result<i64, Problem> {
    let plain = unmark(text);
    let (plain, negative) = without_sign(&plain);
    if plain.is_empty() {
        return Err(if negative {
            Problem::Unreadable
        } else {
            Problem::Missing
        });
    }
    let number = Number::read(plain)?;
    if number.has_comma_thousandths() && plain.ends_with('0') {
        return Err(Problem::Ambiguous);
    }
    let quantity_milli = number.times(1_000)?;
    match quantity_milli {
        _ if negative => Err(Problem::NotPositive),
        _ if quantity_milli > QUANTITY_MILLI_MAX => Err(Problem::TooLarge),
        _ => Ok(quantity_milli),
    }
}

/// `2,5` from 2500, `1.000` from 1000000.
pub fn format_quantity(quantity_milli: i64) -> String {
    let mut text = format_vnd(quantity_milli / 1_000);
    if quantity_milli < 0 && quantity_milli > -1_000 {
        text.insert(0, '-');
    }
    let thousandths = quantity_milli.unsigned_abs() % 1_000;
    if thousandths > 0 {
        let decimals = format!("{thousandths:03}");
        text.push(',');
        text.push_str(decimals.trim_end_matches('0'));
    }
    text
}

fn without_sign(plain: &str) -> (&str, bool) {
    let plain = plain.trim();
    match plain.strip_prefix(['-', '−', '–']) {
        Some(rest) => (rest.trim(), true),
        None => (plain, false),
    }
}

fn without_currency(plain: &str) -> &str {
    let plain = plain.trim_end_matches('.');
    ["dong", "vnd", "d", "₫"]
        .iter()
        .find_map(|name| plain.strip_suffix(name))
        .unwrap_or(plain)
        .trim_end()
}

/// `1 trieu 500 nghin` is the sum of its parts, each unit smaller than the one before it.
fn sum_of_parts(plain: &str) -> Result<i64, Unsure> {
    if plain.is_empty() {
        return Err(Problem::Unreadable.into());
    }
    let mut rest = plain;
    let mut sum_vnd: i64 = 0;
    let mut last_unit_vnd: Option<i64> = None;
    while !rest.is_empty() {
        let (number, after) =
            split_at(rest, |c| c.is_ascii_digit() || ".,".contains(c) || c == ' ');
        let (word, after) = split_at(after, char::is_alphabetic);
        rest = after.trim_start();
        let part_vnd = match (last_unit_vnd, number, unit_vnd(word)) {
            (Some(above_vnd), "", None) if word == "ruoi" => above_vnd / 2,
            (None, number, None) if word.is_empty() && rest.is_empty() => whole_vnd(number)?,
            (Some(above_vnd), digits, None) if word.is_empty() && rest.is_empty() => {
                fraction_of(above_vnd, digits).map_err(|unsure| unsure.after(sum_vnd))?
            }
            (above_vnd, number, Some(unit_vnd)) if above_vnd.is_none_or(|a| unit_vnd < a) => {
                last_unit_vnd = Some(unit_vnd);
                let number = Number::read(number)?;
                if number.has_comma_thousandths() {
                    return Err(Unsure::between(number, unit_vnd).after(sum_vnd));
                }
                number.times(unit_vnd)?
            }
            _ => return Err(Problem::Unreadable.into()),
        };
        sum_vnd = sum_vnd.checked_add(part_vnd).ok_or(Problem::TooLarge)?;
    }
    Ok(sum_vnd)
}

fn split_at(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    (text[..end].trim(), &text[end..])
}

fn unit_vnd(word: &str) -> Option<i64> {
    match word {
        "ty" | "ti" => Some(1_000_000_000),
        "trieu" | "tr" => Some(1_000_000),
        "nghin" | "ngan" | "k" | "ng" => Some(1_000),
        _ => None,
    }
}

/// Đồng have no decimals: a number with no unit must be whole, or somebody forgot the unit.
fn whole_vnd(number: &str) -> Result<i64, Unsure> {
    let number = Number::read(number)?;
    if number.is_whole() {
        Ok(number.times(1)?)
    } else {
        Err(Unsure::between(number, 1_000))
    }
}

/// What follows a unit with none of its own: `1tr5` is 1,5 triệu and `1tr250` is 1,25 triệu; two
/// digits are said both ways.
fn fraction_of(unit_vnd: i64, digits: &str) -> Result<i64, Unsure> {
    let value: i64 = digits.parse().map_err(|_| Problem::Unreadable)?;
    match digits.len() {
        1 => Ok(value * (unit_vnd / 10)),
        3 => Ok(value * (unit_vnd / 1_000)),
        2 => Err(Unsure::Between([
            value * (unit_vnd / 1_000),
            value * (unit_vnd / 100),
        ])),
        _ => Err(Problem::Unreadable.into()),
    }
}

#[cfg(test)]
mod tests;

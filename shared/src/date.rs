//! Dates as people write them: by day, by month, often by year alone, and as spreadsheets count.

use crate::codes;
use crate::field::Problem;
use crate::text::unmark;
use crate::time::{LocalDate, PartialDate};

codes!(
    /// What was assumed to make a date of a text.
    DateAssumption {
        /// Two digits of a year: `60` as 1960.
        Century = "century",
        /// Month before day, since the other way is no date: `10/17/1960`.
        MonthFirst = "month_first",
    }
);

/// A date as it was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReading {
    /// The date, as precise as it was written.
    pub date: PartialDate,
    /// What had to be assumed.
    pub assumed: Option<DateAssumption>,
}

/// Reads a whole day as people write it, `17/10/2026`; `Unreadable` for a month or a year alone.
pub fn read_day(text: &str) -> Result<LocalDate, Problem> {
    match read_partial_date(text)?.date {
        PartialDate::Day(date) => Ok(date),
        PartialDate::Year(_) | PartialDate::Month(..) => Err(Problem::Unreadable),
    }
}

/// Reads `17/10/1960`, `17-10-60`, `10/1960`, `1960`, `1960-10-17`, `00/00/1960`, `17101960`,
/// `ngày 17 tháng 10 năm 1960`; a time of day behind it is passed over.
///
/// Errors: `Missing`; `Unreadable` for no date, or a year that is no living person's.
pub fn read_partial_date(text: &str) -> Result<DateReading, Problem> {
    let plain = unmark(text);
    let plain = without_time_of_day(plain.trim());
    if plain.is_empty() {
        return Err(Problem::Missing);
    }
    let numbers = numbers(plain)?;
    let reading = match numbers.as_slice() {
        [year @ ("0" | "00" | "000" | "0000"), ..] if year.len() > 2 => None,
        [whole] if whole.len() == 8 => from_numbers(&[&whole[..2], &whole[2..4], &whole[4..]]),
        numbers => from_numbers(numbers),
    };
    reading.ok_or(Problem::Unreadable)
}

/// The date a spreadsheet means by a count of days (1900 system); `None` outside 1900-2199.
pub fn from_excel_serial(serial: f64) -> Option<LocalDate> {
    const UNIX_EPOCH_SERIAL: i64 = 25_569;
    /// 29 February 1900, which never was but is counted.
    const PHANTOM_DAY: i64 = 60;
    const LAST: f64 = 109_574.0;
    if !serial.is_finite() || !(1.0..LAST).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
    let days = serial.floor() as i64;
    match days {
        PHANTOM_DAY => None,
        ..PHANTOM_DAY => Some(LocalDate::from_days(days - UNIX_EPOCH_SERIAL + 1)),
        _ => Some(LocalDate::from_days(days - UNIX_EPOCH_SERIAL)),
    }
}

/// Years somebody on a list can be born in.
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2100;
/// Two digits up to here are of this century.
const LAST_SHORT_YEAR_OF_THIS_CENTURY: i32 = 29;

fn without_time_of_day(plain: &str) -> &str {
    match plain.split_once([' ', 't']) {
        Some((date, time)) if time.contains(':') && date.contains(['/', '-', '.']) => date,
        _ => plain,
    }
}

/// The numbers in their order; between them separators or the words of a date, nothing else.
/// Dots in place of a day or month that is not known count as zero.
fn numbers(plain: &str) -> Result<Vec<&str>, Problem> {
    let mut found = Vec::new();
    for part in plain.split(['/', '-', '.', ' ', ',', '\'']) {
        match part {
            "" | "ngay" | "thang" | "nam" | "sinh" | "sn" | "ns" => {}
            "?" | "??" | "…" | "x" | "xx" | "_" | "__" => found.push("0"),
            _ if part.bytes().all(|b| b.is_ascii_digit()) => found.push(part),
            _ => return Err(Problem::Unreadable),
        }
    }
    Ok(found)
}

fn from_numbers(numbers: &[&str]) -> Option<DateReading> {
    match *numbers {
        [year] => partial("0", "0", year),
        [year, month] if year.len() == 4 => partial("0", month, year),
        [month, year] => partial("0", month, year),
        [year, month, day] if year.len() == 4 => partial(day, month, year),
        [day, month, year] => partial(day, month, year).or_else(|| {
            let swapped = partial(month, day, year)?;
            Some(DateReading {
                assumed: Some(DateAssumption::MonthFirst),
                ..swapped
            })
        }),
        _ => None,
    }
}

fn partial(day: &str, month: &str, year: &str) -> Option<DateReading> {
    if day.len() > 2 || month.len() > 2 {
        return None;
    }
    let (day, month): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
    let (year, assumed) = full_year(year)?;
    let date = match (day, month) {
        (0, 0) => PartialDate::Year(year),
        (0, 1..=12) => PartialDate::Month(year, month),
        (0, _) | (_, 0) => return None,
        _ => PartialDate::Day(LocalDate::new(year, month, day)?),
    };
    Some(DateReading { date, assumed })
}

fn full_year(digits: &str) -> Option<(i32, Option<DateAssumption>)> {
    let year: i32 = digits.parse().ok()?;
    match digits.len() {
        4 if YEARS.contains(&year) => Some((year, None)),
        2 => {
            let century = if year <= LAST_SHORT_YEAR_OF_THIS_CENTURY {
                2000
            } else {
                1900
            };
            Some((century + year, Some(DateAssumption::Century)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match read_partial_date(text) {
            Ok(DateReading {
                date,
                assumed: None,
            }) => date.to_string(),
            Ok(DateReading {
                date,
                assumed: Some(how),
            }) => format!("{date} {}", how.code()),
            Err(problem) => problem.to_string(),
        }
    }

    #[test]
    fn births_as_lists_have_them() {
        for (text, date) in [
            ("17/10/1960", "1960-10-17"),
            ("17-10-1960", "1960-10-17"),
            (" 7.3.1960 ", "1960-03-07"),
            ("17101960", "1960-10-17"),
            ("1960-10-17", "1960-10-17"),
            ("1960-10-17 00:00:00", "1960-10-17"),
            ("1960-10-17T00:00:00", "1960-10-17"),
            ("17/10/1960 0:00", "1960-10-17"),
            ("ngày 17 tháng 10 năm 1960", "1960-10-17"),
            ("10/1960", "1960-10"),
            ("1960", "1960"),
            ("SN 1960", "1960"),
            ("00/00/1960", "1960"),
            ("?/?/1960", "1960"),
            ("00/10/1960", "1960-10"),
            ("17/10/60", "1960-10-17 century"),
            ("60", "1960 century"),
            ("05/03/12", "2012-03-05 century"),
            ("10/17/1960", "1960-10-17 month_first"),
        ] {
            assert_eq!(read(text), date, "{text}");
        }
        for text in [
            "31/02/1960",
            "1/2/3/1960",
            "abc",
            "1700",
            "17/10",
            "0/0/0",
            "13/13/1960",
            "6",
            "99999999",
            "0000",
        ] {
            assert_eq!(read(text), "Unreadable", "{text}");
        }
        assert_eq!(read(" "), "Missing");
    }

    #[test]
    fn spreadsheet_days_are_counted_with_the_day_that_never_was() {
        let date = |serial| from_excel_serial(serial).map(|d| d.to_string());
        assert_eq!(date(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(date(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(date(60.0), None);
        assert_eq!(date(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(date(22_206.0).as_deref(), Some("1960-10-17"));
        assert_eq!(date(22_206.75).as_deref(), Some("1960-10-17"));
        assert_eq!(date(0.0), None);
        assert_eq!(date(f64::NAN), None);
        assert_eq!(date(1e300), None);
    }
}

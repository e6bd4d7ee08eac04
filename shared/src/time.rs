//! Points in time and dates. There is no `now` here: the shells have clocks, the core has arguments.

use std::fmt;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// Vietnam keeps UTC+7 all year.
const VIETNAM_OFFSET_MS: i64 = 7 * 3_600_000;
/// A day.
pub const DAY_MS: i64 = 24 * 3_600_000;
const UNIX_EPOCH_JULIAN_DAY: i64 = 2_440_588;

/// Milliseconds since 1970-01-01T00:00:00Z, as the device's clock said, right or wrong.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    Encode,
    Decode,
)]
#[cbor(transparent)]
pub struct Timestamp(#[n(0)] i64);

impl Timestamp {
    /// From milliseconds since the Unix epoch.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the Unix epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// This time and `ms` milliseconds more.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The date on a Vietnamese calendar at this moment.
    pub fn local_date(self) -> LocalDate {
        let days = self.0.saturating_add(VIETNAM_OFFSET_MS).div_euclid(DAY_MS);
        LocalDate::from_days(days)
    }

    /// Hour and minute on a Vietnamese clock.
    pub fn local_hour_minute(self) -> (u8, u8) {
        let minutes = self.0.saturating_add(VIETNAM_OFFSET_MS).rem_euclid(DAY_MS) / 60_000;
        let part = |value: i64| u8::try_from(value).unwrap_or(0);
        (part(minutes / 60), part(minutes % 60))
    }

    /// The moment a Vietnamese clock shows `hour`:`minute` on `date`.
    pub fn from_local(date: LocalDate, hour: u8, minute: u8) -> Self {
        let minutes = i64::from(hour) * 60 + i64::from(minute);
        Self(date.days() * DAY_MS + minutes * 60_000 - VIETNAM_OFFSET_MS)
    }
}

/// A calendar date, with no time zone. Text form `YYYY-MM-DD`; people read `dd/MM/yyyy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalDate(time::Date);

impl LocalDate {
    /// The date, or `None` if there is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        if !(1..=9999).contains(&year) {
            return None;
        }
        time::Date::from_calendar_date(year, month, day)
            .ok()
            .map(Self)
    }

    /// Year, month (1-12), day of month.
    pub fn ymd(self) -> (i32, u8, u8) {
        (self.0.year(), self.0.month().into(), self.0.day())
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// As people here write it: `17/10/2026`.
    pub fn display(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{day:02}/{month:02}/{year:04}")
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        i64::from(self.0.to_julian_day()) - UNIX_EPOCH_JULIAN_DAY
    }

    /// From days since 1970-01-01; dates out of the calendar are clamped to its ends.
    pub fn from_days(days: i64) -> Self {
        let julian = i32::try_from(days.saturating_add(UNIX_EPOCH_JULIAN_DAY)).unwrap_or(i32::MAX);
        Self(time::Date::from_julian_day(julian).unwrap_or(if days < 0 {
            time::Date::MIN
        } else {
            time::Date::MAX
        }))
    }
}

impl fmt::Display for LocalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text is no date of the form it should have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date")]
pub struct InvalidDate;

impl std::str::FromStr for LocalDate {
    type Err = InvalidDate;

    /// Reads `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        match text.parse()? {
            PartialDate::Day(date) => Ok(date),
            PartialDate::Year(_) | PartialDate::Month(..) => Err(InvalidDate),
        }
    }
}

impl TryFrom<String> for LocalDate {
    type Error = InvalidDate;
    fn try_from(text: String) -> Result<Self, InvalidDate> {
        text.parse()
    }
}

impl From<LocalDate> for String {
    fn from(date: LocalDate) -> String {
        date.to_string()
    }
}

/// A date of birth as it is known: often the year alone. Text form `1960`, `1960-05`, `1960-05-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PartialDate {
    /// Only the year.
    Year(i32),
    /// Year and month (1-12).
    Month(i32, u8),
    /// The whole date.
    Day(LocalDate),
}

impl PartialDate {
    /// The year, which is always known.
    pub fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(date) => date.ymd().0,
        }
    }

    /// As people here write it: `1960`, `05/1960`, `12/05/1960`.
    pub fn display(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{month:02}/{year:04}"),
            Self::Day(date) => date.display(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => date.fmt(f),
        }
    }
}

impl std::str::FromStr for PartialDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|y| y.len() == 4).ok_or(InvalidDate)?;
        let year: i32 = year.parse().map_err(|_| InvalidDate)?;
        let month: Option<u8> = parts
            .next()
            .map(str::parse)
            .transpose()
            .map_err(|_| InvalidDate)?;
        let day: Option<u8> = parts
            .next()
            .map(str::parse)
            .transpose()
            .map_err(|_| InvalidDate)?;
        match (month, day, parts.next()) {
            (None, None, None) if year > 0 => Ok(Self::Year(year)),
            (Some(month @ 1..=12), None, None) if year > 0 => Ok(Self::Month(year, month)),
            (Some(month), Some(day), None) => LocalDate::new(year, month, day)
                .map(Self::Day)
                .ok_or(InvalidDate),
            _ => Err(InvalidDate),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = InvalidDate;
    fn try_from(text: String) -> Result<Self, InvalidDate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_month_begins_at_midnight_in_can_tho() {
        let first = LocalDate::new(2026, 10, 17).unwrap();
        let midnight = Timestamp::from_local(first, 0, 0);
        assert_eq!(midnight.local_date(), first);
        assert_eq!(
            midnight.plus_ms(-1).local_date(),
            LocalDate::new(2026, 10, 16).unwrap()
        );
        assert_eq!(midnight.plus_ms(61_000).local_hour_minute(), (0, 1));
        assert_eq!(first.display(), "17/10/2026");
    }

    #[test]
    fn birth_dates_keep_the_precision_they_were_told_with() {
        for text in ["1960", "1960-05", "1960-05-12"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "60", "1960-13", "1960-02-30", "1960-05-12-1", "0000"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_clock_that_is_wrong_by_an_age_makes_no_panic() {
        for ms in [i64::MIN, i64::MAX] {
            let _ = Timestamp::from_ms(ms).local_date().display();
        }
    }
}

//! How long a phone keeps what it has when nobody hears from it: past its campaigns it opens by the office
//! alone, whoever has it.

use crate::time::{LocalDate, Timestamp};

const DAY_MS: i64 = 86_400_000;
/// After the last campaign's end and after the last word with the server: long enough for a volunteer who is
/// away, short enough for a phone that is gone.
const KEPT_DAYS: i64 = 30;
/// A clock that has jumped so far is wrong: it costs nobody their list.
const WRONG_CLOCK_DAYS: i64 = 400;

/// When what is on the phone expires, if by then it has not reached the server.
pub fn expires_at(heard_at: Timestamp, last_days: impl Iterator<Item = LocalDate>) -> Timestamp {
    let ends =
        last_days.map(|day| Timestamp::from_local(LocalDate::from_days(day.days() + 1), 0, 0));
    let last = ends.chain([heard_at]).max().unwrap_or(heard_at);
    last.plus_ms(KEPT_DAYS * DAY_MS)
}

/// Whether that has come.
pub fn is_expired(expires_at: Timestamp, now: Timestamp) -> bool {
    let past_ms = now.ms() - expires_at.ms();
    (0..WRONG_CLOCK_DAYS * DAY_MS).contains(&past_ms)
}

/// Whether another moment is worth being written down: a sync does not write for the sake of minutes.
pub fn differs(kept: Option<Timestamp>, expires_at: Timestamp) -> bool {
    kept.is_none_or(|kept| (kept.ms() - expires_at.ms()).abs() >= DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    fn morning(text: &str) -> Timestamp {
        Timestamp::from_local(day(text), 7, 0)
    }

    #[test]
    fn a_phone_that_nobody_hears_of_keeps_its_list_for_a_month_past_the_campaign() {
        let heard_at = morning("2026-10-20");
        let at = expires_at(heard_at, [day("2026-11-18")].into_iter());
        assert_eq!(at.local_date(), day("2026-12-19"));
        assert!(!is_expired(at, morning("2026-12-18")));
        assert!(is_expired(at, morning("2026-12-20")));
        let between = expires_at(morning("2027-03-01"), [day("2026-11-18")].into_iter());
        assert_eq!(
            between.local_date(),
            day("2027-03-31"),
            "it was heard of since"
        );
    }

    #[test]
    fn a_clock_that_jumps_by_years_takes_nobodys_list_away() {
        let at = morning("2026-12-19");
        assert!(!is_expired(at, morning("2036-12-19")));
        assert!(!is_expired(at, morning("2016-12-19")));
    }

    #[test]
    fn a_moment_is_written_down_once_a_day() {
        let at = morning("2026-12-19");
        assert!(differs(None, at));
        assert!(!differs(Some(at), at.plus_ms(3_600_000)));
        assert!(differs(Some(at), at.plus_ms(DAY_MS)));
    }
}

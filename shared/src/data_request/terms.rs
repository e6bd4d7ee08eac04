//! Within how many days a request is answered and carried out. Data with its day and its source, so that
//! another decree is another line.

use crate::time::LocalDate;
use crate::working_day::WorkingDays;

use super::Wish;

/// The days that one wish has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Of requests that came on this day or later: year, month, day.
    from: (i32, u8, u8),
    /// For this.
    wish: Wish,
    /// Working days until whoever asks is told how it goes on.
    pub reply_working_days: u32,
    /// Days until it is done.
    pub days: i64,
    /// The same where others, to whom the data were given, have to do it too.
    pub days_with_others: i64,
    /// Days that it may be put off, once, with a reason.
    pub extension_days: i64,
    /// Where that stands.
    pub source: &'static str,
}

const fn terms(wish: Wish, days: [i64; 3], source: &'static str) -> Terms {
    Terms {
        from: (2026, 1, 1),
        wish,
        reply_working_days: 2,
        days: days[0],
        days_with_others: days[1],
        extension_days: days[2],
        source,
    }
}

/// As the decree's text in the official gazette of 18/01/2026 has them. It counts working days for the
/// answer alone; the others are days of the calendar.
const TERMS: [Terms; 6] = [
    terms(Wish::See, [10, 15, 10], "NĐ 356/2025/NĐ-CP, Điều 5 khoản 3"),
    terms(
        Wish::Correct,
        [10, 15, 10],
        "NĐ 356/2025/NĐ-CP, Điều 5 khoản 3",
    ),
    terms(
        Wish::Delete,
        [20, 30, 20],
        "NĐ 356/2025/NĐ-CP, Điều 5 khoản 4",
    ),
    terms(
        Wish::Withdraw,
        [15, 20, 15],
        "NĐ 356/2025/NĐ-CP, Điều 5 khoản 2",
    ),
    terms(
        Wish::Restrict,
        [15, 20, 15],
        "NĐ 356/2025/NĐ-CP, Điều 5 khoản 2",
    ),
    terms(
        Wish::Protect,
        [15, 15, 15],
        "NĐ 356/2025/NĐ-CP, Điều 5 khoản 5",
    ),
];

impl Terms {
    /// What holds of a request that came on `day`; of one that came before all of them, the first.
    pub fn of(wish: Wish, day: LocalDate) -> Self {
        let of_wish = || TERMS.iter().filter(|terms| terms.wish == wish);
        let begun = of_wish().rfind(|terms| terms.from <= day.ymd());
        *begun.or_else(|| of_wish().next()).unwrap_or(&TERMS[0])
    }

    /// By when whoever asks is told how it goes on. The day it came does not count.
    pub fn reply_by(&self, received: LocalDate, days: &WorkingDays) -> LocalDate {
        days.after(received, self.reply_working_days)
    }

    /// By when it is done. A last day that is off is not put off here: whoever keeps to it is never late.
    pub fn done_by(&self, received: LocalDate, with_others: bool, extended: bool) -> LocalDate {
        let days = if with_others {
            self.days_with_others
        } else {
            self.days
        };
        let more = if extended { self.extension_days } else { 0 };
        LocalDate::from_days(received.days() + days + more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wish_has_the_days_the_decree_gives_it() {
        let received: LocalDate = "2026-11-27".parse().unwrap();
        let by = |wish, others, extended| {
            let day = Terms::of(wish, received).done_by(received, others, extended);
            day.to_string()
        };
        for (wish, alone, others, extended) in [
            (Wish::See, "2026-12-07", "2026-12-12", "2026-12-17"),
            (Wish::Correct, "2026-12-07", "2026-12-12", "2026-12-17"),
            (Wish::Delete, "2026-12-17", "2026-12-27", "2027-01-06"),
            (Wish::Withdraw, "2026-12-12", "2026-12-17", "2026-12-27"),
            (Wish::Restrict, "2026-12-12", "2026-12-17", "2026-12-27"),
            (Wish::Protect, "2026-12-12", "2026-12-12", "2026-12-27"),
        ] {
            assert_eq!(by(wish, false, false), alone, "{wish:?}");
            assert_eq!(by(wish, true, false), others, "{wish:?}");
            assert_eq!(by(wish, false, true), extended, "{wish:?}");
        }
    }

    #[test]
    fn every_wish_has_terms_with_their_source_and_an_old_request_has_the_first() {
        let old: LocalDate = "2025-06-01".parse().unwrap();
        for wish in Wish::ALL {
            let terms = Terms::of(*wish, old);
            assert_eq!((terms.wish, terms.reply_working_days), (*wish, 2));
            assert!(terms.source.contains("Điều 5"));
        }
    }
}

//! The units under one's own added up, and which of them was not heard for long: pure, for their page.

use chungtay_shared::api::units::UnitLine;
use chungtay_shared::fund::Amount;
use chungtay_shared::time::Timestamp;

use super::completeness::SILENT_DAYS;

const DAY_MS: i64 = 86_400_000;

/// What all lines come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct UnitSums {
    /// Units below one's own.
    pub(crate) below: u64,
    /// Households on the lists.
    pub(crate) households: u64,
    /// Of those, visited.
    pub(crate) visited: u64,
    /// Of those, given something.
    pub(crate) aided: u64,
    /// What they were given.
    pub(crate) given: Amount,
    /// Records that phones have not handed in.
    pub(crate) owed: u64,
    /// Records set aside.
    pub(crate) set_aside: u64,
}

impl UnitSums {
    /// Of these lines. Funds are not among it: what one transfers to another is in both.
    pub(crate) fn of(lines: &[UnitLine]) -> Self {
        let mut sums = Self::default();
        for line in lines {
            sums.below += u64::from(line.depth > 0);
            sums.households += line.households;
            sums.visited += line.visited;
            sums.aided += line.aided;
            sums.given += line.given;
            sums.owed += line.owed;
            sums.set_aside += line.set_aside;
        }
        sums
    }
}

/// For how many days no phone of a unit was heard, when that is long. Where none was heard ever, no
/// volunteer has begun yet: that is no silence.
pub(crate) fn silent_days(line: &UnitLine, now: Timestamp) -> Option<u64> {
    let days = (now.ms() - line.heard_at?.ms()) / DAY_MS;
    (days >= SILENT_DAYS)
        .then(|| u64::try_from(days).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use chungtay_shared::api::units::UnitName;
    use chungtay_shared::fund::Account;

    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_792_454_400_000);

    fn line(depth: usize, households: u64, heard_days_ago: Option<i64>) -> UnitLine {
        UnitLine {
            unit: UnitName {
                code: "31315".to_owned(),
                name: "Xã Phong Điền".to_owned(),
            },
            depth,
            households,
            visited: households / 2,
            aided: households / 4,
            given: Amount {
                money_vnd: 500_000,
                goods_value_vnd: 1,
            },
            account: Account::default(),
            owed: 2,
            set_aside: 1,
            heard_at: heard_days_ago.map(|days| NOW.plus_ms(-days * DAY_MS)),
        }
    }

    #[test]
    fn a_citys_numbers_are_those_of_its_communes() {
        let city = UnitLine {
            given: Amount::default(),
            owed: 0,
            set_aside: 0,
            ..line(0, 0, Some(0))
        };
        let expected = UnitSums {
            below: 2,
            households: 120,
            visited: 60,
            aided: 30,
            given: Amount {
                money_vnd: 1_000_000,
                goods_value_vnd: 2,
            },
            owed: 4,
            set_aside: 2,
        };
        let lines = [city, line(1, 80, Some(0)), line(2, 40, Some(0))];
        assert_eq!(UnitSums::of(&lines), expected);
        assert_eq!(UnitSums::of(&[]), UnitSums::default());
    }

    #[test]
    fn a_unit_is_asked_after_when_it_was_not_heard_for_days_but_not_before_it_has_begun() {
        let silent = |heard_days_ago| silent_days(&line(1, 80, heard_days_ago), NOW);
        assert_eq!(silent(Some(2)), None);
        assert_eq!(silent(Some(5)), Some(5));
        assert_eq!(silent(None), None);
    }
}

//! Whoever guesses an account's password waits, twice as long each time. An account that is not there waits
//! as one that is.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chungtay_shared::time::Timestamp;

/// What is guessed at: the hash of a unit, a name and a role.
pub type Guessed = [u8; 32];

/// Typing wrongly so often costs nothing.
const FREE: u32 = 3;
const FIRST_MS: i64 = 10_000;
const LONGEST_MS: i64 = 15 * 60_000;
/// After so long without a wrong one all is forgotten.
const FORGOTTEN_MS: i64 = 24 * 3_600_000;
const ENTRIES_MAX: usize = 10_000;

#[derive(Debug, Clone, Copy)]
struct Wrong {
    times: u32,
    last_at: Timestamp,
}

impl Wrong {
    /// From when on it may be tried again.
    fn over_at(&self) -> Timestamp {
        let doublings = self.times.saturating_sub(FREE);
        if doublings == 0 {
            return self.last_at;
        }
        let wait_ms = FIRST_MS.saturating_mul(1 << (doublings - 1).min(20));
        self.last_at.plus_ms(wait_ms.min(LONGEST_MS))
    }
}

/// Who was guessed at lately, in one process's memory: each node counts for itself.
#[derive(Debug, Default)]
pub struct Waits {
    wrong: Mutex<BTreeMap<Guessed, Wrong>>,
}

impl Waits {
    /// How many milliseconds to wait before it may be tried again, if any.
    pub fn look(&self, guessed: &Guessed, now: Timestamp) -> Result<(), i64> {
        let wrong = self.wrong();
        let wait_ms = wrong.get(guessed).map_or(0, |wrong| {
            // A clock that was set back makes nobody wait for longer than the longest.
            (wrong.over_at().ms() - now.ms()).min(LONGEST_MS)
        });
        if wait_ms > 0 { Err(wait_ms) } else { Ok(()) }
    }

    /// Notes a wrong one. Whoever tries many at once has counted as many before the first is answered.
    pub fn wrong_one(&self, guessed: Guessed, now: Timestamp) {
        let mut wrong = self.wrong();
        if wrong.len() >= ENTRIES_MAX {
            wrong.retain(|_, wrong| now.ms() < wrong.last_at.ms() + FORGOTTEN_MS);
        }
        if wrong.len() >= ENTRIES_MAX {
            // Those who do not wait any more are worth least.
            wrong.retain(|_, wrong| now < wrong.over_at());
        }
        let entry = wrong.entry(guessed).or_insert(Wrong {
            times: 0,
            last_at: now,
        });
        if now.ms() >= entry.last_at.ms() + FORGOTTEN_MS {
            entry.times = 0;
        }
        entry.times = entry.times.saturating_add(1);
        entry.last_at = now;
    }

    /// Forgets what was wrong: it was right now.
    pub fn right_one(&self, guessed: &Guessed) {
        self.wrong().remove(guessed);
    }

    fn wrong(&self) -> MutexGuard<'_, BTreeMap<Guessed, Wrong>> {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAN: Guessed = [1; 32];
    const HUNG: Guessed = [2; 32];

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_ms(1_790_000_000_000 + ms)
    }

    #[test]
    fn each_wrong_one_after_the_third_costs_twice_as_long_and_a_right_one_ends_it() {
        let waits = Waits::default();
        let mut now = 0;
        for expected in [0, 0, 0, 10_000, 20_000, 40_000, 80_000] {
            waits.wrong_one(LAN, at(now));
            let told = waits.look(&LAN, at(now)).err().unwrap_or_default();
            assert_eq!(told, expected);
            assert_eq!(waits.look(&HUNG, at(now)), Ok(()), "somebody else");
            now += expected;
            assert_eq!(waits.look(&LAN, at(now)), Ok(()));
        }
        waits.right_one(&LAN);
        waits.wrong_one(LAN, at(now));
        assert_eq!(waits.look(&LAN, at(now)), Ok(()));
    }

    #[test]
    fn nobody_waits_for_longer_than_a_quarter_of_an_hour_and_a_day_later_all_is_forgotten() {
        let waits = Waits::default();
        for _ in 0..100 {
            waits.wrong_one(LAN, at(0));
        }
        assert_eq!(waits.look(&LAN, at(0)), Err(LONGEST_MS));
        assert_eq!(waits.look(&LAN, at(-FORGOTTEN_MS)), Err(LONGEST_MS));
        waits.wrong_one(LAN, at(FORGOTTEN_MS));
        assert_eq!(waits.look(&LAN, at(FORGOTTEN_MS)), Ok(()));
    }
}

//! What was noted lately: who looks at the same again soon is not noted again.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chungtay_shared::access::{Act, By};
use chungtay_shared::time::Timestamp;

/// Who saw what.
pub(super) type Seen = (By, Act, String);

const MINUTE_MS: i64 = 60_000;
/// So long the same is not noted again.
const AGAIN_AFTER_MS: i64 = 10 * MINUTE_MS;
/// The same of a phone's exchanges, which come every minute.
const EXCHANGE_AGAIN_AFTER_MS: i64 = 24 * 60 * MINUTE_MS;
/// Entries after which old ones are forgotten.
const ENTRIES_MAX: usize = 10_000;

/// What was noted lately, in one process's memory: another node, or the next start, notes it once more.
#[derive(Debug, Default)]
pub struct Lately {
    noted_at: Mutex<BTreeMap<Seen, Timestamp>>,
}

impl Lately {
    /// Whether this was noted lately.
    pub fn has(&self, seen: &Seen, now: Timestamp) -> bool {
        let noted_at = self.noted_at.lock().unwrap_or_else(PoisonError::into_inner);
        noted_at.get(seen).is_some_and(|at| is_late(seen, *at, now))
    }

    /// Keeps that this was noted.
    pub fn keep(&self, seen: Seen, now: Timestamp) {
        let mut noted_at = self.noted_at.lock().unwrap_or_else(PoisonError::into_inner);
        if noted_at.len() >= ENTRIES_MAX {
            noted_at.retain(|seen, at| is_late(seen, *at, now));
        }
        if noted_at.len() >= ENTRIES_MAX {
            noted_at.clear();
        }
        noted_at.insert(seen, now);
    }
}

/// A clock that was set back must not keep anything from being noted.
fn is_late((_, act, _): &Seen, noted_at: Timestamp, now: Timestamp) -> bool {
    let again_after_ms = if *act == Act::Synced {
        EXCHANGE_AGAIN_AFTER_MS
    } else {
        AGAIN_AFTER_MS
    };
    (0..again_after_ms).contains(&(now.ms() - noted_at.ms()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::id::ToolId;

    fn seen(act: Act, of: u8) -> Seen {
        (By::Program(ToolId::from_bytes([of; 16])), act, "abc".into())
    }

    #[test]
    fn the_same_is_noted_again_after_ten_minutes_and_an_exchange_after_a_day() {
        let lately = Lately::default();
        let begun = Timestamp::from_ms(1_000_000_000);
        for (act, minutes) in [(Act::SawHousehold, 10), (Act::Synced, 24 * 60)] {
            let one = seen(act, 1);
            assert!(!lately.has(&one, begun));
            lately.keep(one.clone(), begun);
            assert!(lately.has(&one, begun.plus_ms(minutes * MINUTE_MS - 1)));
            assert!(!lately.has(&one, begun.plus_ms(minutes * MINUTE_MS)));
            assert!(!lately.has(&one, begun.plus_ms(-1)), "a clock set back");
            assert!(!lately.has(&seen(act, 2), begun), "somebody else");
        }
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let lately = Lately::default();
        let begun = Timestamp::from_ms(1_000_000_000);
        for n in 0..3 * ENTRIES_MAX {
            let about = n.to_string();
            let by = By::Program(ToolId::from_bytes([1; 16]));
            lately.keep((by, Act::SawHousehold, about), begun);
            assert!(lately.noted_at.lock().unwrap().len() <= ENTRIES_MAX);
        }
    }
}

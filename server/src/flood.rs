//! A phone that asks too often is told to wait, and so is a program, and an address from which links or
//! tokens are shown that nobody made; the others do not notice it.
//!
//! Each device has a bucket of exchanges that fills by and by. A phone in the field takes one a
//! minute, and one for each record it saves while it has a network; what empties the bucket is a
//! fault or an attack, and costs a look at this table instead of a transaction.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chungtay_shared::id::DeviceId;
use chungtay_shared::limits::{EXCHANGES_AT_ONCE_MAX, EXCHANGES_PER_MINUTE_MAX};
use chungtay_shared::time::Timestamp;

const MINUTE_MS: i64 = 60_000;
/// An exchange more comes into the bucket after so long.
const REFILL_MS: i64 = MINUTE_MS / EXCHANGES_PER_MINUTE_MAX;
/// An empty bucket is full again after so long.
const BUCKET_MS: i64 = REFILL_MS * EXCHANGES_AT_ONCE_MAX;
/// Buckets after which full ones are forgotten.
const BUCKETS_MAX: usize = 10_000;

/// The buckets, by device, or by what else asks.
#[derive(Debug)]
pub struct Flood<Id = DeviceId> {
    /// When each bucket will be full again.
    full_at_ms: Mutex<BTreeMap<Id, i64>>,
}

impl<Id> Default for Flood<Id> {
    fn default() -> Self {
        Self {
            full_at_ms: Mutex::default(),
        }
    }
}

impl<Id: Ord> Flood<Id> {
    /// How many milliseconds to wait when the bucket is empty. Nothing is taken.
    pub fn look(&self, device: &Id, now: Timestamp) -> Result<(), i64> {
        let buckets = self.buckets();
        buckets.get(device).map_or(Ok(()), |full_at| {
            missing(clamped(*full_at, now), now).map_or(Ok(()), Err)
        })
    }

    /// Takes an exchange out of the device's bucket; how many milliseconds to wait when it is
    /// empty.
    pub fn take(&self, device: Id, now: Timestamp) -> Result<(), i64> {
        let mut buckets = self.buckets();
        if buckets.len() > BUCKETS_MAX {
            buckets.retain(|_, full_at| *full_at > now.ms());
        }
        let full_at = buckets.entry(device).or_insert(now.ms());
        *full_at = clamped(*full_at, now);
        if let Some(missing_ms) = missing(*full_at, now) {
            return Err(missing_ms);
        }
        *full_at += REFILL_MS;
        Ok(())
    }

    fn buckets(&self) -> MutexGuard<'_, BTreeMap<Id, i64>> {
        self.full_at_ms
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A clock that was set back must not lock a phone out for longer than an empty bucket does.
fn clamped(full_at_ms: i64, now: Timestamp) -> i64 {
    full_at_ms.clamp(now.ms(), now.ms() + BUCKET_MS)
}

/// How long until a bucket has an exchange, if it has none.
fn missing(full_at_ms: i64, now: Timestamp) -> Option<i64> {
    let missing_ms = full_at_ms + REFILL_MS - (now.ms() + BUCKET_MS);
    (missing_ms > 0).then_some(missing_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAI: DeviceId = DeviceId::from_bytes([1; 16]);
    const HUNG: DeviceId = DeviceId::from_bytes([2; 16]);

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_ms(1_790_000_000_000 + ms)
    }

    #[test]
    fn a_phone_gone_wild_waits_and_its_neighbour_does_not() {
        let flood = Flood::<DeviceId>::default();
        for _ in 0..EXCHANGES_AT_ONCE_MAX {
            assert_eq!(flood.take(MAI, at(0)), Ok(()));
        }
        assert_eq!(flood.take(MAI, at(0)), Err(REFILL_MS));
        assert_eq!(flood.look(&MAI, at(0)), Err(REFILL_MS));
        assert_eq!(flood.look(&HUNG, at(0)), Ok(()));
        assert_eq!(flood.take(HUNG, at(0)), Ok(()));
        // Knocking while one waits costs nothing more.
        assert_eq!(flood.take(MAI, at(1)), Err(REFILL_MS - 1));
        assert_eq!(flood.take(MAI, at(REFILL_MS)), Ok(()));
        assert_eq!(flood.take(MAI, at(REFILL_MS)), Err(REFILL_MS));
    }

    #[test]
    fn a_whole_day_at_the_allowed_pace_never_waits() {
        let flood = Flood::<DeviceId>::default();
        for minute in 0..1_440 {
            for exchange in 0..EXCHANGES_PER_MINUTE_MAX {
                let ms = minute * MINUTE_MS + exchange * REFILL_MS;
                assert_eq!(flood.take(MAI, at(ms)), Ok(()));
            }
        }
    }

    #[test]
    fn a_servers_clock_set_back_locks_nobody_out() {
        let flood = Flood::<DeviceId>::default();
        assert_eq!(flood.take(MAI, at(0)), Ok(()));
        let ten_years_ago = at(-315_360_000_000);
        assert_eq!(flood.take(MAI, ten_years_ago), Err(REFILL_MS));
        let a_little_later = ten_years_ago.plus_ms(REFILL_MS * EXCHANGES_AT_ONCE_MAX);
        assert_eq!(flood.take(MAI, a_little_later), Ok(()));
    }
}

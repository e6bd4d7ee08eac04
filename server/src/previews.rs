//! Previews of imports that wait for their confirmation: kept in memory, for an hour.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chungtay_shared::import::ListReading;
use chungtay_shared::time::Timestamp;

const LIFE_MS: i64 = 3_600_000;
/// The oldest goes when more are waiting.
const WAITING_MAX: usize = 16;

struct Waiting {
    commune: String,
    since: Timestamp,
    reading: Arc<ListReading>,
}

/// The previews that wait.
#[derive(Default)]
pub struct Previews {
    waiting: Mutex<BTreeMap<String, Waiting>>,
}

impl Previews {
    /// Keeps a reading under `id` for its commune.
    pub fn keep(&self, id: &str, commune: &str, reading: Arc<ListReading>, now: Timestamp) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, w| now < w.since.plus_ms(LIFE_MS));
        while waiting.len() >= WAITING_MAX {
            let oldest = waiting
                .iter()
                .min_by_key(|(_, w)| w.since)
                .map(|(id, _)| id.clone());
            oldest.map(|id| waiting.remove(&id));
        }
        let commune = commune.to_owned();
        waiting.insert(
            id.to_owned(),
            Waiting {
                commune,
                since: now,
                reading,
            },
        );
    }

    /// Keeps nothing of a commune any more.
    pub fn forget(&self, commune: &str) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, w| w.commune != commune);
    }

    /// The reading kept under `id`, if it is this commune's and young enough.
    pub fn get(&self, id: &str, commune: &str, now: Timestamp) -> Option<Arc<ListReading>> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let found = waiting.get(id)?;
        let valid = found.commune == commune && now < found.since.plus_ms(LIFE_MS);
        valid.then(|| Arc::clone(&found.reading))
    }
}

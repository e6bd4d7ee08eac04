//! A store whose writes are timed.

use std::sync::Arc;
use std::time::Instant;

use super::Metrics;
use crate::live::Live;
use crate::store::{Store, StoreError, Tx};

/// A store whose writes are timed: the wait until the work begins, the work, and the commit behind
/// it, after which everything is durable.
pub struct MeasuredStore {
    store: Arc<dyn Store>,
    metrics: Arc<Metrics>,
}

impl MeasuredStore {
    /// Times the writes of `store`.
    pub const fn over(store: Arc<dyn Store>, metrics: Arc<Metrics>) -> Self {
        Self { store, metrics }
    }
}

impl Store for MeasuredStore {
    fn read(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.store.read(work)
    }

    fn write(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut passed = Instant::now();
        let mut done = |part| {
            let now = Instant::now();
            self.metrics.wrote(part, now - passed);
            passed = now;
        };
        // The work may be done more than once, when another node was first.
        let result = self.store.write(&mut |tx| {
            done("waiting");
            let result = work(tx);
            done("working");
            result
        });
        if result.is_ok() {
            done("committing");
        }
        result
    }

    fn wipe(&self) -> Result<(), StoreError> {
        self.store.wipe()
    }

    fn tell(&self, live: &Arc<Live>) -> Result<(), StoreError> {
        self.store.tell(live)
    }
}

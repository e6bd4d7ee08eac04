//! `chungtay compact`, and the same at night.

use std::thread;
use std::time::{Duration, Instant};

use super::{CommandError, CompactArgs, DataArgs};
use crate::compaction::{self, Compacted, compact, days_before};
use crate::state::{AppState, Clock as _, SystemClock};

const DAY: Duration = Duration::from_hours(24);

pub(super) fn run(args: &CompactArgs) -> Result<(), CommandError> {
    if args.data.is_missing() {
        say!("There is no database in {}.", args.data);
        return Ok(());
    }
    let store = args.data.open()?;
    let before = days_before(SystemClock.now(), args.after_days);
    let mut pace = Pace::default();
    let done = compact(&*store, before, || pace.rest())?;
    tell(done, &args.data);
    Ok(())
}

/// Compacts now and each day for as long as the process lives; it may end at any moment of it.
pub(super) fn keep_compacting(state: &AppState) {
    let state = state.clone();
    thread::spawn(move || {
        loop {
            let before = days_before(state.clock.now(), compaction::AFTER_DAYS);
            let mut pace = Pace::default();
            match compact(&*state.store, before, || pace.rest()) {
                Ok(Compacted { changes: 0, .. }) => {}
                Ok(done) => {
                    let Compacted {
                        changes,
                        bytes,
                        kept,
                    } = done;
                    tracing::info!(changes, bytes, kept, "the log was compacted");
                }
                Err(error) => tracing::error!(%error, "the log could not be compacted"),
            }
            thread::sleep(DAY);
        }
    });
}

/// Leaves the phones as much time as it takes from them.
#[derive(Default)]
pub(super) struct Pace {
    rested: Option<Instant>,
}

impl Pace {
    pub(super) fn rest(&mut self) {
        let worked = self.rested.map_or(Duration::ZERO, |since| since.elapsed());
        thread::sleep(worked);
        self.rested = Some(Instant::now());
    }
}

fn tell(done: Compacted, data: &DataArgs) {
    let Compacted {
        changes,
        bytes,
        kept,
    } = done;
    let (mb, tenths) = (bytes / 1_000_000, bytes / 100_000 % 10);
    say!("{changes} changes ({mb}.{tenths} MB) are kept once instead of twice in {data}.");
    say!("The room is used again before the database grows; a backup does without it.");
    if kept > 0 {
        say!("{kept} changes were left alone: their documents do not give them back.");
        say!("Make a backup now; it reads every document and says what is wrong.");
    }
}

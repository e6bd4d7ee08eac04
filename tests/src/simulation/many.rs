//! Many seeds, on all processors: each run is played by one thread, and what is said of them does
//! not depend on which was done first.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;

use super::check_seed;
use super::coverage::Coverage;
use crate::database::Kind;

/// Plays `runs` plans from the seed `first`, and says what happened in all of them. `done` is told
/// after each, in the order of the seeds, how many were played.
///
/// # Errors
/// With the text of the first seed that fails; none after it is begun.
pub fn check_seeds(
    first: u64,
    runs: u64,
    kind: Kind,
    kept_in: &Path,
    mut done: impl FnMut(u64),
) -> Result<Coverage, String> {
    let (next, failed) = (AtomicU64::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let play = |sender: mpsc::Sender<_>| {
        while !failed.load(Ordering::Relaxed) {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if run >= runs {
                return;
            }
            let outcome = check_seed(first + run, kind, kept_in);
            failed.fetch_or(outcome.is_err(), Ordering::Relaxed);
            // Whoever listened has found a seed that fails.
            if sender.send((run, outcome)).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let sender = sender.clone();
            scope.spawn(|| play(sender));
        }
        drop(sender);
        let (mut seen, mut waiting, mut played) = (Coverage::default(), BTreeMap::new(), 0);
        for (run, outcome) in receiver {
            waiting.insert(run, outcome);
            while let Some(outcome) = waiting.remove(&played) {
                seen.add(&outcome?);
                played += 1;
                done(played);
            }
        }
        Ok(seen)
    })
}

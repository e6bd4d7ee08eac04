//! Pushes that bear on the same documents take turns, in the order in which they came.
//!
//! A push decides before it has the commune's lock (`push.rs`). Two that decide about one document
//! at once would decide on the same state of it, and the second would have to do it again under the
//! lock, where everybody waits for it. Nothing rests on the turns but time: what another node or the
//! office has written meanwhile is noticed under the lock.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use chungtay_shared::id::DocId;

/// The lines, one before each document that somebody is at.
#[derive(Debug, Default)]
pub struct Turns {
    lines: Mutex<BTreeMap<DocId, VecDeque<Arc<Place>>>>,
}

/// Somebody's place in all its lines.
#[derive(Debug, Default)]
struct Place {
    /// Lines in which somebody stands before.
    waits_in: Mutex<usize>,
    is_first: Condvar,
}

/// A turn at some documents; it ends when it is dropped.
#[derive(Debug)]
pub struct Turn<'a> {
    turns: &'a Turns,
    docs: BTreeSet<DocId>,
}

impl Turns {
    /// Waits until everybody who came before has left these documents.
    pub fn take(&self, docs: BTreeSet<DocId>) -> Turn<'_> {
        let place = Arc::new(Place::default());
        // All lines are joined at once, so no two wait for each other.
        let mut lines = unpoisoned(self.lines.lock());
        let mut waits_in = unpoisoned(place.waits_in.lock());
        for doc in &docs {
            let line = lines.entry(*doc).or_default();
            *waits_in += usize::from(!line.is_empty());
            line.push_back(Arc::clone(&place));
        }
        drop(lines);
        let first = place.is_first.wait_while(waits_in, |lines| *lines > 0);
        drop(unpoisoned(first));
        Turn { turns: self, docs }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut lines = unpoisoned(self.turns.lines.lock());
        for doc in &self.docs {
            let Some(line) = lines.get_mut(doc) else {
                continue;
            };
            line.pop_front();
            if let Some(next) = line.front() {
                let mut waits_in = unpoisoned(next.waits_in.lock());
                *waits_in -= 1;
                if *waits_in == 0 {
                    next.is_first.notify_one();
                }
            } else {
                lines.remove(doc);
            }
        }
    }
}

/// Nothing here is left half done by a panic.
fn unpoisoned<'a, T>(
    lock: Result<MutexGuard<'a, T>, PoisonError<MutexGuard<'a, T>>>,
) -> MutexGuard<'a, T> {
    lock.unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn docs(numbers: &[u8]) -> BTreeSet<DocId> {
        numbers
            .iter()
            .map(|n| DocId::from_bytes([*n; 16]))
            .collect()
    }

    #[test]
    fn who_comes_to_a_document_somebody_is_at_waits_and_others_do_not() {
        let turns = Turns::default();
        let (say, heard) = mpsc::channel();
        std::thread::scope(|scope| {
            let mai = turns.take(docs(&[1, 2]));
            for (name, wanted) in [("Hùng", docs(&[2, 3])), ("Tám", docs(&[3]))] {
                let (turns, say) = (&turns, say.clone());
                let before = turns.standing();
                scope.spawn(move || {
                    let _turn = turns.take(wanted);
                    say.send(name).unwrap();
                });
                turns.wait_for_more_than(before);
            }
            // Nobody is at the fourth; Tám came behind Hùng, who waits for Mai.
            drop(turns.take(docs(&[4])));
            assert!(heard.try_recv().is_err());
            drop(mai);
            assert_eq!([heard.recv(), heard.recv()], [Ok("Hùng"), Ok("Tám")]);
        });
        assert_eq!(turns.standing(), 0, "no line is left");
    }

    #[test]
    fn a_turn_that_ends_in_a_panic_lets_the_next_one_come() {
        let turns = Turns::default();
        let panicked = std::panic::catch_unwind(|| {
            let _turn = turns.take(docs(&[1]));
            panic!("a mistake in the work")
        });
        assert!(panicked.is_err());
        drop(turns.take(docs(&[1])));
    }

    impl Turns {
        fn standing(&self) -> usize {
            self.lines.lock().unwrap().values().map(VecDeque::len).sum()
        }

        fn wait_for_more_than(&self, standing: usize) {
            while self.standing() <= standing {
                std::thread::yield_now();
            }
        }
    }
}

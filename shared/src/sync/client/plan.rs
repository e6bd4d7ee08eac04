//! What a reply comes to: planned from what the phone holds, written in one transaction by the shell,
//! then taken over.

use std::collections::{BTreeMap, BTreeSet};

use super::{Again, ClientSync, Line, Memory, Place, Record};
use crate::id::DocId;
use crate::sync::gate::Refusal;
use crate::sync::wire::{Answered, Cursor, Outcome, Receipt};
use crate::time::Timestamp;

/// What to write when a frame has arrived; the machine takes it over once it is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The machine's memory afterwards.
    pub memory: Memory,
    /// Records whose place changes.
    pub records: Vec<Record>,
    /// Numbers of records that are wanted plain.
    plain: BTreeSet<u64>,
    /// Documents that will follow, when a receipt said so.
    docs_to_come: Option<u32>,
    /// Documents that have come with this frame.
    docs_come: u32,
    /// What a receipt said besides.
    heard: Option<Heard>,
}

/// What became of the documents that a page names.
#[derive(Debug, Clone, Copy, Default)]
pub struct Came<'a> {
    /// Came whole.
    pub whole: &'a [DocId],
    /// Could not be put together from what is held and what came.
    pub broken: &'a [DocId],
    /// Were erased.
    pub erased: &'a [DocId],
}

/// What a receipt says of this phone as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Heard {
    /// How many of its records are set aside.
    aside: u64,
    /// Seconds by which its clock is ahead.
    clock_off_s: i64,
}

impl ClientSync {
    /// What a receipt comes to.
    ///
    /// A new epoch means the server was restored and may have lost what it receipted: all other
    /// records are offered again and everything is read anew. So are those it set aside just now
    /// because they stand on what it has lost. A phone whose volunteer has left gets no more news by
    /// which it could learn that such a record may now be let in: it goes on offering it.
    ///
    /// A server that has set aside fewer records than are so here has let some in since, which the
    /// office had it try again: all that were set aside before are offered again, to hear which.
    pub fn plan_receipt(&self, receipt: &Receipt, now: Timestamp) -> Plan {
        let reborn = self
            .memory
            .epoch
            .is_some_and(|epoch| epoch != receipt.epoch);
        let left = receipt.scope.is_empty();
        let stood_on_nothing =
            |place: &Place| matches!(place, Place::SetAside(why) if !Refusal::is_final(why));
        let answered: BTreeMap<u64, &Answered> = receipt.answers.iter().map(|a| (a.n, a)).collect();
        let records = self.records.values().filter_map(|record| {
            if record.place == Place::Erased {
                return None;
            }
            let answer = answered
                .get(&record.pushed.n)
                .filter(|a| a.hash == record.hash);
            let place = match answer.map(|a| &a.outcome) {
                Some(Outcome::Stored | Outcome::AlreadyHad) => Place::Receipted,
                Some(Outcome::Quarantined(reason)) if *reason == Refusal::Erased.code() => {
                    return Some(record.emptied());
                }
                Some(Outcome::Quarantined(reason))
                    if (reborn || left) && !Refusal::is_final(reason) =>
                {
                    Place::Here
                }
                Some(Outcome::Quarantined(reason)) => Place::SetAside(reason.clone()),
                Some(Outcome::SendPlain) | None if reborn => Place::Here,
                Some(Outcome::SendPlain) | None if left && stood_on_nothing(&record.place) => {
                    Place::Here
                }
                Some(Outcome::SendPlain) | None => return None,
            };
            (place != record.place).then(|| Record {
                place,
                ..record.clone()
            })
        });
        let mut records: Vec<Record> = records.collect();
        records.extend(self.let_in_since(receipt, &records));
        let memory = self.memory_after(receipt, reborn);
        let plain = receipt.answers.iter().filter(|answer| {
            let is_here = |r: &Record| r.place == Place::Here;
            answer.outcome == Outcome::SendPlain && self.records.get(&answer.n).is_some_and(is_here)
        });
        Plan {
            records,
            plain: plain.map(|answer| answer.n).collect(),
            memory,
            docs_to_come: Some(receipt.docs_to_come),
            docs_come: 0,
            heard: Some(Heard {
                aside: receipt.quarantined,
                clock_off_s: (now.ms() - receipt.server_time.ms()) / 1_000,
            }),
        }
    }

    /// The memory after a receipt; of a server that was restored, no cursor counts.
    fn memory_after(&self, receipt: &Receipt, reborn: bool) -> Memory {
        let mut memory = Memory {
            epoch: Some(receipt.epoch),
            ..self.memory.clone()
        };
        if let Some(people) = &receipt.people {
            memory.people_version = people.version;
        }
        if receipt.scope.is_empty() {
            // It is deleted with the documents, and nothing of it may be asked for.
            memory.people_version = 0;
            memory.wanted.clear();
        } else if self.has_left() {
            // Own changes are not sent back: what this phone alone has written is asked for whole.
            let own = self.records.values();
            let own = own.filter(|r| !matches!(r.place, Place::SetAside(_) | Place::Erased));
            let own: BTreeSet<DocId> = own.map(|r| r.pushed.doc).collect();
            memory.wanted = own.into_iter().collect();
        }
        memory.cursors = receipt
            .scope
            .iter()
            .map(|commune| {
                let held = self.memory.cursors.iter().find(|c| c.commune == *commune);
                held.filter(|_| !reborn)
                    .cloned()
                    .unwrap_or_else(|| Cursor::start(commune))
            })
            .collect();
        memory
    }

    /// Records to offer again because the server has let some in that were set aside. Once for each
    /// figure it gives: should the two never agree, they do not talk of it in a circle.
    fn let_in_since(&self, receipt: &Receipt, changed: &[Record]) -> Vec<Record> {
        let is_aside = |record: &&Record| matches!(record.place, Place::SetAside(_));
        let is_named = |n: u64| receipt.answers.iter().any(|answer| answer.n == n);
        let is_changed = |n: u64| changed.iter().any(|record| record.pushed.n == n);
        let kept = self.records.values().filter(is_aside);
        let kept: Vec<&Record> = kept.filter(|r| !is_changed(r.pushed.n)).collect();
        let aside = kept.len() + changed.iter().filter(is_aside).count();
        if receipt.quarantined >= aside as u64 || self.aside_heard == Some(receipt.quarantined) {
            return Vec::new();
        }
        let unnamed = kept.into_iter().filter(|r| !is_named(r.pushed.n));
        unnamed
            .map(|record| Record {
                place: Place::Here,
                ..record.clone()
            })
            .collect()
    }

    /// What a page comes to, besides its documents.
    ///
    /// What came may be what a record that was set aside stands on: it is offered again.
    ///
    /// Of what was `erased` nothing stays but that there were records; one that nobody has answered
    /// yet waits for its answer.
    pub fn plan_page(&self, cursor: &Cursor, came: Came<'_>) -> Plan {
        let Came {
            whole,
            broken,
            erased,
        } = came;
        let mut memory = self.memory.clone();
        let is_settled = |doc: &DocId| {
            [whole, broken, erased]
                .iter()
                .any(|docs| docs.contains(doc))
        };
        memory.wanted.retain(|doc| !is_settled(doc));
        memory.wanted.extend(broken);
        for held in memory
            .cursors
            .iter_mut()
            .filter(|c| c.commune == cursor.commune)
        {
            *held = Cursor {
                erased: cursor.erased.or(held.erased),
                ..cursor.clone()
            };
        }
        let stood_on_nothing = |record: &&Record| match &record.place {
            Place::SetAside(reason) => {
                !Refusal::is_final(reason) && whole.contains(&record.pushed.doc)
            }
            Place::Here | Place::Receipted | Place::Erased => false,
        };
        let offered_again = self.records.values().filter(stood_on_nothing);
        let offered_again = offered_again.map(|record| Record {
            place: Place::Here,
            ..record.clone()
        });
        let answered = self.records.values().filter(|record| {
            let is_answered = !matches!(record.place, Place::Here | Place::Erased);
            is_answered && erased.contains(&record.pushed.doc)
        });
        Plan {
            memory,
            records: offered_again.chain(answered.map(Record::emptied)).collect(),
            plain: BTreeSet::new(),
            docs_to_come: None,
            heard: None,
            docs_come: u32::try_from(came.whole.len()).unwrap_or(u32::MAX),
        }
    }

    /// What it comes to that a held document cannot be read: it is asked for whole.
    pub fn plan_wanted(&self, doc: DocId) -> Plan {
        let mut memory = self.memory.clone();
        if !memory.wanted.contains(&doc) {
            memory.wanted.push(doc);
        }
        Plan {
            memory,
            records: Vec::new(),
            plain: BTreeSet::new(),
            docs_to_come: None,
            heard: None,
            docs_come: 0,
        }
    }

    /// A plan has been stored durably. Records saved meanwhile keep their place and count.
    pub fn handle_written(&mut self, plan: Plan) {
        let made = self.memory.made.max(plan.memory.made);
        let wants_more = plan.memory.wanted.len() > self.memory.wanted.len();
        self.memory = Memory {
            made,
            ..plan.memory
        };
        let before = (self.unanswered(), self.plain.len());
        for record in plan.records {
            self.records.insert(record.pushed.n, record);
        }
        self.plain.extend(plan.plain);
        // Whoever is answered was admitted: the records go with the next request, also when this reply breaks off.
        let is_admitted = std::mem::take(&mut self.awaits) && before.0 > 0;
        // A restored server wants all records again, another wants some of them plain.
        let has_more = wants_more
            || is_admitted
            || self.unanswered() > before.0
            || self.plain.len() > before.1;
        if let (Line::InFlight { again, .. }, true) = (&mut self.line, has_more) {
            *again = Again::ForMore.max(*again);
        }
        if let Some(heard) = plan.heard {
            self.aside_heard = Some(heard.aside);
            self.clock_off_s = heard.clock_off_s;
        }
        if let Some(total) = plan.docs_to_come {
            // Later exchanges are too short to be worth a word.
            let is_first = self.memory.cursors.iter().any(|c| c.since == 0);
            self.progress = (is_first && total > 0).then_some((0, total));
        }
        if let Some((come, total)) = &mut self.progress {
            *come = come.saturating_add(plan.docs_come);
            *total = (*total).max(*come);
        }
    }
}

//! The phone's end as a pure machine. The shell asks [`ClientSync::poll_transmit`] what to post,
//! hands in what arrives, stores what a plan says in one transaction, and only then tells the
//! machine so: nothing here changes before it is durable.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::RngCore;

use super::short;
use super::wire::{PROTOCOL, Pushed, Request};
use crate::id::Actor;
use crate::limits::{CHANGES_PER_REQUEST_MAX, CLOCK_OFF_SHOWN_S, DOCS_WANTED_MAX};
use crate::phone::message::{Phase, Refused, Status};
use crate::time::Timestamp;

mod failure;
mod plan;
mod record;
#[cfg(test)]
mod tests;
mod unreceipted;

pub use failure::Failure;
pub use plan::{Came, Plan};
pub use record::{Memory, Place, Record, What, record};

/// Bytes of changes a phone puts into one request; the rest goes with the next.
const PUSH_BYTES: usize = 1 << 20;
/// How long an app that has nothing to send waits before it asks what is new.
const IDLE_MS: i64 = 60_000;
/// First and longest wait after a failure.
const RETRY_FIRST_MS: i64 = 2_000;
const RETRY_MAX_MS: i64 = 300_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Nothing under way; the next exchange is due at this time.
    Waiting { due_at: Timestamp },
    /// A request was handed out and its reply is not at its end.
    InFlight {
        again: Again,
        unanswered_before: u64,
    },
    /// The server will not talk to this phone until a person has acted.
    Refused(Refused),
}

/// Whether another exchange is wanted after the one under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Again {
    No,
    /// Something was recorded meanwhile: if this one succeeds.
    ForMore,
    /// Somebody or the network has asked for it: even if this one fails, which may have begun without network.
    Woken,
}

/// The phone's end of the sync.
#[derive(Debug, Clone)]
pub struct ClientSync {
    memory: Memory,
    records: BTreeMap<u64, Record>,
    /// Numbers of records that this server could not rebuild from their short form.
    plain: BTreeSet<u64>,
    line: Line,
    failures: u32,
    /// The server knows this phone and the office has not admitted it yet.
    awaits: bool,
    progress: Option<(u32, u32)>,
    /// How many records of this device the server last said it has set aside.
    aside_heard: Option<u64>,
    /// Seconds by which this phone's clock is ahead of the server's.
    clock_off_s: i64,
}

impl ClientSync {
    /// The machine as it was when the app was closed. The first exchange is due at once.
    pub fn restore(memory: Memory, records: impl IntoIterator<Item = Record>) -> Self {
        let records: BTreeMap<u64, Record> = records.into_iter().map(|r| (r.pushed.n, r)).collect();
        let last = records.last_key_value().map_or(0, |(n, _)| *n);
        let mut memory = Memory {
            made: memory.made.max(last),
            ..memory
        };
        for cursor in &mut memory.cursors {
            // An earlier app has heard of nothing that was erased.
            cursor.erased.get_or_insert(0);
        }
        Self {
            memory,
            records,
            plain: BTreeSet::new(),
            line: Line::Waiting {
                due_at: Timestamp::from_ms(i64::MIN),
            },
            failures: 0,
            awaits: false,
            progress: None,
            aside_heard: None,
            clock_off_s: 0,
        }
    }

    /// The actor this phone writes with.
    pub const fn actor(&self) -> Actor {
        self.memory.actor
    }

    /// The memory with one record more, and that record's number: to be stored with the record.
    pub fn next_record(&self) -> (u64, Memory) {
        let made = self.memory.made + 1;
        (
            made,
            Memory {
                made,
                ..self.memory.clone()
            },
        )
    }

    /// The records made here, newest first.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values().rev()
    }

    /// How many records the server has not answered.
    pub fn unanswered(&self) -> u64 {
        self.count(|place| *place == Place::Here)
    }

    /// Whether it has made this many records, and none since.
    pub const fn has_made(&self, made: u64) -> bool {
        self.memory.made == made
    }

    /// Whether this phone has heard that its volunteer left the commune.
    pub const fn has_left(&self) -> bool {
        self.memory.cursors.is_empty()
    }

    /// How the sync stands, as the volunteer sees it.
    pub fn status(&self) -> Status {
        Status {
            phase: match self.line {
                Line::Refused(why) => Phase::Refused(why),
                Line::InFlight { .. } | Line::Waiting { .. } if self.awaits => {
                    Phase::Refused(Refused::Awaiting)
                }
                Line::InFlight { .. } => Phase::Syncing,
                Line::Waiting { .. } if self.has_left() => Phase::Refused(Refused::Left),
                Line::Waiting { .. } if self.failures > 0 => Phase::Offline,
                Line::Waiting { .. } => Phase::Idle,
            },
            made: self.memory.made,
            receipted: self.count(|place| matches!(place, Place::Receipted | Place::Erased)),
            needs_person: self.count(|place| matches!(place, Place::SetAside(_))),
            heard_at: self.memory.heard_at,
            progress: self.progress,
            clock_off_s: self.clock_off_shown_s(),
        }
    }

    /// A record and the memory that counts it have been stored durably.
    pub fn handle_saved(&mut self, memory: Memory, record: Record, now: Timestamp) {
        self.memory = memory;
        self.records.insert(record.pushed.n, record);
        match &mut self.line {
            Line::InFlight { again, .. } => *again = Again::ForMore.max(*again),
            // Behind a failure the retry stays where it was: saving must not hammer the network.
            Line::Waiting { due_at } if self.failures == 0 && !self.awaits => *due_at = now,
            Line::Waiting { .. } | Line::Refused(_) => {}
        }
    }

    /// A person pressed the button, the network may be back, or the app came to the front.
    pub fn handle_wake(&mut self, now: Timestamp) {
        match &mut self.line {
            Line::InFlight { again, .. } => *again = Again::Woken,
            Line::Waiting { .. } | Line::Refused(_) => self.line = Line::Waiting { due_at: now },
        }
    }

    /// What to post now, if anything. The exchange is then under way until
    /// [`Self::handle_end`] or [`Self::handle_failure`].
    pub fn poll_transmit(&mut self, now: Timestamp) -> Option<Request> {
        match self.line {
            // A time out of reach means the clock was set back since: that must not end the sync.
            Line::Waiting { due_at } if due_at <= now || due_at > now.plus_ms(RETRY_MAX_MS) => {}
            Line::Waiting { .. } | Line::InFlight { .. } | Line::Refused(_) => return None,
        }
        self.line = Line::InFlight {
            again: Again::No,
            unanswered_before: self.unanswered(),
        };
        Some(self.request())
    }

    /// What to post while the app is closed; `None` when nothing waits here, or the server refuses
    /// this phone.
    pub fn outbox(&self) -> Option<Request> {
        match self.line {
            Line::Refused(_) => None,
            Line::Waiting { .. } | Line::InFlight { .. } => {
                (self.unanswered() > 0 && !self.awaits).then(|| self.request())
            }
        }
    }

    fn request(&self) -> Request {
        let mut bytes_left = PUSH_BYTES;
        let pushed: Vec<Pushed> = self
            .records
            .values()
            .filter(|r| r.place == Place::Here)
            // Whoever only asks whether it is admitted spends no data on it.
            .filter(|_| !self.awaits)
            .take(CHANGES_PER_REQUEST_MAX)
            .take_while(|r| {
                let size = r.pushed.change.len();
                let fits = size <= bytes_left || bytes_left == PUSH_BYTES;
                bytes_left = bytes_left.saturating_sub(size);
                fits
            })
            .map(|r| self.to_send(r))
            .collect();
        Request {
            protocol: PROTOCOL,
            actor: self.memory.actor,
            epoch: self.memory.epoch,
            made: self.memory.made,
            people_version: self.memory.people_version,
            cursors: self.memory.cursors.clone(),
            pushed,
            wanted: self
                .memory
                .wanted
                .iter()
                .copied()
                .take(DOCS_WANTED_MAX)
                .collect(),
            short: true,
            clock_off_s: self.clock_off_shown_s(),
            key_wanted: false,
        }
    }

    fn to_send(&self, record: &Record) -> Pushed {
        let Pushed { n, change, .. } = &record.pushed;
        Pushed {
            change: if self.plain.contains(n) {
                change.clone()
            } else {
                short::shorten(change, Some(self.memory.actor))
            },
            ..record.pushed.clone()
        }
    }

    /// When [`Self::poll_transmit`] has something to say again; `None` while an exchange is under
    /// way or the server refuses.
    pub const fn poll_timeout(&self) -> Option<Timestamp> {
        match self.line {
            Line::Waiting { due_at } => Some(due_at),
            Line::InFlight { .. } | Line::Refused(_) => None,
        }
    }

    /// The memory to store when a reply has come to its end.
    pub fn plan_end(&self, now: Timestamp) -> Memory {
        Memory {
            heard_at: Some(now),
            ..self.memory.clone()
        }
    }

    /// The reply came to its end and [`Self::plan_end`] is stored.
    pub fn handle_end(&mut self, now: Timestamp) {
        let unanswered = self.unanswered();
        // A server that answers nothing of what it was sent is not asked in a circle.
        let again = match self.line {
            Line::InFlight {
                again,
                unanswered_before,
            } => again > Again::No || (unanswered > 0 && unanswered < unanswered_before),
            Line::Waiting { .. } | Line::Refused(_) => false,
        };
        self.memory.heard_at = Some(now);
        self.failures = 0;
        self.progress = None;
        let due_at = if again { now } else { now.plus_ms(IDLE_MS) };
        self.line = Line::Waiting { due_at };
    }

    /// The exchange ended without its end. What was stored of it stands.
    pub fn handle_failure(&mut self, failure: Failure, now: Timestamp, rng: &mut impl RngCore) {
        self.progress = None;
        self.awaits = failure == Failure::Refused(Refused::Awaiting)
            || (self.awaits && failure == Failure::Unreachable);
        let wait_ms = match failure {
            Failure::Refused(Refused::Awaiting) => IDLE_MS,
            Failure::Refused(why) => return self.line = Line::Refused(why),
            Failure::Lost(_) => return self.line = Line::Refused(Refused::Revoked),
            Failure::Unreachable => self.next_wait_ms(rng),
        };
        let is_woken = matches!(self.line, Line::InFlight { again, .. } if again == Again::Woken);
        let due_at = if is_woken { now } else { now.plus_ms(wait_ms) };
        self.line = Line::Waiting { due_at };
    }

    /// How long to wait after another failure.
    fn next_wait_ms(&mut self, rng: &mut impl RngCore) -> i64 {
        let doubled = RETRY_FIRST_MS << self.failures.min(16);
        let wait_ms = doubled.min(RETRY_MAX_MS);
        self.failures = self.failures.saturating_add(1);
        // Half a wait of jitter: a ward that comes back at once does not knock at once.
        wait_ms / 2 + i64::from(rng.next_u32()) % (wait_ms / 2)
    }

    /// How wrong this phone's clock is, when it is wrong enough to be told.
    fn clock_off_shown_s(&self) -> i64 {
        if self.clock_off_s.abs() < CLOCK_OFF_SHOWN_S {
            0
        } else {
            self.clock_off_s
        }
    }

    fn count(&self, is: impl Fn(&Place) -> bool) -> u64 {
        self.records.values().filter(|r| is(&r.place)).count() as u64
    }
}

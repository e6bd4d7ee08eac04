//! What the killer and the volunteers know of each other: who serves, how much is asked, which
//! receipts were given.

use std::net::SocketAddr;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chungtay_shared::document::ChangeHash;
use rand_chacha::ChaCha8Rng;

use crate::ward::network::below;

pub(super) struct Town {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// Where each node serves; none while it is down.
    nodes: Vec<Option<SocketAddr>>,
    has_database: bool,
    /// How often somebody went down or came up.
    changes: u64,
    is_evening: bool,
    begun: u64,
    receipts: Vec<ChangeHash>,
    counted: Counted,
}

/// What became of the exchanges.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counted {
    /// Heard to their end.
    pub(super) ended: u64,
    /// Broken off by a kill.
    pub(super) broken_off: u64,
    /// Records the server had already.
    pub(super) had_already: u64,
}

/// When this is dropped, the volunteers go home.
pub(super) struct Evening<'a>(&'a Town);

impl Town {
    pub(super) fn of(nodes: impl Iterator<Item = SocketAddr>) -> Self {
        Self {
            state: Mutex::new(State {
                nodes: nodes.map(Some).collect(),
                has_database: true,
                changes: 0,
                is_evening: false,
                begun: 0,
                receipts: Vec::new(),
                counted: Counted::default(),
            }),
            changed: Condvar::new(),
        }
    }

    /// Any node that serves, and what [`Self::has_changed_since`] compares with; waits for one, but
    /// not in the evening. An exchange begins with this.
    pub(super) fn any_node(&self, rng: &mut ChaCha8Rng) -> Option<(SocketAddr, u64)> {
        let mut state = self.state();
        loop {
            let up: Vec<SocketAddr> = state.nodes.iter().copied().flatten().collect();
            if state.has_database && !up.is_empty() {
                state.begun += 1;
                self.changed.notify_all();
                return Some((up[below(rng, up.len())], state.changes));
            }
            if state.is_evening {
                return None;
            }
            state = self.wait(state);
        }
    }

    /// Whether an exchange that began then has an excuse for having failed.
    pub(super) fn has_changed_since(&self, changes: u64) -> bool {
        self.state().changes != changes
    }

    /// Waits as long as a server that is asked too often says, or until another may answer.
    pub(super) fn pause(&self, seconds: u64) {
        let state = self.state();
        let changes = state.changes;
        drop(
            self.changed
                .wait_timeout_while(state, Duration::from_secs(seconds), |state| {
                    state.changes == changes
                }),
        );
    }

    pub(super) fn is_evening(&self) -> bool {
        self.state().is_evening
    }

    pub(super) fn evening(&self) -> Evening<'_> {
        Evening(self)
    }

    /// Waits until so many requests more have begun.
    pub(super) fn await_requests(&self, count: usize) {
        let mut state = self.state();
        let until = state.begun + count as u64;
        while state.begun < until {
            state = self.wait(state);
        }
    }

    /// A node is about to be killed.
    pub(super) fn goes_down(&self, node: usize) {
        self.change(|state| state.nodes[node] = None);
    }

    pub(super) fn comes_up(&self, node: usize, address: SocketAddr) {
        self.change(|state| state.nodes[node] = Some(address));
    }

    /// Nobody can be served while this is done.
    pub(super) fn without_database(&self, work: impl FnOnce()) {
        self.change(|state| state.has_database = false);
        work();
        self.change(|state| state.has_database = true);
    }

    /// The server has said that it has these, `again` of them from before.
    pub(super) fn receipted(&self, hashes: impl Iterator<Item = ChangeHash>, again: u64) {
        let mut state = self.state();
        state.receipts.extend(hashes);
        state.counted.had_already += again;
    }

    /// The receipts given since this was last asked.
    pub(super) fn take_receipts(&self) -> Vec<ChangeHash> {
        std::mem::take(&mut self.state().receipts)
    }

    pub(super) fn count(&self, ended: bool) {
        let counted = &mut self.state().counted;
        if ended {
            counted.ended += 1;
        } else {
            counted.broken_off += 1;
        }
    }

    pub(super) fn counted(&self) -> Counted {
        self.state().counted
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        change(&mut state);
        state.changes += 1;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        let woken = self.changed.wait(state);
        woken.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Evening<'_> {
    fn drop(&mut self) {
        // A killer that has failed may have left it dark.
        self.0.change(|state| state.is_evening = true);
    }
}

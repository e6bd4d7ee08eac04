//! What is not receipted, as requests that somebody else carries to the server.

use super::{ClientSync, PUSH_BYTES, Place};
use crate::limits::{CHANGES_PER_REQUEST_MAX, ESCAPE_CHANGES_BYTES};
use crate::sync::wire::{PROTOCOL, Pushed, Request};

impl ClientSync {
    /// Everything that is not receipted, also what was set aside, in the order it was made in; each
    /// change in its plain form, so that a request stands on its own. What would be more than a file
    /// holds is left for the next one.
    pub fn unreceipted_requests(&self) -> Vec<Request> {
        let mut requests: Vec<Request> = Vec::new();
        let (mut in_all, mut in_last) = (0, 0);
        let records = self.records.values();
        for record in records.filter(|r| !matches!(r.place, Place::Receipted | Place::Erased)) {
            let size = record.pushed.change.len();
            in_all += size;
            if in_all > ESCAPE_CHANGES_BYTES {
                break;
            }
            let has_room = |request: &&mut Request| {
                request.pushed.len() < CHANGES_PER_REQUEST_MAX && in_last + size <= PUSH_BYTES
            };
            if let Some(request) = requests.last_mut().filter(has_room) {
                in_last += size;
                request.pushed.push(record.pushed.clone());
            } else {
                in_last = size;
                requests.push(self.request_of(vec![record.pushed.clone()]));
            }
        }
        requests
    }

    fn request_of(&self, pushed: Vec<Pushed>) -> Request {
        Request {
            protocol: PROTOCOL,
            actor: self.memory.actor,
            epoch: self.memory.epoch,
            made: self.memory.made,
            people_version: self.memory.people_version,
            cursors: Vec::new(),
            pushed,
            wanted: Vec::new(),
            short: false,
            clock_off_s: self.clock_off_shown_s(),
            key_wanted: false,
        }
    }
}

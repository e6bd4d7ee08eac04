//! A request of the sync, to begin with.

use chungtay_shared::id::Actor;
use chungtay_shared::sync::wire::{Cursor, PROTOCOL, Pushed, Request};

use crate::ward::COMMUNE;

/// What a phone with these records posts first that reads everything plain.
pub fn first_request(actor: Actor, pushed: Vec<Pushed>) -> Request {
    Request {
        protocol: PROTOCOL,
        actor,
        epoch: None,
        made: pushed.len() as u64,
        people_version: 0,
        cursors: vec![Cursor::start(COMMUNE)],
        pushed,
        wanted: Vec::new(),
        short: false,
        clock_off_s: 0,
        key_wanted: false,
    }
}

//! Locks the phone when nobody has touched it for a while.

use std::cell::Cell;
use std::rc::Rc;

use chungtay_shared::phone::lock::LOCKS_AFTER_MS;
use chungtay_shared::phone::message::{Ask, AtLock};
use chungtay_shared::time::Timestamp;
use gloo::timers::callback::Interval;
use yew::prelude::*;

use crate::platform::{clock, events};
use crate::store::Store;

const LOOKED_EVERY_MS: u32 = 5_000;
/// A use that is this near to the last one said is not said again.
const SAID_EVERY_MS: i64 = 20_000;

/// Touches, as the lock sees them.
struct Touches {
    store: Store,
    last: Cell<Timestamp>,
    said: Cell<Timestamp>,
}

impl Touches {
    /// A touch that comes too late is none: the phone may have slept, and its timers with it.
    fn touched(&self) {
        let now = clock::now();
        if self.lock_if_due(now) {
            return;
        }
        self.last.set(now);
        if !(0..SAID_EVERY_MS).contains(&(now.ms() - self.said.get().ms())) {
            self.said.set(now);
            self.store.tell(Ask::Lock(AtLock::Used));
        }
    }

    fn lock_if_due(&self, now: Timestamp) -> bool {
        // Who uses another tab uses the phone.
        let elsewhere = self.store.used_elsewhere().unwrap_or(self.last.get());
        let last = self.last.get().max(elsewhere);
        let is_due = !(0..LOCKS_AFTER_MS).contains(&(now.ms() - last.ms()));
        if is_due {
            self.last.set(now);
            self.store.lock();
        }
        is_due
    }
}

/// Locks the phone when nobody has touched it for a while, also when it was away meanwhile.
#[hook]
pub(crate) fn use_lock(store: &Store) {
    let store = store.clone();
    use_effect_with((), move |()| {
        let now = clock::now();
        let touches = Rc::new(Touches {
            store,
            last: Cell::new(now),
            // Never yet: the first touch counts however soon the app is left again.
            said: Cell::new(Timestamp::from_ms(0)),
        });
        let on = |event| {
            let touches = Rc::clone(&touches);
            events::on_window(event, move || touches.touched())
        };
        let listening = ["pointerdown", "keydown"].map(on);
        let look = {
            let touches = Rc::clone(&touches);
            move || {
                touches.lock_if_due(clock::now());
            }
        };
        let shown = events::on_shown(look.clone());
        let looking = Interval::new(LOOKED_EVERY_MS, look);
        move || drop((listening, shown, looking))
    });
}

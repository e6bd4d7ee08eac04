//! What the service worker posts should the network come back when the app is closed, and the reply
//! it leaves. Nobody waits for either.

use std::cell::Cell;
use std::rc::Rc;

use chungtay_shared::phone::machine::LeftReply;
use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::seats::Seat;
use chungtay_shared::phone::storage::{Table, key};
use chungtay_shared::sync::sealed;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;

use super::{State, Worker};
use crate::exchange;
use crate::sealing;
use crate::storage::Durability;

/// An exchange that takes no longer leaves nothing to prepare.
const PAUSE_MS: u32 = 1_000;
/// The page hears here of an outbox, and has the browser wake the service worker for it; or that the others' are
/// to be posted now.
const CHANNEL: &str = "chungtay-outbox";

/// The preparation of the outbox.
pub(super) struct Outbox {
    is_due: Cell<bool>,
    /// Whether the browser wakes the service worker when the network is back.
    is_woken: bool,
    channel: Option<BroadcastChannel>,
}

impl Outbox {
    pub(super) fn new() -> Self {
        let has_sync = Reflect::has(&js_sys::global(), &"SyncManager".into());
        Self {
            is_due: Cell::new(false),
            is_woken: has_sync.is_ok_and(|has| has),
            channel: BroadcastChannel::new(CHANNEL).ok(),
        }
    }

    /// Has the browser wake the service worker when the network is back.
    fn is_prepared(&self) {
        if self.is_woken {
            self.say(&JsValue::NULL);
        }
    }

    /// Has the service worker post what waits at every seat but that of whoever posts by themselves.
    pub(super) fn post_all_but(&self, here: Option<Seat>) {
        self.say(&here.map_or("", Seat::database).into());
    }

    fn say(&self, what: &JsValue) {
        if let Some(channel) = &self.channel {
            // Only a closed channel refuses, and this one is never closed.
            let _ = channel.post_message(what);
        }
    }
}

/// Notes it for whoever has no key, unless it is noted.
async fn note_nothing_waits(state: &State) -> Result<(), Failure> {
    let store = state.store()?;
    let is_noted = store.get_one(Table::Meta, key::ALL_IN_OUTBOX).await?;
    match state.phone.plan_nothing_waits() {
        Some(batch) if is_noted.is_none() => store.write(batch, Durability::Relaxed).await,
        Some(_) | None => Ok(()),
    }
}

impl Worker {
    /// Prepares the outbox in a moment, once for all that happens until then.
    pub(super) fn prepare_outbox(self: &Rc<Self>) {
        if self.outbox.is_due.replace(true) {
            return;
        }
        let worker = Rc::clone(self);
        let prepare = async move {
            worker.outbox.is_due.set(false);
            // On a full phone there is none: the app posts by itself when it is open.
            let _ = worker.keep_outbox().await;
        };
        Timeout::new(PAUSE_MS, move || spawn_local(prepare)).forget();
    }

    /// Prepares at once what is due: whoever locks the phone now leaves nothing behind that only they can send.
    pub(super) async fn prepare_what_is_due(&self) {
        if self.outbox.is_due.get() {
            // As above.
            let _ = self.keep_outbox().await;
        }
    }

    async fn keep_outbox(&self) -> Result<(), Failure> {
        let state = self.writing().await?;
        let Some(request) = state.phone.outbox() else {
            return note_nothing_waits(&state).await;
        };
        let is_kept = state.outbox.as_ref() == Some(&request);
        drop(state);
        if !is_kept {
            let body = exchange::body_of(request.to_bytes()).await;
            let errand = self.writing().await?.phone.errand(&body);
            let Some((key, errand)) = errand else {
                return Ok(());
            };
            let sealed = sealing::for_server(&key, sealed::INFO, &errand.to_bytes()).await;
            let Some(sealed) = sealed else {
                return Ok(());
            };
            let mut state = self.writing().await?;
            // Whatever made it another meanwhile has it prepared anew.
            let Some(batch) = state.phone.plan_outbox(&request, sealed, &errand) else {
                return Ok(());
            };
            state.store()?.write(batch, Durability::Relaxed).await?;
            state.outbox = Some(request);
        }
        self.outbox.is_prepared();
        Ok(())
    }

    /// The reply that the service worker left; one of which nothing can be read is forgotten.
    pub(super) async fn left_reply(&self, life: u32) -> Option<LeftReply> {
        let mut state = self.writing().await.ok()?;
        let store = state.store().ok().filter(|_| state.life == life)?;
        let stored = store.get_one(Table::Meta, key::REPLY).await.ok()??;
        let left = state.phone.left_reply(&stored);
        if left.is_none() {
            // One that could not be forgotten is found again and does no harm.
            let _ = state.write(vec![LeftReply::forget()]).await;
            // The outbox was taken away for it.
            state.outbox = None;
        }
        left
    }
}

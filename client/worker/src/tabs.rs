//! Of several tabs one writes: the one that holds the lock. It tells the others what it tells its
//! own screen.

use chungtay_shared::phone::seats::Seat;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::bridge::bytes_of;
use crate::platform;

/// Of the lock and of the channel.
const NAME: &str = "chungtay-store";

#[wasm_bindgen]
extern "C" {
    /// `LockManager`, which web-sys holds to be unstable.
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, callback: &Function) -> Result<Promise, JsValue>;
}

/// What one tab says to the others.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Word {
    /// The writer told its screen this of whoever sits there: a `Tell`, in the bytes it was told in.
    Told(Seat, Vec<u8>),
    /// The writer has replaced everything that is stored.
    Replaced,
    /// A person in another tab wants the sync now.
    SyncNow,
    /// A person in another tab has locked the phone: all of it.
    Locked,
    /// A person in another tab has given the right PIN.
    Unlocked,
    /// A person uses the app in another tab.
    Used,
    /// Another seat is open from now on.
    Turned,
}

/// A place in the queue for the one lock, taken when it is made and kept for the worker's life.
pub(crate) struct WriterLock {
    granted: Promise,
}

impl WriterLock {
    /// Joins the queue.
    pub(crate) fn request() -> Self {
        let granted = Promise::new(&mut |resolve, _| {
            let on_granted = {
                let resolve = resolve.clone();
                Closure::once_into_js(move |_lock: JsValue| {
                    // Calling a promise's own resolve cannot throw.
                    let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::TRUE);
                    // The lock is held until this promise is settled, which it never is.
                    Promise::new(&mut |_, _| {})
                })
            };
            let queued = locks().map(|locks| locks.request(NAME, on_granted.unchecked_ref()));
            // A browser without locks has one tab as far as we can tell.
            if !matches!(queued, Some(Ok(_))) {
                let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::TRUE);
            }
        });
        Self { granted }
    }

    /// Waits until this tab is the one that writes.
    pub(crate) async fn granted(&self) {
        // It is never rejected.
        let _ = JsFuture::from(self.granted.clone()).await;
    }

    /// Whether it is, or becomes so in a moment. The browser needs that moment to take the lock
    /// from a page that was just reloaded or a worker that has just died.
    pub(crate) async fn granted_within(&self, ms: u32) -> bool {
        let late = Promise::new(&mut |resolve, _| {
            let resolve = move || drop(resolve.call1(&JsValue::UNDEFINED, &JsValue::FALSE));
            Timeout::new(ms, resolve).forget();
        });
        let first = Promise::race(&Array::of2(&self.granted, &late));
        JsFuture::from(first).await.is_ok_and(|won| won.is_truthy())
    }
}

/// The other tabs.
pub(crate) struct Tabs {
    channel: Option<BroadcastChannel>,
}

impl Tabs {
    /// All that are open now or later.
    pub(crate) fn new() -> Self {
        Self {
            channel: BroadcastChannel::new(NAME).ok(),
        }
    }

    /// Says something to all of them.
    pub(crate) fn say(&self, word: &Word) {
        if let (Some(channel), Ok(bytes)) = (&self.channel, postcard::to_allocvec(word)) {
            // Only a closed channel refuses, and this one is never closed.
            let _ = channel.post_message(&Uint8Array::from(bytes.as_slice()));
        }
    }

    /// Calls `on_word` with everything they say from now on.
    pub(crate) fn listen(&self, on_word: impl Fn(Word) + 'static) {
        let Some(channel) = &self.channel else { return };
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // A tab with another version of the app may say what this one cannot read.
            if let Ok(word) = postcard::from_bytes(&bytes_of(&event)) {
                on_word(word);
            }
        });
        let function = on_message.into_js_value();
        channel.set_onmessage(Some(function.unchecked_ref()));
    }
}

/// Missing where the page did not come by HTTPS or from this machine.
fn locks() -> Option<Locks> {
    let locks = Reflect::get(&platform::scope().navigator(), &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

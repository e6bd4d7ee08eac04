//! The messages to and from the screen: postcard bytes in a `Uint8Array`.

use chungtay_shared::phone::message::{Asked, Tell};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::platform;

/// The screen that started this worker.
pub(crate) struct Screen {
    scope: DedicatedWorkerGlobalScope,
}

impl Screen {
    /// The one there is.
    pub(crate) fn new() -> Self {
        Self {
            scope: platform::scope(),
        }
    }

    /// Says something.
    pub(crate) fn tell(&self, tell: &Tell) {
        self.repeat(&encoded(tell));
    }

    /// Says what was encoded before.
    pub(crate) fn repeat(&self, tell: &[u8]) {
        let array = Uint8Array::from(tell);
        let transferred = Array::of1(&array.buffer());
        // Only an array that cannot be transferred is refused, and this one can.
        let _ = self.scope.post_message_with_transfer(&array, &transferred);
    }

    /// Calls `on_asked` with every ask from now on.
    pub(crate) fn listen(&self, on_asked: impl Fn(Asked) + 'static) {
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // Both sides come of one build; what cannot be read is no ask.
            if let Ok(asked) = postcard::from_bytes(&bytes_of(&event)) {
                on_asked(asked);
            }
        });
        let function = on_message.into_js_value();
        self.scope.set_onmessage(Some(function.unchecked_ref()));
    }
}

/// A tell in bytes.
pub(crate) fn encoded(tell: &Tell) -> Vec<u8> {
    // Only a sequence of unknown length cannot be encoded, and a tell has none.
    postcard::to_allocvec(tell).unwrap_or_default()
}

/// The bytes a message carries.
pub(crate) fn bytes_of(event: &MessageEvent) -> Vec<u8> {
    Uint8Array::new(&event.data()).to_vec()
}

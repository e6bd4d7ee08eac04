//! The worker itself: bytes to it, tells from it.

use chungtay_shared::phone::message::{Asked, Tell};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// How a worker is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// With the page.
    First,
    /// After another has died: it is told so, and looks out for what killed that one.
    AfterDeath,
}

/// A running worker. Dropping it ends it.
pub(super) struct StoreWorker {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl StoreWorker {
    /// Starts the worker whose address the page names in `<meta name="store-worker">`. `on_death`
    /// is called at most once; the worker is useless then.
    pub(super) fn start(
        start: Start,
        on_tell: Callback<Tell>,
        on_death: Callback<()>,
    ) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address(start)?, &options)?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            // Both come of one build; what cannot be read is no tell.
            if let Ok(tell) = postcard::from_bytes(&bytes) {
                on_tell.emit(tell);
            }
        });
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |_| on_death.emit(()));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Sends an ask.
    pub(super) fn send(&self, asked: &Asked) {
        if let Ok(bytes) = postcard::to_allocvec(asked) {
            // Posting a copied array cannot fail; a worker that is gone answers nothing.
            let _ = self
                .worker
                .post_message(&Uint8Array::from(bytes.as_slice()));
        }
    }
}

impl Drop for StoreWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn address(start: Start) -> Result<String, JsValue> {
    let address = gloo::utils::document()
        .query_selector("meta[name=store-worker]")?
        .and_then(|meta| meta.get_attribute("content"))
        .ok_or_else(|| JsValue::from_str("the page names no store worker"))?;
    Ok(match start {
        Start::First => address,
        Start::AfterDeath => address + "#restarted",
    })
}

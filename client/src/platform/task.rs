//! The one place where the phone's screen lets something run on by itself.

use std::future::Future;

/// Runs a browser's promise to its end and gives what came of it to `reply`.
pub(crate) fn spawn<T: 'static>(
    work: impl Future<Output = T> + 'static,
    reply: impl FnOnce(T) + 'static,
) {
    wasm_bindgen_futures::spawn_local(async move { reply(work.await) });
}

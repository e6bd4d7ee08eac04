//! The browser's clock, chance, name, and way of hearing that something died.

use chungtay_shared::phone::device;
use chungtay_shared::time::Timestamp;
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = reportError)]
    fn report_error(error: &js_sys::Error);
}

/// Chance from the browser's own source.
pub(crate) use rand_core::OsRng as Chance;

/// What the phone's clock shows, right or wrong.
#[expect(clippy::disallowed_methods, reason = "the worker's one clock")]
pub(crate) fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds far below 2^53"
    )]
    let ms = js_sys::Date::now() as i64;
    Timestamp::from_ms(ms)
}

/// The worker's global object.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// What the office will see this phone called.
pub(crate) fn device_name() -> String {
    let user_agent = scope().navigator().user_agent().unwrap_or_default();
    device::device_name(&user_agent)
}

/// Whether the screen started this worker because the one before it died.
pub(crate) fn was_restarted() -> bool {
    scope().location().hash() == "#restarted"
}

/// A panic inside a promise would reach nobody: the error event tells the screen to start another
/// worker. Where it was is told, never what was in hand.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(String::new, |l| format!(" at {}:{}", l.file(), l.line()));
        report_error(&js_sys::Error::new(&format!(
            "the store worker has died{place}"
        )));
    }));
}

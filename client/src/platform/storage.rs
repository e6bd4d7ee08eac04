//! How much room the phone has for the app, and whether it promises to keep what is stored.

use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

use super::task::spawn;

/// What the browser says of the app's storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Room {
    /// Bytes the app uses.
    pub(crate) used_bytes: u64,
    /// Bytes it may still use.
    pub(crate) free_bytes: u64,
    /// Whether the browser has promised not to clear it when the phone runs short.
    pub(crate) is_kept: bool,
}

/// Asks the browser; `reply` gets what it says, `None` where it does not.
pub(crate) fn ask_room(reply: impl FnOnce(Option<Room>) + 'static) {
    spawn(room(), reply);
}

/// Asks the browser to keep what is stored even when the phone runs short. It decides; some ask
/// the person. Only to be called from a tap.
pub(crate) fn ask_to_keep(reply: impl FnOnce(bool) + 'static) {
    let asked = match manager() {
        Some(manager) => manager.persist(),
        None => Err(JsValue::UNDEFINED),
    };
    spawn(answer(asked), reply);
}

async fn room() -> Option<Room> {
    let manager = manager()?;
    let estimate = JsFuture::from(manager.estimate().ok()?).await.ok()?;
    let bytes = |name: &str| {
        let value = Reflect::get(&estimate, &JsValue::from_str(name))
            .ok()?
            .as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count of bytes, whole and not negative"
        )]
        Some(value as u64)
    };
    let used_bytes = bytes("usage")?;
    Some(Room {
        used_bytes,
        free_bytes: bytes("quota")?.saturating_sub(used_bytes),
        is_kept: answer(manager.persisted()).await,
    })
}

/// Missing where the page did not come by HTTPS or from this machine.
fn manager() -> Option<StorageManager> {
    let navigator = gloo::utils::window().navigator();
    let manager = Reflect::get(&navigator, &JsValue::from_str("storage")).ok()?;
    manager.dyn_into().ok()
}

async fn answer(promise: Result<js_sys::Promise, JsValue>) -> bool {
    match promise {
        Ok(promise) => JsFuture::from(promise)
            .await
            .is_ok_and(|said| said.is_truthy()),
        Err(_) => false,
    }
}

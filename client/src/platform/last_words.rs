//! What a page that is about to end can no longer hand to the store: its worker ends with it. The
//! browser's own small storage takes it at once, sealed; the next page hands it on and forgets it.

use std::cell::RefCell;

use chungtay_shared::id::{from_hex, to_hex};
use chungtay_shared::phone::message::WordsKey;
use chungtay_shared::vault::Key;
use rand_core::OsRng;
use web_sys::Storage;

/// Begins every key, to tell these from what else the browser keeps for the app.
const PREFIX: &str = "unkept:";

thread_local! {
    /// What the words are sealed under; none while the phone is locked.
    static KEY: RefCell<Option<Key>> = const { RefCell::new(None) };
}

/// Goes on with the key that the store gives.
pub(crate) fn set_key(key: Option<&WordsKey>) {
    KEY.set(key.map(|key| Key::from_bytes(key.0)));
}

/// Keeps `text` under `key`. A browser that keeps nothing loses what was typed in the last moment.
pub(crate) fn keep(key: &str, text: &str) {
    let seal = |seal: &Key| seal.seal(key, text.as_bytes(), &mut OsRng);
    let sealed = KEY.with_borrow(|held| held.as_ref().map(seal));
    if let (Some(storage), Some(sealed)) = (storage(), sealed) {
        let _ = storage.set_item(&name(key), &to_hex(&sealed));
    }
}

/// What was kept under `key`.
pub(crate) fn of(key: &str) -> Option<String> {
    let sealed = from_hex(&storage()?.get_item(&name(key)).ok().flatten()?)?;
    let open = |held: &Key| held.open(key, &sealed);
    let text = KEY.with_borrow(|held| held.as_ref().and_then(open))?;
    String::from_utf8(text).ok()
}

/// Forgets what was kept under `key`.
pub(crate) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&name(key));
    }
}

/// Forgets everything that was kept.
pub(crate) fn forget_all() {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let names: Vec<String> = (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|name| name.starts_with(PREFIX))
        .collect();
    for name in names {
        let _ = storage.remove_item(&name);
    }
}

fn name(key: &str) -> String {
    format!("{PREFIX}{key}")
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

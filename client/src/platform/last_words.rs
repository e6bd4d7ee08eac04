//! What a page that is about to end can no longer hand to the store: its worker ends with it. The
//! browser's own small storage takes it at once; the next page hands it on and forgets it.

use web_sys::Storage;

/// Begins every key, to tell these from what else the browser keeps for the app.
const PREFIX: &str = "unkept:";

/// Keeps `text` under `key`. A browser that keeps nothing loses what was typed in the last moment.
pub(crate) fn keep(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&name(key), text);
    }
}

/// What was kept under `key`.
pub(crate) fn of(key: &str) -> Option<String> {
    storage()?.get_item(&name(key)).ok().flatten()
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

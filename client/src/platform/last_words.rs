//! What a page that is about to end can no longer hand to the store: its worker ends with it. The
//! browser's own small storage takes it at once, sealed; the next page hands it on and forgets it.

use std::cell::{Cell, RefCell};

use chungtay_shared::id::{from_hex, to_hex};
use chungtay_shared::phone::message::WordsKey;
use chungtay_shared::phone::seats::Seat;
use chungtay_shared::vault::Key;
use rand_core::OsRng;
use web_sys::Storage;

thread_local! {
    /// What the words are sealed under; none while the phone is locked.
    static KEY: RefCell<Option<Key>> = const { RefCell::new(None) };
    /// Whose they are.
    static SEAT: Cell<Seat> = const { Cell::new(Seat::First) };
}

/// Goes on with whoever the store has opened, and the key that it gives.
pub(crate) fn set_key(seat: Seat, key: Option<&WordsKey>) {
    SEAT.set(seat);
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

/// Forgets everything that was kept of whoever the store has opened.
pub(crate) fn forget_all() {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let names: Vec<String> = (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|name| name.starts_with(prefix()))
        .collect();
    for name in names {
        let _ = storage.remove_item(&name);
    }
}

fn name(key: &str) -> String {
    format!("{}{key}", prefix())
}

/// Begins every key, to tell these from what else the browser keeps for the app, and each person's from the
/// others'.
fn prefix() -> &'static str {
    match SEAT.get() {
        Seat::First => "unkept:",
        Seat::Second => "unkept-2:",
        Seat::Third => "unkept-3:",
        Seat::Fourth => "unkept-4:",
    }
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

//! Rows of an older version, made anew while the server serves; and what was erased, wiped from the files
//! where that was not done.

use std::thread;

use super::compact::Pace;
use crate::erasure::wipe_if_due;
use crate::renewal::renew;
use crate::state::AppState;

/// Begins it; what is not done when the process ends is done when it starts again.
pub(super) fn renew_rows(state: &AppState) {
    let state = state.clone();
    thread::spawn(move || {
        let mut pace = Pace::default();
        match renew(&*state.store, state.clock.now(), || pace.rest()) {
            Ok(0) => {}
            Ok(households) => tracing::info!(households, "rows of an older version were made anew"),
            Err(error) => {
                tracing::error!(%error, "rows of an older version could not be made anew");
            }
        }
        if let Err(error) = wipe_if_due(&*state.store) {
            tracing::warn!(%error, "what was erased is still in the database's files");
        }
    });
}

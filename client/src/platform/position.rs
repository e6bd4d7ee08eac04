//! Where the phone is, asked only when the volunteer taps for it.

use chungtay_shared::visit::Place;
use wasm_bindgen::prelude::*;
use web_sys::{Position, PositionError, PositionOptions};

/// Why there is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPlace {
    /// The volunteer or the phone does not allow it.
    Denied,
    /// The phone cannot find out, or takes too long.
    Unknown,
}

/// Asks the browser, which asks the volunteer. The place is rounded to about 100 m before anybody
/// sees it.
pub(crate) fn ask(reply: impl Fn(Result<Place, NoPlace>) + Clone + 'static) {
    const LONGEST_MS: u32 = 20_000;
    const MAY_BE_OLD_MS: u32 = 60_000;
    let Ok(geolocation) = gloo::utils::window().navigator().geolocation() else {
        reply(Err(NoPlace::Unknown));
        return;
    };
    let on_error = {
        let reply = reply.clone();
        Closure::once_into_js(move |error: PositionError| {
            let is_denied = error.code() == PositionError::PERMISSION_DENIED;
            reply(Err(if is_denied {
                NoPlace::Denied
            } else {
                NoPlace::Unknown
            }));
        })
    };
    let on_position = {
        let reply = reply.clone();
        Closure::once_into_js(move |position: Position| {
            let coords = position.coords();
            let place = Place::from_degrees(coords.latitude(), coords.longitude());
            reply(place.ok_or(NoPlace::Unknown));
        })
    };
    let options = PositionOptions::new();
    options.set_timeout(LONGEST_MS);
    options.set_maximum_age(MAY_BE_OLD_MS);
    let asked = geolocation.get_current_position_with_error_callback_and_options(
        on_position.unchecked_ref(),
        Some(on_error.unchecked_ref()),
        &options,
    );
    if asked.is_err() {
        reply(Err(NoPlace::Unknown));
    }
}

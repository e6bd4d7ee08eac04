//! The screen's one clock.

use chungtay_shared::time::Timestamp;

/// What the phone's clock shows, right or wrong.
#[expect(clippy::disallowed_methods, reason = "the screen's one clock")]
pub(crate) fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds far below 2^53"
    )]
    let ms = js_sys::Date::now() as i64;
    Timestamp::from_ms(ms)
}

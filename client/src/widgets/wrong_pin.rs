//! What is said of a PIN that is not the right one.

use chungtay_shared::phone::lock::Tries;
use yew::AttrValue;

use crate::i18n::Translator;

/// When another may be tried.
pub(crate) fn wrong_pin(t: &Translator, tries: Tries) -> AttrValue {
    match tries {
        Tries::Now { left } => {
            let count = t.number(left.into());
            t.fill("lock.wrong", &[("count", &count)]).into()
        }
        Tries::In { wait_ms } => {
            let time = wait(t, wait_ms);
            t.fill("lock.wait", &[("time", &time)]).into()
        }
        Tries::Office => t.text("lock.office").into(),
        Tries::Expired => t.text("lock.expired").into(),
    }
}

/// Rounded up: nobody comes back too early.
fn wait(t: &Translator, wait_ms: i64) -> String {
    let seconds = u64::try_from(wait_ms).unwrap_or(0).div_ceil(1_000);
    let (key, count) = if seconds < 120 {
        ("lock.seconds", seconds)
    } else {
        ("lock.minutes", seconds.div_ceil(60))
    };
    t.fill(key, &[("count", &t.number(count))])
}

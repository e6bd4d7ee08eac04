//! Time this process has spent on processors.

use std::time::Duration;

/// What all threads together have used; `None` where nobody says.
#[cfg(unix)]
pub(crate) fn spent() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).ok()?;
    Some(Duration::new(seconds, u32::try_from(time.tv_nsec).ok()?))
}

#[cfg(not(unix))]
pub(crate) const fn spent() -> Option<Duration> {
    None
}

/// What was spent since `before`.
pub(crate) fn since(before: Option<Duration>) -> Option<Duration> {
    Some(spent()?.saturating_sub(before?))
}

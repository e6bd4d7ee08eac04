//! Time this process has spent on processors.

use std::fs;
use std::time::Duration;

/// What all threads together have used; `None` where the system does not say.
///
/// Threads that have ended are not counted: the runtime keeps its threads (`main`).
pub(crate) fn spent() -> Option<Duration> {
    let mut nanoseconds = 0;
    for thread in fs::read_dir("/proc/self/task").ok()? {
        let figures = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        let used: u64 = figures.split_whitespace().next()?.parse().ok()?;
        nanoseconds += used;
    }
    Some(Duration::from_nanos(nanoseconds))
}

/// What was spent since `before`.
pub(crate) fn since(before: Option<Duration>) -> Option<Duration> {
    Some(spent()?.saturating_sub(before?))
}

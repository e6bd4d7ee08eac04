//! Time that processes have spent on processors.

use std::time::Duration;

/// What all threads together have used; `None` where nobody says.
#[cfg(unix)]
pub fn spent() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).ok()?;
    Some(Duration::new(seconds, u32::try_from(time.tv_nsec).ok()?))
}

#[cfg(not(unix))]
pub const fn spent() -> Option<Duration> {
    None
}

/// What was spent since `before`.
pub fn since(before: Option<Duration>) -> Option<Duration> {
    Some(spent()?.saturating_sub(before?))
}

/// What another process has used; `None` where nobody says.
pub fn of_process(id: u32) -> Option<Duration> {
    // Linux counts in hundredths of a second here, on every machine.
    const TICK: Duration = Duration::from_millis(10);
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name, in brackets, may hold anything; user and system time are twelve and thirteen behind.
    let (_, behind_name) = stat.rsplit_once(')')?;
    let mut times = behind_name.split_whitespace().skip(11);
    let mut ticks = || times.next()?.parse::<u32>().ok();
    Some(TICK * (ticks()? + ticks()?))
}

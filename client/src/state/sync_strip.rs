//! What the strip says of the sync: grey is normal, amber waits, red needs a person.

use chungtay_shared::phone::message::{Phase, Refused, Status};

use crate::components::Tone;

/// One line, as a key of the catalogues and what fills it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StripLine {
    /// How it is meant.
    pub(crate) tone: Tone,
    /// Its key.
    pub(crate) key: &'static str,
    /// What `{count}` stands for.
    pub(crate) count: u64,
    /// What `{all}` stands for.
    pub(crate) all: u64,
}

/// What the strip says. What needs a person goes first, then what waits, then what is normal.
pub(crate) fn strip_line(status: &Status) -> StripLine {
    let line = |tone, key, count, all| StripLine {
        tone,
        key,
        count,
        all,
    };
    let waiting = status.waiting();
    let (received, made) = (status.receipted, status.made);
    match status.phase {
        Phase::Refused(Refused::Awaiting) => line(Tone::Waiting, "strip.awaiting", waiting, made),
        Phase::Refused(refused) => line(Tone::Problem, refused_key(refused), waiting, made),
        _ if status.needs_person > 0 => line(
            Tone::Problem,
            "strip.needs_person",
            status.needs_person,
            made,
        ),
        Phase::Offline if waiting > 0 => {
            line(Tone::Waiting, "strip.waiting_offline", waiting, made)
        }
        Phase::Syncing if waiting > 0 => line(Tone::Waiting, "strip.sending", waiting, made),
        Phase::Idle if waiting > 0 => line(Tone::Waiting, "strip.waiting", waiting, made),
        Phase::Offline => line(Tone::Plain, "strip.offline", received, made),
        Phase::Syncing if status.heard_at.is_none() => match status.progress {
            Some((done, all)) => line(
                Tone::Info,
                "strip.first_sync_part",
                u64::from(done),
                u64::from(all),
            ),
            None => line(Tone::Info, "strip.first_sync", 0, 0),
        },
        Phase::Idle | Phase::Syncing if made > 0 => {
            line(Tone::Good, "strip.all_received", received, made)
        }
        Phase::Idle | Phase::Syncing if status.heard_at.is_some() => {
            line(Tone::Good, "strip.up_to_date", 0, 0)
        }
        Phase::Idle | Phase::Syncing => line(Tone::Plain, "strip.not_yet", 0, 0),
    }
}

/// The key of what to do about a server that will not talk to this phone.
pub(crate) const fn refused_key(refused: Refused) -> &'static str {
    match refused {
        Refused::Revoked => "strip.revoked",
        Refused::Awaiting => "strip.awaiting",
        Refused::Left => "strip.left",
        Refused::TooOld => "strip.too_old",
        Refused::NotUnderstood => "strip.not_understood",
    }
}

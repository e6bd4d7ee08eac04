//! From a seed to a plan, and a plan in a file.

use std::path::{Path, PathBuf};

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore as _, SeedableRng as _};
use serde::{Deserialize, Serialize};

use super::operation::{Operation, Road, Work};
use crate::ward::network::below;
use crate::ward::phone::{End, Fate};

/// Phones of a ward at most.
pub const PHONES_MAX: usize = 20;
const COMMUNES_MAX: usize = 3;
const TEN_YEARS_MS: i64 = 315_360_000_000;

/// Everything a run needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Chance of the run itself: ids, jitter.
    pub seed: u64,
    /// How many communes the server serves.
    pub communes: usize,
    /// How many phones there are; they are dealt out to the communes in turn.
    pub phones: usize,
    /// What happens, in this order. Afterwards everybody comes back to the office.
    pub operations: Vec<Operation>,
}

impl Plan {
    /// The plan of a seed.
    pub fn of_seed(seed: u64) -> Self {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        // One ward in ten is as large as wards become; the others are small enough to be many.
        let phones = match below(rng, 10) {
            0 => 5 + below(rng, PHONES_MAX - 4),
            _ => 2 + below(rng, 4),
        };
        let communes = 1 + below(rng, COMMUNES_MAX.min(phones));
        let length = 15 + below(rng, 15) + phones * (2 + below(rng, 4));
        let mut operations = Vec::new();
        while operations.len() < length {
            operations.push(operation(rng, phones));
        }
        Self {
            seed,
            communes,
            phones,
            operations,
        }
    }

    /// Reads a plan that was kept.
    ///
    /// # Errors
    /// When there is no such plan.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
        serde_json::from_str(&text).map_err(|e| e.to_string())
    }

    /// Keeps it, and says where.
    pub fn keep(&self, folder: &Path, name: &str) -> PathBuf {
        std::fs::create_dir_all(folder).expect("a folder for plans");
        let path = folder.join(format!("{name}.json"));
        let text = serde_json::to_string_pretty(self).expect("a plan in JSON");
        std::fs::write(&path, text).expect("room for a plan");
        path
    }
}

fn operation(rng: &mut ChaCha8Rng, phones: usize) -> Operation {
    let phone = below(rng, phones);
    match below(rng, 100) {
        0..46 => Operation::Work {
            phone,
            work: work(rng),
            fate: fate(rng, 12, 1),
            prepared: below(rng, 4) > 0,
        },
        46..73 => Operation::Sync {
            phone,
            road: road(rng),
            fate: fate(rng, 6, 4),
            woken: below(rng, 4) > 0,
            prepared: below(rng, 4) > 0,
        },
        73..80 => Operation::Background {
            phone,
            closed: below(rng, 2) == 0,
            road: road(rng),
            held: below(rng, 4) == 0,
            fate: fate(rng, 6, 1),
        },
        80..82 => Operation::LateReply { nth: below(rng, 8) },
        82..85 => Operation::LateRequest { nth: below(rng, 8) },
        85..87 => Operation::PhoneDies { phone },
        87..89 => Operation::ClockSet {
            phone,
            error_ms: [0, -TEN_YEARS_MS, TEN_YEARS_MS, 60_000][below(rng, 4)],
        },
        89..91 => Operation::TimePasses {
            ms: [60_000, 3_600_000, 5 * 86_400_000][below(rng, 3)],
        },
        91..92 => Operation::ServerDies,
        92..94 => Operation::BackUp,
        94..96 => Operation::Restore,
        96..97 => Operation::Revoke { phone },
        97..98 => Operation::Reinstall { phone },
        _ => Operation::Choose {
            commune: below(rng, COMMUNES_MAX),
        },
    }
}

fn work(rng: &mut ChaCha8Rng) -> Work {
    // Few households, so that people meet at them.
    let (household, fact) = (below(rng, 6), below(rng, 6));
    match below(rng, 20) {
        0..3 => Work::Register,
        3..9 => Work::Visit { household },
        9..13 => Work::HandOver { household },
        13..15 => Work::Correct { household, fact },
        15..16 => Work::Retract { household, fact },
        _ => Work::Edit {
            household,
            field: below(rng, 3),
        },
    }
}

fn road(rng: &mut ChaCha8Rng) -> Road {
    let somewhere = usize::try_from(rng.next_u32()).unwrap_or(0);
    match below(rng, 24) {
        0..9 => Road::Clear,
        9 => Road::RequestLost,
        10..13 => Road::RequestLate,
        13 => Road::RequestCut(somewhere),
        14 => Road::RequestFlipped(somewhere),
        15 => Road::Twice,
        16 => Road::ReplyLost,
        17..19 => Road::ReplyCut(somewhere),
        19 => Road::ReplyFlipped(somewhere),
        20 => Road::ServerDiesBefore,
        21 => Road::ServerDiesAfter,
        22 => Road::TakenOver(below(rng, 4)),
        _ => Road::OtherProtocol(if below(rng, 2) == 0 { 0 } else { 2 }),
    }
}

fn fate(rng: &mut ChaCha8Rng, one_in: usize, after_max: usize) -> Option<Fate> {
    (below(rng, one_in) == 0).then(|| Fate {
        after: u32::try_from(below(rng, after_max)).unwrap_or(0),
        end: [End::Full, End::DiesBefore, End::DiesAfter][below(rng, 3)],
    })
}

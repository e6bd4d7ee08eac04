//! From a seed to a plan, and a plan in a file.

use std::path::{Path, PathBuf};

use chungtay_server::pull::PageSize;
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore as _, SeedableRng as _};
use serde::{Deserialize, Serialize};

use super::operation::{App, Operation, Road, Work};
use crate::ward::network::below;
use crate::ward::phone::{End, Fate};

mod decided;
mod erasures;
mod lost;
mod office;
mod said;

use decided::{carried, decision};

/// Phones of a ward at most.
pub const PHONES_MAX: usize = 20;
const COMMUNES_MAX: usize = 3;
const FIRST_HOUSEHOLDS_MAX: usize = 6;
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
    /// Bytes of documents after which the server ends a page; its own figure when there is none.
    pub page_bytes: Option<usize>,
    /// Documents the server looks at for a page; its own figure when there is none.
    pub page_documents: Option<u32>,
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
        // Wards are small: pages have to be smaller for a reply to have several.
        let page_bytes = (below(rng, 3) > 0).then(|| [1, 1_500, 6_000][below(rng, 3)]);
        let page_documents = (below(rng, 4) == 0).then(|| [1, 2, 3][below(rng, 3)]);
        let length = 15 + below(rng, 15) + phones * (2 + below(rng, 4));
        let mut operations = match below(rng, 4) {
            0 => Vec::new(),
            1 => morning(phones, 1),
            _ => issued(phones, communes, below(rng, 2) == 0),
        };
        let begun = operations.len();
        let length = begun + length;
        while operations.len() < length {
            operations.push(operation(rng, phones));
        }
        decided::elsewhere(seed, communes, begun, &mut operations);
        office::besides(seed, communes, phones, begun, &mut operations);
        erasures::asked_for(seed, begun, &mut operations);
        lost::on_the_way(seed, phones, begun, &mut operations);
        said::said(seed, communes, phones, begun, &mut operations);
        Self {
            seed,
            communes,
            phones,
            page_bytes,
            page_documents,
            operations,
        }
    }

    /// How large the server's pages are.
    pub fn pages(&self) -> PageSize {
        let own = PageSize::default();
        PageSize {
            bytes: self.page_bytes.unwrap_or(own.bytes),
            documents: self.page_documents.unwrap_or(own.documents),
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

/// Everybody knows some households before the day begins, so many of each who goes first: else there is
/// little to do.
fn morning(phones: usize, each: usize) -> Vec<Operation> {
    let first = phones.min(FIRST_HOUSEHOLDS_MAX);
    let register = (0..first * each)
        .map(|nth| nth % first)
        .map(|phone| Operation::Work {
            phone,
            work: Work::Register,
            fate: None,
            prepared: false,
        });
    let sync = |phone| Operation::Sync {
        phone,
        road: Road::Clear,
        fate: None,
        woken: true,
        prepared: false,
    };
    register
        .chain((0..first).chain(0..phones).map(sync))
        .collect()
}

/// The same, and every commune has issued a round that everybody knows; when its gifts are counted,
/// everybody has taken one or two, and tries to give more.
fn issued(phones: usize, communes: usize, in_custody: bool) -> Vec<Operation> {
    let issue = (0..communes).map(|commune| Operation::Issue {
        commune,
        first: commune,
        in_custody,
    });
    let sync = |phone| Operation::Sync {
        phone,
        road: Road::Clear,
        fate: None,
        woken: true,
        prepared: false,
    };
    // Who has counted one gift and holds two rights has to stop after the first.
    let mut operations = morning(phones, if in_custody { 2 } else { 1 });
    operations.extend(issue);
    let hand_out = |phone| Operation::HandOut {
        phone,
        round: 0,
        count: 1 + phone as u64 % 2,
    };
    operations.extend((0..phones).filter(|_| in_custody).map(hand_out));
    operations.extend((0..phones).map(sync));
    let confirm = |phone| Operation::Work {
        phone,
        work: Work::Confirm {
            less: phone as u64 % 4 / 3,
        },
        fate: None,
        prepared: false,
    };
    operations.extend((0..phones).filter(|_| in_custody).map(confirm));
    // From some the office takes back what they are about to give.
    let take_back = |phone| Operation::TakeBack {
        phone,
        round: 0,
        count: 1,
    };
    let called_back = (0..phones).filter(|phone| in_custody && phone % 4 == 1);
    operations.extend(called_back.flat_map(|phone| [sync(phone), take_back(phone)]));
    let give = |(household, phone)| Operation::Work {
        phone,
        work: Work::Give {
            household,
            round: 0,
        },
        fate: None,
        prepared: false,
    };
    let gives = (0..4).flat_map(|household| (0..phones).map(move |phone| (household, phone)));
    operations.extend(gives.filter(|_| in_custody).map(give));
    if !in_custody {
        operations.extend(house(communes));
    }
    operations
}

/// Somebody surveys a house; the office approves and pays before anybody else hears of it, and it is
/// built.
fn house(communes: usize) -> Vec<Operation> {
    let work = |work| Operation::Work {
        phone: 0,
        work,
        fate: None,
        prepared: false,
    };
    let sync = Operation::Sync {
        phone: 0,
        road: Road::Clear,
        fate: None,
        woken: true,
        prepared: false,
    };
    let deeds = [2, 0].into_iter().flat_map(|deed| {
        (0..communes).map(move |commune| Operation::Support {
            commune,
            nth: 0,
            deed,
        })
    });
    let mut operations = vec![work(Work::Survey { household: 0 }), sync.clone()];
    operations.extend(deeds);
    operations.extend([sync, work(Work::Step { nth: 0 })]);
    operations
}

fn operation(rng: &mut ChaCha8Rng, phones: usize) -> Operation {
    let phone = below(rng, phones);
    match below(rng, 170) {
        0..52 => Operation::Work {
            phone,
            work: work(rng),
            fate: fate(rng, 12, 1),
            prepared: below(rng, 4) > 0,
        },
        52..82 => Operation::Sync {
            phone,
            road: road(rng),
            fate: fate(rng, 6, 4),
            woken: below(rng, 4) > 0,
            prepared: below(rng, 4) > 0,
        },
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
        92..95 => Operation::BackUp,
        95..98 | 133..137 => Operation::Restore,
        98..99 => Operation::Revoke { phone },
        99..100 => Operation::Reinstall { phone },
        100..103 | 137..143 => Operation::Choose {
            commune: below(rng, COMMUNES_MAX),
        },
        103..105 => Operation::Damage {
            phone,
            household: below(rng, 6),
            worker_dies: below(rng, 2) == 0,
        },
        105..108 => Operation::AppChanged {
            phone,
            app: app(rng),
        },
        108..110 => Operation::Move {
            phone,
            commune: below(rng, COMMUNES_MAX),
        },
        110..115 => Operation::OpenLink { phone },
        115..117 => Operation::Compact,
        117..118 => Operation::ComeBack { phone },
        118..127 => Operation::Background {
            phone,
            closed: below(rng, 2) == 0,
            road: road(rng),
            held: below(rng, 4) == 0,
            fate: fate(rng, 6, 1),
        },
        127..129 => Operation::Issue {
            commune: below(rng, COMMUNES_MAX),
            first: below(rng, PHONES_MAX),
            in_custody: below(rng, 2) == 0,
        },
        129..133 => Operation::MoveRight {
            phone,
            nth: below(rng, 40),
        },
        143..145 => Operation::LateReply { nth: below(rng, 8) },
        158..170 => carried(rng, phone),
        _ => decision(rng),
    }
}

fn app(rng: &mut ChaCha8Rng) -> App {
    match below(rng, 6) {
        0 => App::This,
        1..3 => App::Plain,
        3 => App::Wordy,
        4 => App::Foreign(0),
        _ => App::Foreign(2),
    }
}

fn work(rng: &mut ChaCha8Rng) -> Work {
    // Few households, so that people meet at them.
    let household = below(rng, 6).min(below(rng, 6));
    let fact = below(rng, 6);
    match below(rng, 39) {
        37 => Work::Survey { household },
        38 => Work::Step { nth: fact },
        20..25 => Work::Give {
            household,
            round: below(rng, 3),
        },
        25 => Work::Propose { household },
        30..32 => Work::Notice {
            household,
            seen: below(rng, 4),
        },
        35..37 => Work::Announce,
        32..35 => Work::Confirm {
            less: [0, 1][below(rng, 2)],
        },
        0..3 => Work::Register,
        3..9 => Work::Visit { household },
        9..13 => Work::HandOver { household },
        13..15 => Work::Correct { household, fact },
        15..16 => Work::Retract { household, fact },
        _ => Work::Edit {
            household,
            field: [0, 0, 0, 0, 1, 2][below(rng, 6)],
        },
    }
}

fn road(rng: &mut ChaCha8Rng) -> Road {
    let somewhere = usize::try_from(rng.next_u32()).unwrap_or(0);
    match below(rng, 26) {
        0..9 => Road::Clear,
        9 => Road::RequestLost,
        10..13 => Road::RequestLate,
        13 => Road::RequestCut(somewhere),
        14 => Road::RequestFlipped(somewhere),
        15 => Road::Twice,
        16 => Road::ReplyLost,
        17..20 => Road::ReplyCut(somewhere),
        20 => Road::ReplyFlipped(somewhere),
        21 => Road::ServerDiesBefore,
        22 => Road::ServerDiesAfter,
        23 => Road::TakenOver(below(rng, 4)),
        _ => Road::Meanwhile {
            phone: somewhere % PHONES_MAX,
            pages: below(rng, 3),
        },
    }
}

fn fate(rng: &mut ChaCha8Rng, one_in: usize, after_max: usize) -> Option<Fate> {
    (below(rng, one_in) == 0).then(|| Fate {
        after: u32::try_from(below(rng, after_max)).unwrap_or(0),
        end: [End::Full, End::DiesBefore, End::DiesAfter][below(rng, 3)],
    })
}

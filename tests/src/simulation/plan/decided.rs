//! What offices do, by chance.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::COMMUNES_MAX;
use crate::simulation::operation::{Operation, Road, Work};
use crate::ward::network::below;

/// What the office gives a phone to carry and takes back.
pub(super) fn carried(rng: &mut ChaCha8Rng, phone: usize) -> Operation {
    let round = below(rng, 3);
    let count = [1, 2, 3, 5][below(rng, 4)];
    match below(rng, 8) {
        0..5 => Operation::HandOut {
            phone,
            round,
            count,
        },
        5..7 => Operation::TakeBack {
            phone,
            round,
            count,
        },
        _ => Operation::Withdraw { phone },
    }
}

/// What the office decides about households, and enters in its Fund.
pub(super) fn decision(rng: &mut ChaCha8Rng) -> Operation {
    let commune = below(rng, COMMUNES_MAX);
    let (one, other) = (below(rng, 6), below(rng, 6));
    match below(rng, 16) {
        0..3 => Operation::Tell {
            commune,
            household: one,
            kind: other,
        },
        3..6 => Operation::Merge {
            commune,
            kept: one,
            merged: other,
        },
        6..8 => Operation::Part {
            commune,
            first: one,
            second: other,
        },
        8..12 => Operation::Enter { commune, kind: one },
        12..15 => Operation::Support {
            commune,
            nth: one,
            deed: other,
        },
        _ => Operation::Void { commune, nth: one },
    }
}

/// What goes on beside the work of the phones, from a chance of its own, so that the rest of the plan is
/// the same without it: households that are taken for one, and what the city does, once `begun`
/// operations are done.
pub(super) fn elsewhere(seed: u64, communes: usize, begun: usize, operations: &mut Vec<Operation>) {
    let rng = &mut ChaCha8Rng::seed_from_u64(!seed);
    for _ in 0..below(rng, 4) {
        let place = begun + below(rng, operations.len() - begun + 1);
        let deed = Operation::City {
            commune: below(rng, COMMUNES_MAX),
            deed: below(rng, 8),
        };
        operations.insert(place, deed);
    }
    if below(rng, 3) == 0 {
        operations.splice(begun..begun, at_the_city(communes));
    }
    if below(rng, 3) == 0 {
        operations.splice(begun..begun, taken_for_one(communes));
    }
    for _ in 0..below(rng, 6) {
        let place = begun + below(rng, operations.len() - begun + 1);
        let answer = Operation::Answer {
            commune: below(rng, COMMUNES_MAX),
            nth: below(rng, 6),
            granted: below(rng, 3) > 0,
        };
        operations.insert(place, answer);
    }
    if below(rng, 3) == 0 {
        operations.splice(begun..begun, proposed(communes));
    }
}

/// A household is found that has no right yet, the gift is proposed for it, and the office grants it.
fn proposed(communes: usize) -> Vec<Operation> {
    let phone = 0;
    let work = |work| Operation::Work {
        phone,
        work,
        fate: None,
        prepared: false,
    };
    let sync = Operation::Sync {
        phone,
        road: Road::Clear,
        fate: None,
        woken: true,
        prepared: false,
    };
    let households = 0..6;
    let mut operations = vec![sync.clone(), work(Work::Register)];
    operations.extend(
        households
            .clone()
            .map(|household| work(Work::Propose { household })),
    );
    operations.push(sync);
    operations.extend(households.flat_map(|_| {
        (0..communes).map(|commune| Operation::Answer {
            commune,
            nth: 0,
            granted: true,
        })
    }));
    operations
}

/// The city orders a campaign, a commune adds something to it, and the city puts it right; money goes
/// down and up, and what has arrived is not said never to have been sent.
fn at_the_city(communes: usize) -> Vec<Operation> {
    let commune = communes - 1;
    let deeds = [0, 3, 5, 7, 2, 1, 4, 6];
    deeds.map(|deed| Operation::City { commune, deed }).to_vec()
}

/// Two households are taken for one, and are two again before anybody has given them anything.
fn taken_for_one(communes: usize) -> Vec<Operation> {
    let commune = communes - 1;
    let (one, other) = (0, 1);
    vec![
        Operation::Merge {
            commune,
            kept: one,
            merged: other,
        },
        Operation::Part {
            commune,
            first: other,
            second: one,
        },
    ]
}

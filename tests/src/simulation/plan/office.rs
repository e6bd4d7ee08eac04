//! What offices do besides, from a chance of its own: what is decided of categories, said of hamlets and
//! looked at, what comes into the store, and entries of the Fund that rest on others.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::COMMUNES_MAX;
use crate::simulation::operation::{Operation, Road};
use crate::ward::network::below;

/// A part of the seeds' space that no other part of a plan draws from.
const CHANCE: u64 = 0x0ff1_ce00_0ff1_ce00;
/// Kinds of entries, once without naming another entry and once with.
const ENTRIES: usize = 12;

/// Puts it into the plan, anywhere behind what has `begun`.
pub(super) fn besides(
    seed: u64,
    communes: usize,
    phones: usize,
    begun: usize,
    operations: &mut Vec<Operation>,
) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed ^ CHANCE);
    for _ in 0..below(rng, 8) {
        let place = begun + below(rng, operations.len() - begun + 1);
        operations.insert(place, one(rng));
    }
    for script in [booked, called, stored] {
        if below(rng, 3) == 0 {
            operations.splice(begun..begun, script(communes));
        }
    }
    // What does not add up is found when everybody has come.
    if below(rng, 3) == 0 {
        let sync = |phone| Operation::Sync {
            phone,
            road: Road::Clear,
            fate: None,
            woken: true,
            prepared: false,
        };
        operations.extend((0..phones).map(sync));
        let settle = |commune| Operation::Settle { commune, nth: 0 };
        operations.extend(
            (0..communes).flat_map(|commune| [settle(commune), settle(commune), settle(commune)]),
        );
    }
}

fn one(rng: &mut ChaCha8Rng) -> Operation {
    let commune = below(rng, COMMUNES_MAX);
    let (household, deed) = (below(rng, 6), below(rng, 24));
    match below(rng, 11) {
        0..3 => Operation::Status {
            commune,
            household,
            deed,
        },
        3..6 => Operation::Hamlet { commune, deed },
        6 => Operation::Receive {
            commune,
            round: household,
            count: [1, 5, 20][deed % 3],
        },
        10 => Operation::TakeOver {
            phone: household,
            nth: deed,
        },
        7 => Operation::Settle {
            commune,
            nth: household,
        },
        _ => Operation::Enter {
            commune,
            kind: deed % ENTRIES,
        },
    }
}

/// A pledge is kept, and no more comes by it; by a decision is spent until it says no; and what others
/// rest upon is not voided.
fn booked(communes: usize) -> Vec<Operation> {
    let commune = communes - 1;
    let enter = |kind| Operation::Enter { commune, kind };
    let (pledge, decision, receipt, outlay) = (0, 4, 7, 11);
    let mut operations = vec![enter(pledge), enter(receipt), enter(receipt)];
    operations.push(enter(decision));
    operations.extend((0..5).map(|_| enter(outlay)));
    operations.extend((0..8).map(|nth| Operation::Void { commune, nth }));
    operations
}

/// A household becomes poor and escapes; its hamlet gets another name, and the resolution is put off.
fn called(communes: usize) -> Vec<Operation> {
    let commune = communes - 1;
    let status = |deed| Operation::Status {
        commune,
        household: 0,
        deed,
    };
    let hamlet = |deed| Operation::Hamlet { commune, deed };
    vec![status(0), hamlet(0), status(2), status(5), hamlet(7)]
}

/// Little comes into the store, so that not everything goes out, and then enough.
fn stored(communes: usize) -> Vec<Operation> {
    let receive = |count| {
        (0..communes).map(move |commune| Operation::Receive {
            commune,
            round: 0,
            count,
        })
    };
    let hand_out = |count| Operation::HandOut {
        phone: 0,
        round: 0,
        count,
    };
    let mut operations: Vec<Operation> = receive(1).collect();
    let take_in = |commune| Operation::StoreGoods {
        commune,
        round: 0,
        count: 1,
    };
    operations.extend((0..communes).map(take_in));
    operations.push(hand_out(5));
    operations.extend(receive(40));
    operations.push(hand_out(2));
    operations.extend((0..communes).map(|commune| Operation::Void { commune, nth: 0 }));
    operations
}

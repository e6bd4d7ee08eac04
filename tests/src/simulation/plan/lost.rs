//! Phones that are lost, from a chance of their own.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use crate::simulation::operation::{Operation, Road, Work};
use crate::ward::network::below;

/// A part of the seeds' space that no other part of a plan draws from.
const CHANCE: u64 = 0x1057_0f0e_1057_0f0d;

/// Puts some into every fourth plan, anywhere behind what has `begun`.
pub(super) fn on_the_way(seed: u64, phones: usize, begun: usize, operations: &mut Vec<Operation>) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed ^ CHANCE);
    if below(rng, 4) != 0 {
        return;
    }
    for _ in 0..=below(rng, 2) {
        let place = begun + below(rng, operations.len() - begun + 1);
        let phone = below(rng, phones);
        operations.insert(place, Operation::Lose { phone });
        if below(rng, 2) == 0 {
            let behind = place + 1;
            operations.splice(behind..behind, recorded_behind(phone));
        }
    }
}

/// Whoever has it records what lies prepared for the service worker, then more, and closes the app; the
/// service worker hears that the phone is lost, and may not take that for word that nothing is left here.
fn recorded_behind(phone: usize) -> [Operation; 3] {
    let visit = |prepared| Operation::Work {
        phone,
        work: Work::Visit { household: 0 },
        fate: None,
        prepared,
    };
    let closed = Operation::Background {
        phone,
        closed: true,
        road: Road::Clear,
        held: false,
        fate: None,
    };
    [visit(true), visit(false), closed]
}

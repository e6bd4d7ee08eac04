//! Phones that are lost, from a chance of their own.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use crate::simulation::operation::Operation;
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
    }
}

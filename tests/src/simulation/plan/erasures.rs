//! Households that ask to be deleted, from a chance of their own.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::COMMUNES_MAX;
use crate::simulation::operation::Operation;
use crate::ward::network::below;

/// A part of the seeds' space that no other part of a plan draws from.
const CHANCE: u64 = 0x0e7a_5ed0_0e7a_5ed0;

/// Puts some into every fourth plan, anywhere behind what has `begun`.
pub(super) fn asked_for(seed: u64, begun: usize, operations: &mut Vec<Operation>) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed ^ CHANCE);
    if below(rng, 4) != 0 {
        return;
    }
    for _ in 0..=below(rng, 3) {
        let place = begun + below(rng, operations.len() - begun + 1);
        let erase = Operation::Erase {
            commune: below(rng, COMMUNES_MAX),
            household: below(rng, 6),
        };
        operations.insert(place, erase);
    }
}

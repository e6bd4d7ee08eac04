//! What households say they agree to and what givers promise on the way, from a chance of their own.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::COMMUNES_MAX;
use crate::simulation::operation::{Operation, Road, Work};
use crate::ward::network::below;

/// A part of the seeds' space that no other part of a plan draws from.
const CHANCE: u64 = 0x5a1d_0a1d_5a1d_0a1d;

/// Puts some into every third plan, anywhere behind what has `begun`; few households are asked, so that
/// several ask the same one. In some everybody notes an offer at last, which the office answers.
pub(super) fn said(
    seed: u64,
    communes: usize,
    phones: usize,
    begun: usize,
    operations: &mut Vec<Operation>,
) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed ^ CHANCE);
    if below(rng, 3) != 0 {
        return;
    }
    for _ in 0..4 + below(rng, 6) {
        let place = begun + below(rng, operations.len() - begun + 1);
        operations.insert(place, one(rng, phones));
    }
    if below(rng, 3) == 0 {
        let told = (0..phones).flat_map(|phone| told_at_once(phone, phone % communes));
        operations.extend(told);
    }
}

/// What is noted without network reaches the office, which enters or declines what has waited longest.
fn told_at_once(phone: usize, commune: usize) -> [Operation; 3] {
    let note = Operation::Work {
        phone,
        work: Work::Offer,
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
    let answer = Operation::AnswerOffer {
        commune,
        nth: 0,
        enters: phone % 3 != 1,
    };
    [note, sync, answer]
}

fn one(rng: &mut ChaCha8Rng, phones: usize) -> Operation {
    let (commune, phone) = (below(rng, COMMUNES_MAX), below(rng, phones));
    let (household, answers) = (below(rng, 2), below(rng, 6));
    let work = |work| Operation::Work {
        phone,
        work,
        fate: None,
        prepared: true,
    };
    match below(rng, 10) {
        0..5 => work(Work::Consent { household, answers }),
        5..7 => Operation::Consent {
            commune,
            household,
            answers,
        },
        7..9 => work(Work::Offer),
        _ => Operation::AnswerOffer {
            commune,
            nth: household,
            enters: answers % 2 == 0,
        },
    }
}

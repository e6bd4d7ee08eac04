//! The reference ward: 500 households with three visits and two handovers each on average, with
//! finger signatures or without, and visits that nobody has recorded yet. From a fixed seed, the same
//! on every machine.

use chungtay_shared::handover::HandoverDraft;
use chungtay_shared::synthetic::{self, DEMO_HOUSEHOLDS, DEMO_SEED, SyntheticWard};
use chungtay_shared::time::LocalDate;
use chungtay_shared::visit::VisitDraft;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

pub mod plain;
mod words;

use words::in_own_words;

/// Another seed than the ward's: whose work is borrowed does not live in it.
const WORK_SEED: u64 = 7;
/// A care list long enough for all the work: an ordinary one has a visit at every third household
/// and a handover at every seventh.
const WORK_HOUSEHOLDS: usize = 12_000;
/// One to five visits, three on average.
const VISITS: [usize; 5] = [3, 1, 5, 2, 4];
/// None to four handovers, two on average.
const HANDOVERS: [usize; 5] = [2, 4, 1, 0, 3];

/// The ward, and visits still to be recorded.
pub struct ReferenceWard {
    /// What the server holds when the measurement begins.
    pub ward: SyntheticWard,
    /// No two of them are the same visit.
    pub to_record: Box<dyn Iterator<Item = VisitDraft>>,
}

/// The households of the demonstration with the work of a much longer care list; two handovers in
/// three with the receiver's finger signature, if `signed`.
pub fn reference_ward(today: LocalDate, signed: bool) -> ReferenceWard {
    let mut ward = synthetic::ward(DEMO_SEED, DEMO_HOUSEHOLDS, today);
    let work = synthetic::ward(WORK_SEED, WORK_HOUSEHOLDS, today);
    let (visits, handovers): (Vec<_>, Vec<_>) = work
        .households
        .into_iter()
        .map(|h| (h.visits, h.handovers))
        .unzip();
    let mut rng = ChaCha8Rng::seed_from_u64(WORK_SEED);
    let mut visits = visits.into_iter().flatten().map(move |visit| VisitDraft {
        note: in_own_words(&mut rng, &visit.note),
        ..visit
    });
    let mut handovers = handovers
        .into_iter()
        .flatten()
        .map(|handover| HandoverDraft {
            signature: handover.signature.filter(|_| signed),
            ..handover
        });
    for (at, household) in ward.households.iter_mut().enumerate() {
        // The second turns with another step, so that many visits do not go with many handovers.
        household.visits = take(&mut visits, VISITS[at % 5]);
        household.visits.sort_by_key(|v: &VisitDraft| v.at);
        household.handovers = take(&mut handovers, HANDOVERS[(at / 5 + at) % 5]);
        household.handovers.sort_by_key(|h: &HandoverDraft| h.at);
    }
    ReferenceWard {
        ward,
        to_record: Box::new(visits),
    }
}

fn take<T>(work: &mut impl Iterator<Item = T>, count: usize) -> Vec<T> {
    let taken: Vec<T> = work.take(count).collect();
    assert_eq!(taken.len(), count, "the longer care list has work enough");
    taken
}

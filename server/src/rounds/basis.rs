//! What rounds are issued upon: whether it is true of their households, and the Fund's decisions that
//! pay for them.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::rounds::OpenDecision;
use chungtay_shared::campaign::Eligibility;
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::fund::{Amount, Entered, Entry, EntryKind, fulfilled, standing};
use chungtay_shared::household::Category;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::round::{Basis, Round, bound, each, is_covered};

use crate::fund;
use crate::office::Pen;
use crate::said;
use crate::store::{StoreError, Tx};

/// What a unit's rounds are to give by each decision.
pub(crate) fn bound_by(tx: &dyn Tx, unit: &str) -> Result<BTreeMap<FactId, Amount>, StoreError> {
    let said = said::campaigns(tx, unit)?;
    let rounds = said.iter().flat_map(|said| {
        let rounds = said.rights.rounds.iter();
        rounds.filter_map(|round| Some((round, said.bases.get(&round.id)?)))
    });
    let mut bound = bound(rounds);
    // What was given to households that were erased since was given, though no right says so any more.
    let given = tx.figures_of_rounds(unit)?;
    for said in &said {
        for round in &said.rights.rounds {
            let times = given.get(&round.id).copied().unwrap_or_default();
            let decision = said.bases.get(&round.id).and_then(|basis| basis.decision);
            if let (Some(decision), 1..) = (decision, times) {
                let times = usize::try_from(times).unwrap_or(usize::MAX);
                *bound.entry(decision).or_default() += each(round).times(times);
            }
        }
    }
    Ok(bound)
}

/// Decisions by which something may still be given, newest first.
pub(super) fn open_decisions(tx: &dyn Tx, unit: &str) -> Result<Vec<OpenDecision>, StoreError> {
    let entries = fund::entries(tx, unit)?;
    let left = Left::of(tx, unit, &entries)?;
    let decisions = decisions(&entries).map(|entry| OpenDecision {
        id: entry.id,
        number: entry.voucher.clone(),
        purpose: entry.purpose.clone(),
        amount: entry.amount,
        left: left.of_decision(entry),
    });
    let mut open: Vec<OpenDecision> = decisions
        .filter(|one| one.left.money_vnd > 0 || one.left.goods_value_vnd > 0)
        .collect();
    open.reverse();
    Ok(open)
}

/// What forbids to issue `round` as `wanted`, upon what it is said to stand on.
pub(super) fn problems(
    pen: &Pen<'_>,
    wanted: &Basis,
    round: &Round,
) -> Result<Vec<FieldError>, StoreError> {
    let mut errors = FieldErrors::default();
    if let Some(meant_for) = &wanted.meant_for
        && !are_meant(pen, meant_for, round.rights.keys())?
    {
        errors.add("meant_for", Problem::Unknown);
    }
    if let Some(decision) = wanted.decision {
        let more = each(round).times(round.rights.len());
        match covers(pen, decision, more)? {
            None => errors.add("decision", Problem::Unknown),
            Some(false) => errors.add("decision", Problem::TooLarge),
            Some(true) => {}
        }
    }
    Ok(errors.into_problems())
}

/// Whether the decision of a round leaves room for rights of these households who have none in it.
pub(super) fn leaves_room(
    pen: &Pen<'_>,
    round: &Round,
    households: &[DocId],
) -> Result<bool, StoreError> {
    let said = said::campaigns(pen.tx(), pen.commune())?;
    let basis = said.iter().find_map(|said| said.bases.get(&round.id));
    let Some(decision) = basis.and_then(|basis| basis.decision) else {
        return Ok(true);
    };
    let held = round.held();
    let new: BTreeSet<&DocId> = households
        .iter()
        .filter(|household| !held.contains_key(household))
        .collect();
    // What was decided is no longer in the way when the decision itself is void.
    Ok(new.is_empty() || covers(pen, decision, each(round).times(new.len()))?.unwrap_or(true))
}

/// Whether a decision pays for so much more; `None` when there is no such decision.
fn covers(pen: &Pen<'_>, decision: FactId, more: Amount) -> Result<Option<bool>, StoreError> {
    let entries = fund::entries(pen.tx(), pen.commune())?;
    let left = Left::of(pen.tx(), pen.commune(), &entries)?;
    let decided = decisions(&entries).find(|entry| entry.id == decision);
    Ok(decided.map(|entry| is_covered(entry.amount, left.of_decision(entry), more)))
}

/// Whether all of these are meant, by their category on the day it says and what they were seen to lack.
fn are_meant<'a>(
    pen: &Pen<'_>,
    meant_for: &Eligibility,
    mut households: impl Iterator<Item = &'a DocId>,
) -> Result<bool, StoreError> {
    let day = meant_for.on.unwrap_or(pen.author().at.local_date());
    let listed = pen.tx().households(pen.commune(), day)?;
    let meant: BTreeSet<DocId> = listed
        .into_iter()
        .filter(|line| {
            let category = line.category.unwrap_or(Category::Other);
            meant_for.is_for(category, &line.hamlet, &line.needs)
        })
        .map(|line| line.id)
        .collect();
    Ok(households.all(|household| meant.contains(household)))
}

fn decisions(entries: &[Entered]) -> impl Iterator<Item = &Entry> {
    standing(entries).filter(|entry| entry.kind == EntryKind::Decision)
}

/// What is left of decisions.
struct Left {
    spent: BTreeMap<FactId, Amount>,
    bound: BTreeMap<FactId, Amount>,
}

impl Left {
    fn of(tx: &dyn Tx, unit: &str, entries: &[Entered]) -> Result<Self, StoreError> {
        Ok(Self {
            spent: fulfilled(standing(entries)),
            bound: bound_by(tx, unit)?,
        })
    }

    fn of_decision(&self, decision: &Entry) -> Amount {
        let of = |by: &BTreeMap<FactId, Amount>| by.get(&decision.id).copied().unwrap_or_default();
        decision.amount - of(&self.spent) - of(&self.bound)
    }
}

/// The bases of a unit's rounds as people read them.
pub(super) struct Shown {
    meant_for: BTreeMap<FactId, Eligibility>,
    decisions: BTreeMap<FactId, String>,
}

impl Shown {
    pub(super) fn of(tx: &dyn Tx, unit: &str) -> Result<Self, StoreError> {
        let entries = fund::entries(tx, unit)?;
        let number = |id: FactId| {
            let entry = entries.iter().find(|entered| entered.entry.id == id);
            entry.map(|entered| entered.entry.voucher.clone())
        };
        let (mut meant_for, mut decisions) = (BTreeMap::new(), BTreeMap::new());
        for said in said::campaigns(tx, unit)? {
            for (round, basis) in &said.bases {
                meant_for.extend(basis.meant_for.clone().map(|meant| (*round, meant)));
                decisions.extend(basis.decision.and_then(number).map(|n| (*round, n)));
            }
        }
        Ok(Self {
            meant_for,
            decisions,
        })
    }

    /// Whom a round is meant for, and the number of its decision.
    pub(super) fn take(&mut self, round: FactId) -> (Option<Eligibility>, String) {
        let decision = self.decisions.remove(&round).unwrap_or_default();
        (self.meant_for.remove(&round), decision)
    }
}

//! What the documents say is what was saved.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::household::Household;
use chungtay_shared::id::{DocId, FactId};

use super::super::Violation;
use super::super::model::{Effect, Model, Saved};
use super::super::world::Entry;
use super::{hold, household};

/// Every visit, every amount and every field says what was saved, and nothing else is said.
pub(super) fn says_what_was_saved(
    model: &Model,
    server: &BTreeMap<DocId, Document>,
    logs: &[Vec<Entry>],
) -> Result<(), Violation> {
    let stored: BTreeSet<ChangeHash> = logs.iter().flatten().map(|e| e.hash).collect();
    let mut expected: BTreeMap<DocId, Vec<&Saved>> = BTreeMap::new();
    for (hash, saved) in &model.saved {
        // What is said in a campaign is looked at elsewhere.
        let is_there = stored.contains(hash) && !model.erased.contains(&saved.doc);
        if is_there && saved.effect.is_of_household() {
            expected.entry(saved.doc).or_default().push(saved);
        }
    }
    for formed in model.formed.difference(&model.erased) {
        expected.entry(*formed).or_default();
    }
    let docs = expected.keys().copied().collect::<Vec<_>>();
    let same = docs.iter().eq(server.keys());
    hold("S2", same, || format!("{docs:?} were registered"))?;
    for (doc, saved) in &expected {
        let household = household(&server[doc])?;
        let mut said: Vec<String> = household
            .visits
            .iter()
            .map(|v| v.fact.note.clone())
            .collect();
        // What the office paid for a case no phone has said.
        let given = household.handovers.iter().map(|h| &h.fact);
        let given = given.filter(|handover| !handover.is_payment());
        said.extend(given.map(|handover| handover.money_vnd.to_string()));
        let proposals = household.proposals.iter();
        said.extend(proposals.map(|p| p.fact.reason.clone()));
        let mut meant: Vec<String> = saved.iter().filter_map(|s| fact_of(&s.effect)).collect();
        said.sort();
        meant.sort();
        hold("S2", said == meant, || {
            format!("{doc}: {said:?} for {meant:?}")
        })?;
        corrected(&household, saved)?;
        edited(model, &household, saved)?;
    }
    Ok(())
}

fn fact_of(effect: &Effect) -> Option<String> {
    match effect {
        Effect::Visit { note, .. } | Effect::Propose(note) => Some(note.clone()),
        Effect::HandOver { money_vnd, .. } => Some(money_vnd.to_string()),
        Effect::Household
        | Effect::Take { .. }
        | Effect::Announce(_)
        | Effect::Consent(_)
        | Effect::Offer(_)
        | Effect::Survey(_)
        | Effect::Step(_)
        | Effect::Retract(_)
        | Effect::Edit(..) => None,
    }
}

fn corrected(household: &Household, saved: &[&Saved]) -> Result<(), Violation> {
    let corrected: BTreeSet<FactId> = saved.iter().filter_map(|s| s.effect.corrects()).collect();
    // Of several corrections of one fact one counts; what the others put in its place does not.
    let replacements: BTreeSet<String> = saved
        .iter()
        .filter(|s| s.effect.corrects().is_some())
        .filter_map(|s| fact_of(&s.effect))
        .collect();
    let visits = household
        .visits
        .iter()
        .map(|v| (v.fact.id, v.fact.note.clone(), v.corrected_by));
    let handovers = household
        .handovers
        .iter()
        .map(|h| (h.fact.id, h.fact.money_vnd.to_string(), h.corrected_by));
    for (fact, says, by) in visits.chain(handovers) {
        let right = if corrected.contains(&fact) {
            by.is_some()
        } else {
            by.is_none() || replacements.contains(&says)
        };
        hold("S11", right, || format!("{says} in {}", household.id))?;
    }
    Ok(())
}

/// A field that one person alone has edited shows what they wrote last.
fn edited(model: &Model, household: &Household, saved: &[&Saved]) -> Result<(), Violation> {
    let mut edits: BTreeMap<_, Vec<(&Saved, &String)>> = BTreeMap::new();
    for saved in saved {
        if let Effect::Edit(field, value) = &saved.effect {
            edits.entry(*field).or_default().push((saved, value));
        }
    }
    for (field, edits) in edits {
        let shown = household.profile.get(field);
        let one_hand = edits.iter().all(|(s, _)| s.device == edits[0].0.device);
        let last = edits
            .iter()
            .max_by_key(|(s, _)| s.n)
            .map(|(_, v)| v.as_str());
        let right = if one_hand && !model.chosen.contains(&(household.id, field)) {
            Some(shown) == last
        } else {
            edits.iter().any(|(_, value)| *value == shown)
        };
        hold("S2", right, || {
            format!("{field:?} of {} is {shown}", household.id)
        })?;
    }
    Ok(())
}

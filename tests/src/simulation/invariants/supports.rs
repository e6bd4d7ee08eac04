//! A case of aid that takes time stands at the same step everywhere, and what was paid of it is the same
//! in documents and rows.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::store::read;
use chungtay_server::supports;
use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::support::Part;

use super::super::Violation;
use super::super::model::{Effect, Model};
use super::super::world::{Entry, World};
use super::{hold, household};

/// Where a case stands: its place, whether it has ended, whether it is stopped, what was paid.
type Stands = (usize, bool, bool, Vec<Part>);

/// On the server's pages, and on every phone that holds the household. What was surveyed and noted is
/// there, each once.
pub(super) fn stand_alike(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
    logs: &[Vec<Entry>],
) -> Result<(), Violation> {
    let mut cases: BTreeMap<FactId, Stands> = BTreeMap::new();
    let mut said: Vec<String> = Vec::new();
    for document in server.values() {
        let household = household(document)?;
        for file in household.open_or_ended() {
            said.push(file.case.need.clone());
            let notes = file.steps.iter().map(|said| &said.step.note);
            said.extend(notes.filter(|note| note.starts_with("lần")).cloned());
            cases.insert(file.case.id, stands(&household, file.case.id));
        }
    }
    let stored: BTreeSet<ChangeHash> = logs.iter().flatten().map(|e| e.hash).collect();
    let mut meant: Vec<String> = model
        .saved
        .iter()
        .filter(|(hash, saved)| stored.contains(hash) && !model.erased.contains(&saved.doc))
        .filter_map(|(_, saved)| {
            if let Effect::Survey(words) | Effect::Step(words) = &saved.effect {
                Some(words.clone())
            } else {
                None
            }
        })
        .collect();
    said.sort();
    meant.sort();
    hold("S20", said == meant, || format!("{said:?} for {meant:?}"))?;
    let mut shown: BTreeMap<FactId, Stands> = BTreeMap::new();
    for office in &world.offices {
        let page = read(&*world.server.state().store, |tx| {
            supports::page(tx, &office.code)
        });
        shown.extend(page.expect("a store").lines.into_iter().map(|line| {
            let place = usize::try_from(line.place).unwrap_or(usize::MAX);
            (line.case, (place, line.ended, line.stopped, line.paid))
        }));
    }
    hold("S20", shown == cases, || {
        format!("{shown:?} is shown of {cases:?}")
    })?;
    for (number, holder) in world.holders.iter().enumerate() {
        if holder.revoked {
            continue;
        }
        let known = holder.phone.households().into_iter();
        for known in known.filter_map(|id| holder.phone.household(id)) {
            for file in known.open_or_ended() {
                let here = stands(&known, file.case.id);
                let there = cases.get(&file.case.id);
                hold("S20", there == Some(&here), || {
                    format!("phone {number} shows {here:?} of {there:?}")
                })?;
            }
        }
    }
    Ok(())
}

fn stands(household: &chungtay_shared::household::Household, case: FactId) -> Stands {
    let standing = household.case(case).map(|file| {
        let standing = file.standing();
        (standing.at, standing.ended, standing.stopped.is_some())
    });
    let (at, ended, stopped) = standing.unwrap_or_default();
    (at, ended, stopped, household.paid(case))
}

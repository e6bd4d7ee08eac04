//! What a phone says of aid that takes time: that a case is opened, and steps that neither rest on a
//! decision nor say amounts. What is decided, paid, stopped and taken back is the office's.

use std::collections::{BTreeMap, BTreeSet};

use super::Refusal;
use crate::fund::Amount;
use crate::household::Household;
use crate::id::FactId;
use crate::support::{CaseFile, Said, Step, check_case_shape, check_step_shape, may_phone_note};

pub(super) fn check(before: Option<&Household>, after: &Household) -> Result<(), Refusal> {
    let known: BTreeMap<FactId, &CaseFile> = before
        .iter()
        .flat_map(|household| &household.cases)
        .map(|file| (file.case.id, file))
        .collect();
    let is_there = |id: &FactId| after.cases.iter().any(|file| file.case.id == *id);
    if !known.keys().all(is_there) {
        return Err(Refusal::RewritesFact);
    }
    for file in &after.cases {
        match known.get(&file.case.id) {
            Some(old) if (&old.case, old.actor) != (&file.case, file.actor) => {
                return Err(Refusal::RewritesFact);
            }
            Some(old) if old.taken_back != file.taken_back => return Err(Refusal::NotPermitted),
            Some(old) => steps(file, &old.steps)?,
            None if file.taken_back.is_some() => return Err(Refusal::NotPermitted),
            None => {
                check_case_shape(&file.case).map_err(|_| Refusal::InvalidValue)?;
                steps(file, &[])?;
            }
        }
    }
    payments(before, after)
}

fn steps(file: &CaseFile, before: &[Said]) -> Result<(), Refusal> {
    let is_there = |old: &Said| {
        let mut steps = file.steps.iter();
        steps.any(|said| (&said.step, said.actor) == (&old.step, old.actor))
    };
    if !before.iter().all(is_there) {
        return Err(Refusal::RewritesFact);
    }
    for said in &file.steps {
        let old = before.iter().find(|old| old.step.id == said.step.id);
        if said.taken_back != old.and_then(|old| old.taken_back.clone()) {
            return Err(Refusal::NotPermitted);
        }
        if old.is_none() {
            step(file, &said.step)?;
        }
    }
    Ok(())
}

fn step(file: &CaseFile, step: &Step) -> Result<(), Refusal> {
    let rule = file.plan().iter().find(|rule| rule.code == step.code);
    let decides =
        step.decision.is_some() || !step.parts.is_empty() || step.own_share != Amount::default();
    if decides || !rule.is_some_and(may_phone_note) {
        return Err(Refusal::NotPermitted);
    }
    check_step_shape(file, step).map_err(|_| Refusal::InvalidValue)
}

/// A handover that names a case or who paid it is a payment, and so is whatever it corrects.
fn payments(before: Option<&Household>, after: &Household) -> Result<(), Refusal> {
    let handovers: BTreeSet<FactId> = before
        .iter()
        .flat_map(|household| household.handovers.iter().map(|h| h.fact.id))
        .collect();
    let corrections: BTreeSet<FactId> = before
        .iter()
        .flat_map(|household| household.corrections.iter().map(|c| c.fact.id))
        .collect();
    let payments = || {
        after
            .handovers
            .iter()
            .map(|h| &h.fact)
            .filter(|h| h.is_payment())
    };
    let pays = payments().any(|handover| !handovers.contains(&handover.id));
    let new = after.corrections.iter().map(|c| &c.fact);
    let mut new = new.filter(|correction| !corrections.contains(&correction.id));
    let corrects = new.any(|correction| payments().any(|h| h.id == correction.corrects));
    if pays || corrects {
        Err(Refusal::NotPermitted)
    } else {
        Ok(())
    }
}

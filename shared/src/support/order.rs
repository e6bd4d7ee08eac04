//! Which step follows which, and what may be taken back.

use super::{CaseFile, RESUME, STOP, Step, StepNeed};
use crate::field::{FieldError, FieldErrors, Problem};
use crate::household::Household;
use crate::id::FactId;
use crate::limits::NOTE_CHARS_MAX;

/// Notes what of the order a step does not keep.
pub(super) fn in_order(errors: &mut FieldErrors, file: &CaseFile, step: &Step) {
    let standing = file.standing();
    let is_stopped = standing.stopped.is_some();
    let place = file.plan().iter().position(|rule| rule.code == step.code);
    let problem = match (step.code.as_str(), place) {
        (STOP, _) => (standing.ended || is_stopped).then_some(Problem::NotNext),
        (RESUME, _) => (!is_stopped).then_some(Problem::NotNext),
        (_, Some(place)) if place == standing.at + 1 => is_stopped.then_some(Problem::Stopped),
        // What was decided may be decided anew.
        (_, Some(place)) if place <= standing.at => {
            let rule = &file.plan()[place];
            let is_decided = rule.needs(StepNeed::Amount) || rule.needs(StepNeed::Decision);
            (!is_decided).then_some(Problem::NotNext)
        }
        _ => Some(Problem::NotNext),
    };
    if let Some(problem) = problem {
        errors.add("code", problem);
    }
    let before = place.and_then(|place| file.said(place.checked_sub(1)?));
    if step.on < before.map_or(file.case.on, |before| before.on) {
        errors.add("on", Problem::TooEarly);
    }
}

/// The reason for taking back a case, a step or a payment, or what forbids it: what others rest upon
/// stays.
pub fn check_taking_back(
    household: &Household,
    id: FactId,
    reason: &str,
) -> Result<String, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", reason, NOTE_CHARS_MAX);
    if reason.is_empty() {
        errors.add("reason", Problem::Missing);
    }
    let stands = |file: &CaseFile| {
        let mut steps = file.steps.iter().filter(|said| said.taken_back.is_none());
        steps.any(|said| said.step.id == id)
    };
    let is_payment = |file: &CaseFile| {
        let mut payments = household.payments(file.case.id);
        payments.any(|handover| handover.id == id)
    };
    let is_paid = |file: &CaseFile| household.payments(file.case.id).next().is_some();
    if let Some(file) = household.case(id) {
        if is_paid(file) || file.steps.iter().any(|said| said.taken_back.is_none()) {
            errors.add("fact", Problem::InUse);
        }
    } else if let Some(file) = household.open_or_ended().find(|file| stands(file)) {
        let at = file.standing().at;
        let is_before = (1..at).any(|place| file.said(place).is_some_and(|step| step.id == id));
        let is_approval = file.approval().is_some_and(|step| step.id == id);
        if is_before || is_approval && is_paid(file) {
            errors.add("fact", Problem::InUse);
        }
    } else if !household.open_or_ended().any(is_payment) {
        errors.add("fact", Problem::Unknown);
    }
    errors.finish(reason)
}

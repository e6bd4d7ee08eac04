//! What was officially decided about a household's category: recorded, never decided here.

use chungtay_shared::api::lives::{NoStatus, TellStatus};
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::household::{Category, Correction, Household, Status};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::poverty_standard::standard_on;
use chungtay_shared::time::LocalDate;

use super::{Subject, written};
use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::{fact_id, needed};
use crate::state::AppState;
use crate::store::Device;

/// 1/1/2000, in days since 1970.
const FIRST_DAY: i64 = 10_957;
/// A decision of today may begin next year, and none later.
const DAYS_AHEAD_MAX: i64 = 400;

/// Records an official decision about a household's category.
pub fn tell(
    state: &AppState,
    device: &Device,
    household: DocId,
    wanted: &TellStatus,
) -> Result<(), ApiError> {
    written(state, device, |pen| {
        let Some(mut subject) = Subject::load(pen, household)? else {
            return Ok(Err(ApiError::NotFound));
        };
        let status = match read(pen, &subject.said, wanted, fact_id(state, pen)) {
            Ok(status) => status,
            Err(refused) => return Ok(Err(refused)),
        };
        let change = subject.document.add_status(pen.author(), &status)?;
        pen.store(subject.id, &subject.document, change)?;
        if let Some(claimed) = wanted.answers {
            // What was only proposed stands no more: in its place stands what was decided.
            let answer = Correction {
                id: fact_id(state, pen),
                corrects: claimed,
                replacement: Some(status.id),
                reason: status.decision.clone(),
                recorded_at: pen.author().at,
            };
            let change = subject.document.retract(pen.author(), &answer)?;
            pen.store(subject.id, &subject.document, change)?;
        }
        Ok(Ok(()))
    })
}

fn read(
    pen: &Pen<'_>,
    household: &Household,
    wanted: &TellStatus,
    id: FactId,
) -> Result<Status, ApiError> {
    let today = pen.author().at.local_date();
    let mut errors = FieldErrors::default();
    let decision = errors.text("decision", &wanted.decision, LINE_CHARS_MAX);
    if decision.is_empty() {
        errors.add("decision", Problem::NoDecisionNumber);
    }
    // Of the programme's time; what is older is a slip of the pen.
    if wanted.from < LocalDate::from_days(FIRST_DAY) {
        errors.add("from", Problem::Unreadable);
    }
    if wanted.from > LocalDate::from_days(today.days() + DAYS_AHEAD_MAX) {
        errors.add("from", Problem::InFuture);
    }
    if wanted.to.is_some_and(|to| to < wanted.from) {
        errors.add("to", Problem::Unreadable);
    }
    if household.merged_into().is_some() {
        errors.add("category", Problem::Gone);
    } else if wanted.category == Category::Other {
        errors.add("category", Problem::Missing);
    }
    let is_claimed = |id| household.claims().iter().any(|claim| claim.status == id);
    if wanted.answers.is_some_and(|id| !is_claimed(id)) {
        errors.add("answers", Problem::Unknown);
    }
    let mut standing = household
        .statuses
        .iter()
        .filter(|s| s.corrected_by.is_none());
    let is_known = |status: &Status| {
        (status.category, status.from, status.to) == (wanted.category, wanted.from, wanted.to)
    };
    // What was only proposed is made official by the very decision.
    if standing.any(|recorded| !recorded.fact.is_proposed() && is_known(&recorded.fact)) {
        errors.add("category", Problem::Unchanged);
    }
    let status = Status {
        id,
        category: wanted.category,
        standard: standard_of(wanted.category, wanted.from).to_owned(),
        decision,
        from: wanted.from,
        to: wanted.to,
        recorded_at: pen.author().at,
    };
    errors.finish(status).map_err(ApiError::Invalid)
}

/// The standard a decision of that day was made under; the commune's own lists have none.
pub(crate) fn standard_of(category: Category, from: LocalDate) -> &'static str {
    let standard = standard_on(from).filter(|_| category.follows_standard());
    standard.map_or("", |standard| standard.name)
}

/// Says that a recorded decision is wrong: it was never made, or is another household's.
pub fn retract(
    state: &AppState,
    device: &Device,
    household: DocId,
    wanted: &NoStatus,
) -> Result<(), ApiError> {
    written(state, device, |pen| {
        let Some(mut subject) = Subject::load(pen, household)? else {
            return Ok(Err(ApiError::NotFound));
        };
        let mut errors = FieldErrors::default();
        let reason = needed(&mut errors, "reason", &wanted.reason);
        let mut statuses = subject.said.statuses.iter();
        let is_it = statuses.any(|s| s.fact.id == wanted.status && s.corrected_by.is_none());
        if !is_it {
            errors.add("status", Problem::Unknown);
        } else if subject.said.merged_into().is_some() {
            errors.add("status", Problem::Gone);
        }
        if let Err(problems) = errors.finish(()) {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        let correction = Correction {
            id: fact_id(state, pen),
            corrects: wanted.status,
            replacement: None,
            reason,
            recorded_at: pen.author().at,
        };
        let change = subject.document.retract(pen.author(), &correction)?;
        pen.store(subject.id, &subject.document, change)?;
        Ok(Ok(()))
    })
}

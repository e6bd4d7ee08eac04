//! What people type of a case that is opened, and the rules it obeys.

use serde::{Deserialize, Serialize};

use super::draft::{amount, typed};
use super::{Case, validate_plan};
use crate::campaign::Campaign;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::household::Household;
use crate::id::FactId;
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::time::{LocalDate, Timestamp};

/// A case as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDraft {
    /// The day of the survey.
    pub on: LocalDate,
    /// What is needed.
    pub need: String,
    /// What it may cost, as typed; may be empty.
    pub estimate_text: String,
}

impl CaseDraft {
    /// A form in which nothing was typed yet.
    pub const fn empty(on: LocalDate) -> Self {
        Self {
            on,
            need: String::new(),
            estimate_text: String::new(),
        }
    }

    /// The household's case of an item of a campaign, or every field's problem. Nothing is begun for a
    /// household that is gone.
    pub fn read(
        &self,
        household: &Household,
        campaign: &Campaign,
        item: FactId,
        id: FactId,
        now: Timestamp,
    ) -> Result<Case, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let (need, estimate_vnd) = self.texts(&mut errors, now);
        let mut items = campaign.items.iter();
        let item = items.find(|known| known.id == item && !known.steps.is_empty());
        if household.gone().is_some() {
            errors.add("item", Problem::Gone);
            return Err(errors.into_problems());
        }
        let Some(item) = item else {
            errors.add("item", Problem::Unknown);
            return Err(errors.into_problems());
        };
        errors.finish(Case {
            id,
            campaign: campaign.id,
            campaign_name: campaign.name.clone(),
            item: item.clone(),
            on: self.on,
            need,
            estimate_vnd,
            recorded_at: now,
        })
    }

    fn texts(&self, errors: &mut FieldErrors, now: Timestamp) -> (String, i64) {
        let need = errors.text("need", &self.need, NOTE_CHARS_MAX);
        if need.is_empty() {
            errors.add("need", Problem::Missing);
        }
        if self.on > now.local_date() {
            errors.add("on", Problem::InFuture);
        }
        (need, amount(errors, "estimate_text", &self.estimate_text))
    }
}

/// Whether a case from elsewhere obeys its form.
pub fn check_case_shape(case: &Case) -> Result<(), Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let draft = CaseDraft {
        on: case.on,
        need: case.need.clone(),
        estimate_text: typed(case.estimate_vnd),
    };
    draft.texts(&mut errors, case.recorded_at);
    let item = &case.item;
    for (field, text) in [
        ("campaign", &case.campaign_name),
        ("item", &item.name),
        ("unit", &item.unit),
        ("source_name", &item.source_name),
    ] {
        errors.text(field, text, LINE_CHARS_MAX);
    }
    if item.name.is_empty() || item.steps.is_empty() {
        errors.add("item", Problem::Missing);
    }
    let mut plan = item.steps.clone();
    validate_plan(&mut errors, "steps", &mut plan);
    errors.finish(())
}

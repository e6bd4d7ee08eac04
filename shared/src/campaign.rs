//! A campaign of a commune: its window and the aid items a volunteer chooses from.

use serde::{Deserialize, Serialize};

mod eligibility;
mod handed_down;
mod mandate;

pub use eligibility::Eligibility;
pub use handed_down::{CampaignState, Origin};
pub use mandate::{Governing, GoverningDraft, Indicator, Mandate, MandateDraft};

use crate::field::{FieldError, FieldErrors, Problem};
use crate::fund::Source;
use crate::handover::AidForm;
use crate::id::{DocId, FactId};
use crate::limits::LINE_CHARS_MAX;
use crate::support::{StepRule, validate_plan};
use crate::time::{LocalDate, Timestamp};

/// One kind of aid a campaign gives. The norm is data the office can change, never law in code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AidItem {
    /// This item.
    pub id: FactId,
    /// As people call it: "Quà Tháng cao điểm".
    pub name: String,
    /// How it is given.
    pub form: AidForm,
    /// Usual money in đồng, offered in the form; 0 for none.
    pub money_vnd: i64,
    /// Usual quantity in thousandths of the unit; 0 for none.
    pub quantity_milli: i64,
    /// Unit of the quantity; empty for money alone.
    pub unit: String,
    /// Usual value of the goods in đồng; 0 for unknown.
    pub goods_value_vnd: i64,
    /// Who pays for it, as far as it is said.
    pub source: Option<Source>,
    /// Which Fund, which donor; empty for the unit's own Fund.
    pub source_name: String,
    /// The steps it takes (`crate::support`); none when it is given at once.
    pub steps: Vec<StepRule>,
}

/// A campaign: both days of its window belong to it, on a Vietnamese calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// Its document.
    pub id: DocId,
    /// Code of the commune that runs it.
    pub commune: String,
    /// As people call it.
    pub name: String,
    /// First day.
    pub from: LocalDate,
    /// Last day.
    pub to: LocalDate,
    /// What is given, in the order it is offered.
    pub items: Vec<AidItem>,
    /// Whether it has rounds (`crate::round`); while it has none, everybody gives as they see fit.
    pub has_rounds: bool,
}

/// Whether `at` lies in the campaign that began on `since`; with no campaign any time will do.
pub fn is_since(at: Option<Timestamp>, since: Option<LocalDate>) -> bool {
    at.is_some_and(|at| since.is_none_or(|since| since <= at.local_date()))
}

impl Campaign {
    /// The campaign with its texts cleaned, or every field's problem.
    pub fn validate(mut self) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        self.name = errors.text("name", &self.name, LINE_CHARS_MAX);
        if self.name.is_empty() {
            errors.add("name", Problem::Missing);
        }
        if self.to < self.from {
            errors.add("to", Problem::Unreadable);
        }
        for (place, item) in self.items.iter_mut().enumerate() {
            item.name = errors.text("item", &item.name, LINE_CHARS_MAX);
            item.unit = errors.text("unit", &item.unit, LINE_CHARS_MAX);
            item.source_name = errors.text("source_name", &item.source_name, LINE_CHARS_MAX);
            if item.name.is_empty() {
                errors.add("item", Problem::Missing);
            }
            if item.source == Some(Source::Direct) && item.source_name.is_empty() {
                errors.add(&format!("items.{place}.source_name"), Problem::NoDonor);
            }
            validate_plan(
                &mut errors,
                &format!("items.{place}.steps"),
                &mut item.steps,
            );
        }
        errors.finish(self)
    }

    /// Whether `date` lies in its window.
    pub fn contains(&self, date: LocalDate) -> bool {
        (self.from..=self.to).contains(&date)
    }
}

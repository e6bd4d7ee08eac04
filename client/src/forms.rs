//! What the forms hold, and how it becomes an ask: pure, the rules are `shared`'s own. What a form
//! holds is also what its draft is kept as.

mod activity;
mod consent;
mod correction;
mod handover;
mod kept;
mod offer;
mod profile;
mod support;
mod visit;
mod when;

pub(crate) use activity::ActivityForm;
pub(crate) use consent::{ANSWERS, ConsentForm, UNASKED};
pub(crate) use correction::CorrectionForm;
pub(crate) use handover::{HandoverForm, amounts, item_label};
pub(crate) use kept::{Kept, Text};
pub(crate) use offer::OfferForm;
pub(crate) use profile::{ProfileForm, RegistrationForm, display_of};
pub(crate) use support::{CaseForm, StepForm};
pub(crate) use visit::{NEEDS_BY_SERVICE, VisitForm};
pub(crate) use when::WhenForm;

use chungtay_shared::field::{FieldError, Problem};
use yew::AttrValue;

use crate::i18n::Translator;

/// What is wrong with the field of this name, in words.
pub(crate) fn error_of(t: &Translator, errors: &[FieldError], field: &str) -> Option<AttrValue> {
    errors
        .iter()
        .find(|error| error.field == field)
        .map(|error| AttrValue::Static(t.problem(error.problem)))
}

/// One problem of one field.
pub(crate) fn problem(field: &str, problem: Problem) -> FieldError {
    FieldError {
        field: field.to_owned(),
        problem,
    }
}

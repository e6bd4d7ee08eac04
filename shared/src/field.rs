//! Errors of a form, one for each field, so that a person sees all of them at once.

use serde::{Deserialize, Serialize};

/// What is wrong with what was typed; the catalogues say it in words (`error.<code>`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[error("{self:?}")]
pub enum Problem {
    /// Nothing was typed where something is needed.
    Missing,
    /// More characters than fit.
    TooLong,
    /// Cannot be read as what it should be (a date, an amount, a number).
    Unreadable,
    /// Zero or less where something real is needed.
    NotPositive,
    /// More than anybody can mean.
    TooLarge,
    /// In the future.
    InFuture,
    /// More than one reading is possible.
    Ambiguous,
    /// Nothing differs from what is already recorded.
    Unchanged,
    /// The right to hand this over is not held by this phone.
    NoRight,
    /// The household was given this in the same round.
    AlreadyGiven,
    /// Something else is called so already.
    Taken,
    /// There is no such thing, or no longer.
    Unknown,
    /// The household has moved away, is no more, or is kept in another record.
    Gone,
    /// Other records are kept in this one.
    HoldsOthers,
    /// All that was promised has come in already.
    AlreadyReceived,
    /// Something else rests upon it.
    InUse,
    /// The store has not so many.
    NotInStock,
    /// The volunteer has not said that they took any.
    NotTaken,
    /// The volunteer holds none any more.
    NotInHand,
    /// A decision has a number.
    NoDecisionNumber,
    /// A direct gift names its donor.
    NoDonor,
    /// Nothing was approved of this.
    NotApproved,
    /// More than is left of what was approved, and no note says why.
    OverApproved,
    /// The case is stopped.
    Stopped,
    /// Whoever decides does not approve of it too.
    SecondPerson,
    /// It is not the step that comes next.
    NotNext,
    /// Before the day of what came before it.
    TooEarly,
}

/// One problem of one field. `field` is the form's own name of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name, as in the draft.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Collects the problems of a form.
#[derive(Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Notes a problem.
    pub fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError {
            field: field.to_owned(),
            problem,
        });
    }

    /// Whether a problem of this field was noted.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// Keeps the value, or notes the problem and gives the default.
    pub fn take<T: Default>(&mut self, field: &str, value: Result<T, Problem>) -> T {
        value.unwrap_or_else(|problem| {
            self.add(field, problem);
            T::default()
        })
    }

    /// A trimmed NFC text of at most `chars_max` characters.
    pub fn text(&mut self, field: &str, value: &str, chars_max: usize) -> String {
        let value = crate::text::marks::compose(value.trim());
        if value.chars().count() > chars_max {
            self.add(field, Problem::TooLong);
        }
        value
    }

    /// Like [`Self::text`], of a text that may not be empty.
    pub fn needed(&mut self, field: &str, value: &str, chars_max: usize) -> String {
        let value = self.text(field, value, chars_max);
        if value.is_empty() {
            self.add(field, Problem::Missing);
        }
        value
    }

    /// All problems, where there is no value to keep.
    pub fn into_problems(self) -> Vec<FieldError> {
        self.0
    }

    /// The value if no problem was noted, else all problems.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<FieldError>> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self.0)
        }
    }
}

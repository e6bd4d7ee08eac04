//! What is recorded of an official decision: everything stays as typed until it is sent.

use std::rc::Rc;

use chungtay_shared::api::lives::TellStatus;
use chungtay_shared::date::read_day;
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::household::Category;
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::time::LocalDate;
use yew::Reducible;

/// What the form holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StatusDraft {
    /// The category decided.
    pub(super) category: Option<Category>,
    /// Number of the decision.
    pub(super) decision: String,
    /// First day it holds, as typed.
    pub(super) from: String,
    /// Last day it holds, as typed; empty when that was not decided.
    pub(super) to: String,
    /// Problems found when it was last to be sent.
    pub(super) errors: Vec<FieldError>,
}

/// What a person does to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StatusAction {
    /// Chooses the category.
    Category(Category),
    /// Types the number of the decision.
    Decision(String),
    /// Types the first day.
    From(String),
    /// Types the last day.
    To(String),
    /// These problems were found; none when it is sent.
    Refused(Vec<FieldError>),
    /// It was recorded: the form begins anew on this day.
    Begin(LocalDate),
}

impl StatusDraft {
    /// The form as it begins.
    pub(super) fn new(today: LocalDate) -> Self {
        Self {
            from: today.display(),
            ..Self::default()
        }
    }

    /// The day whose poverty standard the decision was made under: none for the commune's own lists,
    /// and none while what is typed is no day.
    pub(super) fn day_of_standard(&self) -> Option<LocalDate> {
        match self.category? {
            Category::Poor | Category::NearPoor | Category::NewlyEscaped => {
                read_day(&self.from).ok()
            }
            Category::Difficult
            | Category::EspeciallyDifficult
            | Category::Policy
            | Category::Other => None,
        }
    }

    /// Whether the last day is a day, so that only its order can be wrong with it.
    pub(super) fn has_last_day(&self) -> bool {
        read_day(&self.to).is_ok()
    }

    /// What is sent to the server, or every problem that can be seen here.
    pub(super) fn to_request(&self) -> Result<TellStatus, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        if self.category.is_none() {
            errors.add("category", Problem::Missing);
        }
        let decision = errors.text("decision", &self.decision, LINE_CHARS_MAX);
        if decision.is_empty() {
            errors.add("decision", Problem::Missing);
        }
        let mut day = |field: &str, text: &str| match read_day(text) {
            Ok(date) => Some(date),
            Err(problem) => {
                errors.add(field, problem);
                None
            }
        };
        let from = day("from", &self.from);
        let has_to = !self.to.trim().is_empty();
        let to = has_to.then(|| day("to", &self.to)).flatten();
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            errors.add("to", Problem::Unreadable);
        }
        errors.finish(())?;
        match (self.category, from) {
            (Some(category), Some(from)) => Ok(TellStatus {
                category,
                decision,
                from,
                to,
                answers: None,
            }),
            _ => Err(Vec::new()),
        }
    }
}

impl Reducible for StatusDraft {
    type Action = StatusAction;

    fn reduce(self: Rc<Self>, action: StatusAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            StatusAction::Category(category) => next.category = Some(category),
            StatusAction::Decision(decision) => next.decision = decision,
            StatusAction::From(from) => next.from = from,
            StatusAction::To(to) => next.to = to,
            StatusAction::Refused(errors) => next.errors = errors,
            StatusAction::Begin(today) => next = Self::new(today),
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: Vec<StatusAction>) -> StatusDraft {
        let begun = StatusDraft::new("2026-10-17".parse().unwrap());
        let draft = actions
            .into_iter()
            .fold(Rc::new(begun), StatusDraft::reduce);
        (*draft).clone()
    }

    fn fields(draft: &StatusDraft) -> Vec<(String, Problem)> {
        let errors = draft.to_request().unwrap_err();
        let named = errors.into_iter().map(|error| (error.field, error.problem));
        named.collect()
    }

    #[test]
    fn a_form_with_gaps_says_all_of_them_and_keeps_what_was_typed() {
        let named = |field: &str, problem| (field.to_owned(), problem);
        let draft = after(vec![
            StatusAction::Decision("  ".into()),
            StatusAction::From("2026".into()),
            StatusAction::To("cuối năm".into()),
        ]);
        assert_eq!(
            fields(&draft),
            [
                named("category", Problem::Missing),
                named("decision", Problem::Missing),
                named("from", Problem::Unreadable),
                named("to", Problem::Unreadable),
            ]
        );
        let refused = Rc::new(draft).reduce(StatusAction::Refused(Vec::new()));
        assert_eq!(
            (refused.from.as_str(), refused.to.as_str()),
            ("2026", "cuối năm")
        );
    }

    #[test]
    fn a_decision_holds_from_today_and_without_end_unless_days_are_typed() {
        let draft = after(vec![
            StatusAction::Category(Category::NearPoor),
            StatusAction::Decision(" 187/QĐ-UBND ".into()),
        ]);
        let told = draft.to_request().unwrap();
        assert_eq!(told.decision, "187/QĐ-UBND");
        assert_eq!(
            (told.from.display().as_str(), told.to),
            ("17/10/2026", None)
        );
        let with_end = |to: &str| {
            let draft = Rc::new(draft.clone()).reduce(StatusAction::To(to.into()));
            (*draft).clone()
        };
        let told = with_end("17/10/2026").to_request().unwrap();
        assert_eq!(told.to, Some(told.from));
        let before = with_end("16/10/2026");
        assert_eq!(fields(&before), [("to".to_owned(), Problem::Unreadable)]);
        assert!(before.has_last_day());
    }

    #[test]
    fn only_what_a_poverty_review_decides_has_a_standard_and_it_follows_the_day() {
        let day = |actions| {
            let day = after(actions).day_of_standard();
            day.map(LocalDate::display)
        };
        assert_eq!(day(vec![]), None);
        let poor = StatusAction::Category(Category::Poor);
        assert_eq!(day(vec![poor.clone()]).as_deref(), Some("17/10/2026"));
        let of_2027 = StatusAction::From("1/1/2027".into());
        assert_eq!(
            day(vec![poor.clone(), of_2027]).as_deref(),
            Some("01/01/2027")
        );
        let half_typed = StatusAction::From("1/1/".into());
        assert_eq!(day(vec![poor, half_typed]), None);
        let policy = StatusAction::Category(Category::Policy);
        assert_eq!(day(vec![policy]), None);
    }
}

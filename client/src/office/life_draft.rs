//! What is told of a household: everything stays as typed until it is sent.

use std::rc::Rc;

use chungtay_shared::api::lives::TellLife;
use chungtay_shared::date::read_day;
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::life::LifeKind;
use chungtay_shared::time::LocalDate;
use yew::Reducible;

/// What the form holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LifeDraft {
    /// What became of the household.
    pub(crate) kind: Option<LifeKind>,
    /// From which day, as typed.
    pub(crate) on: String,
    /// Why.
    pub(crate) reason: String,
    /// The new head, or the head of the part that is a household of its own.
    pub(crate) head_name: String,
    /// The household it joined.
    pub(crate) joined: Option<DocId>,
    /// Problems found when it was last to be sent.
    pub(crate) errors: Vec<FieldError>,
}

/// What a person does to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LifeAction {
    /// Chooses what became of it.
    Kind(LifeKind),
    /// Types the day.
    On(String),
    /// Types the reason.
    Reason(String),
    /// Types a head's name.
    HeadName(String),
    /// Chooses the household it joined.
    Joined(DocId),
    /// These problems were found; none when it is sent.
    Refused(Vec<FieldError>),
}

impl LifeDraft {
    /// The form as it begins.
    pub(crate) fn new(kind: Option<LifeKind>, day: LocalDate) -> Self {
        Self {
            kind,
            on: day.display(),
            ..Self::default()
        }
    }

    /// The same, but the household lives as before.
    pub(crate) fn that_it_stays(&self) -> Self {
        Self {
            kind: Some(LifeKind::Stays),
            ..self.clone()
        }
    }

    /// Whether the kind that is chosen asks for a head's name.
    pub(crate) fn has_head_name(&self) -> bool {
        matches!(self.kind, Some(LifeKind::HeadDied | LifeKind::Split))
    }

    /// Whether that name is needed.
    pub(crate) fn needs_head_name(&self) -> bool {
        self.kind == Some(LifeKind::Split)
    }

    /// What will be known of the part that is a household of its own.
    pub(crate) fn part_in(&self, hamlet: &str) -> Profile {
        Profile::default()
            .with(ProfileField::HeadName, self.head_name.trim())
            .with(ProfileField::Hamlet, hamlet)
    }

    /// What is sent to the server, or every problem that can be seen here.
    pub(crate) fn to_request(&self, answers: Option<FactId>) -> Result<TellLife, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        if self.kind.is_none() {
            errors.add("kind", Problem::Missing);
        }
        let on = match read_day(&self.on) {
            Ok(on) => Some(on),
            Err(problem) => {
                errors.add("on", problem);
                None
            }
        };
        if self.reason.trim().is_empty() {
            errors.add("reason", Problem::Missing);
        }
        let head_name = self.head_name.trim();
        if self.needs_head_name() && head_name.is_empty() {
            errors.add("head_name", Problem::Missing);
        }
        let joined = self.joined.filter(|_| self.kind == Some(LifeKind::Joined));
        if self.kind == Some(LifeKind::Joined) && joined.is_none() {
            errors.add("joined", Problem::Missing);
        }
        errors.finish(())?;
        match (self.kind, on) {
            (Some(kind), Some(on)) => Ok(TellLife {
                kind,
                on,
                reason: self.reason.clone(),
                answers,
                // What was typed before the kind was changed is not sent along unseen.
                head_name: if self.has_head_name() {
                    head_name.to_owned()
                } else {
                    String::new()
                },
                joined,
            }),
            _ => Err(Vec::new()),
        }
    }
}

impl Reducible for LifeDraft {
    type Action = LifeAction;

    fn reduce(self: Rc<Self>, action: LifeAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            LifeAction::Kind(kind) => {
                next.kind = Some(kind);
                next.errors.clear();
            }
            LifeAction::On(on) => next.on = on,
            LifeAction::Reason(reason) => next.reason = reason,
            LifeAction::HeadName(head_name) => next.head_name = head_name,
            LifeAction::Joined(joined) => next.joined = Some(joined),
            LifeAction::Refused(errors) => next.errors = errors,
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: Vec<LifeAction>) -> LifeDraft {
        let begun = LifeDraft::new(None, "2026-10-17".parse().unwrap());
        let draft = actions.into_iter().fold(Rc::new(begun), LifeDraft::reduce);
        (*draft).clone()
    }

    fn fields(draft: &LifeDraft) -> Vec<(String, Problem)> {
        let errors = draft.to_request(None).unwrap_err();
        let named = errors.into_iter().map(|error| (error.field, error.problem));
        named.collect()
    }

    #[test]
    fn a_form_with_gaps_says_all_of_them() {
        let named = |field: &str, problem| (field.to_owned(), problem);
        assert_eq!(
            fields(&after(vec![LifeAction::On("hôm qua".into())])),
            [
                named("kind", Problem::Missing),
                named("on", Problem::Unreadable),
                named("reason", Problem::Missing),
            ]
        );
        let missing = |kind| {
            fields(&after(vec![
                LifeAction::Kind(kind),
                LifeAction::Reason("tổ trưởng báo".into()),
            ]))
        };
        assert_eq!(
            missing(LifeKind::Split),
            [named("head_name", Problem::Missing)]
        );
        assert_eq!(
            missing(LifeKind::Joined),
            [named("joined", Problem::Missing)]
        );
    }

    #[test]
    fn what_the_chosen_kind_does_not_ask_for_stays_typed_and_is_not_sent() {
        let other = DocId::from_bytes([2; 16]);
        let mut draft = after(vec![
            LifeAction::Kind(LifeKind::Split),
            LifeAction::HeadName("Đặng Văn Út".into()),
            LifeAction::Joined(other),
            LifeAction::Reason("con trai ra riêng".into()),
        ]);
        let split = draft.to_request(None).unwrap();
        assert_eq!(
            (split.head_name.as_str(), split.joined),
            ("Đặng Văn Út", None)
        );
        assert_eq!(split.on.display(), "17/10/2026");
        draft.kind = Some(LifeKind::Joined);
        let joined = draft.to_request(None).unwrap();
        assert_eq!(
            (joined.head_name.as_str(), joined.joined),
            ("", Some(other))
        );
        assert_eq!(draft.head_name, "Đặng Văn Út");
    }

    #[test]
    fn a_note_that_was_wrong_is_answered_with_the_same_reason() {
        let visit = FactId::from_bytes([7; 16]);
        let draft = after(vec![
            LifeAction::Kind(LifeKind::MovedAway),
            LifeAction::Reason("chỉ đi thăm con".into()),
        ]);
        let told = draft.that_it_stays().to_request(Some(visit)).unwrap();
        assert_eq!((told.kind, told.answers), (LifeKind::Stays, Some(visit)));
        assert_eq!(told.reason, "chỉ đi thăm con");
    }
}

//! The form of a movement of gifts: everything stays as typed until it is noted.

use std::rc::Rc;

use chungtay_shared::api::rounds::Carrier;
use chungtay_shared::custody::{MovementDraft, MovementKind};
use chungtay_shared::id::Actor;
use yew::Reducible;

/// What the form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MovementForm {
    /// The movement.
    pub(super) draft: MovementDraft,
    /// How many it most likely is, by the person that was chosen.
    likely_count: Option<u64>,
    /// The count that follows from it and stands there unless another was typed.
    preset_count: String,
}

/// What a person does to the form.
#[derive(Debug, Clone)]
pub(super) enum MovementAction {
    /// Begins another.
    Begin(MovementKind),
    /// Chooses whose phone, with the likely count, or nobody's.
    Holder(Option<(Actor, u64)>),
    /// Types how many.
    Count(String),
    /// Types how many are missing.
    Missing(String),
    /// Types from whom they come.
    Party(String),
    /// Types the number of a voucher, or a reason.
    Note(String),
}

impl MovementForm {
    /// An empty form.
    pub(super) const fn new(kind: MovementKind) -> Self {
        Self {
            draft: MovementDraft::empty(kind),
            likely_count: None,
            preset_count: String::new(),
        }
    }

    /// What is missing does not come back. A count that was typed stays.
    fn preset_count(&mut self) {
        let missing = self.draft.missing_text.trim().parse().unwrap_or(0);
        let count = self.likely_count.map(|count| count.saturating_sub(missing));
        let count = count.map_or_else(String::new, |count| count.to_string());
        let typed = &mut self.draft.count_text;
        if typed.trim().is_empty() || *typed == self.preset_count {
            typed.clone_from(&count);
        }
        self.preset_count = count;
    }
}

impl Reducible for MovementForm {
    type Action = MovementAction;

    fn reduce(self: Rc<Self>, action: MovementAction) -> Rc<Self> {
        let mut next = (*self).clone();
        let draft = &mut next.draft;
        match action {
            MovementAction::Begin(kind) => next = Self::new(kind),
            MovementAction::Holder(holder) => {
                draft.holder = holder.map(|(actor, _)| actor);
                next.likely_count = holder.map(|(_, count)| count);
                next.preset_count();
            }
            MovementAction::Count(text) => draft.count_text = text,
            MovementAction::Missing(text) => {
                draft.missing_text = text;
                next.preset_count();
            }
            MovementAction::Party(text) => draft.party = text,
            MovementAction::Note(text) => draft.note = text,
        }
        Rc::new(next)
    }
}

/// Whether gifts may move so between the store and this carrier.
pub(super) fn takes_part(kind: MovementKind, carrier: &Carrier) -> bool {
    match kind {
        MovementKind::Received => false,
        MovementKind::Issued => carrier.is_in_use,
        MovementKind::Returned => carrier.balance.taken > 0,
    }
}

/// How many gifts it most likely is: what they still need, or all that they have left.
pub(super) fn likely_count(kind: MovementKind, carrier: &Carrier) -> u64 {
    let in_hand = i128::from(carrier.balance.in_hand());
    let count = match kind {
        MovementKind::Received => 0,
        MovementKind::Issued => {
            i128::from(carrier.to_give) - in_hand - i128::from(carrier.balance.waiting)
        }
        MovementKind::Returned => in_hand,
    };
    u64::try_from(count).unwrap_or_default()
}

#[cfg(test)]
mod tests;

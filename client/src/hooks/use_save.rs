//! Saving a form: once at a time, and "saved" only when the store has said so.

use std::rc::Rc;

use chungtay_shared::field::FieldError;
use chungtay_shared::phone::message::{Answer, Ask, Failure};
use yew::prelude::*;

use super::{use_app, use_navigator, use_store};
use crate::platform::focus;
use crate::route::Route;
use crate::state::{Action, JustSaved, SavedKind};

/// How the saving goes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SaveState {
    /// Nothing was asked.
    Idle,
    /// The store is at it.
    Saving,
    /// It was not done; the form is as it was.
    Failed(Failure),
}

/// Saves a form.
#[derive(Clone, PartialEq)]
pub(crate) struct Save {
    state: UseStateHandle<SaveState>,
    submit: Callback<Result<Ask, Vec<FieldError>>>,
}

impl Save {
    /// How it goes.
    pub(crate) fn state(&self) -> &SaveState {
        &self.state
    }

    /// Saves, or shows what is wrong with the form. A second tap while the store is at it does
    /// nothing.
    pub(crate) fn submit(&self, ask: Result<Ask, Vec<FieldError>>) {
        self.submit.emit(ask);
    }
}

/// What must be known at once, where a state only changes with the next drawing.
#[derive(Default)]
struct Now {
    is_saving: bool,
    is_gone: bool,
}

/// Saves forms of one kind. Once it is durable `on_saved` is called, the page of the household
/// opens, or that of the records, and says what was saved.
#[hook]
pub(crate) fn use_save(kind: SavedKind, on_saved: Callback<()>) -> Save {
    let dispatcher = use_app().dispatcher();
    let store = use_store();
    let navigator = use_navigator();
    let state = use_state_eq(|| SaveState::Idle);
    let now = use_mut_ref(Now::default);
    {
        let now = Rc::clone(&now);
        use_effect_with((), move |()| move || now.borrow_mut().is_gone = true);
    }
    use_effect_with((*state).clone(), |state| {
        if matches!(state, SaveState::Failed(Failure::Invalid(_))) {
            focus::on_first_error();
        }
    });
    let submit = {
        let set_state = state.setter();
        Callback::from(move |ask: Result<Ask, Vec<FieldError>>| {
            if now.borrow().is_saving {
                return;
            }
            let ask = match ask {
                Ok(ask) => ask,
                Err(errors) => {
                    set_state.set(SaveState::Failed(Failure::Invalid(errors)));
                    // The same errors again change nothing, and still the focus goes to them.
                    focus::on_first_error();
                    return;
                }
            };
            // The form of a handover makes a proposal where there is no right to hand over.
            let kind = if matches!(ask, Ask::Propose { .. }) {
                SavedKind::Proposal
            } else {
                kind
            };
            now.borrow_mut().is_saving = true;
            set_state.set(SaveState::Saving);
            let (now, set_state) = (Rc::clone(&now), set_state.clone());
            let (dispatcher, navigator) = (dispatcher.clone(), navigator.clone());
            let on_saved = on_saved.clone();
            store.ask(ask, move |result| {
                now.borrow_mut().is_saving = false;
                match result {
                    Ok(Answer::Saved { doc: household, .. }) => {
                        on_saved.emit(());
                        dispatcher.dispatch(Action::Saved(JustSaved { kind, household }));
                        if !now.borrow().is_gone {
                            // What is about no household stands on top of the records.
                            let is_of_household =
                                !matches!(kind, SavedKind::Activity | SavedKind::Offer);
                            navigator.leave_for(if is_of_household {
                                Route::Household { id: household }
                            } else {
                                Route::Records
                            });
                        }
                    }
                    Ok(_) => set_state.set(SaveState::Failed(Failure::Storage)),
                    Err(failure) => set_state.set(SaveState::Failed(failure)),
                }
            });
        })
    };
    Save { state, submit }
}

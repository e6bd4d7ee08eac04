//! A form that is kept at every change and forgotten when it is saved.

use std::rc::Rc;

use chungtay_shared::field::FieldError;
use chungtay_shared::phone::message::{Ask, Failure};
use yew::prelude::*;

use super::{DraftKeeper, Form, SaveState, use_form, use_save};
use crate::forms::Kept;
use crate::state::SavedKind;

/// A form, and how its saving goes.
pub(crate) struct DraftedForm<T: Clone + 'static> {
    /// What stands in it.
    pub(crate) form: Form<T>,
    /// How the saving goes. Once a save was refused for what stands in the form, every edit is
    /// judged anew, so that a mended field loses its error at once.
    pub(crate) state: SaveState,
    /// Saves, or shows what is wrong with the form.
    pub(crate) on_save: Callback<()>,
}

impl<T: Clone + 'static> DraftedForm<T> {
    /// The problems of the fields.
    pub(crate) fn errors(&self) -> &[FieldError] {
        match &self.state {
            SaveState::Failed(Failure::Invalid(errors)) => errors,
            SaveState::Failed(_) | SaveState::Idle | SaveState::Saving => &[],
        }
    }
}

/// A form that begins with `initial`. `read` makes of it what to ask of the store.
#[hook]
pub(crate) fn use_drafted_form<T>(
    initial: impl FnOnce() -> T,
    keeper: &DraftKeeper,
    kind: SavedKind,
    read: impl Fn(&T) -> Result<Ask, Vec<FieldError>> + 'static,
) -> DraftedForm<T>
where
    T: Clone + PartialEq + Kept + 'static,
{
    let form = use_form(initial);
    let submitted = use_mut_ref(|| None::<T>);
    let on_saved = {
        let keeper = keeper.clone();
        Callback::from(move |()| keeper.discard())
    };
    let save = use_save(kind, on_saved);
    {
        let keeper = keeper.clone();
        let now = (form.value().clone(), form.was_edited());
        use_effect_with(now, move |(value, was_edited)| {
            if *was_edited {
                keeper.keep(value);
            }
        });
    }
    let read = Rc::new(read);
    let was_edited_since = submitted.borrow().as_ref() != Some(form.value());
    let state = match save.state() {
        SaveState::Failed(Failure::Invalid(_)) if was_edited_since => match read(form.value()) {
            Ok(_) => SaveState::Idle,
            Err(errors) => SaveState::Failed(Failure::Invalid(errors)),
        },
        state @ (SaveState::Idle | SaveState::Saving | SaveState::Failed(_)) => state.clone(),
    };
    let on_save = {
        let form = form.clone();
        let keeper = keeper.clone();
        Callback::from(move |()| {
            keeper.keep_now();
            submitted.replace(Some(form.value().clone()));
            save.submit(read(form.value()));
        })
    };
    DraftedForm {
        form,
        state,
        on_save,
    }
}

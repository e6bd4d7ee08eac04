//! A household with everything in it, kept up to date.

use std::rc::Rc;

use chungtay_shared::household::Household;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::{Answer, Ask, Failure};
use yew::prelude::*;

use super::{use_app, use_store};
use crate::state::Opening;

/// Something that is asked of the store.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Loaded<T> {
    /// Not answered yet.
    Waiting,
    /// Here it is.
    Here(Rc<T>),
    /// It cannot be had.
    Failed(Failure),
}

/// The household; asked for again whenever its row changes. What is there stays while it is asked
/// for again.
#[hook]
pub(crate) fn use_household(id: DocId) -> Loaded<Household> {
    let app = use_app();
    let store = use_store();
    let loaded = use_state_eq(|| (id, Loaded::Waiting));
    let newest = use_mut_ref(|| 0_u32);
    let is_open = app.opening == Opening::Ready;
    let version = app.rows.get(id).map(|entry| Rc::as_ptr(entry) as usize);
    {
        let set_loaded = loaded.setter();
        use_effect_with((id, is_open, version), move |(id, is_open, _)| {
            if !*is_open {
                return;
            }
            let id = *id;
            let mine = {
                let mut newest = newest.borrow_mut();
                *newest += 1;
                *newest
            };
            store.ask(Ask::Household(id), move |result| {
                // A later question has been asked meanwhile: its answer counts.
                if *newest.borrow() != mine {
                    return;
                }
                set_loaded.set((
                    id,
                    match result {
                        Ok(Answer::Household(household)) => Loaded::Here(Rc::new(*household)),
                        Ok(_) => Loaded::Failed(Failure::Damaged),
                        Err(failure) => Loaded::Failed(failure),
                    },
                ));
            });
        });
    }
    if loaded.0 == id {
        loaded.1.clone()
    } else {
        Loaded::Waiting
    }
}

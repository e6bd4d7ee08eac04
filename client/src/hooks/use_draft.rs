//! Half-filled forms: kept at every change, found again after a reload or a crash.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chungtay_shared::phone::message::{Answer, Ask};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::{use_app, use_store};
use crate::forms::{Kept, Text};
use crate::platform::{events, json, last_words};
use crate::state::Opening;
use crate::store::Store;

/// What was kept of a form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Draft {
    /// Not answered yet.
    Waiting,
    /// Nothing.
    None,
    /// The texts of its fields.
    Kept(Rc<[Text]>),
}

/// Keeps the form of one route. Cheap to clone.
#[derive(Clone)]
pub(crate) struct DraftKeeper(Rc<Keeper>);

impl PartialEq for DraftKeeper {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Keeper {
    key: String,
    store: Store,
    /// Changed since the store was last asked to keep it.
    unkept: RefCell<Option<String>>,
    /// What the store was asked to keep and has not answered.
    asked: RefCell<Option<String>>,
    timer: RefCell<Option<Timeout>>,
    is_discarded: Cell<bool>,
    set_unkept: UseStateSetter<bool>,
}

/// Long enough not to write at every letter, short enough to lose no more than a word.
const PAUSE_MS: u32 = 300;

/// The text that says how many records this phone had made when the form was kept.
pub(crate) const MADE_BEFORE: &str = "made_before";

impl DraftKeeper {
    /// Keeps the form as it is now, after a short pause.
    pub(crate) fn keep(&self, form: &impl Kept) {
        let keeper = &self.0;
        let mut texts = form.texts();
        texts.push((MADE_BEFORE.to_owned(), keeper.store.made().to_string()));
        let Some(json) = json::object_of(&texts) else {
            return;
        };
        keeper.is_discarded.set(false);
        keeper.unkept.replace(Some(json));
        let later = Rc::clone(keeper);
        keeper
            .timer
            .replace(Some(Timeout::new(PAUSE_MS, move || later.flush())));
    }

    /// Keeps at once what would be kept after the pause: what follows may not come to its end.
    pub(crate) fn keep_now(&self) {
        self.0.flush();
    }

    /// Forgets the form: it was saved, or is not wanted.
    pub(crate) fn discard(&self) {
        let keeper = &self.0;
        keeper.is_discarded.set(true);
        keeper.unkept.take();
        keeper.asked.take();
        keeper.timer.take();
        last_words::forget(&keeper.key);
        keeper.store.tell(Ask::KeepDraft {
            key: keeper.key.clone(),
            json: String::new(),
        });
    }
}

impl Keeper {
    /// Asks the store to keep what is not kept.
    fn flush(self: &Rc<Self>) {
        if self.is_discarded.get() {
            return;
        }
        let Some(json) = self.unkept.take() else {
            return;
        };
        self.asked.replace(Some(json.clone()));
        let keeper = Rc::clone(self);
        let ask = Ask::KeepDraft {
            key: self.key.clone(),
            json: json.clone(),
        };
        self.store.ask(ask, move |result| {
            keeper.set_unkept.set(result.is_err());
            if result.is_ok() && keeper.asked.borrow().as_ref() == Some(&json) {
                keeper.asked.take();
                last_words::forget(&keeper.key);
            }
        });
    }

    /// The page may be about to end, and the store's worker with it.
    fn leave(self: &Rc<Self>) {
        let newest = self.unkept.borrow().clone();
        if let Some(json) = newest.or_else(|| self.asked.borrow().clone()) {
            last_words::keep(&self.key, &json);
        }
        self.flush();
    }

    /// What a page that ended could not hand to the store; it is handed on now.
    fn take_up(self: &Rc<Self>) -> Option<String> {
        let json = last_words::of(&self.key)?;
        self.unkept.replace(Some(json.clone()));
        self.flush();
        Some(json)
    }
}

/// What `use_draft` gives.
pub(crate) struct Drafting {
    /// What was kept under the key.
    pub(crate) draft: Draft,
    /// Keeps what is typed from now on.
    pub(crate) keeper: DraftKeeper,
    /// Whether what was typed last could not be kept.
    pub(crate) is_unkept: bool,
}

/// The draft kept under `key`, and its keeper.
#[hook]
pub(crate) fn use_draft(key: String) -> Drafting {
    let app = use_app();
    let store = use_store();
    let draft = use_state(|| Draft::Waiting);
    let is_unkept = use_state_eq(|| false);
    let keeper = {
        let set_unkept = is_unkept.setter();
        let store = store.clone();
        use_memo(key, move |key| {
            DraftKeeper(Rc::new(Keeper {
                key: key.clone(),
                store,
                unkept: RefCell::new(None),
                asked: RefCell::new(None),
                timer: RefCell::new(None),
                is_discarded: Cell::new(false),
                set_unkept,
            }))
        })
    };
    let keeper = (*keeper).clone();
    {
        let set_draft = draft.setter();
        let is_open = app.opening == Opening::Ready;
        use_effect_with((keeper.clone(), is_open), move |(keeper, is_open)| {
            if !*is_open {
                return;
            }
            let keeper = Rc::clone(&keeper.0);
            store.ask(
                Ask::Draft {
                    key: keeper.key.clone(),
                },
                move |result| {
                    let stored = match result {
                        Ok(Answer::Draft(json)) => json,
                        Ok(_) | Err(_) => None,
                    };
                    let json = keeper.take_up().or(stored);
                    let kept = json.and_then(|json| json::texts_of(&json)).map(Rc::from);
                    set_draft.set(kept.map_or(Draft::None, Draft::Kept));
                },
            );
        });
    }
    use_effect_with(keeper.clone(), |keeper| {
        let leaving = {
            let keeper = Rc::clone(&keeper.0);
            events::on_leaving(move || keeper.leave())
        };
        let keeper = Rc::clone(&keeper.0);
        move || {
            keeper.flush();
            drop(leaving);
        }
    });
    Drafting {
        draft: (*draft).clone(),
        keeper,
        is_unkept: *is_unkept,
    }
}

//! A form that begins with what was kept of it, if anything was.

use std::rc::Rc;

use yew::prelude::*;

use super::page::skeleton;
use crate::components::{Tone, banner, note};
use crate::forms::{Kept, Text};
use crate::hooks::{Draft, DraftKeeper, MADE_BEFORE, use_app, use_draft};
use crate::i18n::{Translator, use_translator};
use crate::route::Route;
use crate::state::was_saved;

/// What a form begins with.
#[derive(Clone, PartialEq)]
pub(crate) struct Beginning {
    kept: Option<Rc<[Text]>>,
    /// Keeps what is typed from now on.
    pub(crate) keeper: DraftKeeper,
}

impl Beginning {
    /// What was kept, upon `new`; only `new` when nothing was or the volunteer does not want it.
    pub(crate) fn upon<T: Kept>(&self, mut new: T) -> T {
        new.restore(self.kept.as_deref().unwrap_or_default());
        new
    }
}

/// A form.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its route, under which it is kept.
    pub(crate) route: Route,
    /// Draws the form.
    pub(crate) form: Callback<Beginning, Html>,
}

/// A form that begins with what was kept of it. It is drawn when that is known.
#[component]
pub(crate) fn Drafted(props: &Props) -> Html {
    let t = use_translator();
    let app = use_app();
    let drafting = use_draft(props.route.to_path());
    let is_unwanted = use_state_eq(|| false);
    let on_discard = {
        let set_unwanted = is_unwanted.setter();
        let keeper = drafting.keeper.clone();
        Callback::from(move |_: MouseEvent| {
            keeper.discard();
            set_unwanted.set(true);
        })
    };
    // Decided once: a form that is open does not begin anew because of a record that is made.
    let found = use_mut_ref(|| None::<Option<Rc<[Text]>>>);
    if found.borrow().is_none() {
        let decided = match (drafting.draft, &app.records) {
            (Draft::Waiting, _) | (Draft::Kept(_), None) => return skeleton(&t),
            (Draft::None, _) => None,
            (Draft::Kept(texts), Some(records)) => {
                Some(texts).filter(|texts| !was_saved(props.route, made_before(texts), records))
            }
        };
        found.replace(Some(decided));
    }
    let kept = found.borrow().clone().flatten().filter(|_| !*is_unwanted);
    let is_restored = kept.is_some();
    let beginning = Beginning {
        kept,
        keeper: drafting.keeper,
    };
    html! {
        <>
            if is_restored {
                { restored_note(&t, on_discard) }
            }
            if drafting.is_unkept {
                { note(Tone::Waiting, "draft-unkept", t.text("draft.unkept")) }
            }
            // Without the draft it is another form, which begins anew.
            <div class="form" key={if is_restored { "kept" } else { "new" }}>
                { props.form.emit(beginning) }
            </div>
        </>
    }
}

/// How many records this phone had made when the form was kept.
fn made_before(texts: &[Text]) -> u64 {
    let text = texts.iter().find(|(name, _)| name == MADE_BEFORE);
    text.and_then(|(_, made)| made.parse().ok())
        .unwrap_or(u64::MAX)
}

/// Says that the form was found again, and lets the volunteer begin anew.
fn restored_note(t: &Translator, onclick: Callback<MouseEvent>) -> Html {
    let below = html! {
        <button type="button" class="button" data-testid="draft-discard" {onclick}>
            { t.text("draft.discard") }
        </button>
    };
    let (title, text) = (t.text("draft.restored"), t.text("draft.restored_text"));
    banner(Tone::Info, "draft-restored", title, text, below)
}

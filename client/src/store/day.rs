//! The route of the day: kept as the draft of its page, at once after every tap, and no other phone's
//! concern.

use chungtay_shared::day_plan::DayRoute;
use chungtay_shared::phone::message::{Answer, Ask, Failure};

use super::Store;
use crate::platform::last_words;
use crate::state::Action;

/// The page, by whose address the route is kept.
const KEY: &str = "/day";

impl Store {
    /// Reads the route; the state learns it.
    pub(crate) fn read_route(&self) {
        let store = self.clone();
        let key = KEY.to_owned();
        self.ask(Ask::Draft { key }, move |result| {
            let stored = match result {
                Ok(Answer::Draft(text)) => text,
                Ok(_) | Err(_) => None,
            };
            // What a page that ended could not hand to the store is handed on now.
            let unkept = last_words::of(KEY);
            if let Some(text) = unkept.clone() {
                store.keep_text(text, |_| {});
            }
            let text = unkept.or(stored).unwrap_or_default();
            store.dispatch(Action::Route(DayRoute::from_text(&text)));
        });
    }

    /// Shows this route and keeps it; `reply` gets whether it is kept. One that is not is taken back.
    pub(crate) fn keep_route(
        &self,
        route: DayRoute,
        reply: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        let text = route.to_text();
        self.dispatch(Action::Route(route));
        let store = self.clone();
        self.keep_text(text, move |result| {
            if result.is_err() {
                store.read_route();
            }
            reply(result);
        });
    }

    fn keep_text(&self, text: String, reply: impl FnOnce(Result<(), Failure>) + 'static) {
        last_words::keep(KEY, &text);
        let ask = Ask::KeepDraft {
            key: KEY.to_owned(),
            json: text.clone(),
        };
        self.ask(ask, move |result| {
            // Unless there was another tap since.
            if last_words::of(KEY).as_ref() == Some(&text) {
                last_words::forget(KEY);
            }
            reply(result.map(|_| ()));
        });
    }
}

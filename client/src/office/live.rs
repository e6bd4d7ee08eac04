//! Hears from the server that something changed, and tells the pages to read again.

use std::cell::RefCell;
use std::rc::Rc;

use chungtay_shared::api::path;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::EventSource;
use yew::prelude::*;

use super::shell::{Phase, Shell, ShellAction};

/// A burst of changes is read once, this long after its first.
const GATHER_MS: u32 = 400;
/// A feed the browser has given up is opened again after this.
const REOPEN_MS: u32 = 5_000;

/// Keeps the feed open while somebody is signed in, and reads again when the window comes back to
/// the front.
#[hook]
pub(crate) fn use_live_feed(shell: &UseReducerHandle<Shell>) {
    let signed_in = matches!(shell.phase, Phase::SignedIn(_)) && !shell.locked;
    let dispatcher = shell.dispatcher();
    use_effect_with(signed_in, move |signed_in| {
        let feed = signed_in.then(|| Feed::open(dispatcher.clone()));
        let focus = signed_in.then(|| {
            EventListener::new(&gloo::utils::window(), "focus", move |_| {
                dispatcher.dispatch(ShellAction::Changed);
            })
        });
        move || drop((feed, focus))
    });
}

struct Feed {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    dispatcher: UseReducerDispatcher<Shell>,
    source: Option<EventSource>,
    listeners: Vec<EventListener>,
    gathering: Option<Timeout>,
    reopening: Option<Timeout>,
}

impl Feed {
    fn open(dispatcher: UseReducerDispatcher<Shell>) -> Self {
        let inner = Rc::new(RefCell::new(Inner {
            dispatcher,
            source: None,
            listeners: Vec::new(),
            gathering: None,
            reopening: None,
        }));
        connect(&inner);
        Self { inner }
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        let mut inner = self.inner.borrow_mut();
        inner.listeners.clear();
        inner.gathering = None;
        inner.reopening = None;
        if let Some(source) = inner.source.take() {
            source.close();
        }
    }
}

fn connect(inner: &Rc<RefCell<Inner>>) {
    let Ok(source) = EventSource::new(path::LIVE) else {
        return;
    };
    let on = |event: &'static str, then: fn(&Rc<RefCell<Inner>>)| {
        let weak = Rc::downgrade(inner);
        EventListener::new(&source, event, move |_| {
            if let Some(inner) = weak.upgrade() {
                then(&inner);
            }
        })
    };
    let listeners = vec![
        on("open", opened),
        on("error", broke),
        on("changed", changed),
    ];
    let mut inner = inner.borrow_mut();
    inner.reopening = None;
    inner.listeners = listeners;
    inner.source = Some(source);
}

fn opened(inner: &Rc<RefCell<Inner>>) {
    let dispatcher = inner.borrow().dispatcher.clone();
    dispatcher.dispatch(ShellAction::Reached);
    dispatcher.dispatch(ShellAction::FeedOpened);
}

fn changed(inner: &Rc<RefCell<Inner>>) {
    let mut held = inner.borrow_mut();
    if held.gathering.is_some() {
        return;
    }
    let weak = Rc::downgrade(inner);
    held.gathering = Some(Timeout::new(GATHER_MS, move || {
        let Some(inner) = weak.upgrade() else { return };
        inner.borrow_mut().gathering = None;
        let dispatcher = inner.borrow().dispatcher.clone();
        dispatcher.dispatch(ShellAction::Changed);
    }));
}

/// The browser connects again by itself, except after an answer that was no stream.
fn broke(inner: &Rc<RefCell<Inner>>) {
    let mut held = inner.borrow_mut();
    let given_up = held
        .source
        .as_ref()
        .is_some_and(|source| source.ready_state() == EventSource::CLOSED);
    if given_up && held.reopening.is_none() {
        let weak = Rc::downgrade(inner);
        held.reopening = Some(Timeout::new(REOPEN_MS, move || {
            if let Some(inner) = weak.upgrade() {
                connect(&inner);
            }
        }));
    }
    let dispatcher = held.dispatcher.clone();
    drop(held);
    dispatcher.dispatch(ShellAction::FeedBroke);
}

//! Something a person asked the server to do: one at a time, with its outcome in words.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::failure::Failure;
use super::remote::use_shell;
use super::shell::{Shell, ShellAction};

/// How the thing asked for goes.
#[derive(Clone, PartialEq)]
pub(crate) struct Task {
    state: UseStateHandle<State>,
    dispatcher: UseReducerDispatcher<Shell>,
}

#[derive(Debug, Clone, PartialEq)]
enum State {
    Idle,
    Busy,
    Failed(Failure),
}

/// A thing that can be asked for; it begins idle.
#[hook]
pub(crate) fn use_task() -> Task {
    let state = use_state_eq(|| State::Idle);
    let dispatcher = use_shell().dispatcher();
    Task { state, dispatcher }
}

impl Task {
    /// Whether it is being done.
    pub(crate) fn is_busy(&self) -> bool {
        *self.state == State::Busy
    }

    /// Why it was not done.
    pub(crate) fn failure(&self) -> Option<&Failure> {
        match &*self.state {
            State::Failed(failure) => Some(failure),
            State::Idle | State::Busy => None,
        }
    }

    /// Does it, unless it is being done already; `on_done` gets what came of it.
    pub(crate) fn run<T: 'static>(
        &self,
        work: impl Future<Output = Result<T, Failure>> + 'static,
        on_done: impl FnOnce(T) + 'static,
    ) {
        if self.is_busy() {
            return;
        }
        self.state.set(State::Busy);
        let state = self.state.setter();
        let dispatcher = self.dispatcher.clone();
        spawn_local(async move {
            match work.await {
                Ok(value) => {
                    state.set(State::Idle);
                    dispatcher.dispatch(ShellAction::Reached);
                    on_done(value);
                }
                Err(failure) => {
                    state.set(State::Failed(failure.clone()));
                    dispatcher.dispatch(ShellAction::Failed(failure));
                }
            }
        });
    }
}

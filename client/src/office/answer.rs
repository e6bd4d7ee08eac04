//! An answer of the office: it is sent with its reason, and everything is read again. What was typed
//! stays where it is refused.

use serde::Serialize;
use yew::prelude::*;

use super::failure::Failure;
use super::remote::use_shell;
use super::shell::{Shell, ShellAction};
use super::task::{Task, use_task};
use super::{http, words};
use crate::components::{Banner, Field, Kind, Tone};
use crate::i18n::Translator;

/// An answer that can be sent, and how the sending goes.
#[derive(Clone, PartialEq)]
pub(crate) struct Answer {
    task: Task,
    dispatcher: UseReducerDispatcher<Shell>,
}

/// An answer that can be sent.
#[hook]
pub(crate) fn use_answer() -> Answer {
    let task = use_task();
    let dispatcher = use_shell().dispatcher();
    Answer { task, dispatcher }
}

impl Answer {
    /// Whether it is being sent.
    pub(crate) fn is_busy(&self) -> bool {
        self.task.is_busy()
    }

    /// Why it was not accepted.
    pub(crate) fn failure(&self) -> Option<&Failure> {
        self.task.failure()
    }

    /// Sends it; once it is accepted everything is read again, and what it concerns leaves the page.
    pub(crate) fn send(
        &self,
        path: impl Into<String>,
        request: impl Serialize + 'static,
        on_done: impl FnOnce() + 'static,
    ) {
        let (path, dispatcher) = (path.into(), self.dispatcher.clone());
        self.task.run(
            async move { http::post_only(&path, &request).await },
            move |()| {
                dispatcher.dispatch(ShellAction::Changed);
                on_done();
            },
        );
    }

    /// What the server found wrong with a field, in words.
    pub(crate) fn error(&self, t: &Translator, field: &str) -> Option<AttrValue> {
        let problem = self.failure()?.problem_of(field)?;
        Some(AttrValue::from(t.problem(problem)))
    }

    /// Why it was not accepted, where no field says so.
    pub(crate) fn banner(&self, t: &Translator) -> Html {
        let failure = self.failure().filter(|failure| failure.fields().is_empty());
        html! {
            if let Some(failure) = failure {
                <Banner tone={Tone::Problem}><p>{ words::failure(t, failure) }</p></Banner>
            }
        }
    }

    /// The field for a reason.
    pub(crate) fn reason_field(
        &self,
        t: &Translator,
        id: &str,
        label: &'static str,
        reason: &UseStateHandle<String>,
    ) -> Html {
        html! {
            <Field
                name={format!("{id}-reason")} {label} kind={Kind::Note}
                value={(**reason).clone()} error={self.error(t, "reason")} on_input={into(reason)}
            />
        }
    }
}

/// Keeps what is typed.
pub(crate) fn into(state: &UseStateHandle<String>) -> Callback<String> {
    let set = state.setter();
    Callback::from(move |text| set.set(text))
}

//! Says with a reason that something that was entered does not count. It stays where it stands,
//! struck through, with the reason.

use chungtay_shared::field::Problem;
use serde::Serialize;
use yew::prelude::*;

use super::answer::use_answer;
use super::disclosure::Disclosure;
use super::first_problem::use_first_problem;
use super::remote::use_shell;
use crate::i18n::use_translator;

/// What the form says.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Texts {
    /// What becomes of it.
    pub(crate) what: &'static str,
    /// What is asked for the reason.
    pub(crate) why: &'static str,
    /// What the button says.
    pub(crate) now: &'static str,
    /// It was taken back already.
    pub(crate) gone: &'static str,
    /// Something else rests upon it; `None` where nothing can.
    pub(crate) in_use: Option<&'static str>,
}

/// The small button that shows the form; its test id is [`Props::testid`].
#[derive(Clone, PartialEq)]
pub(crate) struct Opener {
    /// What it says.
    pub(crate) label: &'static str,
    /// The same for who hears the button without what stands around it; begins with [`Self::label`].
    pub(crate) spoken: String,
}

/// What is taken back, and how.
#[derive(PartialEq, Properties)]
pub(crate) struct Props<R: PartialEq + 'static> {
    /// HTML id of what the button shows; the reason's is `<id>-reason`.
    pub(crate) id: String,
    /// Stable name for tests: of the form `<testid>-form`, of its button `<testid>-now`.
    pub(crate) testid: &'static str,
    /// What the form says.
    pub(crate) texts: Texts,
    /// The button that shows the form; `None` where whoever lists the thing shows it.
    #[prop_or_default]
    pub(crate) opener: Option<Opener>,
    /// Where the request goes.
    pub(crate) path: String,
    /// The request that gives this reason.
    pub(crate) request: Callback<String, R>,
    /// The request's name for the thing itself, under which the server refuses it.
    pub(crate) field: &'static str,
    /// What to say once it is done.
    pub(crate) done: String,
    /// Gets what to say.
    pub(crate) on_said: Callback<String>,
}

/// The form in which something is taken back, below the button that shows it if it has one. What was
/// typed stays when the button hides the form.
#[component]
pub(crate) fn TakeBack<R: Serialize + PartialEq + 'static>(props: &Props<R>) -> Html {
    let t = use_translator();
    let (shell, answer) = (use_shell(), use_answer());
    let open = use_state_eq(|| false);
    let reason = use_state_eq(String::new);
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let onsubmit = {
        let (answer, on_said) = (answer.clone(), props.on_said.clone());
        let (path, request) = (props.path.clone(), props.request.clone());
        let (reason, done) = ((*reason).clone(), props.done.clone());
        let is_own = props.opener.is_some();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if is_own {
                on_said.emit(String::new());
            }
            let (on_said, done) = (on_said.clone(), done.clone());
            let request = request.emit(reason.clone());
            answer.send(path.clone(), request, move || on_said.emit(done));
        })
    };
    if !shell.may("POST", &props.path) {
        return Html::default();
    }
    let failure = answer.failure();
    let problem = failure.and_then(|failure| failure.problem_of(props.field));
    let Texts { what, why, now, .. } = props.texts;
    let (id, testid) = (&props.id, props.testid);
    let form = html! {
        <form
            ref={node} class="stack" novalidate=true {onsubmit}
            data-testid={format!("{testid}-form")}
        >
            <p class="hint">{ what }</p>
            { answer.reason_field(&t, id, why, &reason) }
            if let Some(problem) = problem {
                <p class="error" role="alert">{ refused(&props.texts, problem) }</p>
            }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-danger" disabled={answer.is_busy()}
                    data-testid={format!("{testid}-now")}
                >
                    { now }
                </button>
            </p>
        </form>
    };
    let Some(Opener { label, spoken }) = &props.opener else {
        return form;
    };
    html! {
        <Disclosure
            id={id.clone()} label={*label} spoken={spoken.clone()} {testid} open={*open} small=true
            {on_toggle}
        >
            { form }
        </Disclosure>
    }
}

/// Why the thing itself cannot be taken back.
fn refused(texts: &Texts, problem: Problem) -> &'static str {
    match texts.in_use {
        Some(in_use) if problem == Problem::InUse => in_use,
        _ => texts.gone,
    }
}

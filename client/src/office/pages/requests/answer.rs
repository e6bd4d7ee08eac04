//! What is said of a request: whoever asks was told how it goes on, it takes longer, it has ended.

use chungtay_shared::api::path;
use chungtay_shared::data_request::{Draft, Outcome};
use chungtay_shared::field::Problem;
use yew::prelude::*;

use crate::components::{Choice, Field, Kind};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, into, use_answer};
use crate::office::choice_field::ChoiceField;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::pages::register::day::use_day;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Whoever asks was told how it goes on.
    Reply,
    /// It takes longer.
    Extend,
    /// It has ended.
    Close,
}

impl What {
    const fn code(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Extend => "extend",
            Self::Close => "close",
        }
    }
}

/// What is said of which request, and who hears of it.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What is said.
    pub(super) what: What,
    /// The request's number.
    pub(super) request: u64,
    /// Days that it may be put off.
    #[prop_or_default]
    pub(super) days: i64,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and the form below it.
#[component]
pub(super) fn Say(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let (what, request) = (props.what, props.request);
    let open = use_state_eq(|| false);
    let (on, how) = (use_day(), use_state_eq(String::new));
    let outcome = use_state_eq(|| None::<Outcome>);
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let id = format!("{}-{request}", what.code());
    let onsubmit = {
        let (answer, on, how, outcome) = (answer.clone(), on.clone(), (*how).clone(), *outcome);
        let (open, on_said) = (open.setter(), props.on_said.clone());
        let done = t.choice("office.requests.say_done", what.code()).to_owned();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(on) = on.read() else {
                return;
            };
            let how = how.clone();
            let draft = match what {
                What::Reply => Draft::Replied { request, on, how },
                What::Extend => Draft::Extended {
                    request,
                    reason: how,
                },
                What::Close => Draft::Closed {
                    request,
                    on,
                    outcome,
                    how,
                },
            };
            let (open, on_said, done) = (open.clone(), on_said.clone(), done.clone());
            answer.send(path::REQUESTS, draft, move || {
                open.set(false);
                on_said.emit(done);
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let number = t.number(request);
    let label = t.choice("office.requests.say", what.code());
    let field = if what == What::Extend {
        "reason"
    } else {
        "how"
    };
    let days = props.days.to_string();
    html! {
        <Disclosure
            id={id.clone()} {label} small=true testid={format!("request-{}", what.code())}
            spoken={format!("{label}: {}", t.fill("office.requests.number", &[("n", &number)]))}
            open={*open} {on_toggle}
        >
            <form
                ref={node} class="stack" novalidate=true {onsubmit}
                data-testid={format!("request-{}-form", what.code())}
            >
                if what == What::Extend {
                    <p class="hint">{ t.fill("office.requests.extend_what", &[("days", &days)]) }</p>
                } else {
                    { on.field(&t, &answer, (&id, "on"), t.choice("office.requests.say_on", what.code())) }
                }
                if what == What::Close { { outcomes(&t, &answer, &id, &outcome) } }
                <Field
                    name={format!("{id}-{field}")} label={t.choice("office.requests.say_how", what.code())}
                    kind={Kind::Note} hint={t.text("office.requests.no_names")} value={(*how).clone()}
                    error={answer.error(&t, field)} on_input={into(&how)}
                />
                { refused(&t, &answer) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid={format!("request-{}-now", what.code())}
                    >
                        { t.text("office.requests.save") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

fn outcomes(
    t: &Translator,
    answer: &Answer,
    id: &str,
    outcome: &UseStateHandle<Option<Outcome>>,
) -> Html {
    let choices = Outcome::ALL
        .iter()
        .map(|one| Choice::new(one.code(), t.choice("office.request_outcome", one.code())));
    let on_choose = {
        let outcome = outcome.setter();
        Callback::from(move |code: AttrValue| outcome.set(Outcome::from_code(&code)))
    };
    let problem = answer
        .failure()
        .and_then(|failure| failure.problem_of("outcome"));
    let error = match problem {
        Some(Problem::InUse) => Some(AttrValue::Static(t.text("office.requests.still_there"))),
        _ => answer.error(t, "outcome"),
    };
    html! {
        <ChoiceField
            name={format!("{id}-outcome")} label={t.text("office.requests.outcome")}
            choices={choices.collect::<Vec<_>>()}
            chosen={outcome.map(|one| AttrValue::Static(one.code()))} {error} {on_choose}
        />
    }
}

/// Why nothing more is said of the request itself.
fn refused(t: &Translator, answer: &Answer) -> Html {
    let problem = answer
        .failure()
        .and_then(|failure| failure.problem_of("request"));
    let key = match problem {
        None => return Html::default(),
        Some(Problem::Taken) => "office.requests.extended_once",
        Some(_) => "office.requests.too_late",
    };
    html! { <p class="error" role="alert" data-testid="request-refused">{ t.text(key) }</p> }
}

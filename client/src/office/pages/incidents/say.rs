//! What is said of an incident beside its draft: the notice was filed, something was learnt, it has ended.

use chungtay_shared::api::path;
use chungtay_shared::field::Problem;
use chungtay_shared::incident::{Channel, Draft};
use yew::prelude::*;

use crate::components::{Choice, Field, Kind};
use crate::forms::WhenForm;
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, into, use_answer};
use crate::office::browser;
use crate::office::choice_field::ChoiceField;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The notice was filed.
    File,
    /// Something was learnt since.
    Add,
    /// It has ended.
    End,
}

impl What {
    const fn code(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Add => "add",
            Self::End => "end",
        }
    }

    /// The text's name in the request.
    const fn field(self) -> &'static str {
        match self {
            Self::File => "number",
            Self::Add => "text",
            Self::End => "reason",
        }
    }
}

/// What is said of which incident, and who hears of it.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What is said.
    pub(super) what: What,
    /// The incident's number.
    pub(super) incident: u64,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and the form below it.
#[component]
pub(super) fn Say(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let (what, incident) = (props.what, props.incident);
    let open = use_state_eq(|| false);
    let day = use_state_eq(|| WhenForm::at(browser::now()).date);
    let time = use_state_eq(|| WhenForm::at(browser::now()).time);
    let channel = use_state_eq(|| None::<Channel>);
    let text = use_state_eq(String::new);
    let unread = use_state_eq(|| None::<Problem>);
    let node = use_node_ref();
    use_first_problem(&node, (answer.failure().cloned(), *unread));
    let id = format!("{}-incident-{incident}", what.code());
    let onsubmit = {
        let (answer, unread, open) = (answer.clone(), unread.setter(), open.setter());
        let (day, time, channel) = ((*day).clone(), (*time).clone(), *channel);
        let (text, on_said) = (text.clone(), props.on_said.clone());
        let done = t
            .choice("office.incidents.say_done", what.code())
            .to_owned();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let filed = match (WhenForm {
                date: day.clone(),
                time: time.clone(),
            })
            .read()
            {
                Ok(filed) => filed,
                Err(problem) => return unread.set(Some(problem)),
            };
            unread.set(None);
            let said = (*text).clone();
            let draft = match what {
                What::File => Draft::Filed {
                    incident,
                    filed,
                    channel,
                    number: said,
                },
                What::Add => Draft::Added {
                    incident,
                    text: said,
                },
                What::End => Draft::Ended {
                    incident,
                    reason: said,
                },
            };
            let (open, on_said, done) = (open.clone(), on_said.clone(), done.clone());
            let text = text.setter();
            answer.send(path::INCIDENTS, draft, move || {
                text.set(String::new());
                open.set(false);
                on_said.emit(done);
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let on_choose = {
        let channel = channel.setter();
        Callback::from(move |code: AttrValue| channel.set(Channel::from_code(&code)))
    };
    let channels = Channel::ALL
        .iter()
        .map(|one| Choice::new(one.code(), t.choice("office.incident_channel", one.code())));
    let day_error = unread.map(|problem| AttrValue::Static(t.problem(problem)));
    let label = t.choice("office.incidents.say", what.code());
    let number = t.number(incident);
    let kind = if what == What::File {
        Kind::Line
    } else {
        Kind::Note
    };
    html! {
        <Disclosure
            id={id.clone()} {label} small=true testid={format!("incident-{}", what.code())}
            spoken={format!("{label}: {}", t.fill("office.incidents.number", &[("n", &number)]))}
            open={*open} {on_toggle}
        >
            <form
                ref={node} class="stack" novalidate=true {onsubmit}
                data-testid={format!("incident-{}-form", what.code())}
            >
                <p class="hint">{ t.choice("office.incidents.say_what", what.code()) }</p>
                if what == What::File {
                    <Field
                        name={format!("{id}-day")} label={t.text("office.incidents.filed_day")}
                        kind={Kind::Date} value={(*day).clone()}
                        error={day_error.or_else(|| answer.error(&t, "filed"))} on_input={into(&day)}
                    />
                    <Field
                        name={format!("{id}-time")} label={t.text("office.incidents.filed_time")}
                        kind={Kind::Time} value={(*time).clone()} on_input={into(&time)}
                    />
                    <ChoiceField
                        name={format!("{id}-channel")} label={t.text("office.incidents.filed_how")}
                        choices={channels.collect::<Vec<_>>()}
                        chosen={channel.map(|one| AttrValue::Static(one.code()))}
                        error={answer.error(&t, "channel")} {on_choose}
                    />
                }
                <Field
                    name={format!("{id}-text")} label={t.choice("office.incidents.say_how", what.code())}
                    {kind} value={(*text).clone()} error={answer.error(&t, what.field())}
                    on_input={into(&text)}
                />
                { missing(&t, &answer) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid={format!("incident-{}-now", what.code())}
                    >
                        { t.text("office.incidents.save_said") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

/// What the draft still lacks before its notice can be filed, by the names of its fields.
fn missing(t: &Translator, answer: &Answer) -> Html {
    const OF_DRAFT: [&str; 11] = [
        "found_how",
        "happened",
        "place",
        "what",
        "people",
        "consequences",
        "measures",
        "data",
        "contact_name",
        "contact_post",
        "contact_at",
    ];
    let has = |field: &&str| {
        answer
            .failure()
            .is_some_and(|f| f.problem_of(field).is_some())
    };
    if has(&"incident") {
        return html! { <p class="error" role="alert">{ t.text("office.incidents.gone") }</p> };
    }
    let lacks: Vec<&str> = OF_DRAFT
        .iter()
        .filter(|f| has(f))
        .map(|f| t.choice("office.incident", f))
        .collect();
    if lacks.is_empty() {
        return Html::default();
    }
    let lacks = lacks.join("; ");
    html! {
        <p class="error" role="alert" data-testid="incident-lacks">
            { t.fill("office.incidents.lacks", &[("fields", &lacks)]) }
        </p>
    }
}

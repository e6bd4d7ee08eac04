//! The form in which an incident is drafted: all of it may still be unknown but when it was found and what
//! happened.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::field::Problem;
use chungtay_shared::incident::{Data, Draft, Known};
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::WhenForm;
use crate::i18n::use_translator;
use crate::office::answer::use_answer;
use crate::office::browser;
use crate::office::first_problem::use_first_problem;

/// What was drafted before, and who hears that it was drafted.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Number of the incident; none begins one.
    #[prop_or_default]
    pub(super) incident: Option<u64>,
    /// What was drafted before.
    #[prop_or_default]
    pub(super) before: Option<Rc<Known>>,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A text of the form, and what of [`Known`] it is.
type Part = fn(&mut Known) -> &mut String;

/// Texts in their order: name, part, several lines, whether a draft may be without it.
const BEFORE: [(&str, Part, Kind, bool); 5] = [
    ("what", |known| &mut known.what, Kind::Note, false),
    ("found_how", |known| &mut known.found_how, Kind::Line, true),
    ("happened", |known| &mut known.happened, Kind::Line, true),
    ("place", |known| &mut known.place, Kind::Line, true),
    ("parties", |known| &mut known.parties, Kind::Line, true),
];
const AFTER: [(&str, Part, Kind, bool); 9] = [
    ("people", |known| &mut known.people, Kind::Line, true),
    ("records", |known| &mut known.records, Kind::Line, true),
    (
        "consequences",
        |known| &mut known.consequences,
        Kind::Note,
        true,
    ),
    ("measures", |known| &mut known.measures, Kind::Note, true),
    ("told", |known| &mut known.told, Kind::Note, true),
    (
        "contact_name",
        |known| &mut known.contact_name,
        Kind::Line,
        true,
    ),
    (
        "contact_post",
        |known| &mut known.contact_post,
        Kind::Line,
        true,
    ),
    (
        "contact_at",
        |known| &mut known.contact_at,
        Kind::Line,
        true,
    ),
    ("papers", |known| &mut known.papers, Kind::Note, true),
];

/// The form.
#[component]
pub(super) fn Form(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let known = use_state_eq(|| {
        let before = props.before.as_deref().cloned();
        before.unwrap_or_else(|| Known {
            found: browser::now(),
            ..Known::default()
        })
    });
    let day = use_state_eq(|| WhenForm::at(known.found).date);
    let time = use_state_eq(|| WhenForm::at(known.found).time);
    let unread = use_state_eq(|| None::<Problem>);
    let node = use_node_ref();
    use_first_problem(&node, (answer.failure().cloned(), *unread));
    let id = props
        .incident
        .map_or_else(|| "incident".to_owned(), |n| format!("incident-{n}"));
    let onsubmit = {
        let (answer, known, unread) = (answer.clone(), known.clone(), unread.setter());
        let (day, time, incident) = ((*day).clone(), (*time).clone(), props.incident);
        let (on_said, done) = (
            props.on_said.clone(),
            t.text("office.incidents.drafted").to_owned(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let found = match (WhenForm {
                date: day.clone(),
                time: time.clone(),
            })
            .read()
            {
                Ok(found) => found,
                Err(problem) => return unread.set(Some(problem)),
            };
            unread.set(None);
            let known = Box::new(Known {
                found,
                ..(*known).clone()
            });
            let draft = Draft::Drafted { incident, known };
            let (on_said, done) = (on_said.clone(), done.clone());
            answer.send(path::INCIDENTS, draft, move || on_said.emit(done));
        })
    };
    let text = |(name, part, kind, optional): (&'static str, Part, Kind, bool)| {
        let value = part(&mut (*known).clone()).clone();
        let on_input = {
            let known = known.clone();
            Callback::from(move |typed: String| {
                let mut next = (*known).clone();
                *part(&mut next) = typed;
                known.set(next);
            })
        };
        html! {
            <Field
                name={format!("{id}-{name}")} label={t.choice("office.incident", name)} {kind}
                {optional} {value} error={answer.error(&t, name)} {on_input}
            />
        }
    };
    let on_data = {
        let known = known.clone();
        Callback::from(move |code: AttrValue| {
            let mut next = (*known).clone();
            if let Some(data) = Data::from_code(&code) {
                match next.data.iter().position(|one| *one == data) {
                    Some(place) => drop(next.data.remove(place)),
                    None => next.data.push(data),
                }
            }
            known.set(next);
        })
    };
    let data = Data::ALL
        .iter()
        .map(|data| Choice::new(data.code(), t.choice("office.incident_data", data.code())));
    let chosen = known.data.iter().map(|data| AttrValue::Static(data.code()));
    let set = |state: &UseStateHandle<String>| crate::office::answer::into(state);
    let found_error = unread.map(|problem| AttrValue::Static(t.problem(problem)));
    html! {
        <form
            ref={node} class="stack" novalidate=true {onsubmit} data-testid="incident-form"
            aria-label={t.text("office.incidents.new")}
        >
            <Field
                name={format!("{id}-found-day")} label={t.text("office.incident.found_day")}
                kind={Kind::Date} value={(*day).clone()}
                error={found_error.or_else(|| answer.error(&t, "found"))} on_input={set(&day)}
            />
            <Field
                name={format!("{id}-found-time")} label={t.text("office.incident.found_time")}
                kind={Kind::Time} value={(*time).clone()} on_input={set(&time)}
            />
            { for BEFORE.into_iter().map(&text) }
            <ChoiceChips
                name={format!("{id}-data")} legend={t.text("office.incident.data")}
                choices={data.collect::<Vec<_>>()} chosen={chosen.collect::<Vec<_>>()} multiple=true
                optional=true error={answer.error(&t, "data")} on_choose={on_data}
            />
            { for AFTER.into_iter().map(&text) }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={answer.is_busy()}
                    data-testid="incident-save"
                >
                    { t.text("office.incidents.save") }
                </button>
            </p>
        </form>
    }
}

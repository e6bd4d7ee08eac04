//! One incident: its clock, what is known, its notice, and what was added.

use std::rc::Rc;

use chungtay_shared::api::incidents::IncidentLine;
use chungtay_shared::api::path;
use chungtay_shared::incident::{Added, Clock};
use yew::prelude::*;

use super::form::Form;
use super::say::{Say, What};
use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::disclosure::Disclosure;
use crate::office::words;

/// An incident, and who hears what was said of it.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The incident.
    pub(super) line: Rc<IncidentLine>,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A card.
#[component]
pub(super) fn Line(props: &Props) -> Html {
    let t = use_translator();
    let line = &props.line;
    let open = use_state_eq(|| false);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let on_drafted = {
        let (open, on_said) = (open.setter(), props.on_said.clone());
        Callback::from(move |words: String| {
            open.set(false);
            on_said.emit(words);
        })
    };
    let heading = format!("incident-heading-{}", line.n);
    let number = t.fill("office.incidents.number", &[("n", &t.number(line.n))]);
    let (tone, clock) = clock(&t, line.clock);
    let notice = path::INCIDENT_NOTICE.replace("{id}", &line.n.to_string());
    let is_open = line.ended.is_none();
    html! {
        <section class="card stack" aria-labelledby={heading.clone()} data-testid="incident">
            <h2 id={heading}>{ number }{ " " }<Badge {tone} label={clock} /></h2>
            <p class="note">{ &line.known.what }</p>
            { facts(&t, line) }
            <p class="actions">
                <a class="button" href={notice} download="" data-testid="incident-notice">
                    { t.text("office.incidents.notice") }
                </a>
            </p>
            if is_open && line.filed.is_none() {
                <Disclosure
                    id={format!("edit-incident-{}", line.n)} label={t.text("office.incidents.edit")}
                    testid="incident-edit" small=true open={*open} {on_toggle}
                >
                    <Form
                        incident={line.n} before={Rc::new(line.known.clone())} on_said={on_drafted}
                    />
                </Disclosure>
                <Say what={What::File} incident={line.n} on_said={props.on_said.clone()} />
            }
            if is_open && line.filed.is_some() {
                <Say what={What::Add} incident={line.n} on_said={props.on_said.clone()} />
            }
            if is_open {
                <Say what={What::End} incident={line.n} on_said={props.on_said.clone()} />
            }
        </section>
    }
}

/// How the 72 hours stand, in words.
fn clock(t: &Translator, clock: Clock) -> (Tone, String) {
    const URGENT_MINUTES: i64 = 24 * 60;
    let (tone, key, minutes) = match clock {
        Clock::Left { minutes } if minutes < URGENT_MINUTES => {
            (Tone::Problem, "office.incidents.left", minutes)
        }
        Clock::Left { minutes } => (Tone::Waiting, "office.incidents.left", minutes),
        Clock::Over { minutes } => (Tone::Problem, "office.incidents.over", minutes),
        Clock::InTime => (Tone::Good, "office.incidents.in_time", 0),
        Clock::Late { minutes } => (Tone::Plain, "office.incidents.late", minutes),
        Clock::Nothing => (Tone::Plain, "office.incidents.nothing", 0),
    };
    let (hours, rest) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    (tone, t.fill(key, &[("hours", &hours), ("minutes", &rest)]))
}

/// When it was found and is due, what was filed, what was added.
fn facts(t: &Translator, line: &IncidentLine) -> Html {
    let (found, by) = (
        words::moment(t, line.known.found),
        words::moment(t, line.notice_by),
    );
    let days = [("found", found.as_str()), ("by", by.as_str())];
    let drafts = t.number(line.drafts);
    let at = words::moment(t, line.at);
    let drafted = [
        ("drafts", drafts.as_str()),
        ("at", at.as_str()),
        ("by", line.by.as_str()),
    ];
    let added = |key: &'static str, added: &Added| {
        let at = words::moment(t, added.at);
        html! { <li>{ words::joined(&[&at, t.text(key), &added.text, &added.by]) }</li> }
    };
    html! {
        <ul data-testid="incident-facts">
            <li>{ t.fill("office.incidents.days", &days) }</li>
            <li>{ t.fill("office.incidents.drafts", &drafted) }</li>
            if let Some(filed) = &line.filed {
                <li data-testid="incident-filed">
                    { words::joined(&[
                        &words::moment(t, filed.at), t.text("office.incidents.filed"),
                        t.choice("office.incident_channel", filed.channel.code()), &filed.number,
                        &filed.by,
                    ]) }
                </li>
            }
            { for line.added.iter().map(|one| added("office.incidents.added", one)) }
            { for line.ended.iter().map(|one| added("office.incidents.ended", one)) }
        </ul>
    }
}

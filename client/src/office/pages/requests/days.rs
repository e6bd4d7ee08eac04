//! Days that are off or worked otherwise than their week has it: the table's, and what the office was told.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::data_request::Draft;
use chungtay_shared::working_day::KnownDay;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{into, use_answer};
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::pages::register::day::use_day;

/// What is known, and who hears that something was said.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Days of this year and later ones.
    pub(super) days: Rc<Vec<KnownDay>>,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and below it the days and a form to add one.
#[component]
pub(super) fn Days(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let works = use_state_eq(|| false);
    let (day, reason) = (use_day(), use_state_eq(String::new));
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let onsubmit = {
        let (answer, day, works, text) = (answer.clone(), day.clone(), *works, (*reason).clone());
        let (t, on_said, reason) = (t.clone(), props.on_said.clone(), reason.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(day) = day.read() else {
                return;
            };
            let done = t.fill("office.requests.day_said", &[("day", &t.date(day))]);
            let draft = Draft::Day {
                day,
                works,
                reason: text.clone(),
            };
            let (on_said, reason) = (on_said.clone(), reason.clone());
            answer.send(path::REQUESTS, draft, move || {
                reason.set(String::new());
                on_said.emit(done);
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let on_choose = {
        let works = works.setter();
        Callback::from(move |code: AttrValue| works.set(code == "work"))
    };
    let kind = |code: &'static str| Choice::new(code, t.choice("office.requests.day", code));
    let chosen = if *works { "work" } else { "off" };
    html! {
        <Disclosure
            id="days-off" label={t.text("office.requests.days")} testid="days-off" open={*open}
            {on_toggle}
        >
            <div class="card stack">
                <p class="hint">{ t.text("office.requests.days_what") }</p>
                { table(&t, &props.days) }
                <form
                    ref={node} class="stack" novalidate=true {onsubmit} data-testid="day-off-form"
                >
                    { day.field(&t, &answer, ("day-off", "day"), t.text("office.requests.day_when")) }
                    <ChoiceChips
                        name="day-off-kind" legend={t.text("office.requests.day_is")}
                        choices={vec![kind("off"), kind("work")]}
                        chosen={vec![AttrValue::Static(chosen)]} {on_choose}
                    />
                    <Field
                        name="day-off-reason" label={t.text("office.requests.day_why")}
                        value={(*reason).clone()} error={answer.error(&t, "reason")}
                        on_input={into(&reason)}
                    />
                    { answer.banner(&t) }
                    <p class="actions">
                        <button
                            type="submit" class="button" disabled={answer.is_busy()}
                            data-testid="day-off-now"
                        >
                            { t.text("office.requests.day_add") }
                        </button>
                    </p>
                </form>
            </div>
        </Disclosure>
    }
}

fn table(t: &Translator, days: &[KnownDay]) -> Html {
    let row = |known: &KnownDay| {
        let kind = if known.works { "work" } else { "off" };
        html! {
            <tr data-testid="day-off">
                <th scope="row">{ t.date(known.day) }</th>
                <td>{ t.choice("office.requests.day", kind) }</td>
                <td>{ &known.name }</td>
                <td>{ &known.source }</td>
            </tr>
        }
    };
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={t.text("office.requests.days")}>
            <table class="table" data-testid="days-off-table">
                <caption class="visually-hidden">{ t.text("office.requests.days") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.requests.day_when") }</th>
                        <th scope="col">{ t.text("office.requests.day_is") }</th>
                        <th scope="col">{ t.text("office.col.what") }</th>
                        <th scope="col">{ t.text("office.requests.day_source") }</th>
                    </tr>
                </thead>
                <tbody>{ for days.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

//! The organisations a unit works with: what each is, since when, and what it gave.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::register::{OrganisationLine, RegisterPage};
use chungtay_shared::fund::Amount;
use chungtay_shared::register::SaidDraft;
use yew::prelude::*;

use super::day::use_day;
use super::new_organisation::NewOrganisation;
use crate::components::Badge;
use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;
use crate::office::disclosure::Disclosure;
use crate::office::words;

/// What is shown.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The register.
    pub(super) page: Rc<RegisterPage>,
}

/// A table of organisations, and the way to add one.
#[component]
pub(super) fn Organisations(props: &Props) -> Html {
    let t = use_translator();
    let said = use_state_eq(String::new);
    let on_said = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    let lines = &props.page.organisations;
    let there = lines
        .iter()
        .filter(|line| line.organisation.until.is_none());
    let known: Vec<AttrValue> = there
        .map(|line| line.organisation.name.clone().into())
        .collect();
    html! {
        <section class="stack" aria-labelledby="organisations">
            <h2 id="organisations">{ t.text("office.register.organisations") }</h2>
            <p class="hint">{ t.text("office.register.organisations_what") }</p>
            if lines.is_empty() {
                <p class="empty">{ t.text("office.register.no_organisation") }</p>
            } else {
                { table(&t, lines, &on_said) }
            }
            <p role="status" data-testid="organisation-said">{ &*said }</p>
            <div class="no-print"><NewOrganisation {known} {on_said} /></div>
        </section>
    }
}

fn table(t: &Translator, lines: &[OrganisationLine], on_said: &Callback<String>) -> Html {
    let row = |line: &OrganisationLine| {
        let organisation = &line.organisation;
        let key = format!("{} {}", organisation.name, organisation.from);
        html! { <Row {key} line={line.clone()} on_said={on_said.clone()} /> }
    };
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="organisations">
            <table class="table" data-testid="organisations">
                <caption class="visually-hidden">{ t.text("office.register.organisations") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.register.organisation_name") }</th>
                        <th scope="col">{ t.text("office.register.role") }</th>
                        <th scope="col">{ t.text("office.register.since") }</th>
                        <th scope="col" class="number">{ t.text("office.register.pledged") }</th>
                        <th scope="col" class="number">{ t.text("office.register.received") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    line: OrganisationLine,
    on_said: Callback<String>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let t = use_translator();
    let organisation = &props.line.organisation;
    let amount = |amount: Amount| {
        html! {
            <td class="number">
                { words::money_or_dash(&t, amount.money_vnd) }
                if amount.goods_value_vnd != 0 {
                    <span class="below">
                        { t.fill("office.goods_worth", &[
                            ("value", &t.money(amount.goods_value_vnd)),
                        ]) }
                    </span>
                }
            </td>
        }
    };
    html! {
        <tr data-testid="organisation">
            <th scope="row">
                { &organisation.name }
                if let Some(until) = organisation.until {
                    <span class="below">
                        <Badge
                            label={t.fill("office.register.until", &[("day", &t.date(until))])}
                            testid="organisation-until"
                        />
                    </span>
                } else {
                    <Ending name={organisation.name.clone()} on_said={props.on_said.clone()} />
                }
            </th>
            <td>{ t.choice("office.role", organisation.role.code()) }</td>
            <td class="moment">{ t.date(organisation.from) }</td>
            { amount(props.line.pledged) }
            { amount(props.line.received) }
        </tr>
    }
}

#[derive(PartialEq, Properties)]
struct EndingProps {
    name: String,
    on_said: Callback<String>,
}

/// A small button, and the form in which an organisation is said to be there no more.
#[component]
fn Ending(props: &EndingProps) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let day = use_day();
    let id = format!("ending-{}", props.name);
    let onsubmit = {
        let (answer, day, name) = (answer.clone(), day.clone(), props.name.clone());
        let (t, on_said) = (t.clone(), props.on_said.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(until) = day.read() else {
                return;
            };
            let draft = SaidDraft::OrganisationUntil {
                name: name.clone(),
                until,
            };
            let done = t.fill("office.register.organisation_ended", &[("name", &name)]);
            let on_said = on_said.clone();
            answer.send(path::REGISTER, draft, move || on_said.emit(done));
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    html! {
        <div class="no-print">
            <Disclosure
                id={id.clone()} label={t.text("office.register.end")} small=true
                spoken={t.fill("office.register.end_of", &[("name", &props.name)])}
                testid="end-organisation" open={*open} {on_toggle}
            >
                <form class="stack" novalidate=true {onsubmit} data-testid="end-form">
                    { day.field(&t, &answer, (&id, "until"), t.text("office.register.last_day")) }
                    { answer.banner(&t) }
                    <p class="actions">
                        <button
                            type="submit" class="button" disabled={answer.is_busy()}
                            data-testid="end-now"
                        >
                            { t.text("office.register.end_now") }
                        </button>
                    </p>
                </form>
            </Disclosure>
        </div>
    }
}

//! For a unit above others: what is due, who has reported it, what the reports come to.

use std::rc::Rc;

use chungtay_shared::api::period::{DueLine, PeriodsPage, ReportsSum, UnitAnswer};
use chungtay_shared::fund::Amount;
use chungtay_shared::period::{Punctuality, Sent};
use yew::prelude::*;

use super::closed::Period;
use super::new_due::NewDue;
use super::owed::{answered, reminders};
use super::remind::Remind;
use super::said::SaidSoFar;
use crate::i18n::{Translator, use_translator};
use crate::office::amount_tile::amount_tile;
use crate::office::disclosure::Disclosure;
use crate::office::words;

/// What is known.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The periods.
    pub(super) page: Rc<PeriodsPage>,
}

/// What is due, each with a line for every unit.
#[component]
pub(super) fn BelowUnits(props: &Props) -> Html {
    let t = use_translator();
    let told = use_state_eq(String::new);
    let on_said = {
        let told = told.setter();
        Callback::from(move |words: String| told.set(words))
    };
    let Some(below) = &props.page.below else {
        return Html::default();
    };
    html! {
        <section class="stack" aria-labelledby="below-units">
            <h2 id="below-units">{ t.text("office.periods.below") }</h2>
            <p role="status" data-testid="urging-said">{ &*told }</p>
            if below.dues.is_empty() {
                <p class="empty" data-testid="dues-none">{ t.text("office.periods.no_due") }</p>
            }
            { for below.dues.iter().map(|line| due(&t, line, &on_said)) }
            <NewDue page={Rc::clone(&props.page)} on_said={on_said.clone()} />
            <SaidSoFar page={Rc::clone(&props.page)} {on_said} />
        </section>
    }
}

fn due(t: &Translator, line: &DueLine, on_said: &Callback<String>) -> Html {
    let id = format!("due-{}", line.n);
    let late = line.units.iter().filter(|unit| is_overdue(unit)).count() as u64;
    let title = t.fill(
        "office.periods.due_title",
        &[
            ("day", &t.date(line.due.to)),
            ("due", &t.date(line.due.due)),
        ],
    );
    let reported = t.fill(
        "office.periods.reported",
        &[
            ("count", &t.number(line.sum.units)),
            ("all", &t.number(line.units.len() as u64)),
            ("late", &t.number(late)),
        ],
    );
    html! {
        <article
            key={line.n} class="card stack" aria-labelledby={id.clone()} data-testid="due"
        >
            <h3 id={id.clone()}>{ title }</h3>
            <p>{ words::joined(&[&line.campaign_name, &line.due.note]) }</p>
            <p data-testid="due-reported">{ reported }</p>
            { units(t, line, &id, on_said) }
            if line.sum.units > 0 { { sum(t, &line.sum) } }
        </article>
    }
}

fn is_overdue(unit: &UnitAnswer) -> bool {
    matches!(unit.answer.punctuality, Punctuality::Overdue { .. })
}

fn units(t: &Translator, line: &DueLine, id: &str, on_said: &Callback<String>) -> Html {
    if line.units.is_empty() {
        return html! { <p class="empty">{ t.text("office.units.none") }</p> };
    }
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby={id.to_owned()}>
            <table class="table table-units" data-testid="due-units">
                <caption class="visually-hidden">{ t.text("office.periods.below") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.units.col_unit") }</th>
                        <th scope="col">{ t.text("office.periods.col_state") }</th>
                        <th scope="col">{ t.text("office.periods.col_reminders") }</th>
                        <th scope="col">{ t.text("office.periods.col_reports") }</th>
                    </tr>
                </thead>
                <tbody>{ for line.units.iter().map(|unit| row(t, line, unit, on_said)) }</tbody>
            </table>
        </div>
    }
}

fn row(t: &Translator, line: &DueLine, unit: &UnitAnswer, on_said: &Callback<String>) -> Html {
    let answer = &unit.answer;
    let is_open = match answer.punctuality {
        Punctuality::Open { .. } | Punctuality::Overdue { .. } => true,
        Punctuality::OnTime | Punctuality::Late { .. } => false,
    };
    let closed = unit.closed_to.filter(|_| is_open);
    let sent = answer.counts.iter().chain(answer.before.iter().rev());
    html! {
        <tr key={unit.unit.code.clone()} data-testid="due-unit">
            <th scope="row" class={format!("depth-{}", unit.depth.min(3))}>{ &unit.unit.name }</th>
            <td>
                { answered(t, answer) }
                if let Some(to) = closed {
                    <span class="below">
                        { t.fill("office.periods.closed_unsent", &[("day", &t.date(to))]) }
                    </span>
                }
            </td>
            <td>
                { reminders(t, &unit.reminders) }
                if is_open {
                    <div class="no-print">
                        <Remind
                            due={line.n} unit={unit.unit.clone()} on_said={on_said.clone()}
                        />
                    </div>
                }
            </td>
            <td>
                { for sent.map(|sent| html! {
                    <Report
                        key={format!("{}-{}", sent.campaign, sent.n)}
                        unit={unit.unit.code.clone()} name={unit.unit.name.clone()}
                        sent={sent.clone()} counts={answer.counts.as_ref() == Some(sent)}
                    />
                }) }
            </td>
        </tr>
    }
}

/// A report that was sent.
#[derive(PartialEq, Properties)]
struct ReportProps {
    unit: String,
    name: String,
    sent: Sent,
    counts: bool,
}

/// A button, and below it the figures as they were closed.
#[component]
fn Report(props: &ReportProps) -> Html {
    let t = use_translator();
    let open = use_state_eq(|| false);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let Sent { campaign, n, .. } = props.sent;
    let key = if props.counts {
        "office.periods.report"
    } else {
        "office.periods.report_before"
    };
    let label = words::counted(&t, key, n);
    html! {
        <Disclosure
            id={format!("report-{}-{campaign}-{n}", props.unit)} label={label.clone()}
            spoken={format!("{label}: {}", props.name)} testid="open-report" small=true
            open={*open} {on_toggle}
        >
            <Period unit={props.unit.clone()} {campaign} {n} />
        </Disclosure>
    }
}

/// What the reports that count come to.
fn sum(t: &Translator, sum: &ReportsSum) -> Html {
    let tile = |name: &'static str, households: u64, times: u64| {
        html! {
            <div class="tile" data-testid={format!("sum-{name}")}>
                <dt>{ t.choice("office.periods.tile", name) }</dt>
                <dd>
                    <strong>{ words::counted(t, "office.overview.households", households) }</strong>
                    <span>{ words::counted(t, "office.periods.times", times) }</span>
                </dd>
            </div>
        }
    };
    let fund = |name: &'static str, amount: Amount| {
        let label = t.choice("office.units.fund", name);
        amount_tile(t, format!("sum-{name}"), label, amount, false)
    };
    html! {
        <>
            <h4>{ words::counted(t, "office.periods.sum", sum.units) }</h4>
            <dl class="tiles">
                { tile("visited", sum.total.visited.households, sum.total.visited.times) }
                { tile("aided", sum.total.aided.households, sum.total.aided.times) }
                { amount_tile(
                    t, "sum-given".to_owned(), t.text("office.overview.money"), sum.flow.amount(),
                    false,
                ) }
                { fund("received", sum.fund.received) }
                if !sum.fund.from_outside.is_zero() {
                    { fund("from_outside", sum.fund.from_outside) }
                }
                { fund("left", sum.fund.left) }
            </dl>
            <p class="hint">
                { t.text(if sum.has_own {
                    "office.periods.sum_with_own"
                } else {
                    "office.periods.sum_without_own"
                }) }
            </p>
        </>
    }
}

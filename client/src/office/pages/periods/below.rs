//! For a unit above others: what is due, who has reported it, what the reports come to.

use std::rc::Rc;

use chungtay_shared::api::path;
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
use crate::office::if_may::IfMay;
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
            { for below.dues.iter().map(|line| html! {
                <DueCard key={line.n} line={line.clone()} on_said={on_said.clone()} />
            }) }
            <IfMay post={path::URGING}>
                <NewDue page={Rc::clone(&props.page)} on_said={on_said.clone()} />
            </IfMay>
            <SaidSoFar page={Rc::clone(&props.page)} {on_said} />
        </section>
    }
}

/// A report that is shown: code of the unit, and which of those it has sent.
type Shown = Option<(String, Sent)>;

/// What is due.
#[derive(PartialEq, Properties)]
struct DueProps {
    line: DueLine,
    on_said: Callback<String>,
}

#[component]
fn DueCard(props: &DueProps) -> Html {
    let t = use_translator();
    let line = &props.line;
    let shown = use_state_eq(Shown::default);
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
        <article class="card stack" aria-labelledby={id.clone()} data-testid="due">
            <h3 id={id.clone()}>{ title }</h3>
            <p>{ words::joined(&[&line.campaign_name, &line.due.note]) }</p>
            <p data-testid="due-reported">{ reported }</p>
            { units(&t, props, &id, &shown) }
            if let Some((unit, sent)) = &*shown {
                { report(&t, line, &format!("{id}-report"), (unit.as_str(), sent)) }
            }
            if line.sum.units > 0 { { sum(&t, &line.sum) } }
        </article>
    }
}

/// A report that was sent, as it was closed.
fn report(t: &Translator, line: &DueLine, id: &str, (unit, sent): (&str, &Sent)) -> Html {
    let of = line.units.iter().find(|answer| answer.unit.code == unit);
    let name = of.map_or(unit, |answer| answer.unit.name.as_str());
    html! {
        <section id={id.to_owned()} class="stack" data-testid="report">
            <h4>{ format!("{name}: {}", words::counted(t, "office.periods.report", sent.n)) }</h4>
            <Period
                key={format!("{unit}-{}-{}", sent.campaign, sent.n)} unit={unit.to_owned()}
                campaign={sent.campaign} n={sent.n}
            />
        </section>
    }
}

fn is_overdue(unit: &UnitAnswer) -> bool {
    matches!(unit.answer.punctuality, Punctuality::Overdue { .. })
}

fn units(t: &Translator, props: &DueProps, id: &str, shown: &UseStateHandle<Shown>) -> Html {
    let line = &props.line;
    if line.units.is_empty() {
        return html! { <p class="empty">{ t.text("office.units.none") }</p> };
    }
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby={id.to_owned()}>
            <table class="table table-due" data-testid="due-units">
                <caption class="visually-hidden">{ t.text("office.periods.below") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.units.col_unit") }</th>
                        <th scope="col">{ t.text("office.periods.col_state") }</th>
                        <th scope="col">{ t.text("office.periods.col_reminders") }</th>
                        <th scope="col">{ t.text("office.periods.col_reports") }</th>
                    </tr>
                </thead>
                <tbody>{ for line.units.iter().map(|unit| row(t, props, unit, shown)) }</tbody>
            </table>
        </div>
    }
}

fn row(t: &Translator, props: &DueProps, unit: &UnitAnswer, shown: &UseStateHandle<Shown>) -> Html {
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
                    <IfMay post={path::URGING}>
                        <div class="no-print">
                            <Remind
                                due={props.line.n} unit={unit.unit.clone()}
                                on_said={props.on_said.clone()}
                            />
                        </div>
                    </IfMay>
                }
            </td>
            <td>
                { for sent.map(|sent| {
                    open_report(t, props.line.n, unit, sent, shown)
                }) }
            </td>
        </tr>
    }
}

/// A button that shows a report below the table, and hides it again.
fn open_report(
    t: &Translator,
    due: u64,
    unit: &UnitAnswer,
    sent: &Sent,
    shown: &UseStateHandle<Shown>,
) -> Html {
    let counts = unit.answer.counts.as_ref() == Some(sent);
    let key = if counts {
        "office.periods.report"
    } else {
        "office.periods.report_before"
    };
    let label = words::counted(t, key, sent.n);
    let this = Some((unit.unit.code.clone(), sent.clone()));
    let is_shown = **shown == this;
    let onclick = {
        let shown = shown.setter();
        Callback::from(move |_: MouseEvent| shown.set(this.clone().filter(|_| !is_shown)))
    };
    html! {
        <button
            key={format!("{}-{}", sent.campaign, sent.n)} type="button" {onclick}
            class="button button-small" aria-label={format!("{label}: {}", unit.unit.name)}
            aria-expanded={is_shown.to_string()} data-testid="open-report"
            aria-controls={is_shown.then(|| format!("due-{due}-report"))}
        >
            { label }
        </button>
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

//! Aid that takes time: where every case stands, and what was decided, paid and is left of it, by source.

mod payments;

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::path;
use chungtay_shared::api::supports::{CaseLine, SupportsPage};
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::fund::{Amount, Source};
use chungtay_shared::support::{Part, left, total};
use yew::prelude::*;

use crate::components::{Badge, Choice, ChoiceChips, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::select_field::SelectField;
use crate::office::words;
use payments::Payments;

/// Steps that can stand side by side; more are chosen from a list.
const CHIPS_MAX: usize = 7;
/// How a stopped case is chosen, whatever its step is called.
const STOPPED: &str = "\u{1}stopped";

/// Which cases are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Filter {
    step: String,
    hamlet: String,
}

/// Every case.
#[component]
pub(crate) fn Supports() -> Html {
    let t = use_translator();
    let page = use_remote::<SupportsPage>(path::SUPPORTS.to_owned());
    let filter = use_state_eq(Filter::default);
    html! {
        <>
            <h1>{ t.text("office.supports.heading") }</h1>
            <p class="lead">{ t.text("office.supports.what") }</p>
            { data_view(&t, &page, |page| found(&t, &page.lines, &filter)) }
        </>
    }
}

fn found(t: &Translator, lines: &[CaseLine], filter: &UseStateHandle<Filter>) -> Html {
    if lines.is_empty() {
        return html! {
            <p class="empty">
                { t.text("office.supports.none") }
                { " " }
                <RouteLink to={Route::Households}>{ t.text("office.supports.to_households") }</RouteLink>
            </p>
        };
    }
    let shown: Vec<&CaseLine> = lines.iter().filter(|line| filter.lets(line)).collect();
    html! {
        <>
            <div class="filters">{ steps(t, lines, filter) }{ hamlets(t, lines, filter) }</div>
            <p class="count" role="status" data-testid="support-count">
                { t.fill("office.supports.count", &[("count", &t.number(shown.len() as u64))]) }
            </p>
            { sums(t, &shown) }
            { table(t, &shown) }
            <Payments lines={shown.into_iter().cloned().collect::<Vec<_>>()} />
        </>
    }
}

impl Filter {
    fn lets(&self, line: &CaseLine) -> bool {
        let is_of_step = match self.step.as_str() {
            "" => true,
            STOPPED => line.stopped,
            step => !line.stopped && line.step_name == step,
        };
        is_of_step && (self.hamlet.is_empty() || self.hamlet == line.hamlet)
    }
}

/// How many stand at each step, in the order of the plans, and how many are stopped.
fn steps(t: &Translator, lines: &[CaseLine], filter: &UseStateHandle<Filter>) -> Html {
    let mut counts: BTreeMap<&str, (u32, u64)> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.stopped) {
        let (place, count) = counts.entry(&line.step_name).or_insert((line.place, 0));
        *place = (*place).min(line.place);
        *count += 1;
    }
    let mut counts: Vec<(&str, (u32, u64))> = counts.into_iter().collect();
    counts.sort_by_key(|(name, (place, _))| (*place, *name));
    let named = |name: &str, count: u64| {
        let count = t.number(count);
        t.fill(
            "office.supports.of_step",
            &[("step", name), ("count", &count)],
        )
    };
    let mut choices = vec![Choice::new(
        "",
        named(t.text("office.all"), lines.len() as u64),
    )];
    choices.extend(
        counts
            .iter()
            .map(|(name, (_, count))| Choice::new((*name).to_owned(), named(name, *count))),
    );
    let stopped = lines.iter().filter(|line| line.stopped).count() as u64;
    if stopped > 0 {
        choices.push(Choice::new(
            STOPPED,
            named(t.text("office.support.stopped"), stopped),
        ));
    }
    let (set, hamlet) = (filter.setter(), filter.hamlet.clone());
    let choose = move |step: String| {
        set.set(Filter {
            step,
            hamlet: hamlet.clone(),
        });
    };
    let label = t.text("office.supports.step");
    if choices.len() > CHIPS_MAX {
        return html! {
            <SelectField
                name="support-step" {label} {choices} chosen={filter.step.clone()}
                on_choose={Callback::from(choose)}
            />
        };
    }
    html! {
        <ChoiceChips
            name="support-step" legend={label} {choices}
            chosen={vec![AttrValue::from(filter.step.clone())]}
            on_choose={Callback::from(move |step: AttrValue| choose(step.to_string()))}
        />
    }
}

fn hamlets(t: &Translator, lines: &[CaseLine], filter: &UseStateHandle<Filter>) -> Html {
    let hamlets: BTreeSet<(String, &str)> = lines
        .iter()
        .map(|line| (hamlet_sort_key(&line.hamlet), line.hamlet.as_str()))
        .collect();
    let named = hamlets
        .iter()
        .map(|(_, name)| Choice::new((*name).to_owned(), (*name).to_owned()));
    let all = Choice::new("", t.text("office.all"));
    let (set, step) = (filter.setter(), filter.step.clone());
    let on_choose = Callback::from(move |hamlet| {
        set.set(Filter {
            step: step.clone(),
            hamlet,
        });
    });
    html! {
        <SelectField
            name="support-hamlet" label={t.text("profile.hamlet")}
            choices={std::iter::once(all).chain(named).collect::<Vec<_>>()}
            chosen={filter.hamlet.clone()} {on_choose}
        />
    }
}

/// What was decided, paid and is left of the cases that are shown, by the kind of source.
fn sums(t: &Translator, lines: &[&CaseLine]) -> Html {
    let by_kind = |of: fn(&CaseLine) -> Vec<Part>| {
        let mut sums: BTreeMap<Source, Amount> = BTreeMap::new();
        for part in lines.iter().flat_map(|line| of(line)) {
            *sums.entry(part.source).or_default() += part.amount;
        }
        sums
    };
    let approved = by_kind(|line| line.approved.clone());
    let paid = by_kind(|line| line.paid.clone());
    let rest = by_kind(|line| left(&line.approved, &line.paid));
    let row = |source: &Source| {
        let amounts =
            [&approved, &paid, &rest].map(|of| of.get(source).copied().unwrap_or_default());
        html! {
            <tr data-testid="support-sum">
                <th scope="row">{ t.choice("office.source", source.code()) }</th>
                { for amounts.into_iter().map(|amount| html! {
                    <td class="number">{ words::amount_or_dash(t, amount) }</td>
                }) }
            </tr>
        }
    };
    let sources: BTreeSet<&Source> = rest.keys().collect();
    if sources.is_empty() {
        return Html::default();
    }
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={t.text("office.supports.sums")}>
            <table class="table" data-testid="support-sums">
                <caption class="visually-hidden">{ t.text("office.supports.sums") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.support.source") }</th>
                        <th scope="col" class="number">{ t.text("office.support.approved") }</th>
                        <th scope="col" class="number">{ t.text("office.support.paid") }</th>
                        <th scope="col" class="number">{ t.text("office.support.left") }</th>
                    </tr>
                </thead>
                <tbody>{ for sources.into_iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn table(t: &Translator, lines: &[&CaseLine]) -> Html {
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={t.text("office.supports.heading")}>
            <table class="table" data-testid="support-cases">
                <caption class="visually-hidden">{ t.text("office.supports.heading") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.col.household") }</th>
                        <th scope="col">{ t.text("office.col.what") }</th>
                        <th scope="col">{ t.text("office.supports.step") }</th>
                        <th scope="col" class="number">{ t.text("office.support.approved") }</th>
                        <th scope="col" class="number">{ t.text("office.support.paid") }</th>
                        <th scope="col" class="number">{ t.text("office.support.left") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(|line| row(t, line)) }</tbody>
            </table>
        </div>
    }
}

fn row(t: &Translator, line: &CaseLine) -> Html {
    let rest = left(&line.approved, &line.paid);
    let amounts = [total(&line.approved), total(&line.paid), total(&rest)];
    let tone = if line.ended { Tone::Good } else { Tone::Info };
    html! {
        <tr key={line.case.to_string()} data-testid="support-line">
            <th scope="row">
                <RouteLink to={Route::Household { id: line.household }}>{ &line.head_name }</RouteLink>
                <span class="below">{ &line.hamlet }</span>
            </th>
            <td>
                <span class="said">{ &line.item_name }</span>
                <span class="below">{ &line.need }</span>
            </td>
            <td>
                <Badge {tone} label={line.step_name.clone()} />
                if line.stopped {
                    { " " }
                    <Badge tone={Tone::Problem} label={t.text("office.support.stopped")} />
                }
                <span class="below">{ t.date(line.since) }</span>
            </td>
            { for amounts.into_iter().map(|amount| html! {
                <td class="number">{ words::amount_or_dash(t, amount) }</td>
            }) }
        </tr>
    }
}

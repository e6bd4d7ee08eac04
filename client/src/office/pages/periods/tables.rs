//! The tables of a period's figures.

use chungtay_shared::fund::Amount;
use chungtay_shared::period::{
    ChannelLine, Flow, FundFlow, GivenLine, GroupLine, Reached, Reconciliation,
};
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::words;

/// A table with its heading, which scrolls by itself where the page is narrow.
fn framed(t: &Translator, id: &str, key: &str, head: Html, body: Html) -> Html {
    let title = t.text(key);
    html! {
        <>
            <h4 id={id.to_owned()}>{ title }</h4>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby={id.to_owned()}>
                <table class="table" data-testid={id.to_owned()}>
                    <caption class="visually-hidden">{ title }</caption>
                    <thead><tr>{ head }</tr></thead>
                    { body }
                </table>
            </div>
        </>
    }
}

fn text(label: &str) -> Html {
    html! { <th scope="col">{ label }</th> }
}

fn figure(label: &str) -> Html {
    html! { <th scope="col" class="number">{ label }</th> }
}

fn count(count: i64) -> Html {
    html! { <td class="number">{ words::signed(count) }</td> }
}

fn money(t: &Translator, value_vnd: i64) -> Html {
    html! { <td class="number">{ words::money_or_dash(t, value_vnd) }</td> }
}

fn amount(t: &Translator, amount: Amount) -> Html {
    html! { <>{ money(t, amount.money_vnd) }{ money(t, amount.goods_value_vnd) }</> }
}

/// How the sums follow from what was closed before.
pub(super) fn reconciliation(t: &Translator, id: &str, lines: &Reconciliation, n: u64) -> Html {
    let row = |name: &'static str, flow: &Flow| {
        html! {
            <tr data-testid={format!("line-{name}")}>
                <th scope="row">{ t.choice("office.periods.line", name) }</th>
                { count(flow.visits) }
                { count(flow.handovers()) }
                { amount(t, flow.amount()) }
            </tr>
        }
    };
    let earlier = if n == 1 { "before" } else { "earlier" };
    let head = html! {
        <>
            { text(t.text("office.col.what")) }
            { figure(t.text("office.col.visits")) }
            { figure(t.text("office.col.handovers")) }
            { figure(t.text("office.col.money")) }
            { figure(t.text("office.campaign.goods_value")) }
        </>
    };
    let body = html! {
        <>
            <tbody>
                { row(earlier, &lines.earlier) }
                if n > 1 {
                    { row("late", &lines.late) }
                    { row("withdrawn", &lines.withdrawn) }
                }
                if !lines.other.is_zero() { { row("other_way", &lines.other) } }
                { row("own", &lines.own) }
            </tbody>
            <tfoot>{ row("total", &lines.total) }</tfoot>
        </>
    };
    framed(t, id, "office.periods.reconciliation", head, body)
}

/// What was given, by item and who paid; nothing when nothing was.
pub(super) fn given(t: &Translator, id: &str, lines: &[GivenLine]) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let head = html! {
        <>
            { text(t.text("office.periods.col_item")) }
            { text(t.text("office.campaign.source")) }
            { figure(t.text("office.col.handovers")) }
            { figure(t.text("office.col.money")) }
            { figure(t.text("office.campaign.goods_value")) }
        </>
    };
    let row = |line: &GivenLine| {
        html! {
            <tr>
                <th scope="row">{ &line.item }</th>
                <td>{ words::source(t, line.source, &line.source_name) }</td>
                { count(line.times) }
                { amount(t, line.amount) }
            </tr>
        }
    };
    let body = html! { <tbody>{ for lines.iter().map(row) }</tbody> };
    framed(t, id, "office.periods.given", head, body)
}

type Sum = (&'static str, fn(&FundFlow) -> Amount);
const SUMS: [Sum; 7] = [
    ("pledged", |fund| fund.pledged),
    ("received", |fund| fund.received),
    ("transferred_in", |fund| fund.transferred_in),
    ("transferred_out", |fund| fund.transferred_out),
    ("spent", |fund| fund.spent),
    ("given", |fund| fund.given),
    ("left", FundFlow::change),
];

/// The Fund, from what was closed before to its end.
pub(super) fn fund(t: &Translator, id: &str, lines: &Reconciliation) -> Html {
    let arisen = lines.arisen();
    let flows = [&lines.earlier, &arisen, &lines.own, &lines.total];
    let head = html! {
        <>
            { text(t.text("office.col.what")) }
            { for ["earlier", "arisen", "own", "total"].map(|name| {
                figure(t.choice("office.periods.col", name))
            }) }
        </>
    };
    let row = |(name, of): Sum| {
        html! {
            <tr data-testid={format!("fund-{name}")}>
                <th scope="row">{ t.choice("office.periods.fund", name) }</th>
                { for flows.map(|flow| html! {
                    <td class="number">{ words::amount_or_dash(t, of(&flow.fund)) }</td>
                }) }
            </tr>
        }
    };
    let body = html! { <tbody>{ for SUMS.map(row) }</tbody> };
    framed(t, id, "office.periods.fund_heading", head, body)
}

/// Households by something; nothing where there are none.
pub(super) fn reached(
    t: &Translator,
    id: &str,
    (of, name): (&'static str, &dyn Fn(&GroupLine) -> String),
    groups: &[GroupLine],
) -> Html {
    if groups.is_empty() {
        return Html::default();
    }
    let cells = |households: u64, own: &Reached, total: &Reached| {
        let counts = [
            households,
            own.visited.households,
            own.aided.households,
            total.visited.households,
            total.aided.households,
        ];
        html! { { for counts.map(|count| html! { <td class="number">{ t.number(count) }</td> }) } }
    };
    let head = html! {
        <>
            { text(t.choice("office.col", of)) }
            { figure(t.text("office.overview.list")) }
            { for ["visited_own", "aided_own", "visited_total", "aided_total"].map(|name| {
                figure(t.choice("office.periods.col", name))
            }) }
        </>
    };
    let row = |line: &GroupLine| {
        html! {
            <tr>
                <th scope="row">{ name(line) }</th>
                { cells(line.households, &line.own, &line.total) }
            </tr>
        }
    };
    let (mut households, mut own, mut total) = (0, Reached::default(), Reached::default());
    for line in groups {
        households += line.households;
        own += line.own;
        total += line.total;
    }
    let body = html! {
        <>
            <tbody>{ for groups.iter().map(row) }</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{ t.text("office.units.total") }</th>
                    { cells(households, &own, &total) }
                </tr>
            </tfoot>
        </>
    };
    let key = match of {
        "hamlet" => "office.periods.by_hamlet",
        _ => "office.periods.by_category",
    };
    framed(t, id, key, head, body)
}

/// What was done for publicity; nothing when nothing was.
pub(super) fn publicity(t: &Translator, id: &str, lines: &[ChannelLine]) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let head = html! {
        <>
            { text(t.text("office.periods.col_channel")) }
            { figure(t.text("office.periods.col_activities")) }
            { figure(t.text("office.periods.col_people")) }
        </>
    };
    let row = |line: &ChannelLine| {
        html! {
            <tr>
                <th scope="row">{ t.choice("office.channel", line.channel.code()) }</th>
                { count(line.activities) }
                { count(line.reach) }
            </tr>
        }
    };
    let body = html! { <tbody>{ for lines.iter().map(row) }</tbody> };
    framed(t, id, "office.periods.publicity", head, body)
}

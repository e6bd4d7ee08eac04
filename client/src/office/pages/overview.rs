//! Where the commune stands: numbers first, then what needs a person.

pub(super) mod pictures;
mod reach;
pub(super) mod targets;
mod tiles;

use chungtay_shared::api::{FactKind, Summary, path};
use chungtay_shared::campaign::Indicator;
use chungtay_shared::household::Category;
use yew::prelude::*;

use super::periods::owed::OwedCard;
use super::requests::due::RequestsCard;
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::household_list::{CategoryChoice, ListFilter};
use crate::office::if_may::IfMay;
use crate::office::opens::{NumberLink, Opens};
use crate::office::remote::{use_remote, use_shell};
use crate::office::review_kind::ReviewKind;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;
use pictures::{Pictures, facts_of};
use targets::targets;

/// CSS classes of what needs a person and of what only waits.
const PROBLEM: &str = "tone-problem";
const WAITING: &str = "tone-waiting";

/// Where the commune stands.
#[component]
pub(crate) fn Overview() -> Html {
    let t = use_translator();
    let summary = use_remote::<Summary>(path::SUMMARY.to_owned());
    html! {
        <>
            <h1>{ t.text("office.overview.heading") }</h1>
            { data_view(&t, &summary, |summary| html! {
                <>
                    { tiles::numbers(&t, summary) }
                    { targets(&t, &summary.campaign_name, &summary.targets, |of| behind(summary, of)) }
                    <Attention summary={summary.clone()} />
                    <IfMay get={path::URGING}><OwedCard /></IfMay>
                    <IfMay get={path::REQUESTS}><RequestsCard /></IfMay>
                    { reach::table(&t, summary) }
                    <Pictures summary={summary.clone()} />
                    <Lists summary={summary.clone()} />
                </>
            }) }
        </>
    }
}

/// What the commune's numbers say.
#[derive(PartialEq, Properties)]
struct SummaryProps {
    summary: Summary,
}

#[component]
fn Attention(props: &SummaryProps) -> Html {
    let t = use_translator();
    let summary = &props.summary;
    let line = |name: &'static str, count: u64, to: Route, tone_class: &'static str| {
        if count == 0 {
            return Html::default();
        }
        html! {
            <li>
                <RouteLink
                    {to} class={classes!("attention-link", tone_class)}
                    testid={format!("attention-{name}")}
                >
                    { words::counted(&t, &format!("office.overview.{name}"), count) }
                </RouteLink>
            </li>
        }
    };
    let shell = use_shell();
    // Whoever keeps the Fund answers what was told of it.
    let offers = if shell.may("GET", path::FUND) {
        summary.offers
    } else {
        0
    };
    let joining = if shell.may("GET", path::JOINING) {
        summary.joining
    } else {
        0
    };
    let nothing = words::to_review(summary) + summary.owed + offers + joining == 0;
    let review = |kind| Route::review(Some(kind));
    html! {
        <section class="card attention" aria-labelledby="attention" data-testid="attention">
            <h2 id="attention">{ t.text("office.overview.attention") }</h2>
            if nothing {
                <p>{ t.text("office.overview.nothing") }</p>
            } else {
                <ul>
                    { line("proposals", summary.proposals, review(ReviewKind::Proposals), WAITING) }
                    { line("doubts", summary.doubts, review(ReviewKind::Doubts), PROBLEM) }
                    { line("stranded", summary.stranded, review(ReviewKind::Stranded), WAITING) }
                    { line("custody", summary.custody, review(ReviewKind::Custody), PROBLEM) }
                    { line("noticed", summary.noticed, review(ReviewKind::Noticed), WAITING) }
                    { line("claims", summary.claims, review(ReviewKind::Claims), WAITING) }
                    { line(
                        "lookalikes", summary.lookalikes, review(ReviewKind::Lookalikes), WAITING,
                    ) }
                    { line("left_rows", summary.left_rows, review(ReviewKind::LeftRows), WAITING) }
                    { line("conflicts", summary.conflicts, review(ReviewKind::Conflicts), PROBLEM) }
                    { line("quarantined", summary.quarantined, review(ReviewKind::SetAside), PROBLEM) }
                    { line("offers", offers, Route::Fund, WAITING) }
                    { line("joining", joining, Route::Phones, WAITING) }
                    { line("owed", summary.owed, Route::Phones, WAITING) }
                </ul>
            }
        </section>
    }
}

#[component]
fn Lists(props: &SummaryProps) -> Html {
    let t = use_translator();
    let summary = &props.summary;
    let row = |label: &str, count: u64, filter: ListFilter, more: Html| {
        html! {
            <tr>
                <th scope="row">
                    <NumberLink opens={Opens::Households(filter)}>{ label }</NumberLink>
                </th>
                <td class="number">{ t.number(count) }</td>
                { more }
            </tr>
        }
    };
    let categories = Category::ALL.iter().filter_map(|category| {
        let count = *summary.by_category.get(category.code())?;
        let filter = ListFilter {
            category: Some(CategoryChoice::Is(*category)),
            ..ListFilter::default()
        };
        let label = t.choice("category", category.code());
        Some(row(label, count, filter, Html::default()))
    });
    let hamlets = summary.by_hamlet.iter().map(|hamlet| {
        let filter = ListFilter {
            hamlet: hamlet.name.clone(),
            ..ListFilter::default()
        };
        let share = |count: u64, visited: Option<bool>, aided: Option<bool>| {
            let opens = Opens::Households(ListFilter {
                visited,
                aided,
                ..filter.clone()
            });
            html! {
                <td class="number"><NumberLink {opens}>{ t.number(count) }</NumberLink></td>
            }
        };
        let reached = html! {
            <>
                { share(hamlet.visited, Some(true), None) }
                { share(hamlet.aided, None, Some(true)) }
            </>
        };
        row(&hamlet.name, hamlet.households, filter, reached)
    });
    html! {
        <div class="side-by-side">
            { count_table(&t, "category", &[], categories.collect()) }
            { count_table(
                &t, "hamlet", &["office.overview.visited", "office.overview.aided"],
                hamlets.collect(),
            ) }
        </div>
    }
}

/// Households by something, with more columns of these names.
fn count_table(
    t: &Translator,
    counted: &'static str,
    more: &[&'static str],
    rows: Vec<Html>,
) -> Html {
    let name = format!("by-{counted}");
    let title = t.choice("office.overview.by", counted);
    html! {
        <section class="card" aria-labelledby={name.clone()}>
            <h2 id={name.clone()}>{ title }</h2>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby={name.clone()}>
                <table class="table" data-testid={name}>
                    <caption class="visually-hidden">{ title }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.choice("office.col", counted) }</th>
                            <th scope="col" class="number">
                                { t.text("office.overview.col_households") }
                            </th>
                            { for more.iter().map(|key| html! {
                                <th scope="col" class="number">{ t.text(key) }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>{ rows }</tbody>
                </table>
            </div>
        </section>
    }
}

/// The list behind what was reached of a target.
fn behind(summary: &Summary, of: Indicator) -> Option<Opens> {
    let facts = |kind| {
        summary
            .campaign
            .map(|campaign| facts_of(kind, campaign, ""))
    };
    match of {
        Indicator::Visited => facts(FactKind::Visit),
        Indicator::Aided | Indicator::Given => facts(FactKind::Handover),
        Indicator::Raised => Some(Opens::Fund),
    }
}

//! Where the commune stands: numbers first, then what needs a person.

pub(super) mod targets;

use chungtay_shared::api::{Reach, Summary, path};
use chungtay_shared::household::Category;
use yew::prelude::*;
use yew_router::prelude::*;

use super::periods::owed::OwedCard;
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::household_list::{CategoryChoice, ListFilter};
use crate::office::kept::Kept;
use crate::office::remote::use_remote;
use crate::office::review_kind::ReviewKind;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;
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
                    { numbers(&t, summary) }
                    { targets(&t, &summary.campaign_name, &summary.targets) }
                    <Attention summary={summary.clone()} />
                    <OwedCard />
                    { reach_table(&t, summary) }
                    <Lists summary={summary.clone()} />
                </>
            }) }
        </>
    }
}

fn numbers(t: &Translator, summary: &Summary) -> Html {
    let tile = |name: &'static str, label: &str, value: String, below: String| {
        html! {
            <div class="tile" data-testid={format!("number-{name}")}>
                <dt>{ label }</dt>
                <dd><strong>{ value }</strong><span>{ below }</span></dd>
            </div>
        }
    };
    let of_all = |reach: Reach| {
        let of_all = t.number(summary.households);
        let times = t.number(reach.times);
        t.fill(
            "office.overview.of_all",
            &[("all", &of_all), ("times", &times)],
        )
    };
    let members = t.fill(
        "office.overview.members",
        &[("count", &t.number(summary.members))],
    );
    let gone = (summary.gone > 0)
        .then(|| words::counted(t, "office.overview.gone", summary.gone))
        .map_or_else(String::new, |gone| format!(" · {gone}"));
    let households = |count: u64| words::counted(t, "office.overview.households", count);
    html! {
        <dl class="tiles">
            { tile(
                "list", t.text("office.overview.list"), households(summary.households),
                format!("{members}{gone}"),
            ) }
            { tile(
                "visited", t.text("office.overview.visited"),
                households(summary.visited.households), of_all(summary.visited),
            ) }
            { tile(
                "aided", t.text("office.overview.aided"),
                households(summary.aided.households), of_all(summary.aided),
            ) }
            { tile(
                "value", t.text("office.overview.money"), t.money(summary.money_vnd),
                t.fill("office.overview.goods", &[("value", &t.money(summary.goods_value_vnd))]),
            ) }
        </dl>
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
    let nothing = words::to_review(summary) + summary.owed == 0;
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
                    { line(
                        "lookalikes", summary.lookalikes, review(ReviewKind::Lookalikes), WAITING,
                    ) }
                    { line("left_rows", summary.left_rows, review(ReviewKind::LeftRows), WAITING) }
                    { line("conflicts", summary.conflicts, review(ReviewKind::Conflicts), PROBLEM) }
                    { line("quarantined", summary.quarantined, review(ReviewKind::SetAside), PROBLEM) }
                    { line("owed", summary.owed, Route::Phones, WAITING) }
                </ul>
            }
        </section>
    }
}

fn reach_table(t: &Translator, summary: &Summary) -> Html {
    let has_campaign = !summary.campaign_name.is_empty();
    let row = |name: &'static str, campaign: Reach, all: Reach| {
        let pair = |reach: Reach| {
            html! {
                <>
                    <td class="number">{ t.number(reach.households) }</td>
                    <td class="number">{ t.number(reach.times) }</td>
                </>
            }
        };
        html! {
            <tr data-testid={format!("reach-{name}")}>
                <th scope="row">{ t.choice("office.overview", name) }</th>
                if has_campaign { { pair(campaign) } }
                { pair(all) }
            </tr>
        }
    };
    let pair_head = || {
        html! {
            <>
                <th scope="col" class="number">{ t.text("office.overview.col_households") }</th>
                <th scope="col" class="number">{ t.text("office.overview.col_times") }</th>
            </>
        }
    };
    html! {
        <section class="card" aria-labelledby="reach">
            <h2 id="reach">{ t.text("office.overview.reach") }</h2>
            <p class="hint">{ t.text("office.overview.reach_hint") }</p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="reach">
                <table class="table table-reach" data-testid="reach-table">
                    <caption class="visually-hidden">{ t.text("office.overview.reach") }</caption>
                    <colgroup><col /></colgroup>
                    if has_campaign { <colgroup span="2" /> }
                    <colgroup span="2" />
                    <thead>
                        <tr>
                            <th rowspan="2" scope="col">{ t.text("office.overview.col_what") }</th>
                            if has_campaign {
                                <th colspan="2" scope="colgroup">{ &summary.campaign_name }</th>
                            }
                            <th colspan="2" scope="colgroup">
                                { t.text("office.overview.col_all") }
                            </th>
                        </tr>
                        <tr>
                            if has_campaign { { pair_head() } }
                            { pair_head() }
                        </tr>
                    </thead>
                    <tbody>
                        { row("visits", summary.visited_in_campaign, summary.visited) }
                        { row("handovers", summary.aided_in_campaign, summary.aided) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Lists(props: &SummaryProps) -> Html {
    let t = use_translator();
    let summary = &props.summary;
    let kept = use_context::<UseStateHandle<Kept>>().expect("pages stand inside the office");
    let navigator = use_navigator().expect("pages stand inside the router");
    // One handler a row would be another link; the filter is set before the link is followed.
    let narrowed = |filter: ListFilter| {
        let (kept, navigator) = (kept.clone(), navigator.clone());
        Callback::from(move |_: MouseEvent| {
            kept.set(Kept {
                households: filter.clone(),
                ..(*kept).clone()
            });
            navigator.push(&Route::Households);
        })
    };
    let row = |label: &str, count: u64, filter: ListFilter, more: Html| {
        html! {
            <tr>
                <th scope="row">
                    <button type="button" class="link-button" onclick={narrowed(filter)}>
                        { label }
                    </button>
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
        let share = |count: u64| html! { <td class="number">{ t.number(count) }</td> };
        let reached = html! { <>{ share(hamlet.visited) }{ share(hamlet.aided) }</> };
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
        </section>
    }
}

//! Every visit and handover, as they arrive.

use chungtay_shared::api::{FactKind, FactPage, FactQuery, Summary, path};
use chungtay_shared::time::Timestamp;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips};
use crate::i18n::{Translator, use_translator};
use crate::office::after_pause::use_after_pause;
use crate::office::data_view::data_view;
use crate::office::fact_table::FactTable;
use crate::office::if_may::IfMay;
use crate::office::kept::{FactFilter, Kept};
use crate::office::percent::fact_query;
use crate::office::receipt_list::ReceiptListForm;
use crate::office::remote::use_remote;
use crate::office::search_field::SearchField;
use crate::office::select_field::SelectField;

/// Facts on a page of the table.
const PAGE_LINES: u64 = 50;

/// Every visit and handover.
#[component]
pub(crate) fn Facts() -> Html {
    let t = use_translator();
    let kept = use_context::<UseStateHandle<Kept>>().expect("pages stand inside the office");
    let filter = &kept.facts;
    let search = use_after_pause(filter.search.clone());
    let query = FactQuery {
        kind: filter.kind,
        hamlet: filter.hamlet.clone(),
        search,
        from: filter.days.map(|days| days.0),
        to: filter.days.map(|days| days.1),
        campaign: filter.campaign,
        standing: filter.standing,
        offset: filter.page * PAGE_LINES,
        limit: PAGE_LINES,
    };
    let is_whole = query.offset == 0 && *filter == FactFilter::default();
    let page = use_remote::<FactPage>(format!("{}{}", path::FACTS, fact_query(&query)));
    let fresh_after = use_newest_seen(page.data.as_deref().filter(|_| is_whole));
    let set = {
        let kept = kept.clone();
        Callback::from(move |facts: FactFilter| {
            kept.set(Kept {
                facts,
                ..(*kept).clone()
            });
        })
    };
    html! {
        <>
            <h1>{ t.text("office.facts.heading") }</h1>
            <Filters filter={filter.clone()} set={set.clone()} />
            { narrowed(&t, filter, &set) }
            { data_view(&t, &page, |page| html! {
                <>
                    <p class="count" role="status" data-testid="fact-count">
                        { t.fill("office.facts.count", &[
                            ("count", &t.number(page.total)),
                            ("households", &t.number(page.households)),
                        ]) }
                    </p>
                    if page.lines.is_empty() {
                        <p class="empty">{ t.text(empty_words(filter)) }</p>
                    } else {
                        <FactTable lines={page.lines.clone()} {fresh_after} />
                    }
                    { pager(&t, filter, page, &set) }
                </>
            }) }
            <IfMay get={path::RECEIPT_LIST}>
                <ReceiptListForm hamlet={filter.hamlet.clone()} />
            </IfMay>
        </>
    }
}

/// The newest there was when the page was opened, by the server's own clock.
#[hook]
fn use_newest_seen(page: Option<&FactPage>) -> Option<Timestamp> {
    let seen = use_mut_ref(|| None::<Timestamp>);
    let mut seen = seen.borrow_mut();
    if seen.is_none() {
        *seen = page.map(|page| {
            let newest = page.lines.iter().map(|line| line.received_at).max();
            newest.unwrap_or_default()
        });
    }
    *seen
}

/// What a number of the overview has narrowed the table to, and the way out of it.
fn narrowed(t: &Translator, filter: &FactFilter, set: &Callback<FactFilter>) -> Html {
    let days = filter.days.map(|(from, to)| {
        let days = [("from", t.date(from)), ("to", t.date(to))];
        let days = days.each_ref().map(|(name, day)| (*name, day.as_str()));
        t.fill("office.facts.of_days", &days)
    });
    let said: Vec<&str> = [
        days.as_deref(),
        filter.campaign.map(|_| t.text("office.facts.of_campaign")),
        filter.standing.then(|| t.text("office.facts.of_counted")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if said.is_empty() {
        return Html::default();
    }
    let wider = FactFilter {
        days: None,
        campaign: None,
        standing: false,
        page: 0,
        ..filter.clone()
    };
    html! {
        <p class="actions" data-testid="facts-narrowed">
            <span>{ t.fill("office.facts.narrowed", &[("what", &said.join("; "))]) }</span>
            <button
                type="button" class="button button-small"
                onclick={set.reform(move |_: MouseEvent| wider.clone())}
            >
                { t.text("office.facts.wider") }
            </button>
        </p>
    }
}

fn empty_words(filter: &FactFilter) -> &'static str {
    if *filter == FactFilter::default() {
        "office.facts.none_yet"
    } else {
        "office.facts.none_found"
    }
}

/// What the table is narrowed to.
#[derive(PartialEq, Properties)]
struct FiltersProps {
    filter: FactFilter,
    set: Callback<FactFilter>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let t = use_translator();
    let summary = use_remote::<Summary>(path::SUMMARY.to_owned());
    let filter = props.filter.clone();
    // Any other narrowing begins with the first page again.
    let kinds = std::iter::once(Choice::new("", t.text("office.all")))
        .chain(
            FactKind::ALL
                .iter()
                .map(|kind| Choice::new(kind.code(), t.choice("office.fact_kind", kind.code()))),
        )
        .collect::<Vec<_>>();
    let hamlets = std::iter::once(Choice::new("", t.text("office.all_hamlets")))
        .chain(summary.data.iter().flat_map(|summary| {
            summary
                .by_hamlet
                .iter()
                .map(|hamlet| Choice::new(hamlet.name.clone(), hamlet.name.clone()))
        }))
        .collect::<Vec<_>>();
    let on_kind = {
        let filter = filter.clone();
        props.set.reform(move |code: AttrValue| FactFilter {
            kind: FactKind::from_code(&code),
            page: 0,
            ..filter.clone()
        })
    };
    let on_hamlet = {
        let filter = filter.clone();
        props.set.reform(move |hamlet| FactFilter {
            hamlet,
            page: 0,
            ..filter.clone()
        })
    };
    let on_search = {
        let filter = filter.clone();
        props.set.reform(move |search| FactFilter {
            search,
            page: 0,
            ..filter.clone()
        })
    };
    html! {
        <div class="filters">
            <SearchField
                name="search" label={t.text("office.search")} value={filter.search.clone()}
                on_input={on_search}
            />
            <SelectField
                name="hamlet" label={t.text("office.col.hamlet")} choices={hamlets}
                chosen={filter.hamlet.clone()} on_choose={on_hamlet}
            />
            <ChoiceChips
                name="kind" legend={t.text("office.facts.kind")} choices={kinds}
                chosen={vec![AttrValue::from(filter.kind.map_or("", FactKind::code))]}
                on_choose={on_kind}
            />
        </div>
    }
}

fn pager(t: &Translator, filter: &FactFilter, page: &FactPage, set: &Callback<FactFilter>) -> Html {
    let pages = page.total.div_ceil(PAGE_LINES);
    if pages <= 1 && filter.page == 0 {
        return Html::default();
    }
    let to = |number: Option<u64>| {
        let target = number.map(|page| FactFilter {
            page,
            ..filter.clone()
        });
        let disabled = target.is_none();
        let onclick = set.reform({
            let filter = filter.clone();
            move |_: MouseEvent| target.clone().unwrap_or_else(|| filter.clone())
        });
        (disabled, onclick)
    };
    let (no_previous, previous) = to(filter.page.checked_sub(1));
    let (no_next, next) = to((filter.page + 1 < pages).then_some(filter.page + 1));
    let place = t.fill(
        "office.page_of",
        &[
            ("page", &t.number(filter.page + 1)),
            ("pages", &t.number(pages.max(1))),
        ],
    );
    html! {
        <nav class="pager" aria-label={t.text("office.pages")}>
            <button type="button" class="button" disabled={no_previous} onclick={previous}>
                { t.text("office.previous") }
            </button>
            <span>{ place }</span>
            <button type="button" class="button" disabled={no_next} onclick={next}>
                { t.text("office.next") }
            </button>
        </nav>
    }
}

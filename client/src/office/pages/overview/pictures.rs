//! How the campaign went and stands, for who would rather look than read; a table stands behind each
//! picture, and each of its numbers opens the list it was counted from.

mod money;

use chungtay_shared::api::behind::Figure;
use chungtay_shared::api::path;
use chungtay_shared::api::pictures::{Picture, PicturesPage};
use chungtay_shared::api::units::UnitName;
use chungtay_shared::api::{FactKind, Summary};
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::household_list::ListFilter;
use crate::office::kept::FactFilter;
use crate::office::opens::{NumberLink, Opens};
use crate::office::percent::svg_address;
use crate::office::remote::use_remote;
use crate::office::words;
use money::in_and_out;

/// What a line or a bar means: the end of its CSS class, and its key in the catalogues.
type Legend = (&'static str, &'static str);

/// What the bars of households mean.
const REACH: [Legend; 3] = [
    ("first", "office.pictures.visited"),
    ("second", "office.pictures.aided"),
    ("whole", "office.pictures.whole"),
];

/// Of which campaign.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Where the commune stands.
    pub(super) summary: Summary,
}

/// The pictures of the campaign that is meant.
#[component]
pub(super) fn Pictures(props: &Props) -> Html {
    let t = use_translator();
    let page = use_remote::<PicturesPage>(path::PICTURES.to_owned());
    let Some(campaign) = props.summary.campaign else {
        return Html::default();
    };
    data_view(&t, &page, |page| {
        let t = &t;
        html! {
            { section(t, page, &html! {
                <>
                    { progress(t, page, Some(campaign.0)) }
                    { by_hamlet(t, page, campaign) }
                    { in_and_out(t, page, true) }
                </>
            }) }
        }
    })
}

/// Of which units.
#[derive(PartialEq, Properties)]
pub(in crate::office::pages) struct UnitProps {
    /// One's own and those below.
    pub(in crate::office::pages) units: Vec<UnitName>,
}

/// The same pictures of the unit and all below it. Their numbers open each unit's part of them.
#[component]
pub(in crate::office::pages) fn UnitPictures(props: &UnitProps) -> Html {
    let t = use_translator();
    let page = use_remote::<PicturesPage>(path::UNIT_PICTURES.to_owned());
    data_view(&t, &page, |page| {
        let t = &t;
        if page.campaign_name.is_empty() {
            return Html::default();
        }
        section(
            t,
            page,
            &html! {
                <>
                    { progress(t, page, None) }
                    { by_unit(t, page, &props.units) }
                    { in_and_out(t, page, false) }
                </>
            },
        )
    })
}

fn section(t: &Translator, page: &PicturesPage, pictures: &Html) -> Html {
    html! {
        <section class="stack" aria-labelledby="pictures">
            <h2 id="pictures">
                { t.fill("office.pictures.heading", &[("campaign", &page.campaign_name)]) }
            </h2>
            if page.days.is_empty() && page.money.is_empty() {
                <p class="empty">{ t.text("office.pictures.nothing_yet") }</p>
            }
            <div class="pictures">{ pictures.clone() }</div>
        </section>
    }
}

/// A picture with what its lines mean, what it says for who does not see it, and its table.
fn figure(
    t: &Translator,
    name: &'static str,
    picture: &Picture,
    (alt, legend): (String, &[Legend]),
    table: &Html,
) -> Html {
    if picture.wide.is_empty() {
        return Html::default();
    }
    let (title, behind) = (format!("picture-{name}"), format!("table-{name}"));
    html! {
        <figure class="card picture" aria-labelledby={title.clone()} data-testid={title.clone()}>
            <h3 id={title}>{ t.choice("office.picture", name) }</h3>
            <ul class="legend" aria-hidden="true">
                { for legend.iter().map(|(class, key)| html! {
                    <li class={format!("legend-{class}")}>{ t.text(key) }</li>
                }) }
            </ul>
            <picture>
                <source
                    media="screen and (max-width: 48rem)" srcset={svg_address(&picture.narrow)}
                />
                <img
                    role="img" src={svg_address(&picture.wide)} {alt}
                    aria-describedby={behind.clone()}
                />
            </picture>
            <details>
                <summary data-testid={format!("{behind}-opens")}>
                    { t.text("office.pictures.table") }
                </summary>
                <div
                    id={behind.clone()} class="table-scroll" tabindex="0" role="group"
                    aria-label={t.choice("office.picture", name)} data-testid={behind}
                >
                    { table.clone() }
                </div>
            </details>
        </figure>
    }
}

fn heads(t: &Translator, keys: &[&'static str]) -> Html {
    html! {
        <thead>
            <tr>
                { for keys.iter().enumerate().map(|(place, key)| html! {
                    <th scope="col" class={(place > 0).then_some("number")}>{ t.text(key) }</th>
                }) }
            </tr>
        </thead>
    }
}

fn number(t: &Translator, count: u64, opens: Option<Opens>) -> Html {
    html! {
        <td class="number">
            if let Some(opens) = opens.filter(|_| count > 0) {
                <NumberLink {opens}>{ t.number(count) }</NumberLink>
            } else {
                { t.number(count) }
            }
        </td>
    }
}

/// Facts of the campaign that count: visits by their days, handovers by the campaign they name.
pub(super) fn facts_of(
    kind: FactKind,
    (id, from, to): (DocId, LocalDate, LocalDate),
    hamlet: &str,
) -> Opens {
    let is_visit = kind == FactKind::Visit;
    Opens::Facts(FactFilter {
        kind: Some(kind),
        hamlet: hamlet.to_owned(),
        days: is_visit.then_some((from, to)),
        campaign: (!is_visit).then_some(id),
        standing: true,
        ..FactFilter::default()
    })
}

fn progress(t: &Translator, page: &PicturesPage, campaign: Option<DocId>) -> Html {
    let last = page.days.last().copied();
    let alt = last.map_or_else(String::new, |last| {
        t.fill(
            "office.pictures.progress_alt",
            &[
                ("day", &t.date(last.day)),
                ("visited", &t.number(last.visited)),
                ("aided", &t.number(last.aided)),
            ],
        )
    });
    let facts = |kind, campaign, days| {
        Opens::Facts(FactFilter {
            kind: Some(kind),
            days: Some(days),
            campaign: (kind == FactKind::Handover).then_some(campaign),
            standing: true,
            ..FactFilter::default()
        })
    };
    let on = |kind, day| {
        let figure = match kind {
            FactKind::Visit => Figure::Visits,
            FactKind::Handover | FactKind::Proposal => Figure::Handovers,
        };
        Some(campaign.map_or_else(
            || Opens::Parts(figure.on(day)),
            |campaign| facts(kind, campaign, (day, day)),
        ))
    };
    let first = page.days.first().map(|line| line.day);
    let by = |kind, day| {
        let figure = match kind {
            FactKind::Visit => Figure::Visited,
            FactKind::Handover | FactKind::Proposal => Figure::Aided,
        };
        Some(campaign.map_or_else(
            || Opens::Parts(figure.by(day)),
            |campaign| facts(kind, campaign, (first.unwrap_or(day), day)),
        ))
    };
    let rows = page.days.iter().map(|line| {
        html! {
            <tr key={line.day.days().to_string()}>
                <th scope="row">{ t.date(line.day) }</th>
                { number(t, line.visits, on(FactKind::Visit, line.day)) }
                { number(t, line.handovers, on(FactKind::Handover, line.day)) }
                { number(t, line.visited, by(FactKind::Visit, line.day)) }
                { number(t, line.aided, by(FactKind::Handover, line.day)) }
            </tr>
        }
    });
    let table = html! {
        <table class="table">
            { heads(t, &[
                "office.pictures.col_day", "office.pictures.col_visits",
                "office.pictures.col_handovers", "office.pictures.col_visited",
                "office.pictures.col_aided",
            ]) }
            <tbody>{ for rows }</tbody>
        </table>
    };
    let legend = [
        ("first", "office.pictures.visited"),
        ("second", "office.pictures.aided"),
        ("aim", "office.pictures.aim"),
    ];
    figure(t, "progress", &page.progress, (alt, &legend), &table)
}

fn by_hamlet(t: &Translator, page: &PicturesPage, campaign: (DocId, LocalDate, LocalDate)) -> Html {
    let count = words::counted(t, "office.pictures.hamlets", page.hamlets.len() as u64);
    let alt = t.fill("office.pictures.by_hamlet_alt", &[("count", &count)]);
    let rows = page.hamlets.iter().map(|line| {
        let name = if line.name.is_empty() {
            t.text("office.pictures.no_hamlet")
        } else {
            &line.name
        };
        // No list can be narrowed to households that have no hamlet.
        let is_named = !line.name.is_empty();
        let listed = is_named.then(|| {
            Opens::Households(ListFilter {
                hamlet: line.name.clone(),
                ..ListFilter::default()
            })
        });
        let reached = |kind, count| {
            let opens = is_named.then(|| facts_of(kind, campaign, &line.name));
            number(t, count, opens)
        };
        html! {
            <tr key={line.name.clone()}>
                <th scope="row">{ name }</th>
                { number(t, line.households, listed) }
                { reached(FactKind::Visit, line.visited) }
                { reached(FactKind::Handover, line.aided) }
            </tr>
        }
    });
    let table = reach_table(t, "office.col.hamlet", rows.collect());
    figure(t, "by_hamlet", &page.by_hamlet, (alt, &REACH), &table)
}

fn by_unit(t: &Translator, page: &PicturesPage, units: &[UnitName]) -> Html {
    let count = words::counted(t, "office.pictures.units", page.hamlets.len() as u64);
    let alt = t.fill("office.pictures.by_hamlet_alt", &[("count", &count)]);
    let rows = page.hamlets.iter().map(|line| {
        let unit = units.iter().find(|unit| unit.name == line.name);
        let within = |figure: Figure| {
            unit.map(|unit| Opens::Within(figure.of_all_days(), unit.code.clone()))
        };
        html! {
            <tr key={line.name.clone()}>
                <th scope="row">{ &line.name }</th>
                { number(t, line.households, within(Figure::Listed)) }
                { number(t, line.visited, within(Figure::Visited)) }
                { number(t, line.aided, within(Figure::Aided)) }
            </tr>
        }
    });
    let table = reach_table(t, "office.pictures.col_unit", rows.collect());
    figure(t, "by_unit", &page.by_hamlet, (alt, &REACH), &table)
}

/// Households on the list, visited and helped, by something.
fn reach_table(t: &Translator, by: &'static str, rows: Html) -> Html {
    html! {
        <table class="table">
            { heads(t, &[
                by, "office.overview.col_households", "office.overview.visited",
                "office.overview.aided",
            ]) }
            <tbody>{ rows }</tbody>
        </table>
    }
}

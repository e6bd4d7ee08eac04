//! Where the commune stands, in numbers; each opens the list behind it.

use chungtay_shared::api::{FactKind, Reach, Summary};
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::household_list::{ListFilter, Presence};
use crate::office::kept::FactFilter;
use crate::office::opens::{NumberLink, Opens};
use crate::office::words;

/// One number, the list it opens, and what stands below it.
fn tile(name: &'static str, label: &str, (value, opens): (String, Opens), below: String) -> Html {
    html! {
        <div class="tile" data-testid={format!("number-{name}")}>
            <dt>{ label }</dt>
            <dd>
                <strong><NumberLink {opens}>{ value }</NumberLink></strong>
                <span>{ below }</span>
            </dd>
        </div>
    }
}

/// The numbers.
pub(super) fn numbers(t: &Translator, summary: &Summary) -> Html {
    let unseen: u64 = summary
        .by_hamlet
        .iter()
        .map(|hamlet| hamlet.households.saturating_sub(hamlet.visited))
        .sum();
    let reached = |visited: Option<bool>, aided: Option<bool>, presence: Presence| {
        Opens::Households(ListFilter {
            visited,
            aided,
            presence,
            ..ListFilter::default()
        })
    };
    let given = Opens::Facts(FactFilter {
        kind: Some(FactKind::Handover),
        standing: true,
        ..FactFilter::default()
    });
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
                "list", t.text("office.overview.list"),
                (households(summary.households), Opens::Households(ListFilter::default())),
                format!("{members}{gone}"),
            ) }
            { tile(
                "visited", t.text("office.overview.visited"),
                (
                    households(summary.visited.households),
                    reached(Some(true), None, Presence::Either),
                ),
                of_all(summary.visited),
            ) }
            { tile(
                "unseen", t.text("office.overview.unseen"),
                (households(unseen), reached(Some(false), None, Presence::Here)),
                t.text("office.overview.unseen_below").to_owned(),
            ) }
            { tile(
                "aided", t.text("office.overview.aided"),
                (
                    households(summary.aided.households),
                    reached(None, Some(true), Presence::Either),
                ),
                of_all(summary.aided),
            ) }
            { tile(
                "value", t.text("office.overview.money"), (t.money(summary.money_vnd), given),
                t.fill("office.overview.goods", &[("value", &t.money(summary.goods_value_vnd))]),
            ) }
        </dl>
    }
}

//! The figures of a period: numbers first, then the lines that lead to them.

use chungtay_shared::api::Reach;
use chungtay_shared::household::Category;
use chungtay_shared::period::{Figures, GroupLine};
use yew::prelude::*;

use super::tables;
use crate::i18n::Translator;
use crate::office::amount_tile::amount_tile;
use crate::office::pages::campaign::in_words;
use crate::office::words;

/// Who was reached, what was given, what is left.
pub(super) fn tiles(t: &Translator, figures: &Figures) -> Html {
    let tile = |name: &'static str, own: Reach, total: Reach| {
        let households = words::counted(t, "office.overview.households", own.households);
        let below = t.fill(
            "office.periods.tile_total",
            &[
                ("times", &t.number(own.times)),
                ("total", &t.number(total.households)),
            ],
        );
        html! {
            <div class="tile" data-testid={format!("period-{name}")}>
                <dt>{ t.choice("office.periods.tile", name) }</dt>
                <dd><strong>{ households }</strong><span>{ below }</span></dd>
            </div>
        }
    };
    let given = figures.reconciliation.own.amount();
    let left = figures.account().left();
    let is_problem = left.money_vnd < 0 || left.goods_value_vnd < 0;
    html! {
        <dl class="tiles">
            { tile("visited", figures.own.visited, figures.total.visited) }
            { tile("aided", figures.own.aided, figures.total.aided) }
            { amount_tile(
                t, "period-given".to_owned(), t.text("office.periods.tile.given"), given, false,
            ) }
            { amount_tile(
                t, "period-left".to_owned(), t.text("office.periods.tile.left"), left, is_problem,
            ) }
        </dl>
    }
}

/// All tables; `id` tells those of one period from those of another on the same page.
pub(super) fn details(t: &Translator, figures: &Figures, id: &str) -> Html {
    let lines = &figures.reconciliation;
    let name = |key: &str| format!("{key}-{id}");
    let category = |line: &GroupLine| match Category::from_code(&line.of) {
        Some(category) => t.choice("category", category.code()).to_owned(),
        None => t.text("office.periods.no_category").to_owned(),
    };
    let hamlet = |line: &GroupLine| match line.of.as_str() {
        "" => t.text("office.periods.no_hamlet").to_owned(),
        name => name.to_owned(),
    };
    html! {
        <>
            { tables::reconciliation(t, &name("reconciliation"), lines, figures.n) }
            { tables::given(t, &name("given"), &lines.own.given) }
            { tables::fund(t, &name("fund"), lines) }
            { tables::reached(t, &name("hamlets"), ("hamlet", &hamlet), &figures.by_hamlet) }
            { tables::reached(
                t, &name("categories"), ("category", &category), &figures.by_category,
            ) }
            { tables::publicity(t, &name("publicity"), &lines.own.publicity) }
            if !figures.targets.is_empty() {
                <h4>{ t.text("office.target.heading") }</h4>
                <ul class="plain-list">
                    { for figures.targets.iter().map(|target| html! {
                        <li>
                            { t.fill("office.periods.target", &[
                                ("name", in_words::indicator(t, target.indicator)),
                                ("reached", &in_words::amount(t, target.indicator, target.reached)),
                                ("target", &in_words::amount(t, target.indicator, target.target)),
                            ]) }
                        </li>
                    }) }
                </ul>
            }
        </>
    }
}

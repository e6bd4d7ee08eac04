//! Where the volunteer goes today, and to whom there.

use chungtay_shared::day_plan::HamletPlan;
use yew::prelude::*;

use super::counts;
use super::way::{Way, hamlet_name};
use crate::components::{Choice, ChoiceChips};
use crate::i18n::Translator;

const ALL: &str = "all";
const GIVING: &str = "giving";

/// The choice, open.
pub(super) fn choice(t: &Translator, way: &Way<'_>, on_close: &Callback<MouseEvent>) -> Html {
    let chosen: Vec<AttrValue> = way
        .plan
        .chosen()
        .map(|hamlet| hamlet.name.clone().into())
        .collect();
    let to_choice = |hamlet: &HamletPlan| {
        let count = t.number(hamlet.stops.len() as u64);
        let label = format!("{} ({count})", hamlet_name(t, &hamlet.name));
        Choice::new(hamlet.name.clone(), label)
    };
    let on_hamlet = {
        let (route, chosen) = (way.route.clone(), chosen.clone());
        way.on_route.reform(move |tapped: AttrValue| {
            let others = chosen.iter().filter(|name| **name != tapped);
            let mut names: Vec<String> = others.map(ToString::to_string).collect();
            if names.len() == chosen.len() {
                names.push(tapped.to_string());
            }
            route.choosing(names)
        })
    };
    let on_whom = {
        let route = way.route.clone();
        let giving_only = move |tapped: AttrValue| route.giving_only(tapped == GIVING);
        way.on_route.reform(giving_only)
    };
    let whom = if way.route.is_giving_only() {
        GIVING
    } else {
        ALL
    };
    let (left, _) = counts(way.plan);
    html! {
        <section class="card" data-testid="day-choice">
            <ChoiceChips
                name="day-hamlets" legend={t.text("day.hamlets")} multiple={true}
                choices={way.plan.hamlets.iter().map(to_choice).collect::<Vec<_>>()}
                {chosen} on_choose={on_hamlet}
            />
            if !way.app.rights.is_empty() {
                <ChoiceChips
                    name="day-whom" legend={t.text("day.whom")}
                    choices={vec![
                        Choice::new(ALL, t.text("day.whom_all")),
                        Choice::new(GIVING, t.text("day.whom_giving")),
                    ]}
                    chosen={vec![AttrValue::Static(whom)]} on_choose={on_whom}
                />
            }
            <button
                type="button" class="button button-primary" data-testid="day-chosen"
                onclick={on_close}
            >
                { t.fill("filter.done", &[("count", &t.number(left as u64))]) }
            </button>
        </section>
    }
}

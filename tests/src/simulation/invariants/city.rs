//! Several levels: what one Fund sends another is counted once, and what the city says of its campaign
//! stands where it is run.

use std::collections::BTreeMap;

use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_server::{campaigns, units};
use chungtay_shared::campaign::{AidItem, CampaignState};
use chungtay_shared::document::Document;
use chungtay_shared::fund::Source;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::super::Violation;
use super::super::model::{Model, Ordered};
use super::super::world::World;
use super::fund::given_by;
use super::hold;

/// What is left in all Funds is what came from others less what went to others and what is on its way.
pub(super) fn counts_once(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let today = world.clock.now().local_date();
    let page = read(&*world.server.state().store, |tx| {
        units::page(tx, &world.city.code, today)
    });
    let fund = page.expect("a store").fund;
    let given = given_by(model, server, today)?;
    let on_the_way = model.sent.values().filter(|sent| !sent.has_arrived);
    let on_the_way: i64 = on_the_way.map(|sent| sent.money_vnd).sum();
    let shown = (fund.left.money_vnd, fund.on_the_way.money_vnd);
    let expected = (model.from_outside - given - on_the_way, on_the_way);
    hold("S21", shown == expected, || {
        format!("left and on its way is {shown:?}, not {expected:?}")
    })?;
    let (told, entered) = (fund.expected().money_vnd, model.from_outside - given);
    hold("S21", told == entered, || {
        format!("{told} đ are said to be there, not {entered}")
    })
}

/// Each commune runs the city's campaign as the city says it, with what the commune has added.
pub(super) fn is_obeyed(world: &World, model: &Model) -> Result<(), Violation> {
    for office in &world.offices {
        let states = read(&*world.server.state().store, |tx| {
            campaigns::states(tx, &office.code)
        });
        let from_above = |there: &CampaignState| there.origin.is_some();
        let mut found = states.expect("a store");
        found.retain(from_above);
        let says: Vec<_> = found.iter().map(says).collect();
        let added = model.added.get(&office.code);
        let ordered = model.ordered.as_ref();
        let expected: Vec<_> = ordered.map(|o| expected(o, added)).into_iter().collect();
        hold("S21", says == expected, || {
            format!("{} runs {says:?}, not {expected:?}", office.code)
        })?;
    }
    Ok(())
}

/// A campaign from above: where it comes from, its name and last day, what is given by whom.
type Says = (
    Option<DocId>,
    String,
    LocalDate,
    Vec<(String, i64, Option<Source>)>,
);

fn says(state: &CampaignState) -> Says {
    let item = |item: &AidItem| (item.name.clone(), item.money_vnd, item.source);
    (
        state.origin.as_ref().map(|origin| origin.campaign),
        state.campaign.name.clone(),
        state.campaign.to,
        state.campaign.items.iter().map(item).collect(),
    )
}

fn expected(ordered: &Ordered, added: Option<&String>) -> Says {
    let of_city = (
        ordered.item.clone(),
        ordered.money_vnd,
        Some(Source::HigherFund),
    );
    let own = added.map(|name| (name.clone(), 500_000, Some(Source::OwnFund)));
    (
        Some(ordered.id),
        ordered.name.clone(),
        ordered.to,
        std::iter::once(of_city).chain(own).collect(),
    )
}

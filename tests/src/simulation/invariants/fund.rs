//! What is left of a Fund is all that came in less all that went out, to the đồng, on any day.

use std::collections::BTreeMap;

use chungtay_server::fund;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::document::Document;
use chungtay_shared::fund::Source;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::super::Violation;
use super::super::model::Model;
use super::super::world::World;
use super::{hold, household};

/// Today, and on the last day any phone's clock has reached. The Fund pays the round's gift, and of cases
/// what says so itself.
pub(super) fn balanced(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let today = world.clock.now().local_date();
    for day in [today, LocalDate::from_days(today.days() + 20_000)] {
        let given = given_by(server, day)?;
        for office in world.units() {
            let page = read(&*world.server.state().store, |tx| {
                fund::page(tx, &office.code, day)
            });
            let left = page.expect("a store").account.left().money_vnd;
            let of = |sums: &BTreeMap<String, i64>| sums.get(&office.code).copied().unwrap_or(0);
            let expected = of(&model.entered) - of(&given);
            hold("S18", left == expected, || {
                format!("{left} đ are left on {day}, not {expected}")
            })?;
        }
    }
    Ok(())
}

/// What was handed over from each commune's Fund by the end of `day`.
pub(super) fn given_by(
    server: &BTreeMap<DocId, Document>,
    day: LocalDate,
) -> Result<BTreeMap<String, i64>, Violation> {
    let mut given: BTreeMap<String, i64> = BTreeMap::new();
    for document in server.values() {
        let household = household(document)?;
        let of_fund = household.handovers.iter().filter(|handover| {
            let pays = handover.fact.source == Some(Source::OwnFund);
            let counts = handover.fact.round.is_some() || pays;
            handover.corrected_by.is_none() && counts && handover.fact.at.local_date() <= day
        });
        let sum: i64 = of_fund.map(|handover| handover.fact.money_vnd).sum();
        *given.entry(household.commune).or_default() += sum;
    }
    Ok(given)
}

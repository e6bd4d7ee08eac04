//! What is left of a Fund is all that came in less all that went out, to the đồng, on any day.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::fund;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::document::Document;
use chungtay_shared::fund::Source;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::super::Violation;
use super::super::books::Books;
use super::super::model::Model;
use super::super::world::{Office, World};
use super::{hold, household};
use crate::ward::SimClock;

/// What was handed over from a commune's Fund: the commune, the day, the money.
type Given = (String, LocalDate, i64);

/// On every day of the run and the one before it, and on every day further off on which anything counts
/// (phones' clocks may be years wrong) and the one before that; of a unit of which nothing counts, today.
/// The Fund pays the round's gift, and of cases what says so itself.
pub(super) fn balanced(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let given = given(model, server)?;
    let first = SimClock::morning().now().local_date();
    let today = world.clock.now().local_date();
    for office in world.units() {
        let handed_over = given.iter().filter(|(of, ..)| *of == office.code);
        let entered = model.books.get(&office.code);
        let counts: BTreeSet<LocalDate> = handed_over
            .map(|(_, on, _)| *on)
            .chain(entered.into_iter().flat_map(Books::days))
            .collect();
        let mut days = BTreeSet::from([today.days()]);
        if !counts.is_empty() {
            days.extend(first.days() - 1..today.days());
        }
        days.extend(counts.iter().flat_map(|on| [on.days() - 1, on.days()]));
        for day in days.into_iter().map(LocalDate::from_days) {
            stands(world, model, &given, office, day)?;
        }
    }
    Ok(())
}

/// What is left, what was kept of each pledge and spent of each decision, and what is still promised.
fn stands(
    world: &World,
    model: &Model,
    given: &[Given],
    office: &Office,
    day: LocalDate,
) -> Result<(), Violation> {
    let page = read(&*world.server.state().store, |tx| {
        fund::page(tx, &office.code, day)
    });
    let page = page.expect("a store");
    let nothing = Books::default();
    let books = model.books.get(&office.code).unwrap_or(&nothing);
    let left = page.account.left().money_vnd;
    let expected = books.sum_on(day) - sum_by(given, &office.code, day);
    hold("S18", left == expected, || {
        format!("{left} đ are left on {day}, not {expected}")
    })?;
    let fulfilled: BTreeMap<_, i64> = page
        .fulfilled
        .iter()
        .map(|(id, amount)| (*id, amount.money_vnd))
        .collect();
    hold("S18", fulfilled == books.fulfilled_on(day), || {
        format!("by {day} {fulfilled:?} was kept and spent")
    })?;
    let (shown, outstanding) = (page.outstanding.money_vnd, books.outstanding_on(day));
    hold("S18", shown == outstanding, || {
        format!("{shown} đ are still to come on {day}, not {outstanding}")
    })
}

fn sum_by(given: &[Given], commune: &str, day: LocalDate) -> i64 {
    let by_then = given
        .iter()
        .filter(|(of, on, _)| of == commune && *on <= day);
    by_then.map(|(_, _, money_vnd)| money_vnd).sum()
}

/// What was handed over from all communes' Funds by the end of `day`.
pub(super) fn given_by(
    model: &Model,
    server: &BTreeMap<DocId, Document>,
    day: LocalDate,
) -> Result<i64, Violation> {
    let given = given(model, server)?;
    let by_then = given.iter().filter(|(_, on, _)| *on <= day);
    Ok(by_then.map(|(_, _, money_vnd)| money_vnd).sum())
}

fn given(model: &Model, server: &BTreeMap<DocId, Document>) -> Result<Vec<Given>, Violation> {
    // What households were given that were erased since stays as figures.
    let mut given = model.figures.clone();
    for document in server.values() {
        let household = household(document)?;
        let of_fund = household.handovers.iter().filter(|handover| {
            let pays = handover.fact.source == Some(Source::OwnFund);
            let counts = handover.fact.round.is_some() || pays;
            handover.corrected_by.is_none() && counts
        });
        given.extend(of_fund.map(|handover| {
            let fact = &handover.fact;
            let commune = household.commune.clone();
            (commune, fact.at.local_date(), fact.money_vnd)
        }));
    }
    Ok(given)
}

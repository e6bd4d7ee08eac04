//! Closed periods on both databases. Goal: what was closed is the same on each and can be counted again from
//! today's rows; figures that somebody has changed are given to nobody. Method: the invented ward is filled
//! into both from the same seed, when its month is over.

use std::fmt::Debug;
use std::sync::Arc;

use chungtay_server::store::{Between, Store, StoreError, Tx, read, write};
use chungtay_server::{campaigns, demo};
use chungtay_shared::api::FactKind;
use chungtay_shared::fund::Amount;
use chungtay_shared::synthetic::CITY;
use chungtay_tests::database::Database;
use chungtay_tests::ward::{COMMUNE, SimClock};

const DAY_MS: i64 = 86_400_000;

/// The invented ward on each database.
fn wards() -> [(Database, Arc<dyn Store>); 2] {
    let clock = SimClock::morning();
    clock.pass_ms(60 * DAY_MS);
    Database::each().map(|database| {
        let state = database.process_by(clock.clone(), 3);
        write(&*state.store, |tx| demo::fill(&state, tx, 250)).unwrap();
        (database, state.store)
    })
}

/// Asks both the same and gives the answer they have in common.
fn both<T: PartialEq + Debug>(
    wards: &[(Database, Arc<dyn Store>); 2],
    question: impl Fn(&dyn Tx) -> Result<T, StoreError>,
) -> T {
    let [sqlite, postgres] = wards
        .each_ref()
        .map(|(_, store)| read(&**store, &question).unwrap());
    assert_eq!(sqlite, postgres);
    sqlite
}

#[test]
fn what_was_closed_is_the_same_on_both_and_can_be_counted_again() {
    let wards = wards();
    let closings = both(&wards, |tx| tx.closings(COMMUNE));
    let [first, second] = &closings[..] else {
        panic!("two periods were closed: {}", closings.len())
    };
    let campaigns = both(&wards, |tx| campaigns::states(tx, COMMUNE));
    let of = first.figures.campaign;
    let campaign = campaigns.iter().find(|state| state.campaign.id == of);
    let campaign = &campaign.unwrap().campaign;
    // What stood when it was closed, told by the rows of today.
    let then = Between {
        from_day: first.figures.from.days(),
        to_day: first.figures.to.days(),
        stood_at: first.figures.counted_to,
        not_at: 0,
    };
    let own = &first.figures.reconciliation.own;
    let visits = both(&wards, |tx| tx.visits_between(campaign, then));
    assert_eq!(i64::try_from(visits), Ok(own.visits));
    let given = both(&wards, |tx| tx.given_between(COMMUNE, then));
    let given = given.iter().filter(|sum| sum.campaign == Some(of));
    assert_eq!(given.map(|sum| sum.amount).sum::<Amount>(), own.amount());
    let reached = both(&wards, |tx| tx.reached_between(campaign, then));
    let visited = reached.iter().filter(|r| r.kind == FactKind::Visit).count() as u64;
    assert_eq!(visited, first.figures.own.visited.households);
    // And what came since, of which the second period speaks.
    let since = Between {
        from_day: i64::MIN,
        stood_at: second.figures.counted_to,
        not_at: first.figures.counted_to,
        ..then
    };
    let late = both(&wards, |tx| tx.facts_between(campaign, since));
    let lines = &second.figures.reconciliation.late;
    let known = lines.visits + lines.handovers();
    assert_eq!(i64::try_from(late.len()), Ok(known));
    assert!(!late.is_empty(), "one phone was late");
    let gone = both(&wards, |tx| tx.facts_between(campaign, since.turned()));
    assert_eq!(gone, []);
    for unit in [COMMUNE, CITY.0] {
        assert!(!both(&wards, |tx| tx.urgings(unit)).is_empty());
    }
    assert_eq!(both(&wards, |tx| tx.closing(COMMUNE, of, 3)), None);
    assert_eq!(
        both(&wards, |tx| tx.closing(COMMUNE, of, 2)).as_ref(),
        Some(second)
    );
}

#[test]
fn figures_that_somebody_has_changed_are_given_to_nobody() {
    let wards = wards();
    for (database, store) in &wards {
        database.execute("update closing set body = replace(body, 'visits', 'visitz')");
        let read = read(&**store, |tx| tx.closings(COMMUNE));
        let Err(StoreError::Inconsistent { table, column }) = read else {
            panic!("changed figures were read")
        };
        assert_eq!((table, column), ("closing", "body"));
    }
}

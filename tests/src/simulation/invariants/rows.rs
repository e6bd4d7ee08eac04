//! What the office's tables say is what the documents say.

use std::collections::BTreeMap;

use chungtay_server::projection::HouseholdRows;
use chungtay_server::state::Clock as _;
use chungtay_server::store::{read, write};
use chungtay_shared::document::Document;
use chungtay_shared::id::DocId;

use super::super::Violation;
use super::super::world::World;
use super::{hold, household};

/// The office's table names every fact of the documents once.
pub(super) fn facts(world: &World, server: &BTreeMap<DocId, Document>) -> Result<(), Violation> {
    let mut total = 0;
    for document in server.values() {
        let household = household(document)?;
        let facts = household.visits.len() + household.handovers.len();
        total += (facts + household.proposals.len()) as u64;
    }
    let mut shown = 0;
    for office in &world.offices {
        let query = chungtay_shared::api::FactQuery {
            limit: 1,
            ..Default::default()
        };
        let page = read(&*world.server.state().store, |tx| {
            tx.facts(&office.code, &query)
        });
        shown += page.expect("a store").total;
    }
    hold("S7", shown == total, || format!("{shown} facts of {total}"))
}

/// What the tables say, but for when a fact was received.
const DUMPS: [&str; 5] = [
    "select * from household order by commune, doc",
    "select * from status order by commune, doc, fact",
    "select commune, doc, fact, kind, at_ms, on_day, what, detail, note, money_vnd,
            goods_value_vnd, quantity_milli, unit, signed, actor, standing, campaign, round,
            support_case, source, source_name
     from fact where doc not in (select doc from remainder) order by commune, doc, fact",
    "select * from conflict order by commune, doc, field",
    "select * from support_case order by commune, doc, support_case",
];

/// The rows as they are, and as they are when they are made anew in a copy of the database.
pub(super) fn rows(world: &World, server: &BTreeMap<DocId, Document>) -> Result<(), Violation> {
    let database = world.server.database();
    let copy = database.copy();
    for table in ["household", "status", "fact", "conflict", "support_case"] {
        copy.execute(&format!("delete from {table}"));
    }
    let now = world.clock.now();
    write(&*copy.open(), |tx| {
        for document in server.values() {
            tx.put_rows(&HouseholdRows::of(&document.household()?), 1, now)?;
        }
        Ok(())
    })
    .expect("rows");
    for query in DUMPS {
        let (before, after) = (database.query(query), copy.query(query));
        let differs = before.iter().zip(&after).find(|(b, a)| b != a);
        hold("S7", before == after, || format!("{differs:?}"))?;
    }
    Ok(())
}

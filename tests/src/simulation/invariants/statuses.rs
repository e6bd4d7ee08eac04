//! What was officially decided of a household's category stands as it was said.

use std::collections::BTreeMap;

use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::document::Document;
use chungtay_shared::household::{Category, Household, Status};
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::super::Violation;
use super::super::model::{Decided, Model};
use super::super::world::World;
use super::{hold, household};

/// In the documents each decision with its number and the standard of its first day, until it is taken
/// back; on the office's list the category in force today. (That phones say the same is S3.)
pub(super) fn stand_as_decided(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let today = world.clock.now().local_date();
    let mut in_force: BTreeMap<DocId, Option<Category>> = BTreeMap::new();
    for (doc, document) in server {
        let household = household(document)?;
        let none = Vec::new();
        let decided = model.statuses.get(doc).unwrap_or(&none);
        let standing = |known: &&Decided| !known.is_taken_back;
        let mut expected: Vec<Said> = decided.iter().filter(standing).map(expected).collect();
        let mut said: Vec<Said> = standing_in(&household)
            .filter(|status| !status.decision.is_empty())
            .map(says)
            .collect();
        expected.sort();
        said.sort();
        hold("S22", said == expected, || {
            format!("{doc}: {said:?} for {expected:?}")
        })?;
        // A volunteer's own, by their clock, stands beside the office's.
        let own = standing_in(&household).filter(|status| status.decision.is_empty());
        let own = own.map(|status| (status.from, status.category));
        let office = decided.iter().filter(standing);
        let all = own.chain(office.map(|known| (known.from, known.category)));
        let newest = all
            .filter(|(from, _)| *from <= today)
            .max_by_key(|(from, _)| *from);
        in_force.insert(*doc, newest.map(|(_, category)| category));
    }
    for office in &world.offices {
        let lines = read(&*world.server.state().store, |tx| {
            tx.households(&office.code, today)
        });
        for line in lines.expect("a store") {
            let expected = in_force.get(&line.id).copied().flatten();
            hold("S22", line.category == expected, || {
                format!("{} is {:?}, not {expected:?}", line.id, line.category)
            })?;
        }
    }
    Ok(())
}

/// Number of the decision, first day, category, standard.
type Said = (String, LocalDate, &'static str, String);

fn standing_in(household: &Household) -> impl Iterator<Item = &Status> {
    let standing = household.statuses.iter();
    let standing = standing.filter(|status| status.corrected_by.is_none());
    standing.map(|status| &status.fact)
}

fn says(status: &Status) -> Said {
    (
        status.decision.clone(),
        status.from,
        status.category.code(),
        status.standard.clone(),
    )
}

fn expected(decided: &Decided) -> Said {
    let standard = if decided.from.year() < 2027 {
        "2022-2025"
    } else {
        "2027-2030"
    };
    (
        decided.decision.clone(),
        decided.from,
        decided.category.code(),
        standard.to_owned(),
    )
}

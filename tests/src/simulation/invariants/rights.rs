//! Inside the plan nobody is given one right twice; outside it, it is found.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::store::read;
use chungtay_server::{review, rounds};
use chungtay_shared::document::Document;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::review::Doubt;

use super::super::Violation;
use super::super::model::Model;
use super::super::world::World;
use super::{hold, household};

/// Every right was used at most once by whoever held it, unless the office gave it to another
/// meanwhile; and the office is shown exactly what was used more often.
pub(super) fn used_once(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let mut used: BTreeMap<(FactId, DocId), Vec<Actor>> = BTreeMap::new();
    for (doc, document) in server {
        for given in household(document)?.handovers {
            if let (Some(round), None) = (given.fact.round, given.corrected_by) {
                used.entry((round, *doc)).or_default().push(given.actor);
            }
        }
    }
    for (right, by) in &used {
        let once = by.len() == 1 || model.moved.contains(right);
        hold("S16", once, || format!("{right:?} was used by {by:?}"))?;
    }
    let mut shown = BTreeSet::new();
    for office in &world.offices {
        let found = read(&*world.server.state().store, |tx| {
            let campaigns = rounds::rights_of(tx, &office.code)?;
            let doubtful =
                review::doubtful(tx, &office.code, &campaigns, &tx.lives(&office.code)?)?;
            Ok((campaigns, doubtful))
        });
        let (campaigns, doubtful) = found.expect("a store");
        for round in campaigns.iter().flat_map(|c| &c.rounds) {
            let of_round = used.iter().filter(|((id, _), _)| *id == round.id);
            for ((_, doc), by) in of_round {
                let held = by.iter().all(|actor| round.was_held_by(*doc, *actor));
                hold("S16", held, || format!("{doc} was given by {by:?}"))?;
            }
        }
        for doubt in doubtful {
            hold("S16", doubt.doubt == Doubt::Twice, || format!("{doubt:?}"))?;
            shown.insert((doubt.household, doubt.facts.len()));
        }
    }
    let twice = used.iter().filter(|(_, by)| by.len() > 1);
    let twice: BTreeSet<_> = twice.map(|((_, doc), by)| (*doc, by.len())).collect();
    hold("S16", shown == twice, || {
        format!("{shown:?} is shown, {twice:?} was given more than once")
    })
}

//! Inside the plan nobody is given one right twice; outside it, it is found.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::store::read;
use chungtay_server::{review, rounds};
use chungtay_shared::document::Document;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::review::Doubt;
use chungtay_shared::round::Round;

use super::super::Violation;
use super::super::model::Model;
use super::super::world::World;
use super::{hold, household};

/// Who used a right of a round to give to a household, and by which handovers.
type Used = BTreeMap<(FactId, DocId), Vec<(Actor, FactId)>>;

/// Every right was used at most once by whoever held it, unless the office gave it to another
/// meanwhile; and the office is shown exactly what was used more often, until it has looked at all of it.
pub(super) fn used_once(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let mut used = Used::new();
    for (doc, document) in server {
        for given in household(document)?.handovers {
            if let (Some(round), None) = (given.fact.round, given.corrected_by) {
                let by = used.entry((round, *doc)).or_default();
                by.push((given.actor, given.fact.id));
            }
        }
    }
    for (right, by) in &used {
        let once = by.len() == 1 || model.moved.contains(right);
        hold("S16", once, || format!("{right:?} was used by {by:?}"))?;
    }
    let (twice, late) = doubts_expected(model, server, &used)?;
    let (mut shown, mut shown_late) = (BTreeSet::new(), BTreeSet::new());
    for office in &world.offices {
        let found = read(&*world.server.state().store, |tx| {
            let campaigns = rounds::rights_of(tx, &office.code)?;
            let lived = tx.lives(&office.code)?;
            let doubtful = review::doubtful(tx, &office.code, &campaigns, &lived)?;
            Ok((campaigns, doubtful))
        });
        let (campaigns, doubtful) = found.expect("a store");
        for round in campaigns.iter().flat_map(|c| &c.rounds) {
            let of_round = used.iter().filter(|((id, _), _)| *id == round.id);
            for ((_, doc), by) in of_round {
                let held = by.iter().all(|(actor, _)| round.was_held_by(*doc, *actor));
                hold("S16", held, || format!("{doc} was given by {by:?}"))?;
            }
        }
        for round in campaigns.iter().flat_map(|c| &c.rounds) {
            held_once(model, server, round)?;
            held_again(model, server, round)?;
        }
        for doubt in doubtful {
            match doubt.doubt {
                Doubt::Twice => {
                    let facts = doubt.facts.iter().map(|(_, fact)| *fact);
                    shown.insert((doubt.household, facts.collect()));
                }
                Doubt::Gone => shown_late.extend(doubt.facts.iter().map(|(_, fact)| *fact)),
                Doubt::NotHolder | Doubt::NoRight => {
                    hold("S16", false, || format!("{doubt:?}"))?;
                }
            }
        }
    }
    hold("S16", shown == twice, || {
        format!("{shown:?} is shown, {twice:?} was given more than once")
    })?;
    hold("S16", shown_late == late, || {
        format!("{shown_late:?} is shown, {late:?} was given to who was gone")
    })
}

/// A second record holds no right but one by which something was given: its household's right is the
/// other record's.
fn held_once(
    model: &Model,
    server: &BTreeMap<DocId, Document>,
    round: &Round,
) -> Result<(), Violation> {
    for record in model
        .merged
        .keys()
        .filter(|id| round.holder(**id).is_some())
    {
        let household = server.get(record).map(household).transpose()?;
        let handovers = household.iter().flat_map(|household| &household.handovers);
        let was_used = handovers
            .into_iter()
            .any(|h| h.fact.round == Some(round.id));
        hold("S16", was_used, || {
            format!("{record} is a second record and holds a right")
        })?;
    }
    Ok(())
}

/// A record that was one household with others and is one alone again holds what was issued to it, where
/// none of them was given anything and the office has moved nothing else.
fn held_again(
    model: &Model,
    server: &BTreeMap<DocId, Document>,
    round: &Round,
) -> Result<(), Violation> {
    let pairs = model
        .ever_one
        .iter()
        .flat_map(|(one, other)| [*one, *other]);
    let records: BTreeSet<DocId> = pairs.collect();
    for record in records {
        let is_one_now =
            model.merged.contains_key(&record) || model.merged.values().any(|k| *k == record);
        let mut is_touched = is_one_now;
        for partner in model.ever_one_with(record) {
            let household = server.get(&partner).map(household).transpose()?;
            let mut handovers = household.iter().flat_map(|household| &household.handovers);
            is_touched |= model.erased.contains(&partner)
                || handovers.any(|h| h.fact.round == Some(round.id))
                || model.moved_by_hand.contains(&(round.id, partner));
        }
        let (holds, issued) = (round.holder(record), round.rights.get(&record));
        hold("S16", is_touched || holds.as_ref() == issued, || {
            format!("{record} was issued {issued:?} and holds {holds:?}")
        })?;
    }
    Ok(())
}

/// Households that were given more than once by one right, second records counted with the first, and
/// what was given within a campaign to a household that was gone; without what was settled.
type Doubts = (BTreeSet<(DocId, BTreeSet<FactId>)>, BTreeSet<FactId>);

fn doubts_expected(
    model: &Model,
    server: &BTreeMap<DocId, Document>,
    used: &Used,
) -> Result<Doubts, Violation> {
    let mut facts: BTreeMap<(FactId, DocId), BTreeSet<FactId>> = BTreeMap::new();
    for ((round, doc), by) in used {
        let kept = model.merged.get(doc).unwrap_or(doc);
        let of_right = facts.entry((*round, *kept)).or_default();
        of_right.extend(by.iter().map(|(_, fact)| *fact));
    }
    let is_shown = |facts: &BTreeSet<FactId>| facts.len() > 1 && !facts.is_subset(&model.settled);
    let twice = facts.into_iter().filter(|(_, facts)| is_shown(facts));
    let twice = twice.map(|((_, doc), facts)| (doc, facts)).collect();
    let mut late = BTreeSet::new();
    for (doc, document) in server {
        let household = household(document)?;
        let gone = household.gone().filter(|_| !model.merged.contains_key(doc));
        let Some(gone) = gone else { continue };
        for given in household
            .handovers
            .iter()
            .filter(|h| h.corrected_by.is_none())
        {
            let is_late = given.fact.at.local_date() > gone.on;
            late.extend((given.fact.campaign.is_some() && is_late).then_some(given.fact.id));
        }
    }
    late.retain(|fact| !model.settled.contains(fact));
    Ok((twice, late))
}

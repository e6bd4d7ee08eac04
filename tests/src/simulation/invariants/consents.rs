//! What households said they agree to stands as it was said, and its last word is the same everywhere.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::kept::{self, Kept};
use chungtay_server::store::read;
use chungtay_shared::consent::DataUse;
use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::household::Household;
use chungtay_shared::id::DocId;

use super::super::Violation;
use super::super::coverage::Event;
use super::super::model::{Effect, Model};
use super::super::words::{Word, agrees, standing};
use super::super::world::{Entry, World};
use super::{hold, household};

/// On the server, on every phone that holds the record, and for the household as the office's papers name
/// it, with all its records.
pub(super) fn last_words(
    world: &mut World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
    logs: &[Vec<Entry>],
) -> Result<(), Violation> {
    let stored: BTreeSet<ChangeHash> = logs.iter().flatten().map(|e| e.hash).collect();
    let mut words: BTreeMap<DocId, Vec<&Word>> = BTreeMap::new();
    for (hash, saved) in &model.saved {
        if let (Effect::Consent(said), true) = (&saved.effect, stored.contains(hash)) {
            words.entry(saved.doc).or_default().push(said);
        }
    }
    for (doc, said) in &model.told {
        words.entry(*doc).or_default().push(said);
    }
    words.retain(|doc, _| !model.erased.contains(doc));
    for (doc, document) in server {
        let said = household(document)?;
        let meant = words.get(doc).map_or(&[][..], Vec::as_slice);
        says(&said, meant, "the server")?;
        if meant.is_empty() {
            continue;
        }
        let holders = world.holders.iter().enumerate();
        for (i, holder) in holders.filter(|(_, h)| !h.revoked && h.commune == said.commune) {
            let here = holder.phone.household(*doc);
            let here = here.map(|here| says(&here, meant, &format!("phone {i}")));
            here.unwrap_or(Ok(()))?;
        }
        count(world, meant);
    }
    for office in &world.offices {
        let all = read(&*world.server.state().store, |tx| {
            kept::of_commune(tx, &office.code)
        });
        for one in all.expect("a store") {
            of_all_records(&one, &words)?;
        }
    }
    Ok(())
}

/// Each word once, with its answers, and the same last word on each purpose.
fn says(household: &Household, meant: &[&Word], place: &str) -> Result<(), Violation> {
    let said = household.consents.iter().map(|said| &said.fact);
    let said: BTreeMap<_, _> = said.map(|said| (&said.note, &said.answers)).collect();
    let expected = meant.iter().map(|word| (&word.note, &word.answers));
    let is_all = said == expected.collect() && household.consents.len() == meant.len();
    hold("S26", is_all, || {
        format!("{}: {place} reads {said:?} of {meant:?}", household.id)
    })?;
    for purpose in DataUse::ALL {
        let last = household.consent_to(*purpose).map(|(_, is_yes)| is_yes);
        hold("S26", last == agrees(meant, *purpose), || {
            format!(
                "{}: {purpose:?} is {last:?} at {place} of {meant:?}",
                household.id
            )
        })?;
    }
    Ok(())
}

/// A household's second records say no for it too.
fn of_all_records(kept: &Kept, words: &BTreeMap<DocId, Vec<&Word>>) -> Result<(), Violation> {
    let of_records = kept.records().filter_map(|record| words.get(&record.id));
    let meant: Vec<&Word> = of_records.flatten().copied().collect();
    for purpose in DataUse::ALL {
        let refuses = kept.refuses(*purpose);
        let right = refuses == (agrees(&meant, *purpose) == Some(false));
        hold("S26", right, || {
            let id = kept.household.id;
            format!("{id} with its records refuses {purpose:?}: {refuses}, of {meant:?}")
        })?;
    }
    Ok(())
}

fn count(world: &mut World, words: &[&Word]) {
    for purpose in DataUse::ALL {
        let answers = |of: &[&Word]| -> BTreeSet<bool> {
            let said = of.iter().filter_map(|word| word.answers.get(purpose));
            said.copied().collect()
        };
        let stand = standing(words, *purpose);
        let apart = answers(&stand).len() > 1;
        world.seen.saw_times(Event::ConsentApart, apart.into());
        let outweighed = answers(words).contains(&true) && answers(&stand) == [false].into();
        let is_back = stand.len() == 1 && outweighed;
        world
            .seen
            .saw_times(Event::ConsentTakenBack, is_back.into());
    }
}

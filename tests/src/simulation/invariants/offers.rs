//! What volunteers were promised and handed on their way: each waits at the office until it is answered, once,
//! and phones read the answer.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::said;
use chungtay_server::store::read;
use chungtay_shared::document::ChangeHash;
use chungtay_shared::offer::Offered;

use super::super::Violation;
use super::super::model::{Effect, Model};
use super::super::world::{Entry, World};
use super::hold;

/// The office and every phone read exactly the offers that are stored, each with what became of it: whether
/// it was entered, if it was answered.
pub(super) fn read_as_noted(
    world: &World,
    model: &Model,
    logs: &[Vec<Entry>],
) -> Result<(), Violation> {
    for (office, log) in world.offices.iter().zip(logs) {
        let stored: BTreeSet<ChangeHash> = log.iter().map(|entry| entry.hash).collect();
        let mut noted: BTreeMap<&str, Option<bool>> = BTreeMap::new();
        for (hash, saved) in &model.saved {
            if let (Effect::Offer(giver), true) = (&saved.effect, stored.contains(hash)) {
                noted.insert(giver, model.answered.get(giver).copied());
            }
        }
        let campaigns = read(&*world.server.state().store, |tx| {
            said::campaigns(tx, &office.code)
        });
        let offers = campaigns.expect("a store");
        let offers: Vec<&Offered> = offers.iter().flat_map(|said| &said.offers).collect();
        alike("the office", &offers, &noted)?;
        let holders = world.holders.iter().enumerate();
        for (i, holder) in holders.filter(|(_, h)| !h.revoked && h.commune == office.code) {
            let campaigns = holder.phone.campaigns().into_iter();
            let documents = campaigns.filter_map(|c| holder.phone.campaign(c.campaign.id));
            let offers = documents.map(|document| document.offers().expect("offers"));
            let offers: Vec<Offered> = offers.flatten().collect();
            let offers: Vec<&Offered> = offers.iter().collect();
            alike(&format!("phone {i}"), &offers, &noted)?;
        }
    }
    Ok(())
}

fn alike(
    place: &str,
    offers: &[&Offered],
    noted: &BTreeMap<&str, Option<bool>>,
) -> Result<(), Violation> {
    let became = |one: &Offered| one.answer.as_ref().map(|answer| answer.entry.is_some());
    let shown = offers
        .iter()
        .map(|one| (one.offer.giver.as_str(), became(one)));
    let shown: BTreeMap<&str, Option<bool>> = shown.collect();
    let same = shown == *noted && offers.len() == noted.len();
    hold("S2", same, || {
        format!("{place} reads the offers {shown:?} of {noted:?}")
    })
}

//! Campaigns that a unit defines and those below it run. They are written where they are run, in the
//! transaction that saves them above, so that no unit ever runs another one's yesterday.

use std::sync::Arc;

use chungtay_shared::campaign::{Campaign, CampaignState};
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::tree::Tree;

use super::{put, states};
use crate::begin;
use crate::office::Pen;
use crate::said;
use crate::state::AppState;
use crate::store::{StoreError, Tx};

/// Hands a campaign down to every unit below the one that has it, and from there to those below. The
/// units that have got it.
pub fn to_units_below(
    state: &AppState,
    tx: &dyn Tx,
    above: &CampaignState,
) -> Result<Vec<String>, StoreError> {
    let tree = tx.tree()?;
    let today = state.clock.now().local_date();
    let mut reached = Vec::new();
    let below = tree.below(&above.campaign.commune, meant_day(&above.campaign, today));
    for unit in below {
        reached.extend(to_unit(state, tx, above, unit)?);
    }
    Ok(reached)
}

/// Hands the campaigns of the unit above that are not over yet down to a unit that is new there.
pub fn to_new_unit(state: &AppState, tx: &dyn Tx, unit: &str) -> Result<Vec<String>, StoreError> {
    let today = state.clock.now().local_date();
    let tree = tx.tree()?;
    let mut reached = Vec::new();
    if let Some(above) = tree.above(unit, today) {
        let campaigns = states(tx, above)?;
        for campaign in campaigns.iter().filter(|c| c.campaign.to >= today) {
            reached.extend(to_unit(state, tx, campaign, unit)?);
        }
    }
    Ok(reached)
}

/// The same campaign in the units below: their documents of it, by code, with the unit's own.
pub fn everywhere(
    tx: &dyn Tx,
    tree: &Tree,
    above: &CampaignState,
    today: LocalDate,
) -> Result<Vec<CampaignState>, StoreError> {
    let mut found = vec![above.clone()];
    let unit = &above.campaign.commune;
    for below in tree.below(unit, meant_day(&above.campaign, today)) {
        if let Some(there) = there(tx, above.campaign.id, below)? {
            found.extend(everywhere(tx, tree, &there, today)?);
        }
    }
    Ok(found)
}

/// The day on which it is asked which units stand below: today, or the campaign's nearest.
pub fn meant_day(campaign: &Campaign, today: LocalDate) -> LocalDate {
    today.clamp(campaign.from, campaign.to.max(campaign.from))
}

fn to_unit(
    state: &AppState,
    tx: &dyn Tx,
    above: &CampaignState,
    unit: &str,
) -> Result<Vec<String>, StoreError> {
    let now = state.clock.now();
    let communes = tx.communes()?;
    let named = communes.iter().find(|c| c.code == above.campaign.commune);
    let name = named.map_or("", |commune| commune.name.as_str());
    let device = begin::server_device(state, tx, unit)?;
    let pen = Pen::take(tx, &device, now)?;
    let there = there(tx, above.campaign.id, unit)?;
    let id = match &there {
        Some(there) => there.campaign.id,
        None => state.with_rng(|mut rng| DocId::new(now, &mut rng)),
    };
    let wanted = above.handed_down(name, unit, id, there.as_ref());
    let document = match &there {
        Some(_) => pen.load(id)?.map(|(document, _)| document),
        None => None,
    };
    put(&pen, there.zip(document), &wanted)?;
    let mut reached = vec![unit.to_owned()];
    reached.extend(to_units_below(state, tx, &wanted)?);
    Ok(reached)
}

/// What a unit has of a campaign of the unit above.
fn there(tx: &dyn Tx, above: DocId, unit: &str) -> Result<Option<CampaignState>, StoreError> {
    let comes_from_it = |said: &&Arc<said::Campaign>| {
        let origin = said.state.origin.as_ref();
        origin.is_some_and(|origin| origin.campaign == above)
    };
    let campaigns = said::campaigns(tx, unit)?;
    Ok(campaigns
        .iter()
        .find(comes_from_it)
        .map(|said| said.state.clone()))
}

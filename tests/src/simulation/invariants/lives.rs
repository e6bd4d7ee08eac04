//! What the office decided last of a household holds, whatever was decided before and whoever has
//! heard of it in whatever order.

use std::collections::BTreeMap;

use chungtay_server::projection::HouseholdRows;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::document::Document;
use chungtay_shared::id::DocId;
use chungtay_shared::life::LifeKind;

use super::super::Violation;
use super::super::model::Model;
use super::super::world::World;
use super::{hold, household};

/// Documents, rows and counts say what the office said last. (That phones say the same is S3.)
pub(super) fn decided_last(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let mut here: BTreeMap<String, u64> = BTreeMap::new();
    for (doc, document) in server {
        let household = household(document)?;
        let kept = model.merged.get(doc);
        hold("S17", household.merged_into() == kept.copied(), || {
            format!(
                "{doc} is kept in {:?}, not {kept:?}",
                household.merged_into()
            )
        })?;
        let is_gone = kept.is_some() || model.gone.get(doc) == Some(&true);
        let gone = household.gone();
        hold("S17", gone.is_some() == is_gone, || {
            format!("{doc} is {gone:?}")
        })?;
        let is_second = gone.is_some_and(|gone| gone.why == LifeKind::Same);
        hold("S17", is_second == kept.is_some(), || {
            format!("{doc} is {gone:?}")
        })?;
        *here.entry(household.commune).or_default() += u64::from(!is_gone);
    }
    let one_step = model
        .merged
        .values()
        .all(|kept| !model.merged.contains_key(kept));
    hold("S17", one_step, || format!("{:?}", model.merged))?;
    for office in &world.offices {
        let today = world.clock.now().local_date();
        let found = read(&*world.server.state().store, |tx| {
            Ok((
                tx.lives(&office.code)?,
                tx.summary(&office.code, today, None)?,
            ))
        });
        let (lives, summary) = found.expect("a store");
        let counted = here.get(&office.code).copied().unwrap_or_default();
        hold("S17", summary.households == counted, || {
            format!("{} households of {counted}", summary.households)
        })?;
        for lived in lives {
            let document = server.get(&lived.household);
            let said = document.map(household).transpose()?;
            let said = said.map(|said| HouseholdRows::of(&said).life);
            hold("S17", said.as_ref() == Some(&lived.life), || {
                format!("{lived:?} is {said:?}")
            })?;
        }
    }
    Ok(())
}

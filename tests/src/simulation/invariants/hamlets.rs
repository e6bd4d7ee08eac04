//! What the office said of hamlets stands in each record it named, and whoever was written down under an
//! old name since is shown.

use std::collections::BTreeMap;

use chungtay_server::register;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::document::Document;
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;

use super::super::Violation;
use super::super::model::Model;
use super::super::world::World;
use super::{hold, household};

/// Every record is of the hamlet it was last moved into; the register counts each hamlet's households,
/// those under a name that is no more too; and every phone of the commune knows its names.
pub(super) fn are_as_said(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let mut here: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (doc, document) in server {
        let household = household(document)?;
        let (is, said) = (
            household.profile.get(ProfileField::Hamlet),
            model.hamlet(*doc),
        );
        hold("S23", is == said, || {
            format!("{doc} is of {is}, not {said}")
        })?;
        if household.gone().is_none() {
            let hamlet = (household.commune.clone(), said.to_owned());
            *here.entry(hamlet).or_default() += 1;
        }
    }
    let today = world.clock.now().local_date();
    for office in &world.offices {
        let found = read(&*world.server.state().store, |tx| {
            Ok((
                register::page(tx, &office.code, today)?,
                register::names(tx, &office.code, today)?.unwrap_or_default(),
            ))
        });
        let (page, names) = found.expect("a store");
        for line in &page.hamlets {
            let name = &line.hamlet.name;
            let counted = here.remove(&(office.code.clone(), name.clone()));
            hold("S23", line.households == counted.unwrap_or(0), || {
                format!("{} of {counted:?} are of {name}", line.households)
            })?;
            let (is_past, ended) = (
                line.hamlet.until.is_some(),
                model.has_ended(&office.code, name),
            );
            hold("S23", is_past == ended, || format!("{:?}", line.hamlet))?;
        }
        for (i, holder) in world.holders.iter().enumerate().filter(|(_, h)| !h.revoked) {
            let there = holder.phone.names();
            let knows = holder.commune != office.code || there == names;
            hold("S23", knows, || {
                format!("phone {i} knows {there:?}, not {names:?}")
            })?;
        }
    }
    hold("S23", here.is_empty(), || format!("{here:?} is not shown"))
}

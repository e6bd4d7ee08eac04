//! A household that was erased is nowhere, and never comes back.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::id::{DeviceId, DocId, from_hex};
use chungtay_shared::sync::client::Place;

use super::super::Violation;
use super::super::model::Model;
use super::super::operation::App;
use super::super::world::World;
use super::hold;

/// What came of a household after it was erased.
pub(super) struct Late {
    pub(super) device: DeviceId,
    pub(super) n: u64,
}

/// After an exchange in good weather that was heard to its end: the phone holds nothing of what was erased,
/// neither a document nor a row nor what was recorded about it. (An older app is told when it is updated.)
pub fn on_no_phone(world: &World, model: &Model, phone: usize) -> Result<(), Violation> {
    let holder = &world.holders[phone];
    if holder.app == App::Plain {
        return Ok(());
    }
    let held: BTreeSet<DocId> = holder.phone.households().into_iter().collect();
    let rows = holder.phone.rows();
    for doc in &model.erased {
        let has_row = rows.iter().any(|row| row.id == *doc);
        hold("S24", !held.contains(doc) && !has_row, || {
            format!("phone {phone} holds {doc}, which was erased")
        })?;
    }
    // What was never answered is said still; nothing else of it is.
    let records = holder.phone.stored_records();
    let says = records.iter().find(|record| {
        let is_of_erased = model.erased.contains(&record.pushed.doc);
        is_of_erased && record.place != Place::Here && !record.pushed.change.is_empty()
    });
    hold("S24", says.is_none() || world.has_left(phone), || {
        format!(
            "phone {phone} keeps {:?}",
            says.map(|r| (r.pushed.n, &r.place))
        )
    })
}

/// The server has no document, no row and no word of it.
pub(super) fn nowhere(
    world: &World,
    model: &Model,
    server: &BTreeMap<DocId, Document>,
) -> Result<(), Violation> {
    let database = world.server.database();
    for doc in &model.erased {
        hold("S24", !server.contains_key(doc), || {
            format!("{doc} is back")
        })?;
        for table in [
            "household",
            "status",
            "fact",
            "conflict",
            "support_case",
            "document",
        ] {
            let sql = format!(
                "select count(*) from {table} where doc = {}",
                database.bytes(doc.as_bytes())
            );
            let rows = world.query(&sql);
            hold("S24", rows == [["0"]], || {
                format!("{table} has {rows:?} of {doc}")
            })?;
        }
        let sql = format!(
            "select count(*) from log where doc = {} and length(change) > 0",
            database.bytes(doc.as_bytes())
        );
        let rows = world.query(&sql);
        hold("S24", rows == [["0"]], || {
            format!("the log says {rows:?} of {doc}")
        })?;
    }
    Ok(())
}

/// Records that are set aside because their household was erased.
pub(super) fn late(world: &World) -> BTreeMap<ChangeHash, Late> {
    let rows = world.query("select hash, device, n from quarantine where reason = 'erased'");
    let line = |row: &Vec<String>| {
        let hash = ChangeHash(from_hex(&row[0])?.try_into().ok()?);
        let device = DeviceId::from_bytes(from_hex(&row[1])?.try_into().ok()?);
        let n = row[2].parse().ok()?;
        Some((hash, Late { device, n }))
    };
    rows.iter()
        .map(|row| line(row).expect("a record"))
        .collect()
}

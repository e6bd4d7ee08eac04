//! The rules of a run. Each names the line of `shared/src/sync/SPEC.md` it keeps.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::store::read;
use chungtay_shared::document::{ChangeHash, Document, Kind};
use chungtay_shared::household::Household;
use chungtay_shared::id::{DocId, from_hex};
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::sync::client::{Place, Record};

use super::coverage::Event;
use super::model::Model;
use super::world::{Entry, Holder, Office, World};
use super::{Violation, errors};

mod audits;
mod city;
mod consents;
mod custody;
mod erasures;
mod fund;
mod hamlets;
mod lives;
mod named;
mod offers;
mod publicity;
mod rights;
mod rows;
mod said;
mod statuses;
mod supports;

use erasures::Late;

pub use erasures::on_no_phone as of_erased;
pub use named::ALL;

fn hold(
    invariant: &'static str,
    holds: bool,
    found: impl FnOnce() -> String,
) -> Result<(), Violation> {
    if holds {
        Ok(())
    } else {
        let found = found();
        Err(Violation { invariant, found })
    }
}

/// After each operation.
pub fn of_server(world: &mut World) -> Result<(), Violation> {
    let errors = errors::take();
    hold("S9", errors.is_empty(), || errors.join("; "))?;
    let codes: Vec<String> = world.units().map(|unit| unit.code.clone()).collect();
    for code in codes {
        let (before, grown) = world.log_grown(&code);
        let end = read(&*world.server.state().store, |tx| tx.log_end(&code));
        let end = end.expect("a store");
        let gap_free = grown.iter().map(|e| e.seq).eq(before + 1..=end);
        hold("S5", gap_free, || format!("the log of {code} to {end}"))?;
    }
    owed(world)
}

/// What a device has said it made never becomes less: a request that comes late knows of less.
fn owed(world: &mut World) -> Result<(), Violation> {
    for office in &world.offices {
        let lines = read(&*world.server.state().store, |tx| tx.devices(&office.code));
        for line in lines.expect("a store") {
            let said = world.said.entry(line.id).or_default();
            hold("S6", line.made >= *said, || format!("{line:?} said {said}"))?;
            *said = line.made;
        }
    }
    Ok(())
}

/// After each operation of a phone.
pub fn of_phone(world: &mut World, model: &Model, phone: usize) -> Result<(), Violation> {
    let epoch = world.epoch();
    let holder = &world.holders[phone];
    let records = holder.phone.stored_records();
    let kept: BTreeSet<ChangeHash> = records.iter().map(|r| r.hash).collect();
    let made: BTreeSet<ChangeHash> = model.of(holder.device).map(|(hash, _)| *hash).collect();
    hold("S10", kept == made, || {
        format!("phone {phone} keeps {kept:?} of {made:?}")
    })?;
    outbox(holder, &records)?;
    let numbers = records.iter().map(|r| r.pushed.n);
    hold("S5", numbers.eq(1..=records.len() as u64), || {
        format!("phone {phone}")
    })?;
    // Of a server that was restored since the phone last heard it, nothing is known yet.
    let heard = holder.phone.memory().and_then(|memory| memory.epoch);
    if heard != Some(epoch) {
        return Ok(());
    }
    for record in records.iter().filter(|r| r.place == Place::Receipted) {
        let stored = world.server.has(record.hash);
        hold("S1", stored, || {
            format!("phone {phone}, record {}", record.pushed.n)
        })?;
    }
    Ok(())
}

/// What lies there for the service worker was made from what lies beside it.
fn outbox(holder: &Holder, records: &[Record]) -> Result<(), Violation> {
    let (Some(outbox), Some(memory)) = (holder.phone.outbox(), holder.phone.memory()) else {
        return Ok(());
    };
    let request = outbox.request;
    let here = |n| {
        records
            .iter()
            .any(|r| r.pushed.n == n && r.place == Place::Here)
    };
    let is_new = (request.epoch, &request.cursors) == (memory.epoch, &memory.cursors)
        && request.pushed.iter().all(|pushed| here(pushed.n));
    hold("S13", is_new, || format!("{request:?} beside {memory:?}"))
}

/// After an exchange that was heard to its end.
pub fn of_leaver(world: &World, phone: usize) -> Result<(), Violation> {
    if !world.has_left(phone) {
        return Ok(());
    }
    let phone = &world.holders[phone].phone;
    let (rows, documents) = (phone.rows().len(), phone.documents_held());
    hold("S14", (rows, documents) == (0, 0), || {
        format!("{rows} rows and {documents} documents are held still")
    })
}

/// After everybody has come back to the office.
pub fn at_the_end(world: &mut World, model: &Model) -> Result<(), Violation> {
    of_server(world)?;
    for phone in 0..world.holders.len() {
        of_phone(world, model, phone)?;
    }
    let logs: Vec<Vec<Entry>> = world.offices.iter().map(|o| world.log(&o.code)).collect();
    let late = erasures::late(world);
    arrived(world, model, &logs, &late)?;
    world.seen.saw_times(Event::ErasedLate, late.len() as u64);
    nothing_aside(world, &late)?;
    let stored: BTreeSet<ChangeHash> = logs.iter().flatten().map(|e| e.hash).collect();
    let again = world.lost.intersection(&stored).count() as u64;
    world.seen.saw_times(Event::CameAgain, again);
    let let_in = world.stood.intersection(&stored).count() as u64;
    world.seen.saw_times(Event::LetIn, let_in);
    devices(world, model, &logs, &late)?;
    let server = documents(world)?;
    erasures::nowhere(world, model, &server)?;
    phones(world, &server)?;
    said::says_what_was_saved(model, &server, &logs)?;
    rights::used_once(world, model, &server)?;
    lives::decided_last(world, model, &server)?;
    statuses::stand_as_decided(world, model, &server)?;
    hamlets::are_as_said(world, model, &server)?;
    fund::balanced(world, model, &server)?;
    city::counts_once(world, model, &server)?;
    city::is_obeyed(world, model)?;
    publicity::read_as_noted(world, model, &logs)?;
    offers::read_as_noted(world, model, &logs)?;
    consents::last_words(world, model, &server, &logs)?;
    custody::adds_up(world, model, &server, &logs)?;
    supports::stand_alike(world, model, &server, &logs)?;
    rows::facts(world, &server)?;
    rows::rows(world, &server)?;
    audits::find_nothing(world)
}

fn arrived(
    world: &World,
    model: &Model,
    logs: &[Vec<Entry>],
    late: &BTreeMap<ChangeHash, Late>,
) -> Result<(), Violation> {
    let stored: BTreeMap<ChangeHash, &Entry> = logs.iter().flatten().map(|e| (e.hash, e)).collect();
    for (hash, saved) in &model.saved {
        // What a household's phone brought after it was erased waits for a person; a restore loses it.
        let is_late =
            model.erased.contains(&saved.doc) && (world.restored || late.contains_key(hash));
        let may_be_missing = saved.excused
            || is_late
            || world
                .holders
                .iter()
                .any(|h| h.device == saved.device && h.revoked);
        let Some(entry) = stored.get(hash) else {
            hold("S2", may_be_missing, || {
                format!("{hash:?} {saved:?} is not stored")
            })?;
            continue;
        };
        let same = (entry.device, entry.n) == (saved.device, saved.n);
        hold("S2", same, || format!("{saved:?} is stored as {entry:?}"))?;
    }
    let offices: BTreeSet<_> = world.offices.iter().map(|o| o.device.id).collect();
    let stranger = stored
        .values()
        .find(|e| !model.saved.contains_key(&e.hash) && !offices.contains(&e.device));
    hold("S2", stranger.is_none(), || {
        format!("nobody saved {stranger:?}")
    })
}

fn nothing_aside(world: &World, late: &BTreeMap<ChangeHash, Late>) -> Result<(), Violation> {
    for office in &world.offices {
        let aside = read(&*world.server.state().store, |tx| {
            tx.kept_hashes(&office.code)
        });
        let mut aside = aside.expect("a store");
        let of_lost = of_lost_phones(world);
        aside.retain(|hash| !late.contains_key(hash) && !of_lost.contains(hash));
        hold("S4", aside.is_empty(), || format!("{aside:?}"))?;
    }
    for (i, holder) in world.holders.iter().enumerate() {
        let records = holder.phone.stored_records();
        let aside = records
            .iter()
            .find(|r| matches!(r.place, Place::SetAside(_)));
        hold("S4", aside.is_none(), || {
            format!(
                "phone {i} shows record {:?}",
                aside.map(|r| (r.pushed.n, &r.place))
            )
        })?;
    }
    Ok(())
}

/// What lost phones have handed over; a person looks at it.
fn of_lost_phones(world: &World) -> BTreeSet<ChangeHash> {
    let rows = world.query("select hash from quarantine where reason = 'unproven'");
    let hash = |row: &Vec<String>| Some(ChangeHash(from_hex(&row[0])?.try_into().ok()?));
    rows.iter().map(|row| hash(row).expect("a hash")).collect()
}

fn devices(
    world: &World,
    model: &Model,
    logs: &[Vec<Entry>],
    late: &BTreeMap<ChangeHash, Late>,
) -> Result<(), Violation> {
    let stored = |device| logs.iter().flatten().filter(move |e| e.device == device);
    for office in &world.offices {
        let lines = read(&*world.server.state().store, |tx| tx.devices(&office.code));
        for line in lines.expect("a store") {
            let count = stored(line.id).count() as u64;
            hold("S6", line.receipted == count, || {
                format!("{line:?} of {count} stored")
            })?;
            let Some(holder) = world.holders.iter().find(|h| h.device == line.id) else {
                continue;
            };
            let made = model.of(line.id).count() as u64;
            hold("S6", line.made <= made, || {
                format!("{line:?} of {made} made")
            })?;
            if holder.revoked {
                continue;
            }
            let late = late.values().filter(|late| late.device == line.id);
            let mut numbers: BTreeSet<u64> = stored(line.id).map(|e| e.n).collect();
            numbers.extend(late.clone().map(|late| late.n));
            let late = late.count() as u64;
            // A restore loses what came late, and nobody may say it again.
            let may_lack = world.restored && !model.erased.is_empty();
            let owes_nothing = line.made == made
                && line.quarantined == late
                && (may_lack || line.receipted + late == made);
            hold("S6", owes_nothing, || format!("{line:?} of {made} made"))?;
            hold("S5", may_lack || numbers.into_iter().eq(1..=made), || {
                format!("{line:?}")
            })?;
            let status = holder.phone.status();
            let reads = (status.made, status.receipted) == (made, made);
            hold("S2", reads, || format!("{status:?} of {made} made"))?;
        }
    }
    Ok(())
}

/// The server's households, each put together from its log alone.
fn documents(world: &World) -> Result<BTreeMap<DocId, Document>, Violation> {
    let store = &*world.server.state().store;
    let nobody = chungtay_shared::id::Actor::from_bytes([0; 16]);
    let mut documents = BTreeMap::new();
    for office in world.units() {
        let heads = read(store, |tx| tx.heads_after(&office.code, 0, u32::MAX));
        for head in heads.expect("a store") {
            let found = read(store, |tx| {
                Ok((
                    tx.document(head.doc)?,
                    tx.changes_after(&office.code, head.doc, 0, nobody)?,
                ))
            });
            let (snapshot, changes) = found.expect("a store");
            let mut document = Document::empty();
            let applied = changes.iter().all(|c| document.apply(c).is_ok());
            hold("S8", applied, || format!("{} is not its log", head.doc))?;
            let snapshot = snapshot.and_then(|s| Document::load(&s.bytes).ok());
            let same = snapshot.is_some_and(|s| s.heads() == document.heads());
            hold("S8", same, || format!("{} is not its log", head.doc))?;
            match head.kind {
                Kind::Household => {
                    documents.insert(head.doc, document);
                }
                Kind::Campaign => same_campaign(world, office, head.doc, &document)?,
                Kind::Fund => on_no_phone(world, head.doc)?,
            }
        }
    }
    Ok(documents)
}

/// Every phone of the commune holds its campaign as the server has it.
fn same_campaign(
    world: &World,
    office: &Office,
    doc: DocId,
    document: &Document,
) -> Result<(), Violation> {
    for (i, holder) in world.holders.iter().enumerate().filter(|(_, h)| !h.revoked) {
        if holder.commune == office.code {
            let here = holder.phone.campaign(doc);
            let same = here.is_some_and(|here| here.heads() == document.heads());
            hold("S3", same, || format!("phone {i} holds another campaign"))?;
        }
    }
    Ok(())
}

/// A Fund is the office's alone.
fn on_no_phone(world: &World, doc: DocId) -> Result<(), Violation> {
    for (i, holder) in world.holders.iter().enumerate() {
        let held = holder.phone.document(doc).or(holder.phone.campaign(doc));
        hold("S18", held.is_none(), || format!("phone {i} holds a Fund"))?;
    }
    Ok(())
}

fn phones(world: &World, server: &BTreeMap<DocId, Document>) -> Result<(), Violation> {
    for (i, holder) in world.holders.iter().enumerate().filter(|(_, h)| !h.revoked) {
        let mut rows: BTreeMap<DocId, HouseholdRow> = holder
            .phone
            .rows()
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        for (doc, document) in server {
            let there = household(document)?;
            if there.commune != holder.commune {
                continue;
            }
            let here = holder.phone.document(*doc);
            let same = here.is_some_and(|here| here.heads() == document.heads());
            hold("S3", same, || format!("phone {i} holds another {doc}"))?;
            let row = rows.remove(doc);
            hold("S3", row == Some(HouseholdRow::of(&there)), || {
                format!("phone {i} lists {row:?}")
            })?;
        }
        hold("S3", rows.is_empty(), || {
            format!("phone {i} lists also {rows:?}")
        })?;
    }
    Ok(())
}

fn household(document: &Document) -> Result<Household, Violation> {
    document.household().map_err(|error| Violation {
        invariant: "S8",
        found: error.to_string(),
    })
}

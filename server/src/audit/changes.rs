//! The log and the documents: each change is what its hash says, each document is what its changes give.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{ChangeHash, Document, DocumentError, Kind, Named};
use chungtay_shared::id::{DocId, to_hex};

use super::erased::Erased;
use super::{Hand, Trouble, cells, rows};
use crate::projection::HouseholdRows;
use crate::store::{RawTable, StoreError};

const NUMBERS: RawTable = RawTable {
    name: "log",
    columns: &["seq", "doc", "hash"],
    order: "seq",
};
const CHANGES: RawTable = RawTable {
    name: "log",
    columns: &["seq", "hash", "actor", "device", "received_ms", "change"],
    order: "seq",
};
const DOCUMENTS: RawTable = RawTable {
    name: "document",
    columns: &["doc", "kind", "created_seq", "last_seq"],
    order: "doc",
};
const SNAPSHOTS: RawTable = RawTable {
    name: "document",
    columns: &["snapshot"],
    order: "doc",
};

/// A document's row.
struct Row {
    doc: Vec<u8>,
    kind: Option<i64>,
    numbers: [Option<i64>; 2],
}

/// When which number of a document's log was received.
pub(super) type Received = BTreeMap<i64, i64>;

/// Looks at the whole log and every document, and at their rows where those can be compared.
pub(super) fn look(
    hand: &mut Hand<'_>,
    compares_rows: bool,
    erased: &Erased,
) -> Result<(), StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    let mut without = numbers(hand)?;
    let documents = tx.raw(&DOCUMENTS, &commune, None)?;
    let mut known = BTreeSet::new();
    for row in documents {
        let [doc, kind, created, last] = cells(row)?;
        let row = Row {
            doc: doc.bytes().to_owned(),
            kind: kind.number(),
            numbers: [created.number(), last.number()],
        };
        without.remove(&row.doc);
        hand.done.documents += 1;
        let (received, of_household) = document(hand, &row)?;
        if compares_rows {
            rows::compare(hand, &row.doc, of_household.as_ref(), &received)?;
        }
        known.insert(row.doc);
    }
    without.retain(|doc| !erased.docs.contains(doc));
    for doc in without {
        let what = "log has changes of it, and document has no row";
        hand.find(Trouble::LogWithoutDocument, Some(&doc), what);
    }
    known.extend(erased.figures.iter().cloned());
    rows::of_nothing(hand, &known)
}

/// The log's numbers, from 1 to where it ends; the documents it speaks of.
fn numbers(hand: &mut Hand<'_>) -> Result<BTreeSet<Vec<u8>>, StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    let mut docs = BTreeSet::new();
    let mut next = 1;
    for row in tx.raw(&NUMBERS, &commune, None)? {
        let [seq, doc, hash] = cells(row)?;
        let seq = seq.number().unwrap_or_default();
        if seq != next {
            let what = format!("log.seq goes from {} to {seq}", next - 1);
            hand.find(Trouble::LogNumbers, None, &what);
        }
        next = seq + 1;
        hand.done.changes += 1;
        hand.log_goes_on(hash.bytes());
        docs.insert(doc.bytes().to_owned());
    }
    let end = i64::try_from(tx.log_end(&commune)?).unwrap_or(i64::MAX);
    if end != next - 1 {
        let what = format!("log ends with {}, commune.log_end says {end}", next - 1);
        hand.find(Trouble::LogNumbers, None, &what);
    }
    Ok(docs)
}

/// A document and its part of the log; when its numbers were received, and the rows that it gives.
fn document(
    hand: &mut Hand<'_>,
    row: &Row,
) -> Result<(Received, Option<HouseholdRows>), StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    let snapshot = tx.raw(&SNAPSHOTS, &commune, Some(&row.doc))?;
    let snapshot = snapshot.into_iter().next().map(cells).transpose()?;
    let bytes = snapshot.map_or_else(Vec::new, |[snapshot]| snapshot.bytes().to_owned());
    let loaded = Document::load(&bytes);
    if loaded.is_err() {
        let what = "document.snapshot cannot be read";
        hand.find(Trouble::DocumentUnreadable, Some(&row.doc), what);
    }
    let loaded = loaded.ok();
    let given: Option<BTreeMap<ChangeHash, Vec<u8>>> = loaded.as_ref().map(|document| {
        let changes = document.changes().into_iter();
        changes.map(|change| (change.hash, change.bytes)).collect()
    });
    let received = log(hand, row, given.as_ref())?;
    let rows = loaded.and_then(|document| match identity(&document, row, &commune) {
        Ok(rows) => rows,
        Err(what) => {
            hand.find(Trouble::DocumentIdentity, Some(&row.doc), what);
            None
        }
    });
    Ok((received, rows))
}

/// A document's part of the log, beside the changes that the document has.
fn log(
    hand: &mut Hand<'_>,
    row: &Row,
    given: Option<&BTreeMap<ChangeHash, Vec<u8>>>,
) -> Result<Received, StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    let mut received = Received::new();
    let mut before: BTreeSet<ChangeHash> = BTreeSet::new();
    for line in tx.raw(&CHANGES, &commune, Some(&row.doc))? {
        let [seq, hash, actor, device, received_ms, change] = cells(line)?;
        let seq = seq.number().unwrap_or_default();
        received.insert(seq, received_ms.number().unwrap_or_default());
        let Ok(hash) = hash.bytes().try_into().map(ChangeHash) else {
            let what = format!("log.hash of seq {seq} is none");
            hand.find(Trouble::ChangeHash, Some(&row.doc), &what);
            continue;
        };
        let held = given.and_then(|given| given.get(&hash));
        if let Some(given) = given
            && !given.contains_key(&hash)
        {
            let what = format!("document.snapshot lacks the change of seq {seq}");
            hand.find(Trouble::DocumentHeads, Some(&row.doc), &what);
        }
        let bytes = match (change.bytes(), held) {
            ([], held) => held.map(Vec::as_slice),
            (bytes, _) => Some(bytes),
        };
        let writer = (actor.bytes(), device.bytes());
        one(hand, &row.doc, seq, (hash, bytes), writer, &before);
        before.insert(hash);
    }
    let extra = given
        .into_iter()
        .flatten()
        .filter(|(hash, _)| !before.contains(hash));
    let extra = extra.count();
    if extra > 0 {
        let what = format!("document.snapshot has {extra} changes that no log has");
        hand.find(Trouble::DocumentHeads, Some(&row.doc), &what);
    }
    // What came with its first change in one request was stored with it, as of the last of these.
    let [created, last] = row.numbers;
    let is_numbered = received.last_key_value().map(|(seq, _)| *seq) == last
        && created.is_some_and(|seq| received.contains_key(&seq));
    if !is_numbered {
        let what = "document.created_seq or last_seq is not the log's";
        hand.find(Trouble::DocumentNumbers, Some(&row.doc), what);
    }
    Ok(received)
}

/// One change of the log.
fn one(
    hand: &mut Hand<'_>,
    doc: &[u8],
    seq: i64,
    (hash, bytes): (ChangeHash, Option<&[u8]>),
    (actor, device): (&[u8], &[u8]),
    before: &BTreeSet<ChangeHash>,
) {
    let mut find =
        |trouble, what: &str| hand.find(trouble, Some(doc), &format!("{what} of seq {seq}"));
    let Some(bytes) = bytes else {
        return find(Trouble::ChangeMissing, "the bytes");
    };
    let Ok(named) = Named::read(bytes) else {
        return find(Trouble::ChangeUnreadable, "log.change");
    };
    if named.hash != hash {
        find(Trouble::ChangeHash, "log.change is not what log.hash says,");
    }
    if named.dependencies.iter().any(|on| !before.contains(on)) {
        find(
            Trouble::ChangeDependency,
            "what log.change stands on is not before it,",
        );
    }
    if named
        .actor
        .as_ref()
        .is_none_or(|writer| writer.as_bytes().as_slice() != actor)
    {
        find(Trouble::ChangeActor, "log.actor is not the writer,");
    }
    let registered = named.actor.and_then(|writer| hand.actors.get(&writer));
    let said = match registered {
        None => "the writer is nobody's here,",
        Some((commune, _)) if *commune != hand.done.commune => "the writer is another commune's,",
        Some((_, of)) if of.as_slice() != device => "log.device is not the writer's,",
        Some(_) => return,
    };
    hand.find(
        Trouble::ChangeActor,
        Some(doc),
        &format!("{said} of seq {seq}"),
    );
}

/// The rows a document gives, or what of it is another's.
fn identity(
    document: &Document,
    row: &Row,
    commune: &str,
) -> Result<Option<HouseholdRows>, &'static str> {
    let kind = document
        .kind()
        .map_err(|_| "document.snapshot is of no kind")?;
    if row.kind != Some(i64::from(kind.number())) {
        return Err("document.kind is another");
    }
    let said = said_by(document, kind).map_err(|_| "document.snapshot says nothing of its kind")?;
    let (id, of, rows) = said;
    if to_hex(id.as_bytes()) != to_hex(&row.doc) {
        return Err("document.doc is another document's id");
    }
    if of != commune {
        return Err("document.commune is another");
    }
    Ok(rows)
}

type SaidBy = (DocId, String, Option<HouseholdRows>);

fn said_by(document: &Document, kind: Kind) -> Result<SaidBy, DocumentError> {
    match kind {
        Kind::Household => {
            let household = document.household()?;
            let rows = HouseholdRows::of(&household);
            Ok((household.id, household.commune, Some(rows)))
        }
        Kind::Campaign => {
            let campaign = document.campaign_state()?.campaign;
            Ok((campaign.id, campaign.commune, None))
        }
        Kind::Fund => {
            let fund = document.fund()?;
            Ok((fund.id, fund.unit, None))
        }
    }
}

//! What was erased: the log says so of each line that says nothing any more, by a line that is sealed as
//! all others are; and what stays as figures is what was sealed.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::erasure::Erasure;
use chungtay_shared::id::{DocId, to_hex};

use super::{Hand, Trouble, cells};
use crate::erasure::{self, figures};
use crate::store::{RawTable, StoreError};

const ERASURES: RawTable = RawTable {
    name: "erasure",
    columns: &["seq", "doc", "body"],
    order: "seq",
};
const LINES: RawTable = RawTable {
    name: "log",
    columns: &["seq", "hash", "change"],
    order: "seq",
};
const REMAINDERS: RawTable = RawTable {
    name: "remainder",
    columns: &["doc", "hamlet", "hash"],
    order: "doc",
};

/// What was said of a household.
#[derive(Default)]
struct Said {
    /// The log's numbers by which that was said, and the body's hash.
    lines: BTreeMap<i64, [u8; 32]>,
    /// Changes that were emptied.
    changes: u64,
}

/// What was erased.
#[derive(Default)]
pub(super) struct Erased {
    /// Households.
    pub(super) docs: BTreeSet<Vec<u8>>,
    /// What is called otherwise and stays as figures.
    pub(super) figures: BTreeSet<Vec<u8>>,
}

/// Looks at all of it.
pub(super) fn look(hand: &mut Hand<'_>) -> Result<Erased, StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    let mut said: BTreeMap<Vec<u8>, Said> = BTreeMap::new();
    let mut sealed = BTreeSet::new();
    for row in tx.raw(&ERASURES, &commune, None)? {
        let [seq, doc, body] = cells(row)?;
        let seq = seq.number().unwrap_or_default();
        let Some(read) = read(body.text(), doc.bytes()) else {
            let what = format!("erasure.body of seq {seq} says nothing of it");
            hand.find(Trouble::Erasure, Some(doc.bytes()), &what);
            continue;
        };
        let of = said.entry(doc.bytes().to_owned()).or_default();
        of.lines.insert(seq, erasure::hash(body.text()).0);
        of.changes += read.changes;
        sealed.extend(read.sealed);
    }
    for (doc, said) in &said {
        lines(hand, doc, said)?;
    }
    let mut erased = Erased {
        docs: said.into_keys().collect(),
        figures: BTreeSet::new(),
    };
    for row in tx.raw(&REMAINDERS, &commune, None)? {
        let [doc, hamlet, hash] = cells(row)?;
        let now = figures::hash(tx, &commune, doc.bytes(), hamlet.text())?;
        if now.as_slice() != hash.bytes() || !sealed.remove(&to_hex(&now)) {
            let what = "what stays of a household is not what was sealed";
            hand.find(Trouble::Erasure, Some(doc.bytes()), what);
        }
        erased.figures.insert(doc.bytes().to_owned());
    }
    for hash in sealed {
        let what = format!("figures that were sealed as {hash} are gone");
        hand.find(Trouble::Erasure, None, &what);
    }
    Ok(erased)
}

fn read(body: &str, doc: &[u8]) -> Option<Erasure> {
    let said = erasure::body(body).ok()?;
    (DocId::try_from(doc).ok()? == said.household).then_some(said)
}

/// A household's lines in the log: each says nothing any more, or says that.
fn lines(hand: &mut Hand<'_>, doc: &[u8], said: &Said) -> Result<(), StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    let mut left = said.lines.clone();
    let mut emptied = 0;
    for row in tx.raw(&LINES, &commune, Some(doc))? {
        let [seq, hash, change] = cells(row)?;
        let seq = seq.number().unwrap_or_default();
        if !change.bytes().is_empty() {
            let what = format!("log.change of seq {seq} is still there");
            hand.find(Trouble::Erasure, Some(doc), &what);
        }
        match left.remove(&seq) {
            None => emptied += 1,
            Some(body) if body.as_slice() == hash.bytes() => {}
            Some(_) => {
                let what = format!("erasure.body of seq {seq} is not what log.hash says");
                hand.find(Trouble::Erasure, Some(doc), &what);
            }
        }
    }
    for seq in left.keys() {
        let what = format!("log has no line of erasure seq {seq}");
        hand.find(Trouble::Erasure, Some(doc), &what);
    }
    if emptied != said.changes {
        let what = format!("{} changes were erased, log has {emptied}", said.changes);
        hand.find(Trouble::Erasure, Some(doc), &what);
    }
    Ok(())
}

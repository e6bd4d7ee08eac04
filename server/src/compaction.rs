//! The log made smaller, without anybody noticing.
//!
//! A change is kept twice at first: as it came, in the log, and within its document's snapshot,
//! where many changes take the room of one. Once no phone is likely to ask for a change alone, its
//! bytes in the log are dropped; its line there stays. Nothing is lost by it: a change is named by
//! the hash of its bytes, which names those it stands on, and Automerge reads a document only if
//! all of this comes out of it again. Each change is compared byte for byte all the same, with what
//! a freshly read document gives, in the transaction that drops it.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::id::DocId;
use chungtay_shared::sync::server::StoredDocument;
use chungtay_shared::time::Timestamp;

use crate::store::{Store, StoreError, Tx, read, write};

/// Changes are compacted when they were received so many days ago: phones that come this often are
/// sent them straight from the log.
pub const AFTER_DAYS: i64 = 30;

const DAY_MS: i64 = 86_400_000;
/// Lines of the log looked at in one transaction: a push that waits for it waits some milliseconds.
const ENTRIES_PER_BATCH: u32 = 50;

/// What a compaction came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Changes whose bytes the log no longer holds.
    pub changes: u64,
    /// How many bytes those were.
    pub bytes: u64,
    /// Changes that stay in the log since their document does not give them back. Something is
    /// wrong with it; a backup says so too.
    pub kept: u64,
}

/// The moment so many days before `now`.
pub const fn days_before(now: Timestamp, days: i64) -> Timestamp {
    now.plus_ms(-days * DAY_MS)
}

/// Compacts what was received before `before` in every commune, in small transactions with a `rest`
/// after each. It may be broken off at any time, and goes on from there.
pub fn compact(
    store: &dyn Store,
    before: Timestamp,
    mut rest: impl FnMut(),
) -> Result<Compacted, StoreError> {
    let mut total = Compacted::default();
    for commune in read(store, |tx| tx.communes())? {
        while let Some(done) = write(store, |tx| batch(tx, &commune.code, before))? {
            total.changes += done.changes;
            total.bytes += done.bytes;
            total.kept += done.kept;
            rest();
        }
    }
    Ok(total)
}

/// The next lines of a commune's log; `None` when there are none that old.
fn batch(tx: &dyn Tx, commune: &str, before: Timestamp) -> Result<Option<Compacted>, StoreError> {
    tx.lock(commune)?;
    let mut entries = tx.entries_after(commune, tx.compacted_to(commune)?, ENTRIES_PER_BATCH)?;
    // A clock that ran ahead holds the rest up for a while; passing it by would be for good.
    let young = entries.iter().position(|e| e.received_at >= before);
    entries.truncate(young.unwrap_or(entries.len()));
    let Some(last) = entries.last() else {
        return Ok(None);
    };
    let docs: BTreeSet<DocId> = entries.iter().map(|e| e.doc).collect();
    let mut done = Compacted::default();
    for doc in docs {
        compact_document(tx, commune, doc, before, &mut done)?;
    }
    tx.set_compacted_to(commune, last.seq)?;
    Ok(Some(done))
}

fn compact_document(
    tx: &dyn Tx,
    commune: &str,
    doc: DocId,
    before: Timestamp,
    done: &mut Compacted,
) -> Result<(), StoreError> {
    let held = tx.held_changes(commune, doc, before)?;
    if held.is_empty() {
        return Ok(());
    }
    let stored = tx.document(doc)?;
    let given_back = stored.and_then(|s| changes_of(&s).ok()).unwrap_or_default();
    for entry in held {
        if given_back.get(&entry.hash) == Some(&entry.change) {
            tx.drop_bytes(commune, entry.seq)?;
            done.changes += 1;
            done.bytes += entry.change.len() as u64;
        } else {
            tracing::warn!(
                commune,
                seq = entry.seq,
                "a document does not give a change back"
            );
            done.kept += 1;
        }
    }
    Ok(())
}

/// The bytes of a document's changes, of which the log has given name and what it holds of them.
pub(crate) fn whole(
    held: Vec<(ChangeHash, Vec<u8>)>,
    document: impl FnOnce() -> Result<Option<StoredDocument>, StoreError>,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut given_back = BTreeMap::new();
    if held.iter().any(|(_, change)| change.is_empty())
        && let Some(stored) = document()?
    {
        given_back = changes_of(&stored)?;
    }
    let wholes = held.into_iter().map(|(hash, change)| {
        if change.is_empty() {
            let missing = StoreError::Inconsistent {
                table: "log",
                column: "change",
            };
            given_back.remove(&hash).ok_or(missing)
        } else {
            Ok(change)
        }
    });
    wholes.collect()
}

fn changes_of(stored: &StoredDocument) -> Result<BTreeMap<ChangeHash, Vec<u8>>, StoreError> {
    let changes = Document::load(&stored.bytes)?.changes();
    Ok(changes.into_iter().map(|c| (c.hash, c.bytes)).collect())
}

//! Rows made anew from their documents when a new version of the program says more in them.
//!
//! Documents are the truth and rows are made from them, whenever they change. What a household has not
//! changed since an older version would otherwise keep that version's row for ever.

use chungtay_shared::document::{Document, Kind};
use chungtay_shared::time::Timestamp;

use crate::projection::{FORM, HouseholdRows};
use crate::store::{Store, StoreError, Tx, read, write};

/// Documents of one transaction: a push that waits for it waits some tenths of a second.
const DOCUMENTS_PER_BATCH: u32 = 50;

/// In the place of a form while rows are made anew: some have the old form and some have the new one.
pub const UNDER_WAY: [u8; 0] = [];

/// Makes all rows anew unless they have this program's form, in small transactions with a `rest` after
/// each; how many households' there were. It may be broken off at any time, and begins again. A fact that
/// had no row before counts as received `now`.
pub fn renew(store: &dyn Store, now: Timestamp, mut rest: impl FnMut()) -> Result<u64, StoreError> {
    if read(store, |tx| tx.row_form())?.as_deref() == Some(&FORM) {
        return Ok(0);
    }
    write(store, |tx| tx.set_row_form(&UNDER_WAY))?;
    let mut renewed = 0;
    for commune in read(store, |tx| tx.communes())? {
        let mut upto = 0;
        let next = |upto| write(store, |tx| batch(tx, &commune.code, upto, now));
        while let Some((last, households)) = next(upto)? {
            upto = last;
            renewed += households;
            rest();
        }
    }
    write(store, |tx| tx.set_row_form(&FORM))?;
    Ok(renewed)
}

/// The next documents of a commune: the log number they reach to, and how many are households. A
/// document that changes meanwhile has its new row, and comes once more.
fn batch(
    tx: &dyn Tx,
    commune: &str,
    upto: u64,
    now: Timestamp,
) -> Result<Option<(u64, u64)>, StoreError> {
    tx.lock(commune)?;
    let heads = tx.heads_after(commune, upto, DOCUMENTS_PER_BATCH)?;
    let Some(last) = heads.last() else {
        return Ok(None);
    };
    let mut households = 0;
    for head in heads.iter().filter(|head| head.kind == Kind::Household) {
        let Some(stored) = tx.document(head.doc)? else {
            continue;
        };
        match Document::load(&stored.bytes).and_then(|document| document.household()) {
            Ok(household) => {
                tx.put_rows(&HouseholdRows::of(&household), head.last_seq, now)?;
                households += 1;
            }
            // Its rows stay as they were; those of all others are made.
            Err(error) => {
                tracing::error!(%error, seq = head.last_seq, "a document cannot be read");
            }
        }
    }
    Ok(Some((last.last_seq, households)))
}

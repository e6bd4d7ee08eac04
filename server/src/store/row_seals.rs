//! What is sealed of rows that no document gives, in words: what each write of a guarded table adds to the
//! register (`chungtay_shared::row_seal`, `docs/access-log.md`).

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::chain::Head;
use chungtay_shared::row_seal::{GONE, RowSeal, SealedRow};

use super::{Cell, Store, StoreError, Tx, read, write};

mod guarded;

pub(super) use guarded::{
    ACCOUNT, ACTOR, CLOSING, COMMUNE, DEVICE, FACTOR, INVITE, JOINING, OFFICE_BOOK, OPEN_LINK,
    PLACEMENT, QUARANTINE, RECOVERY_CODE, STATEMENT, TOOL, TRIAL, URGING, WORDING,
};
pub use guarded::{GUARDED, Guarded};

/// Values that rows have in some of their columns.
pub type Of<'a> = &'a [(&'a str, Cell)];

/// Rows by their keys, each with the digest of what is guarded of it.
pub type Digests = BTreeMap<String, [u8; 32]>;

/// The register of seals.
pub trait RowSeals {
    /// Keeps others from writing guarded rows of a commune until the transaction has ended. Inside a write.
    fn hold_rows(&self, commune: &str) -> Result<(), StoreError>;
    /// The guarded rows of a commune that have these values, each with its key first.
    fn guarded_rows(
        &self,
        table: &Guarded,
        commune: &str,
        of: Of<'_>,
    ) -> Result<Vec<Vec<Cell>>, StoreError>;
    /// Where a commune's chain of seals ends.
    fn row_seal_head(&self, commune: &str) -> Result<Head, StoreError>;
    /// What a row's last line says of it.
    fn last_digest(
        &self,
        commune: &str,
        what: &str,
        key: &str,
    ) -> Result<Option<[u8; 32]>, StoreError>;
    /// Adds a line that was sealed behind the head.
    fn append_row_seal(&self, line: &SealedRow) -> Result<(), StoreError>;
    /// Lines behind number `n`, in their order, `limit` at most. What is unreadable in a line is given as
    /// something that its hash does not fit.
    fn row_seals_after(
        &self,
        commune: &str,
        n: u64,
        limit: u32,
    ) -> Result<Vec<SealedRow>, StoreError>;
    /// Whether what stood before there was a register was sealed.
    fn rows_are_sealed(&self) -> Result<bool, StoreError>;
    /// Notes that it was.
    fn set_rows_sealed(&self) -> Result<(), StoreError>;
}

/// The guarded rows of a commune that have these values, as they stand.
pub fn digests<T: RowSeals + ?Sized>(
    tx: &T,
    table: &Guarded,
    commune: &str,
    of: Of<'_>,
) -> Result<Digests, StoreError> {
    let rows = tx.guarded_rows(table, commune, of)?;
    Ok(rows.iter().map(|row| table.digested(row)).collect())
}

/// Seals a row that was added just now, and was not there before.
pub(super) fn added(
    tx: &impl RowSeals,
    table: &Guarded,
    commune: &str,
    key: &[Cell],
) -> Result<(), StoreError> {
    tx.hold_rows(commune)?;
    let named = table.key.iter().copied().zip(key.iter().cloned());
    let of: Vec<(&str, Cell)> = named.collect();
    for (key, digest) in digests(tx, table, commune, &of)? {
        changed(tx, table, commune, key, (GONE, digest))?;
    }
    Ok(())
}

/// Seals that a row was removed just now that stood like this, its key first.
pub(super) fn removed(
    tx: &impl RowSeals,
    table: &Guarded,
    commune: &str,
    row: &[Cell],
) -> Result<(), StoreError> {
    let (key, digest) = table.digested(row);
    changed(tx, table, commune, key, (digest, GONE))
}

/// Does `work`, which writes in no guarded rows but those that have these values, and seals what has become of
/// them.
pub(super) fn changing<T, E>(
    tx: &impl RowSeals,
    table: &Guarded,
    commune: &str,
    of: Of<'_>,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, StoreError>
where
    StoreError: From<E>,
{
    // Before the rows are read: what another node writes is seen whole or not at all.
    tx.hold_rows(commune)?;
    let before = digests(tx, table, commune, of)?;
    let done = work()?;
    let after = digests(tx, table, commune, of)?;
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let [stood, stands] = [&before, &after].map(|rows| rows.get(key).copied().unwrap_or(GONE));
        if stood != stands {
            changed(tx, table, commune, key.clone(), (stood, stands))?;
        }
    }
    Ok(done)
}

/// Adds a row's next line. What stood there is compared with what its last line says: a change that was made by
/// hand would else be sealed with the next honest one.
fn changed(
    tx: &impl RowSeals,
    table: &Guarded,
    commune: &str,
    key: String,
    (stood, digest): ([u8; 32], [u8; 32]),
) -> Result<(), StoreError> {
    let said = tx.last_digest(commune, table.name, &key)?;
    let head = tx.row_seal_head(commune)?;
    let altered = said.unwrap_or(GONE) != stood;
    tx.append_row_seal(&line(&head, table, commune, key, (digest, altered)))
}

fn line(
    head: &Head,
    table: &Guarded,
    commune: &str,
    key: String,
    (digest, altered): ([u8; 32], bool),
) -> SealedRow {
    let seal = RowSeal {
        commune: commune.to_owned(),
        n: head.n + 1,
        what: table.name.to_owned(),
        key,
        digest,
        altered,
    };
    SealedRow::behind(head, seal)
}

/// Seals what stands in a database from before there was a register; once.
pub(super) fn begin(store: &dyn Store) -> Result<(), StoreError> {
    if read(store, |tx| tx.rows_are_sealed())? {
        return Ok(());
    }
    for commune in read(store, |tx| tx.communes())? {
        write(store, |tx| seal_what_stands(tx, &commune.code))?;
    }
    write(store, |tx| tx.set_rows_sealed())
}

/// Seals all guarded rows of a commune that has no line yet: another node may have come first.
fn seal_what_stands(tx: &dyn Tx, commune: &str) -> Result<(), StoreError> {
    tx.hold_rows(commune)?;
    let mut head = tx.row_seal_head(commune)?;
    if head != Head::default() || !tx.row_seals_after(commune, 0, 1)?.is_empty() {
        return Ok(());
    }
    for table in &GUARDED {
        for (key, digest) in digests(tx, table, commune, &[])? {
            let line = line(&head, table, commune, key, (digest, false));
            tx.append_row_seal(&line)?;
            head = line.head();
        }
    }
    Ok(())
}

/// A line's columns as they are stored.
pub(super) struct Columns {
    pub(super) commune: String,
    pub(super) n: u64,
    pub(super) what: String,
    pub(super) key: String,
    pub(super) digest: Vec<u8>,
    pub(super) altered: bool,
    pub(super) hash: Vec<u8>,
}

impl Columns {
    pub(super) fn sealed(self) -> SealedRow {
        let bytes = |bytes: Vec<u8>| bytes.try_into().unwrap_or_default();
        SealedRow {
            hash: bytes(self.hash),
            seal: RowSeal {
                commune: self.commune,
                n: self.n,
                what: self.what,
                key: self.key,
                digest: bytes(self.digest),
                altered: self.altered,
            },
        }
    }
}

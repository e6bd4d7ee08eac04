//! What is sealed of rows that no document gives, in words: which tables and columns are guarded, and what each
//! write of them adds to the register (`chungtay_shared::row_seal`, `docs/access-log.md`).

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::chain::{Head, with_lengths};
use chungtay_shared::id::to_hex;
use chungtay_shared::row_seal::{GONE, RowSeal, SealedRow};
use sha2::{Digest as _, Sha256};

use super::{Cell, Store, StoreError, Tx, read, write};

#[cfg(test)]
mod tests;

/// A table whose rows are guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guarded {
    /// The table.
    pub name: &'static str,
    /// The column that has the commune's code.
    pub commune: &'static str,
    /// What names a row in its commune: ids, numbers and codes.
    pub key: &'static [&'static str],
    /// What is sealed of a row beside its key.
    pub columns: &'static [&'static str],
}

const fn guarded(
    name: &'static str,
    key: &'static [&'static str],
    columns: &'static [&'static str],
) -> Guarded {
    let commune = "commune";
    Guarded {
        name,
        commune,
        key,
        columns,
    }
}

// Guarded is what somebody decides: who may do what, by which secret, and what an office has said. What the
// program counts or notes by itself whenever somebody works is left out (when a device was heard or used, how
// many records it made, had receipted or proved, by how much its clock is off, the last code that was taken):
// it would be a line for each exchange, and lets nobody in who has no secret of their own. A remainder of an
// erased household is sealed by the line of the log that says so, and what waits for a person to look at it
// becomes a document or nothing.
pub(super) const COMMUNE: Guarded = Guarded {
    name: "commune",
    commune: "code",
    key: &["code"],
    columns: &["name", "synthetic"],
};
pub(super) const PLACEMENT: Guarded = guarded("placement", &["from_day"], &["to_day", "above"]);
pub(super) const ACCOUNT: Guarded = guarded(
    "account",
    &["id"],
    &["person_name", "role", "created_ms", "left_ms"],
);
pub(super) const INVITE: Guarded = guarded(
    "invite",
    &["code_hash"],
    &["account", "created_ms", "expires_ms", "used_ms"],
);
pub(super) const DEVICE: Guarded = guarded(
    "device",
    &["id"],
    &[
        "account",
        "name",
        "token_hash",
        "enrolled_ms",
        "revoked_ms",
        "key",
        "wipe_code",
        "wiped_ms",
    ],
);
pub(super) const ACTOR: Guarded = guarded("actor", &["actor"], &["device"]);
pub(super) const OPEN_LINK: Guarded = guarded(
    "open_link",
    &["code_hash"],
    &["created_ms", "expires_ms", "closed_ms"],
);
pub(super) const JOINING: Guarded = guarded(
    "joining",
    &["id"],
    &[
        "actor",
        "person_name",
        "device_name",
        "token_hash",
        "key",
        "asked_ms",
        "refused_ms",
    ],
);
pub(super) const FACTOR: Guarded = guarded(
    "factor",
    &["account"],
    &["salt", "password", "authenticator", "set_ms"],
);
pub(super) const RECOVERY_CODE: Guarded =
    guarded("recovery_code", &["account", "hash"], &["used_ms"]);
pub(super) const TOOL: Guarded = guarded(
    "tool",
    &["id"],
    &["name", "token_hash", "made_ms", "made_by", "revoked_ms"],
);
pub(super) const STATEMENT: Guarded = guarded("statement", &["n"], &["body"]);
pub(super) const WORDING: Guarded = guarded("wording", &["kind", "n"], &["body"]);
pub(super) const OFFICE_BOOK: Guarded = guarded("office_book", &["kind", "n"], &["body"]);
pub(super) const URGING: Guarded = guarded("urging", &["n"], &["body"]);
pub(super) const CLOSING: Guarded =
    guarded("closing", &["campaign", "n"], &["body", "hash", "counted"]);
pub(super) const TRIAL: Guarded = guarded(
    "trial",
    &["hash", "nth"],
    &[
        "at_ms", "officer", "device", "n", "doc", "reason", "refused",
    ],
);

/// All of them.
pub const GUARDED: [Guarded; 17] = [
    COMMUNE,
    PLACEMENT,
    ACCOUNT,
    INVITE,
    DEVICE,
    ACTOR,
    OPEN_LINK,
    JOINING,
    FACTOR,
    RECOVERY_CODE,
    TOOL,
    STATEMENT,
    WORDING,
    OFFICE_BOOK,
    URGING,
    CLOSING,
    TRIAL,
];

/// What is sealed of a row that is digested: another form of digests would have another word.
const FORM: &[u8] = b"chungtay-row-1";

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

impl Guarded {
    /// The statement that reads rows; `sign` stands before the places of its parameters.
    pub(super) fn select(&self, of: Of<'_>, sign: char) -> String {
        let columns = [self.key, self.columns].concat().join(", ");
        let values = (2..).zip(of);
        let values = values.map(|(place, (column, _))| format!(" and {column} = {sign}{place}"));
        let (name, commune, values) = (self.name, self.commune, values.collect::<String>());
        format!("select {columns} from {name} where {commune} = {sign}1{values}")
    }

    /// A row's key as it stands in the register, and the digest of the rest.
    fn digested(&self, row: &[Cell]) -> (String, [u8; 32]) {
        let (key, columns) = row.split_at(self.key.len().min(row.len()));
        let key: Vec<String> = key.iter().map(key_part).collect();
        let cells: Vec<Vec<u8>> = columns.iter().map(canonical).collect();
        let mut fields = vec![FORM, self.name.as_bytes()];
        fields.extend(cells.iter().map(Vec::as_slice));
        (key.join("/"), Sha256::digest(with_lengths(&fields)).into())
    }
}

fn key_part(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(code) => code.clone(),
        Cell::Bytes(id) => to_hex(id),
    }
}

/// A value's bytes, its kind before them.
fn canonical(cell: &Cell) -> Vec<u8> {
    let (kind, value) = match cell {
        Cell::Null => (0, Vec::new()),
        Cell::Number(number) => (1, number.to_be_bytes().to_vec()),
        Cell::Text(text) => (2, text.clone().into_bytes()),
        Cell::Bytes(bytes) => (3, bytes.clone()),
    };
    [vec![kind], value].concat()
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

//! Which tables and columns are guarded, and how a row is digested (`docs/access-log.md`).

use chungtay_shared::chain::with_lengths;
use chungtay_shared::id::to_hex;
use sha2::{Digest as _, Sha256};

use super::Of;
use crate::store::Cell;

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
// erased household is sealed by the line of the log that says so, and rows of lists that were left to a person
// become documents or nothing.
pub(in crate::store) const COMMUNE: Guarded = Guarded {
    name: "commune",
    commune: "code",
    key: &["code"],
    columns: &["name", "synthetic"],
};
pub(in crate::store) const PLACEMENT: Guarded =
    guarded("placement", &["from_day"], &["to_day", "above"]);
pub(in crate::store) const ACCOUNT: Guarded = guarded(
    "account",
    &["id"],
    &["person_name", "role", "created_ms", "left_ms"],
);
pub(in crate::store) const INVITE: Guarded = guarded(
    "invite",
    &["code_hash"],
    &["account", "created_ms", "expires_ms", "used_ms"],
);
pub(in crate::store) const DEVICE: Guarded = guarded(
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
pub(in crate::store) const ACTOR: Guarded = guarded("actor", &["actor"], &["device"]);
pub(in crate::store) const OPEN_LINK: Guarded = guarded(
    "open_link",
    &["code_hash"],
    &["created_ms", "expires_ms", "closed_ms"],
);
pub(in crate::store) const JOINING: Guarded = guarded(
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
pub(in crate::store) const FACTOR: Guarded = guarded(
    "factor",
    &["account"],
    &["salt", "password", "authenticator", "set_ms"],
);
pub(in crate::store) const RECOVERY_CODE: Guarded =
    guarded("recovery_code", &["account", "hash"], &["used_ms"]);
pub(in crate::store) const TOOL: Guarded = guarded(
    "tool",
    &["id"],
    &["name", "token_hash", "made_ms", "made_by", "revoked_ms"],
);
pub(in crate::store) const STATEMENT: Guarded = guarded("statement", &["n"], &["body"]);
pub(in crate::store) const WORDING: Guarded = guarded("wording", &["kind", "n"], &["body"]);
pub(in crate::store) const OFFICE_BOOK: Guarded = guarded("office_book", &["kind", "n"], &["body"]);
pub(in crate::store) const URGING: Guarded = guarded("urging", &["n"], &["body"]);
pub(in crate::store) const CLOSING: Guarded =
    guarded("closing", &["campaign", "n"], &["body", "hash", "counted"]);
/// Its bytes are held to its hash, as far as they are still there.
pub(in crate::store) const QUARANTINE: Guarded = guarded(
    "quarantine",
    &["hash"],
    &[
        "doc",
        "claimed",
        "kind",
        "actor",
        "device",
        "n",
        "reason",
        "received_ms",
        "looked_ms",
        "looked_by",
        "looked_reason",
    ],
);
pub(in crate::store) const TRIAL: Guarded = guarded(
    "trial",
    &["hash", "nth"],
    &[
        "at_ms", "officer", "device", "n", "doc", "reason", "refused",
    ],
);

/// All of them.
pub const GUARDED: [Guarded; 18] = [
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
    QUARANTINE,
    TRIAL,
];

/// What is sealed of a row that is digested: another form of digests would have another word.
const FORM: &[u8] = b"chungtay-row-1";

impl Guarded {
    /// Its columns as they are read: the key first.
    pub(in crate::store) fn all_columns(&self) -> String {
        [self.key, self.columns].concat().join(", ")
    }

    /// The statement that reads rows; `sign` stands before the places of its parameters.
    pub(in crate::store) fn select(&self, of: Of<'_>, sign: char) -> String {
        let columns = self.all_columns();
        let values = (2..).zip(of);
        let values = values.map(|(place, (column, _))| format!(" and {column} = {sign}{place}"));
        let (name, commune, values) = (self.name, self.commune, values.collect::<String>());
        format!("select {columns} from {name} where {commune} = {sign}1{values}")
    }

    /// A row's key as it stands in the register, and the digest of the rest.
    pub(super) fn digested(&self, row: &[Cell]) -> (String, [u8; 32]) {
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

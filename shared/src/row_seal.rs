//! What is sealed of rows that no document gives: accounts, devices, links, tokens, statements. One line each
//! time such a row is added, changed or removed; each line is sealed with the one before it
//! (`docs/access-log.md`). A line names its row by ids and codes, and never says what is written there.

use crate::chain::{Head, with_lengths};

#[cfg(test)]
mod tests;

/// The digest of a row that is not there any more.
pub const GONE: [u8; 32] = [0; 32];

/// What is sealed of a line beside its fields: another form of lines would have another word.
const FORM: &[u8] = b"chungtay-row-seal-1";

/// A line before it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSeal {
    /// Code of the commune whose register it stands in.
    pub commune: String,
    /// Its number there: 1, 2, 3...
    pub n: u64,
    /// The table.
    pub what: String,
    /// The row's key: ids in hexadecimal, numbers and codes, with `/` between.
    pub key: String,
    /// SHA-256 of what is guarded of the row as it stands from now on; [`GONE`] when it was removed.
    pub digest: [u8; 32],
    /// Whether what stood there until now was not what the row's last line says.
    pub altered: bool,
}

impl RowSeal {
    /// The bytes that are sealed.
    pub fn canonical(&self) -> Vec<u8> {
        with_lengths(&[
            FORM,
            self.commune.as_bytes(),
            &self.n.to_be_bytes(),
            self.what.as_bytes(),
            self.key.as_bytes(),
            &self.digest,
            &[self.altered.into()],
        ])
    }
}

/// A line as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    /// The line.
    pub seal: RowSeal,
    /// Its hash, which the next one is sealed with.
    pub hash: [u8; 32],
}

impl SealedRow {
    /// Seals a line behind `head`, which numbers it.
    pub fn behind(head: &Head, seal: RowSeal) -> Self {
        let seal = RowSeal {
            n: head.n + 1,
            ..seal
        };
        let hash = head.after(&seal.canonical()).hash;
        Self { seal, hash }
    }

    /// Where the chain ends when this is its last line.
    pub const fn head(&self) -> Head {
        Head {
            n: self.seal.n,
            hash: self.hash,
        }
    }

    /// Goes on by this line; the number at which the chain is broken when it does not fit.
    pub fn follow(&self, head: &mut Head) -> Result<(), u64> {
        head.goes_on(&self.seal.canonical(), self.head())
    }
}

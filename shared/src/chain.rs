//! Rows that are chained by hashes: each is sealed with the one before it, so a row that is altered, removed or
//! put in between shows. What a row says is its own affair ([`crate::access`], [`crate::row_seal`]).

use sha2::{Digest as _, Sha256};

/// How far a chain of rows goes, and the hash of the last one. Begins with nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// The last row's number; 0 before the first.
    pub n: u64,
    /// Its hash; zeros before the first.
    pub hash: [u8; 32],
}

impl Head {
    /// The head once a row of these bytes has come: its hash is SHA-256 of the hash before and the bytes.
    #[must_use]
    pub fn after(&self, row: &[u8]) -> Self {
        let mut digest = Sha256::new();
        digest.update(self.hash);
        digest.update(row);
        Self {
            n: self.n + 1,
            hash: digest.finalize().into(),
        }
    }

    /// Goes on by a row that says this number and hash of itself; the number at which the chain is broken when
    /// it does not fit.
    pub fn goes_on(&mut self, row: &[u8], said: Self) -> Result<(), u64> {
        let next = self.after(row);
        if next != said {
            return Err(next.n);
        }
        *self = next;
        Ok(())
    }
}

/// Fields as bytes, each with its length before it in eight bytes, big end first: two that differ never have
/// the same.
pub fn with_lengths(fields: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for field in fields {
        bytes.extend((field.len() as u64).to_be_bytes());
        bytes.extend(*field);
    }
    bytes
}

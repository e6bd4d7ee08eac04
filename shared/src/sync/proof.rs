//! That a phone asks, and not somebody who has copied its token: each request is signed by a key that the
//! phone's browser made and shows to nobody. Requests are counted, so none is worth anything twice.
//! `docs/sync-protocol.md` tells the rules. Signing and checking is done by those who have the keys.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{from_hex, to_hex};

/// The header with the proof.
pub const HEADER: &str = "chungtay-proof";
/// The header with the phone's public key, where the server has none of it yet.
pub const KEY_HEADER: &str = "chungtay-key";
/// The header of a refusal that says how many requests the server has counted.
pub const COUNT_HEADER: &str = "chungtay-count";
/// The header of the refusal of a lost phone: what it says once it has removed all that is on it, in
/// hexadecimal.
pub const WIPE_HEADER: &str = "chungtay-wipe";
/// What an escape file is signed for in the place of a path. It is counted as nothing: taking it in twice
/// changes nothing and tells nobody anything.
pub const FILE: &str = "escape file";

const PREFIX: &str = "Chung Tay proof 1";
const KEY_BYTES: usize = 65;
/// Bytes of a signature: ECDSA over P-256 with SHA-256, both numbers one after the other.
pub const SIGNATURE_BYTES: usize = 64;

/// A phone's public key: a point of P-256, uncompressed.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProofKey([u8; KEY_BYTES]);

impl ProofKey {
    /// From its bytes; whether it is a point is for those to say who check by it.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// As text, in hexadecimal.
    pub fn to_text(&self) -> String {
        to_hex(&self.0)
    }

    /// Reads the text.
    pub fn from_text(text: &str) -> Option<Self> {
        (text.len() == 2 * KEY_BYTES)
            .then(|| from_hex(text))
            .flatten()
            .and_then(|bytes| Self::from_bytes(&bytes))
    }
}

impl fmt::Debug for ProofKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProofKey({}…)", to_hex(&self.0[..4]))
    }
}

impl TryFrom<String> for ProofKey {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::from_text(&text).ok_or("no public key of a phone")
    }
}

impl From<ProofKey> for String {
    fn from(key: ProofKey) -> Self {
        key.to_text()
    }
}

/// A proof as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Which request of the phone this is; each has a greater number than all before it.
    pub count: u64,
    /// Over [`signed`].
    pub signature: [u8; SIGNATURE_BYTES],
}

impl Proof {
    /// The value of the header: `count.signature`, the latter in hexadecimal.
    pub fn to_text(&self) -> String {
        format!("{}.{}", self.count, to_hex(&self.signature))
    }

    /// Reads the header's value.
    pub fn from_text(text: &str) -> Option<Self> {
        let (count, signature) = text.split_once('.')?;
        let signature = (signature.len() == 2 * SIGNATURE_BYTES)
            .then(|| from_hex(signature))
            .flatten()?;
        // The database counts so far.
        let count = count.parse().ok().filter(|c| i64::try_from(*c).is_ok())?;
        Some(Self {
            count,
            signature: signature.try_into().ok()?,
        })
    }
}

/// What is signed: what is asked, which request of the phone it is, and the body before it was pressed.
pub fn signed(path: &str, count: u64, body: &[u8]) -> Vec<u8> {
    [format!("{PREFIX}\n{path}\n{count}\n").as_bytes(), body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_read_as_it_was_written_and_rubbish_is_not() {
        let proof = Proof {
            count: 41,
            signature: [7; 64],
        };
        let text = proof.to_text();
        assert_eq!(Proof::from_text(&text), Some(proof));
        for rubbish in [
            "",
            "41",
            "41.",
            ".07",
            &text[..text.len() - 2],
            &format!("-{text}"),
            &format!("9{}{text}", "0".repeat(19)),
        ] {
            assert_eq!(Proof::from_text(rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn what_is_signed_says_what_is_asked_and_how_often_it_was() {
        let one = signed("/api/sync", 1, b"body");
        assert_eq!(one, b"Chung Tay proof 1\n/api/sync\n1\nbody");
        for other in [
            signed("/api/sync", 2, b"body"),
            signed("/api/escape", 1, b"body"),
            signed("/api/sync", 1, b"bodies"),
        ] {
            assert_ne!(other, one);
        }
    }

    #[test]
    fn a_key_is_read_as_it_was_written_and_shown_by_its_beginning() {
        let key = ProofKey([4; 65]);
        assert_eq!(ProofKey::from_text(&key.to_text()), Some(key));
        assert_eq!(ProofKey::from_text("04"), None);
        assert_eq!(format!("{key:?}"), "ProofKey(04040404…)");
    }
}

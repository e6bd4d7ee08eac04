//! The escape file: everything on a phone that the commune has not receipted, in one file that
//! anybody may carry and the server alone can open. `docs/escape-file.md` shows the bytes.
//!
//! It is text, because browsers share text files and messengers leave them alone: any words, then
//! base64 between two marks. What is sealed is sealed by the browser's own cryptography (HPKE,
//! RFC 9180), so nothing of that is here.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::id::{from_hex, to_hex};
use crate::limits::ESCAPE_FILE_BYTES_MAX;

#[cfg(feature = "documents")]
mod contents;

#[cfg(feature = "documents")]
pub use contents::{Contents, ContentsError};

/// Where the base64 begins.
pub const BEGIN: &str = "-----BEGIN CHUNG TAY FILE-----";
/// Where it ends.
pub const END: &str = "-----END CHUNG TAY FILE-----";
/// What HPKE binds the key to.
pub const INFO: &[u8] = b"Chung Tay escape file 1";

const MAGIC: [u8; 8] = *b"ChungTay";
const VERSION: u8 = 1;
const KEY_BYTES: usize = 65;
const KEY_NAME_BYTES: usize = 8;
const FILE_ID_BYTES: usize = 16;
const HEADER_BYTES: usize = MAGIC.len() + 1 + KEY_NAME_BYTES + FILE_ID_BYTES;

/// Why bytes are no escape file, or none that can be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EscapeError {
    /// Longer than such a file may be.
    #[error("longer than {ESCAPE_FILE_BYTES_MAX} bytes")]
    TooLong,
    /// Something else.
    #[error("no file of Chung Tay")]
    NotOne,
    /// Cut off or changed on the way.
    #[error("damaged on the way")]
    Damaged,
    /// Made by a newer app.
    #[error("version {0} is not read here")]
    Version(u8),
    /// Sealed for another server.
    #[error("sealed for another server")]
    OtherServer,
}

/// A server's public key, which files are sealed for: a point of P-256, uncompressed.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(try_from = "String", into = "String")]
#[cbor(transparent)]
pub struct SealingKey(#[cbor(n(0), with = "minicbor::bytes")] [u8; KEY_BYTES]);

impl SealingKey {
    /// From its bytes.
    pub const fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// What the key is known by.
    pub(crate) fn name(&self) -> [u8; KEY_NAME_BYTES] {
        let mut name = [0; KEY_NAME_BYTES];
        name.copy_from_slice(&Sha256::digest(self.0)[..KEY_NAME_BYTES]);
        name
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({})", to_hex(&self.name()))
    }
}

impl FromStr for SealingKey {
    type Err = EscapeError;

    fn from_str(text: &str) -> Result<Self, EscapeError> {
        let bytes = from_hex(text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(EscapeError::Damaged)
    }
}

impl TryFrom<String> for SealingKey {
    type Error = EscapeError;

    fn try_from(text: String) -> Result<Self, EscapeError> {
        text.parse()
    }
}

impl From<SealingKey> for String {
    fn from(key: SealingKey) -> Self {
        to_hex(&key.0)
    }
}

/// What stands in the clear before what is sealed; bound to it as associated data. `file` is
/// random: it tells two files apart and says nothing of anybody.
pub fn header(key: &SealingKey, file: [u8; FILE_ID_BYTES]) -> Vec<u8> {
    [&MAGIC, [VERSION].as_slice(), &key.name(), &file].concat()
}

/// A file's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed<'a> {
    /// As [`header`] made it.
    pub header: &'a [u8],
    /// The sender's one-time public key.
    pub encapsulated: &'a [u8],
    /// What is sealed.
    pub ciphertext: &'a [u8],
}

impl<'a> Sealed<'a> {
    /// Takes a file's bytes apart; they are for the server with this key.
    pub fn from_bytes(bytes: &'a [u8], key: &SealingKey) -> Result<Self, EscapeError> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(EscapeError::NotOne)?;
        match rest.first() {
            Some(&VERSION) => {}
            Some(&other) => return Err(EscapeError::Version(other)),
            None => return Err(EscapeError::Damaged),
        }
        let parts = bytes.split_at_checked(HEADER_BYTES);
        let (header, rest) = parts.ok_or(EscapeError::Damaged)?;
        let parts = rest.split_at_checked(KEY_BYTES);
        let (encapsulated, ciphertext) = parts.ok_or(EscapeError::Damaged)?;
        if header[MAGIC.len() + 1..][..KEY_NAME_BYTES] != key.name() {
            return Err(EscapeError::OtherServer);
        }
        Ok(Self {
            header,
            encapsulated,
            ciphertext,
        })
    }
}

/// The file's text for these bytes in base64.
pub fn to_text(base64: &str) -> String {
    format!("{BEGIN}\n{}\n{END}\n", base64.trim_end())
}

/// The base64 in a file's text, with its line ends. Words may stand before and after it.
pub fn base64_in(file: &[u8]) -> Result<&[u8], EscapeError> {
    if file.len() > ESCAPE_FILE_BYTES_MAX {
        return Err(EscapeError::TooLong);
    }
    let begin = position(file, BEGIN).ok_or(EscapeError::NotOne)?;
    let inner = &file[begin + BEGIN.len()..];
    let end = position(inner, END).ok_or(EscapeError::Damaged)?;
    Ok(&inner[..end])
}

fn position(bytes: &[u8], mark: &str) -> Option<usize> {
    let mark = mark.as_bytes();
    bytes.windows(mark.len()).position(|window| window == mark)
}

#[cfg(test)]
mod tests;

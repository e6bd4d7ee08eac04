//! What is sealed: who sends it, and what the phone would have posted.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Decoder, Encode};

use super::EscapeError;
use crate::limits::ESCAPE_REQUESTS_MAX;
use crate::sync::proof::SIGNATURE_BYTES;
use crate::sync::short;
use crate::sync::wire::{Request, WireError};
use crate::time::Timestamp;

/// What is sealed in an escape file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The phone's bearer token: only the phone itself can have made this.
    pub token: String,
    /// When it was made, by the phone's clock.
    pub made_at: Timestamp,
    /// Requests of one actor, each within the sync's limits, with changes in their plain form.
    pub requests: Vec<Request>,
}

#[derive(Encode, Decode)]
struct Written {
    #[n(0)]
    token: String,
    #[n(1)]
    made_at: Timestamp,
    #[cbor(n(2), decode_with = "not_many")]
    requests: Vec<ByteVec>,
}

/// Reads no more than show that there are too many: an empty one is a byte in the file and two dozen
/// in memory.
fn not_many<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Vec<ByteVec>, minicbor::decode::Error> {
    d.array_iter()?.take(ESCAPE_REQUESTS_MAX + 1).collect()
}

impl Contents {
    /// The bytes that are sealed; the browser may press them first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let requests = self.requests.iter().map(|r| r.to_bytes().into());
        let written = Written {
            token: self.token.clone(),
            made_at: self.made_at,
            requests: requests.collect(),
        };
        let mut bytes = Vec::new();
        // Writing to a vector cannot fail.
        let _ = minicbor::encode(&written, &mut bytes);
        bytes
    }

    /// Those bytes with the phone's signature over them ([`signed`](crate::sync::proof::signed) for
    /// [`FILE`](crate::sync::proof::FILE)).
    pub fn with_signature(contents: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> Vec<u8> {
        [contents, signature].concat()
    }

    /// What was sealed without its signature, and the signature, if there is one.
    pub fn parts(sealed: &[u8]) -> (&[u8], Option<&[u8; SIGNATURE_BYTES]>) {
        let mut decoder = Decoder::new(sealed);
        let is_read = decoder.skip().is_ok();
        let (contents, rest) = sealed.split_at(decoder.position().min(sealed.len()));
        (contents, rest.try_into().ok().filter(|_| is_read))
    }

    /// Reads what was sealed, holding the sync's limits for each request.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ContentsError> {
        let written: Written = minicbor::decode(bytes).map_err(|_| EscapeError::Damaged)?;
        if written.requests.len() > ESCAPE_REQUESTS_MAX {
            return Err(WireError::OverLimit("ESCAPE_REQUESTS_MAX").into());
        }
        let requests = written.requests.iter().map(|r| Request::from_bytes(r));
        let requests = requests.collect::<Result<Vec<_>, _>>()?;
        let mut pushed = requests.iter().flat_map(|request| &request.pushed);
        if pushed.any(|p| short::is_short(&p.change)) {
            return Err(EscapeError::Damaged.into());
        }
        let mut actors = requests.iter().map(|request| request.actor);
        let first = actors.next().ok_or(EscapeError::Damaged)?;
        if actors.any(|actor| actor != first) {
            return Err(EscapeError::Damaged.into());
        }
        Ok(Self {
            token: written.token,
            made_at: written.made_at,
            requests,
        })
    }
}

/// Why what was sealed cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentsError {
    /// As a whole.
    #[error(transparent)]
    File(#[from] EscapeError),
    /// For one of its requests.
    #[error(transparent)]
    Request(#[from] WireError),
}

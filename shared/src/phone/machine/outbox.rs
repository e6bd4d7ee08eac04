//! The outbox, which the service worker posts while the app is closed, and the reply it leaves.
//!
//! Both lie beside the memory they were made from. The service worker leaves a reply only while the
//! very outbox it has posted still lies there, and in the transaction that takes it away; a frame
//! that moves the memory on drops both in its own. So a reply that is found answers what this phone
//! would post, whoever else has posted meanwhile, and is heard as if it came over the line.

use super::Phone;
use crate::phone::storage::{Batch, Table, Write, key};
use crate::sync::wire::{Frame, FrameReader, Request};
use crate::time::Timestamp;

/// A request's body as it goes over the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Compressed by gzip.
    pub is_gzip: bool,
}

/// A reply that the service worker has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftReply {
    /// When it came, by this phone's clock.
    pub heard_at: Timestamp,
    /// Its frames as they came; the last may be broken off.
    pub stream: Vec<u8>,
}

impl Phone {
    /// What the service worker is to post; `None` when nothing waits here, or the server refuses
    /// this phone.
    pub fn outbox(&self) -> Option<Request> {
        self.completed(self.sync.as_ref()?.outbox()?)
    }

    /// Plans to keep `request` for the service worker; `None` when by now it would be another.
    pub fn plan_outbox(&self, request: &Request, body: &Body) -> Option<Batch> {
        if self.outbox().as_ref() != Some(request) {
            return None;
        }
        let headers = body.headers(self.token()?, "application/cbor");
        let lines = headers.map(|(name, value)| format!("{name}: {value}"));
        let lines = lines.collect::<Vec<_>>().join("\n");
        let length = u16::try_from(lines.len()).ok()?.to_be_bytes();
        let outbox = [&length, lines.as_bytes(), &body.bytes].concat();
        Some(vec![Write::Put(
            Table::Meta,
            key::OUTBOX.to_owned(),
            outbox,
        )])
    }
}

impl Body {
    /// The headers it is posted with, by name.
    pub fn headers(
        &self,
        token: &str,
        content_type: &str,
    ) -> impl Iterator<Item = (&'static str, String)> {
        let encoding = self
            .is_gzip
            .then(|| ("content-encoding", "gzip".to_owned()));
        [
            ("authorization", format!("Bearer {token}")),
            ("content-type", content_type.to_owned()),
        ]
        .into_iter()
        .chain(encoding)
    }
}

impl LeftReply {
    /// A reply as it is stored: eight bytes of milliseconds, then the stream. `None` when not even
    /// its receipt came whole.
    pub fn read(stored: &[u8]) -> Option<Self> {
        let (heard_at_ms, stream) = stored.split_first_chunk::<8>()?;
        let mut frames = FrameReader::default();
        frames.push(stream);
        let first = frames.next_frame().ok()?;
        matches!(first, Some(Frame::Receipt(_))).then(|| Self {
            heard_at: Timestamp::from_ms(i64::from_be_bytes(*heard_at_ms)),
            stream: stream.to_vec(),
        })
    }

    /// The write that forgets it.
    pub fn forget() -> Write {
        Write::Delete(Table::Meta, key::REPLY.to_owned())
    }
}

/// The writes that drop both.
pub(super) fn dropped() -> [Write; 2] {
    [
        Write::Delete(Table::Meta, key::OUTBOX.to_owned()),
        LeftReply::forget(),
    ]
}

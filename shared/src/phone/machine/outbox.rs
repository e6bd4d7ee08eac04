//! The outbox, which the service worker posts while the app is closed, and the reply it leaves.
//!
//! The service worker has no key: what it posts is sealed for the server, and what it leaves under a key
//! that only the app and the server have.
//!
//! Both lie beside the memory they were made from. The service worker leaves a reply only while the
//! very outbox it has posted still lies there, and in the transaction that takes it away; a frame
//! that moves the memory on drops both in its own. So a reply that is found answers what this phone
//! would post, whoever else has posted meanwhile, and is heard as if it came over the line.

use super::Phone;
use crate::escape::SealingKey;
use crate::phone::storage::{Batch, Table, Write, key};
use crate::sync::client::ClientSync;
use crate::sync::sealed::{self, Errand, ReplySeal};
use crate::sync::wire::{Frame, FrameReader, Request};
use crate::time::Timestamp;
use crate::vault::Key;

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

    /// What is to be sealed of a request with this body, and for whom.
    pub fn errand(&self, body: &Body) -> Option<(SealingKey, Errand)> {
        let enrolment = self.enrolment.as_ref()?;
        let errand = Errand {
            token: enrolment.token.clone(),
            is_gzip: body.is_gzip,
            body: body.bytes.clone(),
        };
        Some((enrolment.sealing_key?, errand))
    }

    /// Plans to keep what was sealed of `request` for the service worker; `None` when by now it would
    /// be another.
    pub fn plan_outbox(
        &self,
        request: &Request,
        sealed: Vec<u8>,
        errand: &Errand,
    ) -> Option<Batch> {
        let is_still = self.outbox().as_ref() == Some(request);
        (is_still && self.token() == Some(&errand.token)).then(|| {
            let put = |key: &str, value| Write::Put(Table::Meta, key.to_owned(), value);
            let mut batch = vec![put(key::OUTBOX, sealed)];
            // One request may not have room for all.
            if request.pushed.len() as u64 == self.waiting() {
                batch.push(put(key::ALL_IN_OUTBOX, Vec::new()));
            }
            batch
        })
    }

    /// Plans to note that nothing waits here; `None` when something does.
    pub fn plan_nothing_waits(&self) -> Option<Batch> {
        (self.is_enrolled() && self.waiting() == 0).then(|| {
            vec![Write::Put(
                Table::Meta,
                key::ALL_IN_OUTBOX.to_owned(),
                Vec::new(),
            )]
        })
    }

    /// Whether the request holds all that waits here, so that nothing is lost with this phone once the server
    /// has it.
    pub fn is_all_in(&self, request: &Request) -> bool {
        let is_made = |sync: &ClientSync| sync.has_made(request.made);
        self.sync.as_ref().is_some_and(is_made) && request.pushed.len() as u64 == self.waiting()
    }

    fn waiting(&self) -> u64 {
        self.sync.as_ref().map_or(0, ClientSync::unanswered)
    }

    /// The reply that the service worker has left, out of what is stored of it. `None` when not even its
    /// receipt came whole, or it is no reply to this phone.
    pub fn left_reply(&self, stored: &[u8]) -> Option<LeftReply> {
        LeftReply::read(stored, &sealed::reply_key(self.token()?))
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
    /// A reply as it is stored: eight bytes of milliseconds, then the sealed stream.
    fn read(stored: &[u8], reply_key: &Key) -> Option<Self> {
        let (heard_at_ms, sealed) = stored.split_first_chunk::<8>()?;
        let stream = ReplySeal::open(reply_key, sealed);
        let mut frames = FrameReader::default();
        frames.push(&stream);
        let first = frames.next_frame().ok()?;
        matches!(first, Some(Frame::Receipt(_))).then(|| Self {
            heard_at: Timestamp::from_ms(i64::from_be_bytes(*heard_at_ms)),
            stream,
        })
    }

    /// The write that forgets it.
    pub fn forget() -> Write {
        Write::Delete(Table::Meta, key::REPLY.to_owned())
    }
}

/// The writes that drop both.
pub(super) fn dropped() -> [Write; 3] {
    [
        Write::Delete(Table::Meta, key::OUTBOX.to_owned()),
        LeftReply::forget(),
        not_all(),
    ]
}

/// The write that says that more may wait than is in the outbox.
pub(super) fn not_all() -> Write {
    Write::Delete(Table::Meta, key::ALL_IN_OUTBOX.to_owned())
}

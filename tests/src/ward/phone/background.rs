//! The service worker, as `client/pwa/sw.js` is one: it sees the phone's disk and not its memory.

use chungtay_shared::phone::machine::{Body, LeftReply};
use chungtay_shared::phone::storage::{Table, Write, key};
use chungtay_shared::sync::sealed::{self, Errand, ReplySeal};
use chungtay_shared::sync::wire::Request;
use chungtay_shared::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::SimPhone;

/// What a service worker has found to post.
#[derive(Debug, Clone)]
pub struct Outbox {
    stored: Vec<u8>,
    /// What it shows the server.
    pub token: String,
    /// What it posts.
    pub request: Request,
}

impl SimPhone {
    /// The app prepares what the service worker will post.
    pub fn prepare_outbox(&mut self) {
        let Some(request) = self.phone.outbox() else {
            return;
        };
        let body = Body {
            bytes: request.to_bytes(),
            is_gzip: false,
        };
        let Some((_, errand)) = self.phone.errand(&body) else {
            return;
        };
        // As only the server can read it.
        let batch = self.phone.plan_outbox(&request, errand.to_bytes(), &errand);
        // Without room there is none.
        let _ = self
            .disk
            .commit(batch.expect("an outbox as it was just now"));
    }

    /// What the service worker finds.
    pub fn outbox(&self) -> Option<Outbox> {
        let stored = self.disk.get(Table::Meta, key::OUTBOX)?;
        let errand = Errand::from_bytes(&stored).expect("an errand");
        Some(Outbox {
            request: Request::from_bytes(&errand.body).expect("a request"),
            token: errand.token,
            stored,
        })
    }

    /// Whether this request holds all that waits here, as far as the app knows.
    pub fn is_all_in(&self, request: &Request) -> bool {
        self.phone.is_all_in(request)
    }

    /// The same of what was posted, as far as the service worker can tell.
    pub fn lies_prepared(&self, posted: &Outbox) -> bool {
        let is_same = self.disk.get(Table::Meta, key::OUTBOX).as_ref() == Some(&posted.stored);
        is_same && self.disk.get(Table::Meta, key::ALL_IN_OUTBOX).is_some()
    }

    /// The service worker leaves the reply to what it has posted, if that still lies there.
    pub fn leave_reply(&mut self, posted: &Outbox, stream: &[u8], at: Timestamp) -> bool {
        if self.disk.get(Table::Meta, key::OUTBOX).as_ref() != Some(&posted.stored) {
            return false;
        }
        // Must be the same when a run is played again; that it differs matters to nobody here.
        let mut chance = ChaCha8Rng::seed_from_u64(stream.len() as u64);
        let (mut seal, salt) = ReplySeal::new(&sealed::reply_key(&posted.token), &mut chance);
        let sealed = seal.seal(stream);
        let reply = [at.ms().to_be_bytes().as_slice(), &salt, &sealed].concat();
        // Without room the outbox stays.
        let _ = self.disk.commit(vec![
            Write::Put(Table::Meta, key::REPLY.to_owned(), reply),
            Write::Delete(Table::Meta, key::OUTBOX.to_owned()),
        ]);
        true
    }

    /// The reply that the app finds before it posts by itself.
    pub fn left_reply(&mut self) -> Option<LeftReply> {
        let stored = self.disk.get(Table::Meta, key::REPLY)?;
        let left = self.phone.left_reply(&stored);
        if left.is_none() {
            let _ = self.disk.commit(vec![LeftReply::forget()]);
        }
        left
    }
}

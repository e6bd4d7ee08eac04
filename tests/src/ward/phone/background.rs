//! The service worker, as `client/pwa/sw.js` is one: it sees the phone's disk and not its memory.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chungtay_shared::phone::machine::{Body, LeftReply};
use chungtay_shared::phone::storage::{Table, Write, key};
use chungtay_shared::sync::sealed::{Errand, ReplySeal};
use chungtay_shared::sync::wire::Request;
use chungtay_shared::time::Timestamp;
use chungtay_shared::vault::Key;
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
    /// What the server seals the reply under.
    reply_key: Key,
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
        let Some((_, errand)) = self.phone.errand(&body, &mut chance(&body.bytes)) else {
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
            reply_key: errand.reply_key,
            stored,
        })
    }

    /// The service worker leaves the reply to what it has posted, if that still lies there.
    pub fn leave_reply(&mut self, posted: &Outbox, stream: &[u8], at: Timestamp) -> bool {
        if self.disk.get(Table::Meta, key::OUTBOX).as_ref() != Some(&posted.stored) {
            return false;
        }
        let (mut seal, salt) = ReplySeal::new(&posted.reply_key, &mut chance(stream));
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
        let reply_key = self.disk.get(Table::Meta, key::OUTBOX_KEY);
        let left = LeftReply::read(&stored, &reply_key.unwrap_or_default());
        if left.is_none() {
            let _ = self.disk.commit(vec![LeftReply::forget()]);
        }
        left
    }
}

/// Keys need only differ where what they seal does, and must be the same when a run is played again.
fn chance(of: &[u8]) -> ChaCha8Rng {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    ChaCha8Rng::seed_from_u64(hasher.finish())
}

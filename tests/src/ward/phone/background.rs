//! The service worker, as `client/pwa/sw.js` is one: it sees the phone's disk and not its memory.

use chungtay_shared::phone::machine::{Body, LeftReply};
use chungtay_shared::phone::storage::{Table, Write, key};
use chungtay_shared::sync::wire::Request;
use chungtay_shared::time::Timestamp;

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
        let batch = self.phone.plan_outbox(&request, &body);
        // Without room there is none.
        let _ = self
            .disk
            .commit(batch.expect("an outbox as it was just now"));
    }

    /// What the service worker finds.
    pub fn outbox(&self) -> Option<Outbox> {
        let stored = self.disk.get(Table::Meta, key::OUTBOX)?;
        let (length, rest) = stored.split_first_chunk().expect("a length");
        let (headers, body) = rest.split_at(u16::from_be_bytes(*length).into());
        let headers = std::str::from_utf8(headers).expect("lines");
        let token = headers
            .lines()
            .find_map(|line| line.strip_prefix("authorization: Bearer "));
        Some(Outbox {
            token: token.expect("a token").to_owned(),
            request: Request::from_bytes(body).expect("a request"),
            stored,
        })
    }

    /// The service worker leaves the reply to what it has posted, if that still lies there.
    pub fn leave_reply(&mut self, posted: &Outbox, stream: &[u8], at: Timestamp) -> bool {
        if self.disk.get(Table::Meta, key::OUTBOX).as_ref() != Some(&posted.stored) {
            return false;
        }
        let reply = [&at.ms().to_be_bytes(), stream].concat();
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
        let left = LeftReply::read(&stored);
        if left.is_none() {
            let _ = self.disk.commit(vec![LeftReply::forget()]);
        }
        left
    }
}

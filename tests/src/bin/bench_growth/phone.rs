//! A phone that keeps nothing: it takes the documents from the server's store when it writes, so
//! that a commune of any size can be worked in. What it sends is what a phone sends.

use axum::http::StatusCode;
use chungtay_server::begin;
use chungtay_server::state::Clock as _;
use chungtay_server::store::{read, write};
use chungtay_shared::api::Role;
use chungtay_shared::document::{Author, Document, Kind};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::sync::short;
use chungtay_shared::sync::wire::{Cursor, Frame, FrameReader, Outcome, PROTOCOL, Pushed, Request};
use chungtay_shared::visit::{Met, Visit, VisitDraft};
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore as _, SeedableRng as _};

use crate::server::FilledServer;

/// A minute's rest between exchanges: nobody asks more often for long.
const REST_MS: i64 = 60_000;

/// A volunteer's phone that has read all there is.
pub(crate) struct LeanPhone {
    token: String,
    actor: Actor,
    to_visit: Vec<DocId>,
    made: u64,
    /// What the next request says beside its records.
    request: Request,
    rng: ChaCha8Rng,
}

impl LeanPhone {
    /// A phone whose volunteer will visit so many households, here and there in the commune.
    pub(crate) fn enrol(server: &FilledServer, visits: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(visits as u64);
        let (state, now) = (&server.http.state, server.http.clock.now());
        let (commune, name) = (&server.commune, "điện thoại thử");
        let (device, token) = write(&*state.store, |tx| {
            begin::device(state, tx, commune, "Mai", Role::Volunteer, name, now)
        })
        .expect("a device");
        let (actor, epoch, people_version, end, heads) = read(&*state.store, |tx| {
            let actors = tx.actors(commune, device.id)?;
            let people_version = tx.people_version(commune)?;
            let heads = tx.heads_after(commune, 0, u32::MAX)?;
            let end = tx.log_end(commune)?;
            Ok((
                actors.first().copied(),
                tx.epoch()?,
                people_version,
                end,
                heads,
            ))
        })
        .expect("a commune");
        let households = heads.iter().filter(|h| h.kind == Kind::Household);
        let mut to_visit: Vec<DocId> = households.map(|h| h.doc).collect();
        for i in 0..visits {
            let rest = to_visit.len() - i;
            to_visit.swap(i, i + rng.next_u32() as usize % rest);
        }
        to_visit.truncate(visits);
        let actor = actor.expect("an actor");
        Self {
            token,
            actor,
            to_visit,
            made: 0,
            request: Request {
                protocol: PROTOCOL,
                actor,
                epoch: Some(epoch),
                made: 0,
                people_version,
                cursors: vec![Cursor {
                    commune: commune.clone(),
                    since: end,
                    upto: end,
                    erased: Some(end),
                }],
                pushed: Vec::new(),
                wanted: Vec::new(),
                short: true,
                clock_off_s: 0,
                key_wanted: false,
            },
            rng,
        }
    }

    /// A request with nothing to say.
    pub(crate) fn ask(&self) -> Request {
        self.request.clone()
    }

    /// A request with visits to so many households that were not visited yet.
    pub(crate) fn push(&mut self, server: &FilledServer, records: usize) -> Request {
        let docs = self.to_visit.split_off(self.to_visit.len() - records);
        let pushed = docs.into_iter().map(|doc| self.visit(server, doc));
        let pushed = pushed.collect();
        self.request.made = self.made;
        Request {
            pushed,
            ..self.request.clone()
        }
    }

    fn visit(&mut self, server: &FilledServer, doc: DocId) -> Pushed {
        let now = server.http.clock.now();
        let stored = read(&*server.http.state.store, |tx| tx.document(doc));
        let stored = stored.expect("a store").expect("a household");
        let mut document = Document::load(&stored.bytes).expect("a document");
        let draft = VisitDraft {
            at: now,
            met: Some(Met::Head),
            note: "Chủ hộ đã ra viện, con gái lớn nghỉ làm ở nhà chăm".into(),
            ..VisitDraft::default()
        };
        let visit = Visit::from_draft(&draft, FactId::new(now, &mut self.rng), now);
        let author = Author {
            actor: self.actor,
            at: now,
        };
        let written = document.add_visit(author, &visit.expect("a visit"), None);
        self.made += 1;
        Pushed {
            n: self.made,
            commune: stored.commune,
            doc,
            kind: Kind::Household,
            change: short::shorten(&written.expect("a change").bytes, Some(self.actor)),
        }
    }

    /// Posts a request; everything in it is stored.
    pub(crate) async fn exchange(&mut self, server: &FilledServer, request: &Request) {
        server.http.clock.pass_ms(REST_MS);
        let (reply, _) = server.http.sync(&self.token, &request.to_bytes()).await;
        assert_eq!(reply.status, StatusCode::OK);
        let mut frames = FrameReader::default();
        frames.push(&reply.body());
        while let Some(frame) = frames.next_frame().expect("frames") {
            match frame {
                Frame::Receipt(receipt) => {
                    let stored = receipt
                        .answers
                        .iter()
                        .filter(|a| a.outcome == Outcome::Stored);
                    assert_eq!(stored.count(), request.pushed.len());
                }
                Frame::Page(page) => {
                    assert!(page.docs.is_empty(), "nobody else writes");
                    self.request.cursors = vec![page.cursor];
                }
                Frame::End => {}
                Frame::BrokenOff => panic!("the reply broke off"),
            }
        }
    }
}

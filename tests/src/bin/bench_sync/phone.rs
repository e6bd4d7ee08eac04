//! The real machine of a phone, with its documents in memory.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::StatusCode;
use chungtay_server::state::Clock as _;
use chungtay_shared::api::path;
use chungtay_shared::document::Document;
use chungtay_shared::household::Household;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::phone::storage::{Table, Write};
use chungtay_shared::sync::wire::{Frame, FrameReader};
use chungtay_shared::synthetic::COMMUNE_CODE;
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::VisitDraft;
use chungtay_tests::cpu;
use chungtay_tests::http::HttpServer;
use chungtay_tests::reference_ward::plain::PlainRecord;
use chungtay_tests::signing::SigningPhone;
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore as _, SeedableRng as _};

/// What one exchange took.
#[derive(Debug)]
pub(crate) struct Cost {
    /// Bytes of the request's body.
    pub(crate) up: usize,
    /// Bytes of the reply's body.
    pub(crate) down: usize,
    /// Of the server, if the system says.
    pub(crate) cpu_server: Option<Duration>,
    /// Of the phone's machine, if the system says.
    pub(crate) cpu_client: Option<Duration>,
}

/// A volunteer's phone.
pub(crate) struct BenchPhone {
    phone: Phone,
    token: String,
    signer: SigningPhone,
    asked: u64,
    documents: BTreeMap<DocId, Document>,
    rng: ChaCha8Rng,
    now: Timestamp,
}

impl BenchPhone {
    pub(crate) async fn enrol(server: &HttpServer, name: &str, seed: u8) -> Self {
        let actor = Actor::from_bytes([seed; 16]);
        let signer = SigningPhone::new(seed);
        let enrolled = signer.enrol(server, COMMUNE_CODE, name, actor).await;
        let (_, stored) = Phone::plan_enrolment(&enrolled, actor);
        Self {
            phone: Phone::restore(&stored),
            token: enrolled.token,
            signer,
            asked: 0,
            documents: BTreeMap::new(),
            rng: ChaCha8Rng::seed_from_u64(u64::from(seed)),
            now: server.clock.now(),
        }
    }

    /// All that it holds.
    pub(crate) fn households(&self) -> Vec<Household> {
        self.documents
            .values()
            .filter_map(|d| d.household().ok())
            .collect()
    }

    /// One POST, and what it took.
    pub(crate) async fn exchange(&mut self, server: &HttpServer) -> Cost {
        self.now = server.clock.now();
        let began = cpu::spent();
        if let Some(sync) = self.phone.sync() {
            sync.handle_wake(self.now);
        }
        let request = self.phone.poll_transmit(self.now);
        let request = request.expect("something to ask").to_bytes();
        self.asked += 1;
        let proof = self.signer.proof(path::SYNC, self.asked, &request);
        let asked = cpu::since(began);

        let began = cpu::spent();
        let (reply, up) = server
            .sync_proven(&self.token, Some(&proof), &request)
            .await;
        let cpu_server = cpu::since(began);
        assert_eq!(reply.status, StatusCode::OK);

        let began = cpu::spent();
        let mut frames = FrameReader::default();
        frames.push(&reply.body());
        while let Some(frame) = frames.next_frame().expect("frames") {
            self.take_in(&frame);
        }
        Cost {
            up,
            down: reply.wire.len(),
            cpu_server,
            cpu_client: asked.zip(cpu::since(began)).map(|(a, b)| a + b),
        }
    }

    fn take_in(&mut self, frame: &Frame) {
        let held = Phone::documents_needed(frame)
            .into_iter()
            .filter_map(|(_, doc)| Some((doc, self.documents.get(&doc)?.save())))
            .collect();
        let plan = self.phone.plan_frame(frame, &held, self.now);
        self.keep(&plan.batch);
        self.phone.handle_written(plan);
        if *frame == Frame::End
            && let Some(sync) = self.phone.sync()
        {
            sync.handle_end(self.now);
        }
    }

    fn keep(&mut self, batch: &[Write]) {
        for write in batch {
            if let Write::Put(Table::Household, key, bytes) = write {
                let document = Document::load(bytes).expect("readable");
                self.documents.insert(key.parse().expect("an id"), document);
            }
        }
    }

    /// Records these visits, one at each household from the one numbered `first`, each when it has
    /// taken place.
    pub(crate) fn work(
        &mut self,
        server: &HttpServer,
        first: usize,
        visits: impl Iterator<Item = VisitDraft>,
    ) -> Vec<PlainRecord> {
        let households: Vec<DocId> = self.documents.keys().copied().skip(first).collect();
        let mut recorded = Vec::new();
        for (household, draft) in households.into_iter().zip(visits) {
            let minutes = 8 + i64::from(self.rng.next_u32() % 40);
            let milliseconds = i64::from(self.rng.next_u32() % 60_000);
            server.clock.pass_ms(minutes * 60_000 + milliseconds);
            self.now = server.clock.now();
            let draft = VisitDraft {
                at: self.now,
                ..draft
            };
            let ask = Ask::SaveVisit {
                household,
                draft,
                correcting: None,
            };
            let document = self.documents[&household].save();
            let plan = self
                .phone
                .plan_save(&ask, Some(&document), &[], self.now, &mut self.rng)
                .expect("a visit");
            self.keep(&plan.batch.clone());
            self.phone.handle_saved(plan, self.now);
            let household_now = self.documents[&household].household().expect("readable");
            let visits = household_now.visits.into_iter();
            let newest = visits.max_by_key(|v| v.fact.recorded_at);
            let newest = newest.expect("the visit");
            recorded.push(PlainRecord {
                n: recorded.len() as u64 + 1,
                household,
                by: newest.actor,
                visit: newest.fact,
            });
        }
        recorded
    }

    /// How many of its records the server has not receipted yet.
    pub(crate) fn waiting(&self) -> u64 {
        self.phone.status().waiting()
    }
}

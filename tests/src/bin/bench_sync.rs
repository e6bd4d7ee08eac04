//! `cargo xtask bench sync`: bytes of the bodies that cross the wire for the demo ward, through the
//! real router, compressed as browsers compress. `floor` is the same content as one JSON under the
//! same compressor: what a program would send that keeps no history and proves nothing.

use std::io::Write as _;

use axum::http::StatusCode;
use chungtay_server::state::Clock as _;
use chungtay_shared::api::Enrolled;
use chungtay_shared::household::Household;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::phone::storage::{Table, Write};
use chungtay_shared::sync::wire::{Frame, FrameReader};
use chungtay_shared::synthetic::{self, COMMUNE_CODE, DEMO_HOUSEHOLDS};
use chungtay_shared::visit::Visit;
use chungtay_tests::http::HttpServer;
use flate2::Compression;
use flate2::write::GzEncoder;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Serialize)]
struct Figure {
    case: &'static str,
    system: &'static str,
    metric: &'static str,
    value: usize,
    unit: &'static str,
}

#[tokio::main(flavor = "multi_thread")]
async fn main() {
    let (server, _) = HttpServer::demo(DEMO_HOUSEHOLDS);
    let mut bench = Bench {
        figures: Vec::new(),
    };
    let mut mai = BenchPhone::enrol(&server, "Mai", 1).await;
    let mut hung = BenchPhone::enrol(&server, "Hùng", 2).await;

    bench.exchange("first500", &server, &mut mai).await;
    let households: Vec<Household> = mai
        .documents
        .values()
        .filter_map(|d| d.household().ok())
        .collect();
    bench.floor("first500", "bytes_down", brotli(&households));
    hung.exchange(&server).await;

    bench.exchange("noop", &server, &mut mai).await;

    let records = mai.work(40);
    bench.exchange("push40", &server, &mut mai).await;
    bench.floor("push40", "bytes_up", gzip(&records));

    let records = hung.work(40);
    drop(mai.work(40));
    mai.exchange(&server).await;
    bench.exchange("push40_pull80", &server, &mut hung).await;
    bench.floor("push40_pull80", "bytes_up", gzip(&records));
    bench.report();
}

struct Bench {
    figures: Vec<Figure>,
}

impl Bench {
    async fn exchange(&mut self, case: &'static str, server: &HttpServer, phone: &mut BenchPhone) {
        let (up, down) = phone.exchange(server).await;
        for (metric, value, unit) in [
            ("bytes_up", up, "B"),
            ("bytes_down", down, "B"),
            ("requests", 1, ""),
        ] {
            self.figures.push(Figure {
                case,
                system: "chungtay",
                metric,
                value,
                unit,
            });
        }
    }

    fn floor(&mut self, case: &'static str, metric: &'static str, value: usize) {
        self.figures.push(Figure {
            case,
            system: "floor",
            metric,
            value,
            unit: "B",
        });
    }

    fn report(&self) {
        println!(
            "{:<16} {:<10} {:<12} {:>10}",
            "case", "system", "metric", "value"
        );
        for f in &self.figures {
            println!(
                "{:<16} {:<10} {:<12} {:>10} {}",
                f.case, f.system, f.metric, f.value, f.unit
            );
        }
        if let Ok(path) = std::env::var("CHUNGTAY_BENCH_JSON") {
            let json = serde_json::to_vec_pretty(&self.figures).expect("JSON");
            std::fs::write(path, json).expect("a file for the figures");
        }
    }
}

/// Bytes of the content as JSON under gzip, as a browser compresses what it sends.
fn gzip(content: &impl Serialize) -> usize {
    let json = serde_json::to_vec(content).expect("JSON");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(&json).expect("memory");
    gzip.finish().expect("memory").len()
}

/// Bytes of the content as JSON under brotli, as the server compresses pages.
fn brotli(content: &impl Serialize) -> usize {
    let json = serde_json::to_vec(content).expect("JSON");
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 5, 22);
    brotli.write_all(&json).expect("memory");
    brotli.into_inner().len()
}

/// A record as a program without documents would send it.
#[derive(Serialize)]
struct PlainRecord {
    n: u64,
    household: DocId,
    by: Actor,
    visit: Visit,
}

/// The real machine of a phone, with its documents in memory.
struct BenchPhone {
    phone: Phone,
    token: String,
    documents: BTreeMap<DocId, chungtay_shared::document::Document>,
    rng: ChaCha8Rng,
    now: chungtay_shared::time::Timestamp,
}

impl BenchPhone {
    async fn enrol(server: &HttpServer, name: &str, seed: u8) -> Self {
        let actor = Actor::from_bytes([seed; 16]);
        let enrolled: Enrolled = server.enrol(COMMUNE_CODE, name, actor).await;
        let (_, stored) = Phone::plan_enrolment(&enrolled, actor);
        Self {
            phone: Phone::restore(&stored),
            token: enrolled.token,
            documents: BTreeMap::new(),
            rng: ChaCha8Rng::seed_from_u64(u64::from(seed)),
            now: server.clock.now(),
        }
    }

    /// One POST; how many bytes went up and came down.
    async fn exchange(&mut self, server: &HttpServer) -> (usize, usize) {
        if let Some(sync) = self.phone.sync() {
            sync.handle_wake(self.now);
        }
        let request = self
            .phone
            .poll_transmit(self.now)
            .expect("something to ask");
        let (reply, up) = server.sync(&self.token, &request.to_bytes()).await;
        assert_eq!(reply.status, StatusCode::OK);
        let mut frames = FrameReader::default();
        frames.push(&reply.body());
        while let Some(frame) = frames.next_frame().expect("frames") {
            self.take_in(&frame);
        }
        (up, reply.wire.len())
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
                let document = chungtay_shared::document::Document::load(bytes).expect("readable");
                self.documents.insert(key.parse().expect("an id"), document);
            }
        }
    }

    /// Records a visit at so many households, in the words of the invented ward.
    fn work(&mut self, count: usize) -> Vec<PlainRecord> {
        let today = self.now.local_date();
        let ward = synthetic::ward(7, 2_000, today);
        let drafts = ward.households.into_iter().flat_map(|h| h.visits);
        let mut recorded = Vec::new();
        let households: Vec<DocId> = self.documents.keys().copied().collect();
        for (household, draft) in households.into_iter().zip(drafts).take(count) {
            let ask = Ask::SaveVisit {
                household,
                draft: draft.clone(),
                correcting: None,
            };
            let document = self.documents[&household].save();
            let plan = self
                .phone
                .plan_save(&ask, Some(&document), self.now, &mut self.rng)
                .expect("a visit");
            self.keep(&plan.batch.clone());
            self.phone.handle_saved(plan, self.now);
            let visits = self.documents[&household]
                .household()
                .expect("readable")
                .visits;
            let newest = visits.into_iter().max_by_key(|v| v.fact.recorded_at);
            let newest = newest.expect("the visit");
            recorded.push(PlainRecord {
                n: recorded.len() as u64 + 1,
                household,
                by: newest.actor,
                visit: newest.fact,
            });
        }
        assert_eq!(recorded.len(), count);
        recorded
    }
}

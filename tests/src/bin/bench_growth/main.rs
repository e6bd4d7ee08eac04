//! `cargo xtask bench growth`: what an exchange costs in servers that hold few and many households,
//! through the real router on a durable SQLite file, in turns; then how much room a household takes,
//! before and after its log is compacted.
//!
//! The arguments are numbers of households, smallest first. `CHUNGTAY_BENCH_JSON` names a file for
//! the figures.

mod copies;
mod phone;
mod room;
mod server;

use std::time::{Duration, Instant};

use chungtay_shared::sync::wire::Request;
use chungtay_tests::cpu;
use serde::Serialize;

use phone::LeanPhone;
use server::FilledServer;

/// Exchanges of each kind a server is measured by; no household is visited twice.
const ROUNDS: usize = 24;
/// New records of a volunteer.
const RECORDS: usize = 40;
/// Households of one commune that is as large as ten.
const LARGE_COMMUNE: usize = 100_000;
/// Households of a large commune's list.
const COMMUNE: usize = 10_000;

#[derive(Debug, Serialize)]
struct Figure {
    case: String,
    system: &'static str,
    metric: String,
    value: f64,
    unit: &'static str,
}

/// What one server was measured by.
struct Case {
    name: String,
    server: FilledServer,
    phone: LeanPhone,
    push40: Vec<Cost>,
    noop: Vec<Cost>,
}

/// What an exchange took. The clock sees the disk, and whatever else the machine does; the
/// processor's time does not.
struct Cost {
    wall: Duration,
    cpu: Option<Duration>,
}

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .skip(1)
        .map(|size| size.parse().expect("a number of households"))
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let runtime = runtime.expect("a runtime");
    let mut cases: Vec<Case> = sizes
        .iter()
        .map(|size| Case::filled(format!("households{size}"), *size, COMMUNE))
        .collect();
    if sizes.contains(&LARGE_COMMUNE) {
        let name = format!("commune{LARGE_COMMUNE}");
        cases.push(Case::filled(name, LARGE_COMMUNE, LARGE_COMMUNE));
    }

    let mut figures = Vec::new();
    runtime.block_on(measure(&mut cases, ROUNDS / 2));
    for case in &cases {
        figures.extend(case.times(""));
        figures.extend(case.room(""));
    }
    for case in &cases {
        figures.extend(case.compact());
    }
    runtime.block_on(measure(&mut cases, ROUNDS / 2));
    for case in &cases {
        figures.extend(case.times("_compacted"));
    }
    let json = serde_json::to_vec_pretty(&figures).expect("JSON");
    match std::env::var("CHUNGTAY_BENCH_JSON") {
        Ok(path) => std::fs::write(path, json).expect("a file for the figures"),
        Err(_) => println!("{}", String::from_utf8_lossy(&json)),
    }
}

/// Each server in turn, so that whatever else the machine does bears on all alike.
async fn measure(cases: &mut [Case], rounds: usize) {
    for _ in 0..rounds {
        for case in &mut *cases {
            let request = case.phone.push(&case.server, RECORDS);
            let cost = case.cost_of(&request).await;
            case.push40.push(cost);
            let request = case.phone.ask();
            let cost = case.cost_of(&request).await;
            case.noop.push(cost);
        }
    }
}

impl Case {
    fn filled(name: String, households: usize, commune: usize) -> Self {
        let began = Instant::now();
        let server = FilledServer::new(households, commune);
        println!(
            "{name}: {} communes, filled in {:.0} s",
            households.div_ceil(commune),
            began.elapsed().as_secs_f64()
        );
        let phone = LeanPhone::enrol(&server, RECORDS * ROUNDS);
        Self {
            name,
            server,
            phone,
            push40: Vec::new(),
            noop: Vec::new(),
        }
    }

    async fn cost_of(&mut self, request: &Request) -> Cost {
        let (began, spent) = (Instant::now(), cpu::spent());
        self.phone.exchange(&self.server, request).await;
        Cost {
            wall: began.elapsed(),
            cpu: cpu::since(spent),
        }
    }

    fn figure(&self, metric: String, value: f64, unit: &'static str) -> Figure {
        Figure {
            case: self.name.clone(),
            system: "chungtay",
            metric,
            value,
            unit,
        }
    }

    /// The medians of what was measured last.
    fn times(&self, when: &str) -> Vec<Figure> {
        let mut figures = Vec::new();
        for (what, measured) in [("push40", &self.push40), ("noop", &self.noop)] {
            let last = &measured[measured.len() - ROUNDS / 2..];
            let wall = last.iter().map(|cost| cost.wall).collect();
            figures.push(self.figure(format!("{what}_ms{when}"), median_ms(wall), "ms"));
            let cpu: Option<Vec<_>> = last.iter().map(|cost| cost.cpu).collect();
            if let Some(cpu) = cpu {
                let metric = format!("{what}_cpu_ms{when}");
                figures.push(self.figure(metric, median_ms(cpu), "ms"));
            }
        }
        figures
    }

    /// Bytes of a household in each table with its indexes, and what of them people wrote.
    #[expect(clippy::cast_precision_loss, reason = "no server holds that many")]
    fn room(&self, when: &str) -> Vec<Figure> {
        let households = self.server.households;
        room::by_table(&self.server.file())
            .into_iter()
            .map(|(table, bytes)| {
                let bytes = bytes / households as f64;
                self.figure(format!("bytes_{table}{when}"), bytes, "B")
            })
            .collect()
    }

    /// Compacts the log of the commune that is worked in. What came of it is told of a server that
    /// has no other.
    #[expect(clippy::cast_precision_loss, reason = "no server holds that many")]
    fn compact(&self) -> Vec<Figure> {
        let began = Instant::now();
        let done = self.server.compact();
        if self.server.has_copies {
            return Vec::new();
        }
        let households = self.server.households as f64;
        let ms = began.elapsed().as_secs_f64() * 1_000.0 / households;
        let dropped = done.bytes as f64 / households;
        let mut figures = vec![
            self.figure("compaction_ms".into(), ms, "ms"),
            self.figure("bytes_dropped".into(), dropped, "B"),
        ];
        figures.extend(self.room("_compacted"));
        figures
    }
}

fn median_ms(mut measured: Vec<Duration>) -> f64 {
    measured.sort_unstable();
    measured[measured.len() / 2].as_secs_f64() * 1_000.0
}

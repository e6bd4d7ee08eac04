//! `cargo xtask bench sync`: bytes of the bodies that cross the wire for the reference ward, through
//! the real router, compressed as browsers compress, and what both sides compute meanwhile (the
//! phone's machine as native code: its WASM is slower).
//!
//! `CHUNGTAY_BENCH_JSON` and `CHUNGTAY_BENCH_WARD` name files for the figures and for the ward as
//! the peers are given it (`tests/peers`).

mod floor;
mod phone;

use chungtay_server::state::Clock as _;
use chungtay_tests::http::HttpServer;
use chungtay_tests::reference_ward::plain::{PlainRecord, plain};
use chungtay_tests::reference_ward::{ReferenceWard, reference_ward};
use serde::Serialize;
use serde_json::Value;

use floor::{PlainWard, brotli, gzip};
use phone::{BenchPhone, Cost};

/// New records of a volunteer.
const RECORDS: usize = 40;

#[derive(Debug, Serialize)]
struct Figure {
    case: &'static str,
    system: &'static str,
    metric: &'static str,
    value: f64,
    unit: &'static str,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let figures = runtime.expect("a runtime").block_on(measure());
    let json = serde_json::to_vec_pretty(&figures).expect("JSON");
    match std::env::var("CHUNGTAY_BENCH_JSON") {
        Ok(path) => std::fs::write(path, json).expect("a file for the figures"),
        Err(_) => println!("{}", String::from_utf8_lossy(&json)),
    }
}

async fn measure() -> Vec<Figure> {
    let today = HttpServer::empty().clock.now().local_date();
    let ReferenceWard { ward, to_record } = reference_ward(today, false);
    let mut to_record = to_record;
    let server = HttpServer::of_ward(&ward);
    let mut bench = Bench::default();
    let mut mai = BenchPhone::enrol(&server, "Mai", 1).await;
    let mut hung = BenchPhone::enrol(&server, "Hùng", 2).await;

    let households = bench.first("first500", &server, &mut mai).await;
    assert_eq!(households.len(), ward.households.len());
    hung.exchange(&server).await;

    bench.exchange("noop", &server, &mut mai).await;

    let first = mai.work(&server, 0, to_record.by_ref().take(RECORDS));
    bench.exchange("push40", &server, &mut mai).await;
    bench.floor("push40", gzip(&first), 0);

    // Half of it where Mai has been too.
    let pushed = hung.work(&server, RECORDS / 2, to_record.by_ref().take(RECORDS));
    let second = mai.work(&server, RECORDS, to_record.take(RECORDS));
    mai.exchange(&server).await;
    bench.exchange("push40_pull80", &server, &mut hung).await;
    let pulled: Vec<&PlainRecord> = first.iter().chain(&second).collect();
    bench.floor("push40_pull80", gzip(&pushed), brotli(&pulled));

    if let Ok(path) = std::env::var("CHUNGTAY_BENCH_WARD") {
        let ward = PlainWard {
            households: &households,
            work: [&first, &pushed, &second],
        };
        let json = serde_json::to_vec(&ward).expect("JSON");
        std::fs::write(path, json).expect("a file for the ward");
    }

    let server = HttpServer::of_ward(&reference_ward(today, true).ward);
    let mut mai = BenchPhone::enrol(&server, "Mai", 1).await;
    bench.first("first500_signed", &server, &mut mai).await;
    bench.figures
}

#[derive(Default)]
struct Bench {
    figures: Vec<Figure>,
}

impl Bench {
    /// The first sync of a phone that holds nothing: all that it holds then, as plain JSON.
    async fn first(
        &mut self,
        case: &'static str,
        server: &HttpServer,
        phone: &mut BenchPhone,
    ) -> Vec<Value> {
        self.exchange(case, server, phone).await;
        let households: Vec<Value> = phone.households().iter().map(plain).collect();
        self.floor(case, 0, brotli(&households));
        households
    }

    async fn exchange(&mut self, case: &'static str, server: &HttpServer, phone: &mut BenchPhone) {
        let cost = phone.exchange(server).await;
        assert_eq!(phone.waiting(), 0, "everything is receipted");
        let Cost { up, down, .. } = cost;
        self.bytes(case, "chungtay", up, down);
        self.figure(case, "chungtay", "requests", 1.0, "");
        for (metric, spent) in [
            ("cpu_ms_server", cost.cpu_server),
            ("cpu_ms_client", cost.cpu_client),
        ] {
            if let Some(spent) = spent {
                self.figure(
                    case,
                    "chungtay",
                    metric,
                    spent.as_secs_f64() * 1_000.0,
                    "ms",
                );
            }
        }
    }

    fn floor(&mut self, case: &'static str, up: usize, down: usize) {
        self.bytes(case, "floor", up, down);
    }

    #[expect(clippy::cast_precision_loss, reason = "no body is that large")]
    fn bytes(&mut self, case: &'static str, system: &'static str, up: usize, down: usize) {
        self.figure(case, system, "bytes_up", up as f64, "B");
        self.figure(case, system, "bytes_down", down as f64, "B");
        self.figure(case, system, "round_trips", 1.0, "");
    }

    fn figure(
        &mut self,
        case: &'static str,
        system: &'static str,
        metric: &'static str,
        value: f64,
        unit: &'static str,
    ) {
        self.figures.push(Figure {
            case,
            system,
            metric,
            value,
            unit,
        });
    }
}

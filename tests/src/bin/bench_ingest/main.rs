//! `cargo xtask bench ingest`: many phones hand in their day's work at once. The real server in a
//! process of its own, on SQLite on this disk, over HTTP; beside it, in the same run, the limits of
//! what it is made of.
//!
//! `CHUNGTAY_BENCH_JSON` and `CHUNGTAY_BENCH_WARD` name files for the figures and for the same load as
//! the peers are given it (`tests/peers`).

#![expect(clippy::cast_precision_loss, reason = "no count here is that large")]

mod floor;
mod load;
mod phones;
mod server;

use std::path::Path;
use std::time::Duration;

use chungtay_shared::sync::gate::Opened;
use chungtay_tests::reference_ward::plain::{PlainRecord, plain};
use serde::Serialize;
use serde_json::Value;

use load::{Load, RECORDS};
use server::Server;

/// The server's, so that the bare gate has no worse one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each case is measured; the median counts.
const RUNS: usize = 3;

/// So many phones at once, so many pushes each.
#[derive(Debug, Clone, Copy, Serialize)]
struct Case {
    name: &'static str,
    phones: usize,
    pushes: usize,
}

const CASES: [Case; 3] = [
    Case {
        name: "phones1",
        phones: 1,
        pushes: 40,
    },
    Case {
        name: "phones16",
        phones: 16,
        pushes: 8,
    },
    Case {
        name: "phones256",
        phones: 256,
        pushes: 1,
    },
];

#[derive(Debug, Serialize)]
struct Figure {
    case: &'static str,
    system: &'static str,
    metric: &'static str,
    value: f64,
    unit: &'static str,
}

/// What the peers work with: of the lists of work, a case takes as many as it has pushes.
#[derive(Debug, Serialize)]
struct PlainLoad<'a> {
    households: Vec<Value>,
    work: &'a [Vec<PlainRecord>],
    cases: [Case; 3],
    runs: usize,
}

fn main() {
    let mut figures = Vec::new();
    for case in CASES {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(FILE);
        let load = load::prepare(&file, case.phones, case.pushes);
        figures.extend(measure(case, &load, &file));
        if case.phones * case.pushes == 256 {
            write_for_peers(&load);
        }
    }
    let json = serde_json::to_vec_pretty(&figures).expect("JSON");
    match std::env::var("CHUNGTAY_BENCH_JSON") {
        Ok(path) => std::fs::write(path, json).expect("a file for the figures"),
        Err(_) => println!("{}", String::from_utf8_lossy(&json)),
    }
}

/// The database's file in a data folder.
const FILE: &str = "chungtay.sqlite";

/// One run: our server, then the limits.
struct Run {
    records_per_s: f64,
    p50: Duration,
    p99: Duration,
    cpu_us_per_record: Option<f64>,
    gate_per_s: f64,
    gate_cpu_us_per_record: Option<f64>,
    forced_per_s: f64,
}

fn measure(case: Case, load: &Load, file: &Path) -> Vec<Figure> {
    let runs: Vec<Run> = (0..RUNS).map(|_| run(case, load, file)).collect();
    let median = |of: &dyn Fn(&Run) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let ms = |duration: Duration| duration.as_secs_f64() * 1_000.0;
    let gate = median(&|run| run.gate_per_s);
    // All pushes that come at once may be forced to the disk together.
    let disk = median(&|run| run.forced_per_s) * (RECORDS * case.phones) as f64;
    let figure = |system, metric, value: f64, unit| Figure {
        case: case.name,
        system,
        metric,
        value,
        unit,
    };
    let mut figures = vec![
        figure(
            "chungtay",
            "records_per_s",
            median(&|run| run.records_per_s),
            "1/s",
        ),
        figure("chungtay", "p50_ms", median(&|run| ms(run.p50)), "ms"),
        figure("chungtay", "p99_ms", median(&|run| ms(run.p99)), "ms"),
        figure("floor", "records_per_s", gate.min(disk), "1/s"),
        figure("floor", "gate_records_per_s", gate, "1/s"),
        figure("floor", "disk_records_per_s", disk, "1/s"),
    ];
    if runs.iter().all(|run| run.cpu_us_per_record.is_some()) {
        let cpu = median(&|run| run.cpu_us_per_record.unwrap_or_default());
        let gate = median(&|run| run.gate_cpu_us_per_record.unwrap_or_default());
        figures.push(figure("chungtay", "cpu_us_per_record", cpu, "µs"));
        figures.push(figure("floor", "cpu_us_per_record", gate, "µs"));
    }
    figures
}

fn run(case: Case, load: &Load, file: &Path) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::copy(file, folder.path().join(FILE)).expect("a copy of the ward");
    let server = Server::start(folder.path());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .expect("a runtime");
    let before = server.cpu();
    let pushed = runtime.block_on(phones::push_all(server.address, load));
    let spent = server
        .cpu()
        .zip(before)
        .map(|(now, before)| now.saturating_sub(before));
    drop(server);
    let quantile = |share: usize| {
        let at = pushed.latencies.len() * share / 100;
        pushed.latencies[at.min(pushed.latencies.len() - 1)]
    };
    // A phone's pushes wait for each other; those of several go through the gate at once.
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let gate = floor::gate(load, threads.min(case.phones));
    let per_record = |spent: Duration| spent.as_secs_f64() * 1e6 / pushed.records as f64;
    Run {
        records_per_s: pushed.records as f64 / pushed.took.as_secs_f64(),
        p50: quantile(50),
        p99: quantile(99),
        cpu_us_per_record: spent.map(per_record),
        gate_per_s: gate.records_per_s,
        gate_cpu_us_per_record: gate.spent.map(per_record),
        forced_per_s: floor::disk(folder.path()),
    }
}

fn write_for_peers(load: &Load) {
    let Ok(path) = std::env::var("CHUNGTAY_BENCH_WARD") else {
        return;
    };
    let households = load.documents.iter().map(|(_, stored)| {
        let opened = Opened::read(stored.bytes.clone()).expect("readable");
        plain(&opened.household.expect("a household"))
    });
    let load = PlainLoad {
        households: households.collect(),
        work: &load.plain,
        cases: CASES,
        runs: RUNS,
    };
    let json = serde_json::to_vec(&load).expect("JSON");
    std::fs::write(path, json).expect("a file for the load");
}

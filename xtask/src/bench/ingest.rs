//! Many phones that push at once, to our server and to the peers', in the same run.

use std::fs;
use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use super::table::Figures;
use super::{measure, results, say};
use crate::command::{cargo, step};
use crate::{browser, run, tree};

/// Names the file that holds the load for the peers.
const WARD: &str = "CHUNGTAY_BENCH_WARD";
/// Names the server's program.
const SERVER: &str = "CHUNGTAY_BENCH_SERVER";

const CASES: [&str; 3] = ["phones1", "phones16", "phones256"];
const SYSTEMS: [&str; 5] = [
    "chungtay",
    "floor",
    "pouchdb",
    "pouchdb-unforced",
    "automerge-repo",
];
const METRICS: [(&str, usize); 4] = [
    ("records_per_s", 0),
    ("p50_ms", 1),
    ("p99_ms", 1),
    ("cpu_us_per_record", 0),
];

/// Our records in a second are to be so many times the other's.
const TARGETS: [(&str, f64); 3] = [("automerge-repo", 20.0), ("pouchdb", 3.0), ("floor", 0.5)];

/// Measures, merges, prints the table and says which targets hold.
pub(super) fn ingest(with_peers: bool) -> Result<()> {
    let server = run::build_server()?;
    step("bench ingest");
    let load = results("ingest-load.json")?;
    let mut ours = cargo(&["run", "--release", "-p", "chungtay-tests"]);
    ours.args(["--bin", "bench-ingest"])
        .env(SERVER, server)
        .env(WARD, &load);
    let mut rows = measure(&mut ours, &results("ingest-ours.json")?)?;
    if with_peers {
        let folder = tree::peers();
        browser::install_packages(&folder)?;
        step("the same load with automerge-repo and PouchDB");
        let mut peers = Command::new("node");
        peers.arg("bench-ingest.mjs").current_dir(folder);
        let peers = measure(peers.env(WARD, &load), &results("ingest-peers.json")?)?;
        rows.extend(peers);
    }
    let merged = serde_json::to_vec_pretty(&Value::from(rows.clone()))?;
    fs::write(results("ingest.json")?, merged)?;

    let figures = Figures::read(&rows);
    print_table(&figures);
    for verdict in verdicts(&figures) {
        println!("{verdict}");
    }
    say(&rows, "ingest.json");
    Ok(())
}

fn print_table(figures: &Figures) {
    print!("{:<10} {:<17}", "case", "system");
    for (metric, _) in METRICS {
        print!(" {metric:>17}");
    }
    println!();
    for case in CASES {
        for system in SYSTEMS {
            print!("{case:<10} {system:<17}");
            for (metric, decimals) in METRICS {
                let value = figures.get(case, system, metric);
                let cell = value.map_or_else(|| "-".to_owned(), |v| format!("{v:.decimals$}"));
                print!(" {cell:>17}");
            }
            println!();
        }
    }
}

/// Each target with what was measured. A figure that is missing holds nothing.
fn verdicts(figures: &Figures) -> Vec<String> {
    let per_s = |case, system| figures.get(case, system, "records_per_s");
    let mut verdicts = Vec::new();
    for case in CASES {
        for (system, min) in TARGETS {
            let times = per_s(case, "chungtay").zip(per_s(case, system));
            let times = times.map(|(ours, theirs)| ours / theirs);
            let holds = times.is_some_and(|times| times >= min);
            let word = if holds { "holds" } else { "DOES NOT HOLD" };
            let times = times.map_or_else(|| "not measured".to_owned(), |t| format!("{t:.2}"));
            verdicts.push(format!(
                "{word:<14} {case}, records a second / {system}: {times}, at least {min}"
            ));
        }
    }
    verdicts
}

//! The sync, ours and the peers', on the same ward in the same run.

use std::fs;
use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use super::table::{Figures, print_table};
use super::{measure, results, say};
use crate::command::{cargo, step};
use crate::{browser, tree};

/// Names the file that holds the ward for the peers.
const WARD: &str = "CHUNGTAY_BENCH_WARD";

const NOOP_BYTES_MAX: f64 = 64.0;
const PUSH_RATIO_MAX: f64 = 1.1;
const EXCHANGE_BYTES_MAX: f64 = 15_000.0;
const FIRST_BYTES_MAX: f64 = 270_000.0;
const FIRST_RATIO_MAX: f64 = 1.4;

/// Measures, merges, prints the table and says which targets hold.
pub(super) fn sync(with_peers: bool) -> Result<()> {
    step("bench sync");
    let ward = results("ward.json")?;
    let mut rows = measure(ours().env(WARD, &ward), &results("sync-ours.json")?)?;
    if with_peers {
        let folder = tree::peers();
        browser::install_packages(&folder)?;
        step("the same ward with automerge-repo and PouchDB");
        let mut peers = Command::new("node");
        peers.arg("bench-sync.mjs").current_dir(folder);
        let peers = measure(peers.env(WARD, &ward), &results("sync-peers.json")?)?;
        rows.extend(peers);
    }
    let figures = Figures::read(&rows);
    rows.extend(figures.derived_rows());
    let merged = serde_json::to_vec_pretty(&Value::from(rows.clone()))?;
    fs::write(results("sync.json")?, merged)?;

    print_table(&figures);
    for verdict in verdicts(&figures) {
        println!("{verdict}");
    }
    say(&rows, "sync.json");
    Ok(())
}

fn ours() -> Command {
    let package = ["run", "--release", "-p", "chungtay-tests"];
    let mut command = cargo(&package);
    command.args(["--bin", "bench-sync"]);
    command
}

/// Each target with what was measured. A figure that is missing holds nothing.
fn verdicts(figures: &Figures) -> Vec<String> {
    let ours = |case, metric| figures.get(case, "chungtay", metric);
    let floor = |case, metric| figures.get(case, "floor", metric);
    let both = |case| figures.bytes(case, "chungtay");
    let ratio = |case, metric| Some(ours(case, metric)? / floor(case, metric)?);
    [
        ("noop, bytes up", ours("noop", "bytes_up"), NOOP_BYTES_MAX),
        (
            "noop, bytes down",
            ours("noop", "bytes_down"),
            NOOP_BYTES_MAX,
        ),
        ("noop, round trips", ours("noop", "round_trips"), 1.0),
        (
            "push40, bytes up / the same records as JSON under gzip",
            ratio("push40", "bytes_up"),
            PUSH_RATIO_MAX,
        ),
        (
            "push40_pull80, bytes both ways",
            both("push40_pull80"),
            EXCHANGE_BYTES_MAX,
        ),
        (
            "first500, bytes both ways",
            both("first500"),
            FIRST_BYTES_MAX,
        ),
        (
            "first500, bytes down / the same ward as JSON under brotli",
            ratio("first500", "bytes_down"),
            FIRST_RATIO_MAX,
        ),
        (
            "first500_signed, bytes both ways",
            both("first500_signed"),
            FIRST_BYTES_MAX,
        ),
    ]
    .map(|(what, measured, max)| verdict(what, measured, max))
    .into()
}

fn verdict(what: &str, measured: Option<f64>, max: f64) -> String {
    let holds = measured.is_some_and(|measured| measured <= max);
    let word = if holds { "holds" } else { "DOES NOT HOLD" };
    // Ratios have decimals, bytes do not.
    let decimals = if max < 10.0 { 2 } else { 0 };
    let measured = measured.map_or_else(
        || "not measured".to_owned(),
        |measured| format!("{measured:.decimals$}"),
    );
    format!("{word:<14} {what}: {measured}, at most {max}")
}

//! `cargo xtask bench NAME`: figures in a table, and in `target/bench/NAME.json`.

mod growth;
mod ingest;
mod report;
mod sync;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::command::{run as run_command, step};
use crate::{browser, build, tree};

/// Names the file to which a benchmark writes its rows.
const RESULTS: &str = "CHUNGTAY_BENCH_JSON";

/// Runs one benchmark.
pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["sync"] => sync::sync(true),
        ["sync", "--no-peers"] => sync::sync(false),
        ["ingest"] => ingest::ingest(true),
        ["ingest", "--no-peers"] => ingest::ingest(false),
        ["growth"] => growth::growth(None),
        ["growth", "--households", sizes] => growth::growth(Some(sizes)),
        ["report"] => report::report(None),
        ["report", communes, households] => report::report(Some([communes, households])),
        ["start"] => start(None),
        ["start", "--beside", folder] => start(Some(Path::new(folder))),
        [] => bail!("which one? `cargo xtask bench sync`, `ingest`, `growth`, `report` or `start`"),
        _ => bail!(
            "there is no benchmark {:?}; there are `sync [--no-peers]`, `ingest [--no-peers]`, \
             `growth [--households N,N]`, `report [COMMUNES HOUSEHOLDS]` and `start [--beside FOLDER]`",
            arguments.join(" ")
        ),
    }
}

/// The start of the phone's screens, in a browser, and those of another build of the client in turns with it.
/// The server does not run meanwhile. It prints its table itself.
fn start(beside: Option<&Path>) -> Result<()> {
    build::build()?;
    let server = browser::build_server()?;
    step("bench start");
    let mut program = browser::command("node", &["bench-start.mjs"], &server)?;
    if let Some(folder) = beside {
        let folder = folder
            .canonicalize()
            .with_context(|| format!("{} is not there", folder.display()))?;
        program.env("CHUNGTAY_BESIDE", folder);
    }
    let results = results("start.json")?;
    let rows = measure(&mut program, &results)?;
    say(&rows, "start.json");
    Ok(())
}

/// Where figures of this name go; what an earlier run left there is gone.
fn results(name: &str) -> Result<PathBuf> {
    let folder = tree::root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let results = folder.join(name);
    if results.exists() {
        fs::remove_file(&results)?;
    }
    Ok(results)
}

/// Runs a program that writes its rows to `results`.
fn measure(program: &mut Command, results: &Path) -> Result<Vec<Value>> {
    run_command(program.env(RESULTS, results))?;
    let json = fs::read_to_string(results)
        .with_context(|| format!("the benchmark has not written {}", results.display()))?;
    let rows: Vec<Value> = serde_json::from_str(&json)?;
    ensure!(!rows.is_empty(), "the benchmark has measured nothing");
    Ok(rows)
}

fn say(rows: &[Value], name: &str) {
    println!("{} figures in target/bench/{name}", rows.len());
}

//! `cargo xtask bench NAME`: figures in a table, and in `target/bench/NAME.json`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::command::{cargo, run as run_command, step};
use crate::{browser, build, run, tree};

/// Runs one benchmark. It prints its table itself and writes its rows to the file that
/// `CHUNGTAY_BENCH_JSON` names.
pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    let [name] = arguments else {
        bail!("which one? `cargo xtask bench sync` or `start`")
    };
    let mut program = match name.as_str() {
        "sync" => cargo(&[
            "run",
            "--release",
            "-p",
            "chungtay-tests",
            "--bin",
            "bench-sync",
        ]),
        "start" => start()?,
        other => bail!("there is no benchmark {other:?}; there are `sync` and `start`"),
    };
    step(&format!("bench {name}"));
    measure(name, &mut program)
}

/// The start of the phone's screens, in a browser against the release build.
fn start() -> Result<Command> {
    build::build()?;
    run::build_server()?;
    browser::command("node", &["bench-start.mjs"])
}

fn measure(name: &str, program: &mut Command) -> Result<()> {
    let folder = tree::root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let results = folder.join(format!("{name}.json"));
    if results.exists() {
        fs::remove_file(&results)?;
    }
    run_command(program.env("CHUNGTAY_BENCH_JSON", &results))?;

    let json = fs::read_to_string(&results)
        .with_context(|| format!("the benchmark has not written target/bench/{name}.json"))?;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json)?;
    ensure!(!rows.is_empty(), "the benchmark has measured nothing");
    println!("{} figures in target/bench/{name}.json", rows.len());
    Ok(())
}

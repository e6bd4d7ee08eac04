//! `cargo xtask fuzz`: one target of `fuzz/` under libFuzzer, with what is needed for that.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use crate::command::{cargo, output, run, step};
use crate::{machine, tree};

const HELP: &str = "cargo xtask fuzz TARGET [--minutes N] [--keep]";
/// An input that takes longer, or more memory, is a finding.
const LIMITS: [&str; 2] = ["-timeout=20", "-rss_limit_mb=1024"];
const INPUT_BYTES_MAX: u32 = 16 << 10;

/// Runs a target for some minutes; `--keep` then puts what it found into the corpus that is
/// committed, as few inputs as reach the same code.
pub(crate) fn fuzz(arguments: &[String]) -> Result<()> {
    let (target, minutes, keep) = understood(arguments)?;
    let root = tree::root().join("fuzz");
    let is_target = root.join(format!("fuzz_targets/{target}.rs")).is_file();
    ensure!(
        is_target,
        "there is no {target} in fuzz/fuzz_targets\n{HELP}"
    );
    ensure_nightly()?;
    let fuzzer = ensure_fuzzer()?;

    step("what fuzzers begin with");
    let work = tree::target().join("fuzz-corpus");
    let seeds = work.join("seeds");
    let mut seeding = cargo(&[
        "run",
        "--quiet",
        "-p",
        "chungtay-tests",
        "--bin",
        "fuzz-seeds",
    ]);
    run(seeding.arg("--").arg(&seeds))?;
    let (found, committed) = (work.join(&target), root.join("corpus").join(&target));
    for folder in [&found, &committed] {
        fs::create_dir_all(folder)?;
    }
    // What is fuzzed are the versions of everything that are shipped. Cargo adds to the copy what
    // fuzzers alone need, and asks its registry for that only once.
    let locked = tree::root().join("Cargo.lock");
    let copy = root.join("Cargo.lock");
    if !copy.is_file() || modified(&copy)? < modified(&locked)? {
        fs::copy(locked, copy)?;
    }
    // Without the app: else cargo would build the server anew before each run where there is none,
    // and after each change of the screens where there is one.
    let no_app = work.join("no-app");
    fs::create_dir_all(&no_app)?;

    step(&format!("fuzz {target}, {minutes} min"));
    let fuzzing = |corpora: &[&PathBuf], options: &[String]| {
        let mut command = Command::new(&fuzzer);
        command
            .current_dir(tree::root())
            .env("RUSTUP_TOOLCHAIN", "nightly")
            .env("CHUNGTAY_DIST", &no_app);
        // Without a sanitizer: there is no unsafe code of ours, and it is twice as fast.
        command.args(["run", "--sanitizer", "none", "--target-dir"]);
        command
            .arg(tree::target().join("fuzz"))
            .arg(&target)
            .args(corpora);
        run(command.arg("--").args(LIMITS).args(options))
    };
    let seconds = [
        format!("-max_total_time={}", minutes * 60),
        format!("-max_len={INPUT_BYTES_MAX}"),
    ];
    fuzzing(&[&found, &committed, &seeds.join(&target)], &seconds)?;
    if keep {
        step("what it found, as little as reaches the same code");
        let fewest = ["-set_cover_merge=1", "-use_counters=0"].map(str::to_owned);
        fuzzing(&[&committed, &found], &fewest)?;
    }
    Ok(())
}

fn understood(arguments: &[String]) -> Result<(String, u32, bool)> {
    let (mut target, mut minutes, mut keep) = (None, 5, false);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--keep" => keep = true,
            "--minutes" => {
                let given = arguments.next().context(HELP)?;
                minutes = given.parse().context(HELP)?;
            }
            name if target.is_none() && !name.starts_with('-') => target = Some(name.to_owned()),
            other => bail!("what is {other:?}? {HELP}"),
        }
    }
    Ok((target.context(HELP)?, minutes, keep))
}

fn modified(file: &Path) -> std::io::Result<SystemTime> {
    fs::metadata(file)?.modified()
}

/// libFuzzer's hooks are in the nightly compiler alone.
fn ensure_nightly() -> Result<()> {
    let toolchains = output(Command::new("rustup").args(["toolchain", "list"]))?;
    ensure!(
        toolchains.lines().any(|line| line.starts_with("nightly")),
        "fuzzing needs Rust's nightly compiler: `rustup toolchain install nightly --profile minimal`; \
         the inputs it has found so far are played without it, by \
         `cargo test -p chungtay-tests --test fuzzed`"
    );
    Ok(())
}

/// cargo-fuzz, from the `PATH` or installed beside what is built.
fn ensure_fuzzer() -> Result<PathBuf> {
    if let Some(there) = machine::in_path("cargo-fuzz") {
        return Ok(there);
    }
    let place = tree::cache().join("cargo-fuzz");
    let program = place.join("bin/cargo-fuzz");
    if !program.is_file() {
        step("cargo install cargo-fuzz");
        run(cargo(&["install", "--locked", "cargo-fuzz", "--root"]).arg(place))?;
    }
    Ok(program)
}

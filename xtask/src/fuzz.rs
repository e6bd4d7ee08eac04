//! `cargo xtask fuzz`: one target of `fuzz/` under libFuzzer, with what is needed for that.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use crate::command::{cargo, output, run, step};
use crate::{machine, tree};

mod fewest;

use fewest::Reaching;

const HELP: &str = "cargo xtask fuzz TARGET [--minutes N] [--keep]";
/// An input that takes longer, or more memory, is a finding; none is longer.
const LIMITS: [&str; 3] = ["-timeout=20", "-rss_limit_mb=1024", "-max_len=16384"];

/// Runs a target for some minutes, or not at all for none; `--keep` then puts what it found into the
/// corpus that is committed, as few inputs as reach nearly the same code.
pub(crate) fn fuzz(arguments: &[String]) -> Result<()> {
    let (target, minutes, keep) = understood(arguments)?;
    let root = tree::root().join("fuzz");
    let is_target = root.join(format!("fuzz_targets/{target}.rs")).is_file();
    ensure!(
        is_target,
        "there is no {target} in fuzz/fuzz_targets\n{HELP}"
    );
    ensure_nightly()?;
    let fuzzer = Fuzzer::new(target, &root)?;
    if minutes > 0 {
        step(&format!("fuzz {}, {minutes} min", fuzzer.target));
        fuzzer.find(minutes)?;
    }
    if keep {
        step("what it found, as little as reaches nearly the same code");
        fuzzer.keep()?;
    }
    Ok(())
}

/// A target with its inputs.
struct Fuzzer {
    program: PathBuf,
    target: String,
    /// Where there is room to work.
    work: PathBuf,
    /// What it begins with.
    seeds: PathBuf,
    committed: PathBuf,
    found: PathBuf,
}

impl Fuzzer {
    fn new(target: String, root: &Path) -> Result<Self> {
        let program = ensure_fuzzer()?;
        step("what fuzzers begin with");
        let work = tree::target().join("fuzz-corpus");
        let seeds = work.join("seeds");
        let seeding = ["run", "--quiet", "-p", "chungtay-tests", "--bin"];
        run(cargo(&seeding).args(["fuzz-seeds", "--"]).arg(&seeds))?;

        // What is fuzzed are the versions of everything that are shipped. Cargo adds to the copy what
        // fuzzers alone need, and asks its registry for that only once.
        let (locked, copy) = (tree::root().join("Cargo.lock"), root.join("Cargo.lock"));
        if !copy.is_file() || modified(&copy)? < modified(&locked)? {
            fs::copy(locked, copy)?;
        }
        let fuzzer = Self {
            program,
            seeds: seeds.join(&target),
            committed: root.join("corpus").join(&target),
            found: work.join(&target),
            target,
            work,
        };
        for folder in [&fuzzer.found, &fuzzer.committed, &fuzzer.no_app()] {
            fs::create_dir_all(folder)?;
        }
        Ok(fuzzer)
    }

    /// Stands for the app, which is left out: else cargo would build the server anew before each run
    /// where there is none, and after each change of the screens where there is one.
    fn no_app(&self) -> PathBuf {
        self.work.join("no-app")
    }

    fn run(&self, corpora: &[&PathBuf], options: &[String]) -> Result<()> {
        let mut command = Command::new(&self.program);
        command
            .current_dir(tree::root())
            .env("RUSTUP_TOOLCHAIN", "nightly")
            .env("CHUNGTAY_DIST", self.no_app());
        // Without a sanitizer: there is no unsafe code of ours, and it is twice as fast.
        command.args(["run", "--sanitizer", "none", "--target-dir"]);
        command
            .arg(tree::target().join("fuzz"))
            .arg(&self.target)
            .args(corpora);
        run(command.arg("--").args(LIMITS).args(options))
    }

    fn find(&self, minutes: u32) -> Result<()> {
        let seconds = format!("-max_total_time={}", minutes * 60);
        self.run(&[&self.found, &self.committed, &self.seeds], &[seconds])
    }

    /// Leaves in the committed corpus what a person has put there, the fewest of what was found, and
    /// nothing else.
    fn keep(&self) -> Result<()> {
        let (record, nothing) = (self.work.join("record"), self.work.join("nothing"));
        if record.is_file() {
            fs::remove_file(&record)?;
        }
        fs::create_dir_all(&nothing)?;
        for input in fs::read_dir(&nothing)? {
            fs::remove_file(input?.path())?;
        }
        let merging = [
            "-set_cover_merge=1".to_owned(),
            "-use_counters=0".to_owned(),
            format!("-merge_control_file={}", record.display()),
        ];
        let all = [&nothing, &self.seeds, &self.committed, &self.found];
        self.run(&all, &merging)?;

        let inputs = fewest::read(&fs::read_to_string(&record)?)?;
        let (others, anyway): (Vec<Reaching>, Vec<Reaching>) = inputs
            .into_iter()
            .partition(|input| self.is_found(&input.file));
        let kept = fewest::fewest(&anyway, &others);
        let kept = kept
            .iter()
            .map(|file| Ok((file.file_name().unwrap_or_default(), fs::read(file)?)));
        let kept = kept.collect::<Result<Vec<_>>>()?;
        for Reaching { file, .. } in &others {
            if file.starts_with(&self.committed) {
                fs::remove_file(file)?;
            }
        }
        for (name, bytes) in &kept {
            fs::write(self.committed.join(name), bytes)?;
        }
        let bytes: usize = kept.iter().map(|(_, bytes)| bytes.len()).sum();
        println!("{} inputs of {bytes} bytes are kept", kept.len());
        Ok(())
    }

    /// Whether it was found by the fuzzer, which names its files by their hash.
    fn is_found(&self, file: &Path) -> bool {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_hash = name.len() == 40 && name.chars().all(|c| c.is_ascii_hexdigit());
        is_hash && !file.starts_with(&self.seeds)
    }
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

//! `cargo xtask simulate`: many wards, each from a seed of its own, or one plan that was kept.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use chungtay_tests::database::Kind;
use chungtay_tests::simulation::many::check_seeds;
use chungtay_tests::simulation::plan::Plan;
use chungtay_tests::simulation::{folder, run};

/// As the server has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A line of progress after so many runs.
const PROGRESS_RUNS: u64 = 250;
const HELP: &str =
    "simulate [--runs N] [--seed FIRST] [--database sqlite|postgres] | --plan FILE [--database …]";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut runs, mut seed, mut plan, mut kind) = (1_000, 1, None, Kind::Sqlite);
    while let Some(name) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        let number = value.parse::<u64>();
        match (name.as_str(), value.as_str(), number) {
            ("--runs", _, Ok(number)) => runs = number,
            ("--seed", _, Ok(number)) => seed = number,
            ("--plan", _, _) => plan = Some(PathBuf::from(value)),
            ("--database", "sqlite", _) => kind = Kind::Sqlite,
            ("--database", "postgres", _) => kind = Kind::Postgres,
            _ => {
                println!("{HELP}");
                return ExitCode::FAILURE;
            }
        }
    }
    match plan {
        Some(path) => replay(&path, kind),
        None => play_many(seed, runs, kind),
    }
}

fn replay(path: &Path, kind: Kind) -> ExitCode {
    match Plan::read(path).map(|plan| run::play(&plan, kind)) {
        Err(error) => println!("no plan: {error}"),
        Ok(Err(violation)) => {
            println!("{} does not hold: {}", violation.invariant, violation.found);
        }
        Ok(Ok(_)) => {
            println!("1 run, 0 violations");
            return ExitCode::SUCCESS;
        }
    }
    ExitCode::FAILURE
}

fn play_many(first: u64, runs: u64, kind: Kind) -> ExitCode {
    let started = Instant::now();
    let progress = |done: u64| {
        if done.is_multiple_of(PROGRESS_RUNS) && done < runs {
            println!("{done} runs, {:.1} s", started.elapsed().as_secs_f64());
        }
    };
    let outcome = check_seeds(first, runs, kind, &folder(), progress);
    let seconds = started.elapsed().as_secs_f64();
    match outcome {
        Ok(seen) => {
            println!("{seen}{runs} runs, 0 violations, {seconds:.1} s");
            ExitCode::SUCCESS
        }
        Err(text) => {
            println!("{text}\n1 violation, {seconds:.1} s");
            ExitCode::FAILURE
        }
    }
}

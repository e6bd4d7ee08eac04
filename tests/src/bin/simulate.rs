//! `cargo xtask simulate`: many wards, each from a seed of its own, or one plan that was kept.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use chungtay_tests::simulation::plan::Plan;
use chungtay_tests::simulation::{check_seed, folder, run};

/// A line of progress after so many runs.
const PROGRESS_RUNS: u64 = 250;
const HELP: &str = "simulate [--runs N] [--seed FIRST] | --plan FILE";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut runs, mut seed, mut plan) = (1_000, 1, None);
    while let Some(name) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        let number = value.parse::<u64>();
        match (name.as_str(), number) {
            ("--runs", Ok(number)) => runs = number,
            ("--seed", Ok(number)) => seed = number,
            ("--plan", _) => plan = Some(PathBuf::from(value)),
            _ => {
                println!("{HELP}");
                return ExitCode::FAILURE;
            }
        }
    }
    match plan {
        Some(path) => replay(&path),
        None => play_many(seed, runs),
    }
}

fn replay(path: &std::path::Path) -> ExitCode {
    match Plan::read(path).map(|plan| run::play(&plan)) {
        Err(error) => println!("no plan: {error}"),
        Ok(Err(violation)) => {
            println!("{} does not hold: {}", violation.invariant, violation.found);
        }
        Ok(Ok(())) => {
            println!("1 run, 0 violations");
            return ExitCode::SUCCESS;
        }
    }
    ExitCode::FAILURE
}

fn play_many(first: u64, runs: u64) -> ExitCode {
    let started = Instant::now();
    for done in 0..runs {
        if let Err(text) = check_seed(first + done, &folder()) {
            println!(
                "{text}\n{} runs, 1 violation, {:?}",
                done + 1,
                started.elapsed()
            );
            return ExitCode::FAILURE;
        }
        if (done + 1) % PROGRESS_RUNS == 0 {
            println!("{} runs, {:?}", done + 1, started.elapsed());
        }
    }
    println!("{runs} runs, 0 violations, {:?}", started.elapsed());
    ExitCode::SUCCESS
}

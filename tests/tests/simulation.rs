//! Wards played from seeds. Goal: whatever people, phones, server and road do in whatever order,
//! the rules of `chungtay_tests::simulation::invariants` hold. Method: random plans against a
//! simple model. A seed that fails is printed with its plan and a smaller one; `CHUNGTAY_SEED=n`
//! plays a seed again, `CHUNGTAY_PLAN=file` a plan, `CHUNGTAY_RUNS=n` more of them.

use std::path::Path;

use chungtay_tests::simulation::plan::Plan;
use chungtay_tests::simulation::{check_seed, folder, run};

/// Runs that take half a minute unoptimised.
const RUNS: u64 = 200;
const FIRST_SEED: u64 = 1_000;

#[test]
fn whatever_happens_in_whatever_order_every_saved_record_arrives_once() {
    if let Ok(path) = std::env::var("CHUNGTAY_PLAN") {
        let plan = Plan::read(Path::new(&path)).expect("a plan");
        assert_eq!(run::play(&plan), Ok(()), "CHUNGTAY_PLAN={path}");
        return;
    }
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let seeds = match number("CHUNGTAY_SEED") {
        Some(seed) => seed..seed + 1,
        None => FIRST_SEED..FIRST_SEED + number("CHUNGTAY_RUNS").unwrap_or(RUNS),
    };
    for seed in seeds {
        if let Err(text) = check_seed(seed, &folder()) {
            panic!("CHUNGTAY_SEED={seed}\n{text}");
        }
    }
}

#[test]
fn a_plan_that_was_kept_is_the_plan_that_was_played() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = Plan::of_seed(7);
    let path = plan.keep(folder.path(), "seven");
    assert_eq!(Plan::read(&path), Ok(plan));
}

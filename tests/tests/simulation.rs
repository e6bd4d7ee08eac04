//! Wards played from seeds. Goal: whatever people, phones, server and road do in whatever order,
//! the rules of `chungtay_tests::simulation::invariants` hold. Method: random plans against a
//! simple model. A seed that fails is printed with its plan and a smaller one; `CHUNGTAY_SEED=n`
//! plays a seed again, `CHUNGTAY_PLAN=file` a plan, `CHUNGTAY_RUNS=n` more of them.

use std::path::Path;

use chungtay_tests::database::Kind;
use chungtay_tests::simulation::many::check_seeds;
use chungtay_tests::simulation::plan::Plan;
use chungtay_tests::simulation::{folder, run};

/// Runs that take half a minute unoptimised.
const RUNS: u64 = 200;
const FIRST_SEED: u64 = 22_800;

#[test]
fn whatever_happens_in_whatever_order_every_saved_record_arrives_once() {
    if let Ok(path) = std::env::var("CHUNGTAY_PLAN") {
        let plan = Plan::read(Path::new(&path)).expect("a plan");
        if let Err(violation) = run::play(&plan, Kind::Sqlite) {
            panic!("CHUNGTAY_PLAN={path}\n{violation:?}");
        }
        return;
    }
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let (first, runs) = match number("CHUNGTAY_SEED") {
        Some(seed) => (seed, 1),
        None => (FIRST_SEED, number("CHUNGTAY_RUNS").unwrap_or(RUNS)),
    };
    match check_seeds(first, runs, Kind::Sqlite, &folder(), |_| ()) {
        Ok(seen) if runs >= RUNS => {
            let missing = seen.missing();
            assert!(missing.is_empty(), "never happened: {missing:?} of\n{seen}");
        }
        Ok(_) => {}
        Err(text) => panic!("CHUNGTAY_SEED\n{text}"),
    }
}

#[test]
fn on_postgresql_it_is_the_same() {
    const RUNS: u64 = 8;
    if let Err(text) = check_seeds(FIRST_SEED, RUNS, Kind::Postgres, &folder(), |_| ()) {
        panic!("on PostgreSQL\n{text}");
    }
}

#[test]
fn plans_that_once_failed_hold() {
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    for file in std::fs::read_dir(plans).expect("the plans") {
        let path = file.expect("a plan").path();
        let plan = Plan::read(&path).expect("a plan");
        if let Err(violation) = run::play(&plan, Kind::Sqlite) {
            panic!("CHUNGTAY_PLAN={}\n{violation:?}", path.display());
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

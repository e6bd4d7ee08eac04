//! The programs behind `cargo xtask bench` come to their end: a measurement that cannot be repeated is none.
//! What they measure is of no matter here.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

/// The cases a program has figures for.
fn cases(program: &str, sizes: &[&str]) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figures.json");
    let ran = Command::new(program)
        .args(sizes)
        .env("CHUNGTAY_BENCH_JSON", &file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{program}: {said}");
    let figures: Vec<Value> = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let case = |figure: Value| figure["case"].as_str().unwrap().to_owned();
    figures.into_iter().map(case).collect()
}

#[test]
fn phones_exchange_what_the_bench_of_the_sync_counts() {
    let cases = cases(env!("CARGO_BIN_EXE_bench-sync"), &[]);
    let expected = [
        "first500",
        "first500_signed",
        "noop",
        "push40",
        "push40_pull80",
    ];
    assert_eq!(cases, expected.map(str::to_owned).into());
}

#[test]
fn a_phone_exchanges_with_two_servers_in_the_bench_of_growth() {
    let cases = cases(env!("CARGO_BIN_EXE_bench-growth"), &["1000", "1100"]);
    let is_there = |size: &str| cases.iter().any(|case| case.contains(size));
    assert!(is_there("1000") && is_there("1100"), "{cases:?}");
}

#[test]
fn a_city_is_answered_in_the_bench_of_reports() {
    let cases = cases(env!("CARGO_BIN_EXE_bench-report"), &["2", "20"]);
    assert!(cases.len() >= 2, "{cases:?}");
}

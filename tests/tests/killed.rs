//! The real program under SIGKILL. Goal: what a phone has a receipt for is stored, whenever the
//! server dies, and what it has none for arrives by retry, once. Method: phones that save and sync
//! over HTTP without pause, a few kills from a seed; `cargo xtask kill` does the same for longer.
//! A program of its own: the PostgreSQL that is killed is that of all its tests.

use std::path::PathBuf;

use chungtay_tests::database::Database;
use chungtay_tests::processes::{Plan, play};

fn few_kills(database: Database, nodes: usize) -> Plan {
    let plan = Plan {
        program: PathBuf::from(env!("CARGO_BIN_EXE_chungtay-to-kill")),
        database,
        nodes,
        phones: 12,
        kills: 5,
        seed: 20_261_020,
    };
    println!("seed {}", plan.seed);
    plan
}

#[test]
fn a_server_that_is_killed_under_load_keeps_every_receipt_and_gets_the_rest_once() {
    let outcome = play(&few_kills(Database::sqlite(), 1));
    assert!(outcome.records > 0 && outcome.broken_off > 0, "{outcome}");
}

#[test]
fn two_nodes_and_their_postgresql_that_are_killed_in_turn_keep_every_receipt() {
    let outcome = play(&few_kills(Database::postgres(), 2));
    assert!(outcome.records > 0 && outcome.broken_off > 0, "{outcome}");
}

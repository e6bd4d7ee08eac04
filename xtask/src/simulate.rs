//! `cargo xtask simulate`: many wards from seeds, or one plan that was kept.

use anyhow::Result;

use crate::command::{cargo, run as run_command, step};

/// Plays them, optimised; what it takes is said by the program itself.
pub(crate) fn simulate(arguments: &[String]) -> Result<()> {
    step("simulate");
    let mut program = cargo(&[
        "run",
        "--release",
        "--quiet",
        "-p",
        "chungtay-tests",
        "--bin",
        "simulate",
        "--",
    ]);
    run_command(program.args(arguments))
}

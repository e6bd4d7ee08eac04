//! `cargo xtask kill`: the release build of the server, killed again and again under load.

use anyhow::Result;

use crate::command::{cargo, run as run_command, step};
use crate::{machine, run};

/// Does it; the program says what held.
pub(crate) fn kill(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "postgres") {
        machine::ensure_postgresql()?;
    }
    let server = run::build_server()?;
    step("kill");
    let harness = [
        "run",
        "--quiet",
        "-p",
        "chungtay-tests",
        "--bin",
        "kill",
        "--",
    ];
    let mut program = cargo(&harness);
    program.arg("--program").arg(server);
    run_command(program.args(arguments))
}

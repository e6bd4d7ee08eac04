//! `cargo xtask deny`: what is linked, held to `deny.toml` and to the advisories of today.

use anyhow::{Context, Result};

use crate::command::{cargo, run, step};

/// Asks cargo-deny, which has to be there, and which asks for the advisories of the day: no test needs either.
pub(crate) fn deny() -> Result<()> {
    step("licences, sources, versions and advisories");
    let mut deny = cargo(&["deny", "--workspace", "--locked", "check"]);
    run(&mut deny).context("`cargo install cargo-deny --locked --debug` once, where it is missing")
}

//! `cargo xtask lint`: formatting, then Clippy on both sides of the wire.

use anyhow::Result;

use crate::command::{cargo, run, step};
use crate::toolchain;
use crate::tree::WASM_TARGET;

/// Fails on any unformatted file and on any warning.
pub(crate) fn lint() -> Result<()> {
    formatting()?;
    clippy()
}

/// Fails on any unformatted file: a matter of seconds.
pub(crate) fn formatting() -> Result<()> {
    step("formatting");
    run(&mut cargo(&["fmt", "--all", "--check"]))
}

/// Fails on any warning.
pub(crate) fn clippy() -> Result<()> {
    step("clippy, on this machine");
    let mut native = cargo(&["clippy", "--workspace", "--exclude", "chungtay-worker"]);
    run(native.args(["--all-targets", "--", "-D", "warnings"]))?;

    toolchain::ensure_wasm_target()?;
    step("clippy, in the browser");
    let mut browser = cargo(&["clippy", "--target", WASM_TARGET]);
    browser.args(["-p", "chungtay-client", "-p", "chungtay-worker"]);
    run(browser.args(["--", "-D", "warnings"]))
}

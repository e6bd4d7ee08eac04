//! The one thing a fresh toolchain may lack.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{output, run, step};
use crate::tree::WASM_TARGET;

/// Adds the WebAssembly target to the toolchain when it is missing.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let library =
        output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(&library).is_dir() {
        return Ok(());
    }
    step("adding the WebAssembly target to the Rust toolchain");
    run(Command::new("rustup").args(["target", "add", WASM_TARGET])).with_context(|| {
        format!("the Rust toolchain has no {WASM_TARGET} target; install it, then try again")
    })
}

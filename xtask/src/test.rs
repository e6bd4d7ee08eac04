//! `cargo xtask test`: everything that can be checked, the quick checks first.

use std::thread;

use anyhow::{Result, anyhow, bail};

use crate::command::{cargo, run as run_command, step};
use crate::{browser, build, lint, machine, toolchain};

/// Formatting, lints, all cargo tests, the sizes of the client, and the browser tests.
pub(crate) fn test(arguments: &[String]) -> Result<()> {
    let with_browser = match arguments {
        [] => true,
        [flag] if flag == "--no-browser" => false,
        other => bail!("`cargo xtask test` takes --no-browser, not {other:?}"),
    };
    lint::formatting()?;
    machine::ensure_postgresql()?;
    toolchain::ensure_wasm_target()?;
    // The client is linked for minutes on one core, while the compiler and many tests wait for something: side by
    // side they take minutes less.
    let sizes = thread::scope(|scope| {
        let building = scope.spawn(build::build);
        let tested = lint::clippy().and_then(|()| native());
        let built = building.join();
        tested?;
        built.map_err(|_| anyhow!("the client's build panicked"))?
    })?;
    sizes.check()?;
    if with_browser {
        let server = browser::build_server()?;
        step("tests, in the browser");
        run_command(&mut browser::command("npm", &["test"], &server)?)?;
    }
    step("all checks have passed");
    Ok(())
}

fn native() -> Result<()> {
    step("tests, on this machine");
    let tests = ["test", "--workspace", "--exclude", "chungtay-worker"];
    run_command(&mut cargo(&tests))
}

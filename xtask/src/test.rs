//! `cargo xtask test`: everything that can be checked, the quick checks first.

use anyhow::{Result, bail};

use crate::command::{cargo, run as run_command, step};
use crate::{browser, build, lint, machine};

/// Formatting, lints, all cargo tests, the sizes of the client, and the browser tests.
pub(crate) fn test(arguments: &[String]) -> Result<()> {
    let with_browser = match arguments {
        [] => true,
        [flag] if flag == "--no-browser" => false,
        other => bail!("`cargo xtask test` takes --no-browser, not {other:?}"),
    };
    lint::lint()?;

    machine::ensure_postgresql()?;
    step("tests, on this machine");
    run_command(&mut cargo(&[
        "test",
        "--workspace",
        "--exclude",
        "chungtay-worker",
    ]))?;

    build::build()?.check()?;
    if with_browser {
        let server = browser::build_server()?;
        step("tests, in the browser");
        run_command(&mut browser::command("npm", &["test"], &server)?)?;
    }
    step("all checks have passed");
    Ok(())
}

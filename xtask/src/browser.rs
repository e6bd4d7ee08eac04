//! What the browser tests need from the machine: Chromium, a reader of what it prints, Node and the packages
//! of the lock file.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::{cargo, run, step};
use crate::machine::{in_path, install};
use crate::tree;

/// Names under which a Chromium may be installed.
const CHROMIUMS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// What to do on a machine that will not have a browser.
const WITHOUT: &str = "or leave the browser out: `cargo xtask test --no-browser`";

/// The server that the stories run against: as the tests have compiled it. It reads the client in `target/dist`
/// when it starts.
pub(crate) fn build_server() -> Result<PathBuf> {
    step("the server, for the browser");
    // With the tests, whose libraries have more features: without them a dozen would be compiled anew.
    let build = ["build", "--workspace", "--exclude", "chungtay-worker"];
    run(cargo(&build).args(["--bin", "chungtay", "--test", "command"]))?;
    Ok(tree::server_binary("debug"))
}

/// A command in the folder of the browser tests that knows the browser (`CHROMIUM`) and the
/// server's binary (`CHUNGTAY_BIN`). Installs what is missing first.
pub(crate) fn command(program: &str, arguments: &[&str], server: &Path) -> Result<Command> {
    let chromium = chromium()?;
    if in_path("pdftotext").is_none() {
        install("poppler-utils", WITHOUT)?;
    }
    install_packages(&tree::browser_tests())?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(tree::browser_tests())
        .env("CHROMIUM", chromium)
        .env("CHUNGTAY_DIST", tree::dist())
        .env("CHUNGTAY_BIN", server);
    Ok(command)
}

fn chromium() -> Result<PathBuf> {
    if let Some(given) = env::var_os("CHROMIUM") {
        return Ok(given.into());
    }
    if let Some(found) = CHROMIUMS.iter().find_map(|name| in_path(name)) {
        return Ok(found);
    }
    install("chromium", WITHOUT)?;
    in_path("chromium").context("chromium was installed but is not in the PATH")
}

/// The exact packages of the folder's `package-lock.json`, unless they are there already.
pub(crate) fn install_packages(folder: &Path) -> Result<()> {
    if in_path("npm").is_none() {
        install("npm", WITHOUT)?;
    }
    let modified = |name: &str| {
        folder
            .join(name)
            .metadata()
            .and_then(|file| file.modified())
            .ok()
    };
    let (wanted, present) = (
        modified("package-lock.json"),
        modified("node_modules/.package-lock.json"),
    );
    ensure!(
        wanted.is_some(),
        "{} has no package-lock.json",
        folder.display()
    );
    if present >= wanted {
        return Ok(());
    }
    step("npm ci");
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder))
}

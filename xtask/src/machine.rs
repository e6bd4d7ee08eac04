//! What the tests need of this machine, and how it is installed where it is missing.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::command::{output, run, step};

/// Where Debian puts PostgreSQL's programs, in a folder for each version.
const POSTGRESQL: &str = "/usr/lib/postgresql";

/// Read by Debian's PostgreSQL when it is installed.
const POSTGRESQL_SETTING: &str = "/etc/postgresql-common/createcluster.d/chungtay-tests.conf";

/// The tests start a PostgreSQL of their own (`tests/src/postgres.rs`): only its programs are
/// needed, and nothing has to run.
pub(crate) fn ensure_postgresql() -> Result<()> {
    let is_there = fs::read_dir(POSTGRESQL).is_ok_and(|versions| {
        let mut versions = versions.filter_map(Result::ok);
        versions.any(|version| version.path().join("bin/initdb").is_file())
    });
    if is_there {
        return Ok(());
    }
    ensure_may_install("postgresql", "which the tests start for themselves")?;
    // Otherwise the package makes a database of its own and starts it, and may fail at that on a
    // machine without a service manager.
    if let Some(folder) = Path::new(POSTGRESQL_SETTING).parent() {
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(POSTGRESQL_SETTING, "create_main_cluster = false\n"))
            .with_context(|| format!("{POSTGRESQL_SETTING} cannot be written"))?;
    }
    install("postgresql", "which the tests start for themselves")
}

/// Installs a Debian package, which only root may do. `otherwise` goes on with the sentence that
/// says what to do where that is not possible.
pub(crate) fn install(package: &str, otherwise: &str) -> Result<()> {
    ensure_may_install(package, otherwise)?;
    step(&format!("apt-get install {package}"));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null());
        run(&mut command)
    };
    apt(&["update", "-q"])?;
    apt(&["install", "-y", "-q", "--no-install-recommends", package])
}

fn ensure_may_install(package: &str, otherwise: &str) -> Result<()> {
    let may_install = in_path("apt-get").is_some()
        && output(Command::new("id").arg("-u")).is_ok_and(|user| user == "0");
    ensure!(
        may_install,
        "{package} is missing; install it (on Debian: `apt-get install {package}`), {otherwise}"
    );
    Ok(())
}

/// A program's file, when it is in the `PATH`.
pub(crate) fn in_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

//! `cargo xtask run`: everything built, then served.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{cargo, run as run_command, step};
use crate::{build, tree};

/// What `chungtay serve` is given unless the arguments say otherwise.
const DEFAULTS: [(&str, &str); 2] = [("--data", "./data"), ("--listen", "127.0.0.1:8080")];

/// Builds client and server in release and becomes the server.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    build::build()?;
    let server = build_server()?;
    let arguments = serve_arguments(arguments);
    step(&format!("chungtay {}", arguments.join(" ")));
    become_server(
        Command::new(server)
            .args(&arguments)
            .current_dir(tree::root()),
    )
}

/// Builds the server in release, with the client in `target/dist` embedded.
pub(crate) fn build_server() -> Result<PathBuf> {
    step("compiling the server");
    run_command(&mut cargo(&[
        "build",
        "--release",
        "-p",
        "chungtay-server",
        "--bin",
        "chungtay",
    ]))?;
    Ok(tree::server_binary("release"))
}

fn serve_arguments(given: &[String]) -> Vec<String> {
    let given = given.strip_prefix(&["--".to_owned()][..]).unwrap_or(given);
    let mut arguments = vec!["serve".to_owned()];
    for (flag, value) in DEFAULTS {
        let with_value = format!("{flag}=");
        if !given
            .iter()
            .any(|argument| argument == flag || argument.starts_with(&with_value))
        {
            arguments.extend([flag.to_owned(), value.to_owned()]);
        }
    }
    arguments.extend_from_slice(given);
    arguments
}

/// In place of this process, so that signals reach the server and nobody else.
#[cfg(unix)]
fn become_server(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;

    Err(command.exec()).context("the server could not be started")
}

#[cfg(not(unix))]
fn become_server(command: &mut Command) -> Result<()> {
    run_command(command).context("the server has ended with an error")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served_with(given: &[&str]) -> String {
        serve_arguments(&given.iter().map(ToString::to_string).collect::<Vec<_>>()).join(" ")
    }

    #[test]
    fn the_plain_command_serves_the_data_folder_on_this_machine_only() {
        assert_eq!(
            served_with(&[]),
            "serve --data ./data --listen 127.0.0.1:8080"
        );
    }

    #[test]
    fn arguments_after_the_dashes_reach_the_server() {
        let with_demo = "serve --data ./data --listen 127.0.0.1:8080 --demo";
        assert_eq!(served_with(&["--", "--demo"]), with_demo);
        assert_eq!(served_with(&["--demo"]), with_demo);
    }

    #[test]
    fn what_is_given_replaces_the_default() {
        assert_eq!(
            served_with(&["--", "--listen", "0.0.0.0:80", "--data=/srv/chungtay"]),
            "serve --listen 0.0.0.0:80 --data=/srv/chungtay"
        );
    }
}

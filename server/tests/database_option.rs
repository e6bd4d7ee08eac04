//! `--database` at the command line. Goal: whoever gives a wrong address reads what to do, and no
//! password is ever shown. Method: the real command, with an address nobody answers at.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::process::{Command, Output};

const PASSWORD: &str = "mat-khau-bi-mat";

fn chungtay(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chungtay"));
    command.args(arguments).env_remove("CHUNGTAY_DATABASE");
    command.env_remove("CHUNGTAY_DATABASE_CA");
    command
}

/// What was said, which is not the password.
fn said(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr[..]].concat();
    let said = String::from_utf8(all).unwrap();
    assert!(!said.contains(PASSWORD), "{said}");
    said
}

const INVITE: [&str; 5] = ["invite", "--commune", "99001", "--name", "Mai"];

#[test]
fn a_database_that_does_not_answer_is_named_as_the_reason_and_nothing_else() {
    // Port 1 of this machine: refused at once.
    let url = format!("postgres://lan:{PASSWORD}@127.0.0.1:1/chungtay");
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    for arguments in [&INVITE[..], &serve[..]] {
        let output = chungtay(arguments)
            .env("CHUNGTAY_DATABASE", &url)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = said(&output);
        assert!(said.contains("PostgreSQL cannot be reached"), "{said}");
        assert!(said.contains("check that PostgreSQL runs"), "{said}");
    }
}

#[test]
fn a_database_elsewhere_is_spoken_to_under_tls_or_not_at_all() {
    for url in [
        format!("postgres://lan:{PASSWORD}@data.example/chungtay"),
        format!("postgres://lan:{PASSWORD}@127.0.0.1/chungtay?sslmode=require"),
    ] {
        let output = chungtay(&INVITE).args(["--database", &url]).output();
        let said = said(&output.unwrap());
        assert!(said.contains("nothing says who vouches"), "{said}");
        assert!(said.contains("--database-ca FILE"), "{said}");
        assert!(said.contains("?sslmode=disable"), "{said}");
    }
}

#[test]
fn an_address_of_something_else_is_said_to_be_none() {
    for url in [
        format!("mysql://lan:{PASSWORD}@127.0.0.1/chungtay"),
        format!("postgres://lan:{PASSWORD}@127.0.0.1:port/chungtay"),
        String::new(),
    ] {
        let output = chungtay(&INVITE).args(["--database", &url]).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = said(&output);
        assert!(said.contains("looks like postgres://"), "{said}");
    }
}

#[test]
fn help_does_not_show_the_address_it_was_given() {
    let output = chungtay(&["serve", "--help"])
        .env(
            "CHUNGTAY_DATABASE",
            format!("postgres://lan:{PASSWORD}@h/d"),
        )
        .output()
        .unwrap();
    assert!(said(&output).contains("CHUNGTAY_DATABASE"));
}

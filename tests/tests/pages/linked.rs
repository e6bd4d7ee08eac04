//! What is linked. Goal: every library comes from the one registry with a checksum, and under a licence of the
//! list in `deny.toml`. Method: `Cargo.lock`, and cargo's own list of licences.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.unwrap().to_owned()
}

#[test]
fn all_that_is_linked_comes_from_one_registry_with_its_checksum() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let mut libraries = 0;
    let mut sources = BTreeSet::new();
    for package in lock.split("[[package]]").skip(1) {
        let value = |field: &str| {
            let mut lines = package.lines();
            lines.find_map(|line| line.strip_prefix(field)?.strip_prefix(" = "))
        };
        let name = value("name").unwrap().trim_matches('"');
        let Some(source) = value("source") else {
            let is_ours = name == "xtask" || name.starts_with("chungtay-");
            assert!(is_ours, "{name} comes from nowhere");
            continue;
        };
        assert!(
            source.starts_with("\"registry+https://"),
            "{name}: {source}"
        );
        sources.insert(source);
        let checksum = value("checksum").unwrap_or_default().trim_matches('"');
        assert_eq!(checksum.len(), 64, "{name} has a checksum");
        libraries += 1;
    }
    assert!(libraries > 300, "{libraries}");
    assert_eq!(sources.len(), 1, "of all libraries: {sources:?}");
}

/// The licences of the list.
fn allowed() -> BTreeSet<String> {
    let deny = fs::read_to_string(root().join("deny.toml")).unwrap();
    let (_, list) = deny.split_once("\nallow = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Whether an expression leaves a way by licences that are allowed alone: `AND` binds more closely than `OR`.
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let permitted = any_of(&mut words, allowed);
    assert!(words.next().is_none(), "{expression}");
    permitted
}

type Words<'a, 'b> = &'a mut std::iter::Peekable<std::str::SplitWhitespace<'b>>;

fn any_of(words: Words<'_, '_>, allowed: &BTreeSet<String>) -> bool {
    let mut permitted = all_of(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        permitted |= all_of(words, allowed);
    }
    permitted
}

fn all_of(words: Words<'_, '_>, allowed: &BTreeSet<String>) -> bool {
    let mut permitted = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        permitted &= one(words, allowed);
    }
    permitted
}

fn one(words: Words<'_, '_>, allowed: &BTreeSet<String>) -> bool {
    let word = words.next().expect("a licence");
    if word == "(" {
        let permitted = any_of(words, allowed);
        assert_eq!(words.next(), Some(")"));
        return permitted;
    }
    let mut licence = word.to_owned();
    if words.next_if_eq(&"WITH").is_some() {
        licence = format!("{licence} WITH {}", words.next().expect("an exception"));
    }
    allowed.contains(&licence)
}

#[test]
fn all_that_is_linked_may_be_passed_on() {
    let allowed = allowed();
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT/GPL-3.0-only", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR GPL-3.0-only) AND Unicode-3.0", true),
        (
            "GPL-2.0-only WITH LLVM-exception OR Apache-2.0 WITH LLVM-exception",
            true,
        ),
        ("GPL-2.0-only OR MIT AND AGPL-3.0-only", false),
    ] {
        assert_eq!(permits(expression, &allowed), expected, "{expression}");
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut seen = BTreeSet::new();
    for target in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"] {
        let listed = Command::new(&cargo)
            .args([
                "metadata",
                "--format-version",
                "1",
                "--locked",
                "--filter-platform",
                target,
            ])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(
            listed.status.success(),
            "{}",
            String::from_utf8_lossy(&listed.stderr)
        );
        let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
        for package in listed["packages"].as_array().unwrap() {
            let (name, licence) = (&package["name"], package["license"].as_str());
            let licence = licence.unwrap_or_else(|| panic!("{name} names no licence"));
            assert!(permits(licence, &allowed), "{name}: {licence}");
            seen.insert(name.to_string());
        }
    }
    assert!(seen.len() > 300, "{}", seen.len());
}

//! What can be checked about the tree itself. Goal: the map is the land. Method: read the pages and
//! the files.

use std::fs;
use std::path::{Path, PathBuf};

/// A file longer than this is about more than one thing, unless it says why here.
const LINES_MAX: usize = 400;
const LONG_FOR_A_REASON: [(&str, &str); 6] = [
    (
        "tests/tests/databases/store_contract.rs",
        "one contract, held on two databases",
    ),
    (
        "server/src/store.rs",
        "the contract of a database, to be read at once",
    ),
    (
        "shared/src/api.rs",
        "the whole HTTP contract, to be read at once",
    ),
    (
        "server/src/store/sqlite/accounts.rs",
        "one statement a method of one trait",
    ),
    (
        "shared/src/import/tests/lists.rs",
        "one list after another, as offices send them",
    ),
    ("tests/tests/office/http_api.rs", "one story a route"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn every_path_the_map_names_is_there() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named = map.split('`').skip(1).step_by(2).filter(|word| {
        let is_path = ["client/", "server/", "shared/", "tests/", "xtask/", "docs/"]
            .iter()
            .any(|top| word.starts_with(top));
        is_path && !word.contains(' ')
    });
    let mut count = 0;
    for path in named {
        count += 1;
        assert!(root().join(path).exists(), "ARCHITECTURE.md names {path}");
    }
    assert!(count > 15, "the map names files");
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut files = Vec::new();
    for top in [
        "shared/src",
        "server/src",
        "client/src",
        "client/worker/src",
        "xtask/src",
    ] {
        rust_files(&root().join(top), &mut files);
    }
    rust_files(&root().join("tests/src"), &mut files);
    rust_files(&root().join("tests/tests"), &mut files);
    assert!(files.len() > 100);
    for file in files {
        let name = file
            .strip_prefix(root())
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let text = fs::read_to_string(&file).unwrap();
        // A module's tests stand beside it and are said by it.
        let says = text.starts_with("//!") || name.ends_with("/tests.rs");
        assert!(says, "{name} does not say what it is");
        let lines = text.lines().count();
        let excused = LONG_FOR_A_REASON.iter().any(|(long, _)| *long == name);
        assert!(lines <= LINES_MAX || excused, "{name} has {lines} lines");
    }
}

#[test]
fn the_readme_and_the_checking_machine_run_the_same_test() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(readme.contains("cargo xtask test") && ci.contains("cargo xtask test"));
}

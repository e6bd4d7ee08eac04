//! The table of papers and of what holds each to its figures. Goal: no paper is without its tests. Method: read
//! the page and the server's own routes, which name every file that they give.

use std::collections::BTreeSet;
use std::fs;

use super::security_pages::{page, proves, quoted, root};

/// The files that routes give to be opened by an office's programs.
fn given() -> BTreeSet<String> {
    let files = fs::read_dir(root().join("server/src/routes")).unwrap();
    let sources = files.filter_map(|file| fs::read_to_string(file.unwrap().path()).ok());
    let mut names = BTreeSet::new();
    for source in sources {
        for named in source.split("filename=\\\"").skip(1) {
            let name = named.split("\\\"").next().unwrap();
            let ending = name.rsplit('.').next();
            if ending.is_some_and(|ending| ["xlsx", "docx"].contains(&ending)) {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

#[test]
fn every_paper_has_tests_that_hold_it_cell_by_cell_and_as_it_prints() {
    let text = page("docs/papers.md");
    let mut named = BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [_, file, cells, prints] = cells[..] else {
            panic!("four cells: {line}");
        };
        named.insert(file.trim_matches('`').to_owned());
        for shown in [cells, prints] {
            assert!(quoted(shown).all(proves) && shown.contains('`'), "{line}");
        }
        assert!(cells.contains(".rs::"), "by which test? {line}");
    }
    let given = given();
    assert!(given.len() > 7, "{given:?}");
    assert_eq!(named, given);
}

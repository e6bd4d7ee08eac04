//! The sync's SPEC. Goal: no line of it without a test, no test it names missing, no rule of the
//! simulation without a line. Method: read the page, the sources and the rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chungtay_tests::simulation::invariants;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn page() -> String {
    fs::read_to_string(root().join("shared/src/sync/SPEC.md")).unwrap()
}

/// The cells of every line of every table.
fn lines(page: &str) -> Vec<Vec<&str>> {
    page.lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| ---"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

/// The tests a text names, as file and function.
fn named(text: &str) -> Vec<(&str, &str)> {
    let words = text.split('`').skip(1).step_by(2);
    words.filter_map(|word| word.split_once(".rs::")).collect()
}

/// Lines of a list such as `I1`, `C2`.
fn is_of(list: char, cell: &str) -> bool {
    cell.strip_prefix(list)
        .is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

#[test]
fn every_test_the_spec_names_is_in_the_sources() {
    let page = page();
    let tests = named(&page);
    assert!(tests.len() > 40, "the page names tests");
    for (file, name) in tests {
        let path = root().join(format!("{file}.rs"));
        let source = fs::read_to_string(&path).unwrap_or_else(|_| panic!("there is no {file}.rs"));
        assert!(
            source.contains(&format!("fn {name}()")),
            "{file}.rs has no test {name}"
        );
    }
}

#[test]
fn every_line_of_the_spec_is_kept_by_a_test_or_a_rule() {
    let page = page();
    for cells in lines(&page) {
        let kept_by = cells.last().unwrap();
        let is_list = is_of('I', cells[0]) || is_of('C', cells[0]);
        let is_table = page_tables(&cells);
        if is_list {
            let rule = kept_by.split_whitespace().any(|word| is_of('S', word));
            assert!(
                rule || !named(kept_by).is_empty(),
                "{} is kept by nothing",
                cells[0]
            );
        } else if is_table {
            assert!(!named(kept_by).is_empty(), "no test for {cells:?}");
        }
    }
}

/// Whether these are cells of a table whose last column names tests: not a heading, an assumption
/// or a planted bug.
fn page_tables(cells: &[&str]) -> bool {
    let heading = ["test", "kept by", "says", "rule", "found by"].contains(cells.last().unwrap());
    let without = is_of('A', cells[0]) || is_of('B', cells[0]);
    !heading && !without
}

#[test]
fn the_rules_of_the_simulation_and_the_spec_name_each_other() {
    let page = page();
    let mut on_page = BTreeSet::new();
    for cells in lines(&page).iter().filter(|cells| is_of('I', cells[0])) {
        for rule in cells[2].split_whitespace().filter(|word| is_of('S', word)) {
            on_page.insert((rule.to_owned(), cells[0].to_owned()));
        }
    }
    let in_code: BTreeSet<_> = invariants::ALL
        .iter()
        .map(|(rule, line, _)| ((*rule).to_owned(), (*line).to_owned()))
        .collect();
    assert_eq!(on_page, in_code);
}

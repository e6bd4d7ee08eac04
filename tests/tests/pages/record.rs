//! The record of processing. Goal: it names every field, table, kind of document and role that the program has,
//! and says of no role what the server does not do. Method: read the page, the sources and the migrations.

use std::collections::BTreeSet;
use std::fs;

use chungtay_server::roles::RULES;
use chungtay_shared::api::{Role, path};
use chungtay_shared::household::ProfileField;
use chungtay_shared::limits::SESSION_S;

use super::security_pages::{page, quoted, root};

const PAGE: &str = "docs/record-of-processing.md";

/// The first cells of a section's table rows that are code.
fn named(section: &str) -> BTreeSet<String> {
    let text = page(PAGE);
    let begins = text
        .find(section)
        .unwrap_or_else(|| panic!("no section {section}"));
    let rest = &text[begins + section.len()..];
    let part = rest.split("\n## ").next().unwrap();
    let rows = part.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| quoted(row).next().map(str::to_owned))
        .collect()
}

#[test]
fn every_field_of_a_household_stands_there_and_no_other() {
    let known: BTreeSet<String> = ProfileField::ALL
        .iter()
        .map(|f| f.code().to_owned())
        .collect();
    assert_eq!(named("## 3."), known);
}

#[test]
fn every_table_of_the_database_is_said_to_hold_people_or_not() {
    let mut tables = BTreeSet::new();
    for database in ["sqlite", "postgres"] {
        for file in fs::read_dir(root().join("server/migrations").join(database)).unwrap() {
            let sql = fs::read_to_string(file.unwrap().path()).unwrap();
            let made = sql
                .lines()
                .filter_map(|line| line.strip_prefix("create table "));
            tables.extend(
                made.filter_map(|rest| rest.split([' ', '(']).next())
                    .map(str::to_owned),
            );
        }
    }
    assert!(tables.len() > 20, "{tables:?}");
    assert_eq!(named("## 4."), tables);
}

#[test]
fn every_kind_of_document_stands_there() {
    let source = fs::read_to_string(root().join("shared/src/document.rs")).unwrap();
    let kinds = source.split("pub enum Kind {").nth(1).unwrap();
    let kinds = kinds.split('}').next().unwrap();
    let kinds: Vec<&str> = kinds
        .lines()
        .map(str::trim)
        .filter(|line| line.ends_with(','))
        .map(|line| line.trim_end_matches(','))
        .collect();
    assert!(kinds.len() > 2, "{kinds:?}");
    let text = page(PAGE);
    for kind in kinds {
        assert!(quoted(&text).any(|word| word == kind), "{kind}");
    }
}

#[test]
fn who_is_given_what_is_what_the_server_answers() {
    let reads = |role: Role, path: &str| {
        let mut rules = RULES
            .iter()
            .filter(|rule| rule.path == path && rule.reads());
        if rules.any(|rule| rule.is_for(role)) {
            "yes"
        } else {
            "no"
        }
    };
    let text = page(PAGE);
    for (name, role) in [
        ("officer", Role::Office),
        ("accountant", Role::Accountant),
        ("team leader", Role::Leader),
        ("oversight", Role::Oversight),
        ("administrator", Role::Administrator),
    ] {
        let asked = [
            path::HOUSEHOLD,
            path::FUND,
            path::DEVICES,
            path::ACCESS,
            path::REQUESTS,
            path::INCIDENTS,
        ];
        let row = format!(
            "| {name} | {} |",
            asked.map(|path| reads(role, path)).join(" | ")
        );
        assert!(text.contains(&row), "{PAGE} should say {row}");
    }
    let offices = Role::ALL.iter().filter(|role| role.is_office()).count();
    assert_eq!(offices, 5, "a row each");
}

#[test]
fn what_is_said_to_end_by_itself_ends_then() {
    let days = SESSION_S / (24 * 3_600);
    let row = format!("| a browser's session | {days} days at most |");
    assert!(page(PAGE).contains(&row), "{row}");
    let expiry = fs::read_to_string(root().join("shared/src/phone/expiry.rs")).unwrap();
    let name = "a_phone_that_nobody_hears_of_keeps_its_list_for_a_month_past_the_campaign";
    assert!(expiry.contains(name));
}

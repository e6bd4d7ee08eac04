//! Lists as offices keep them, and what must be understood of each.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::plan::{Action, Answer, AskWhy, Decision, ExistingHousehold, MatchedBy, plan};
use super::*;
use crate::id::DocId;

mod lists;
mod plans;

/// A sheet from lines, cells between `|`; figures become numbers, as a spreadsheet makes them.
fn sheet(name: &str, lines: &[&str]) -> Sheet {
    let cell = |text: &str| match text.trim() {
        "" => Cell::Empty,
        figures if figures.parse::<f64>().is_ok() && !figures.starts_with('0') => {
            Cell::Number(figures.parse().unwrap())
        }
        text => Cell::Text(text.trim_start_matches('\'').to_owned()),
    };
    Sheet {
        name: name.into(),
        rows: lines
            .iter()
            .map(|line| line.split('|').map(cell).collect())
            .collect(),
        ..Sheet::default()
    }
}

fn today() -> LocalDate {
    LocalDate::new(2026, 11, 23).unwrap()
}

fn read_lines(lines: &[&str]) -> ListReading {
    read(&[sheet("Danh sách", lines)], today())
}

fn kinds(reading: &ListReading) -> String {
    reading
        .rows
        .iter()
        .map(|row| row.kind.code())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Doubts as `row:kind`.
fn doubts(reading: &ListReading) -> Vec<String> {
    reading
        .doubts
        .iter()
        .map(|d| format!("{}:{}", d.row, d.kind.code()))
        .collect()
}

fn notes(reading: &ListReading) -> Vec<(&'static str, &str)> {
    reading
        .notes
        .iter()
        .map(|note| (note.kind.code(), note.detail.as_str()))
        .collect()
}

fn summary(reading: &ListReading) -> ImportSummary {
    ImportSummary::new(reading, &plan(reading, &[]), |kind| kind.code().to_owned())
}

fn field(reading: &ListReading, index: usize, field: ProfileField) -> &str {
    reading.households[index].profile.get(field)
}

fn names(reading: &ListReading) -> Vec<&str> {
    (0..reading.households.len())
        .map(|i| field(reading, i, ProfileField::HeadName))
        .collect()
}

fn counts<K: ToString>(map: &BTreeMap<K, usize>) -> Vec<(String, usize)> {
    map.iter()
        .map(|(key, count)| (key.to_string(), *count))
        .collect()
}

fn pairs<const N: usize>(pairs: [(&str, usize); N]) -> Vec<(String, usize)> {
    pairs
        .iter()
        .map(|(key, count)| ((*key).to_owned(), *count))
        .collect()
}

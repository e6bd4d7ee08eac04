//! Servers with few and with many households: what an exchange costs, and the room a household
//! takes.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{measure, results, say};
use crate::command::{cargo, step};

const DEFAULT_SIZES: &str = "1000,100000";
const RATIO_MAX: f64 = 1.3;
/// What must not grow.
const TIMES: [&str; 8] = [
    "push40_ms",
    "push40_cpu_ms",
    "noop_ms",
    "noop_cpu_ms",
    "push40_ms_compacted",
    "push40_cpu_ms_compacted",
    "noop_ms_compacted",
    "noop_cpu_ms_compacted",
];

/// Measures servers of these sizes (`1000,100000`), prints the table and says which targets hold.
pub(super) fn growth(sizes: Option<&str>) -> Result<()> {
    let sizes: Vec<&str> = sizes.unwrap_or(DEFAULT_SIZES).split(',').collect();
    let are_numbers = sizes.iter().all(|s| s.parse::<usize>().is_ok());
    ensure!(
        are_numbers,
        "--households takes numbers, such as {DEFAULT_SIZES}"
    );
    step("bench growth");
    let package = ["run", "--release", "-p", "chungtay-tests"];
    let mut program = cargo(&package);
    program.args(["--bin", "bench-growth", "--"]).args(sizes);
    let mut rows = measure(&mut program, &results("growth-ours.json")?)?;

    let table = Table::read(&rows);
    table.print();
    let mut ratios = Vec::new();
    for metric in TIMES {
        for (case, ratio) in table.ratios(metric) {
            let holds = if ratio <= RATIO_MAX {
                "holds"
            } else {
                "DOES NOT HOLD"
            };
            println!(
                "{holds:<14} {metric} of {case} / of the smallest: {ratio:.2}, at most {RATIO_MAX}"
            );
            let metric = format!("{metric}_ratio");
            ratios.push(json!({"case": case, "system": "chungtay", "metric": metric, "value": ratio, "unit": ""}));
        }
    }
    rows.extend(ratios);
    fs::write(
        results("growth.json")?,
        serde_json::to_vec_pretty(&Value::from(rows.clone()))?,
    )?;
    say(&rows, "growth.json");
    Ok(())
}

/// A line for each metric, a column for each case, both in the order of the measurement.
struct Table<'a> {
    cases: Vec<&'a str>,
    metrics: Vec<&'a str>,
    values: BTreeMap<(&'a str, &'a str), f64>,
}

impl<'a> Table<'a> {
    fn read(rows: &'a [Value]) -> Self {
        let mut table = Self {
            cases: Vec::new(),
            metrics: Vec::new(),
            values: BTreeMap::new(),
        };
        for row in rows {
            let text = |key: &str| row[key].as_str().unwrap_or_default();
            let (case, metric) = (text("case"), text("metric"));
            for (seen, name) in [(&mut table.cases, case), (&mut table.metrics, metric)] {
                if !seen.contains(&name) {
                    seen.push(name);
                }
            }
            let value = row["value"].as_f64().unwrap_or(f64::NAN);
            table.values.insert((metric, case), value);
        }
        table
    }

    fn print(&self) {
        print!("{:<28}", "a household's share");
        for case in &self.cases {
            print!(" {case:>18}");
        }
        println!();
        for metric in &self.metrics {
            print!("{metric:<28}");
            let decimals = if metric.starts_with("bytes") { 0 } else { 2 };
            for case in &self.cases {
                let value = self.values.get(&(*metric, *case));
                let cell = value.map_or_else(|| "-".to_owned(), |v| format!("{v:.decimals$}"));
                print!(" {cell:>18}");
            }
            println!();
        }
    }

    /// Each case's value beside that of the first, which is the smallest.
    fn ratios(&self, metric: &str) -> Vec<(&'a str, f64)> {
        let of = |case: &&'a str| Some((*case, *self.values.get(&(metric, *case))?));
        let mut values = self.cases.iter().filter_map(of);
        let Some((_, smallest)) = values.next() else {
            return Vec::new();
        };
        values
            .map(|(case, value)| (case, value / smallest))
            .collect()
    }
}

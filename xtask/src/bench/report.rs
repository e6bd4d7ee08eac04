//! What it costs to see where a city stands, beside one pass over all rows that its figures come from.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::{measure, results, say};
use crate::command::{cargo, step};

/// Communes of Cần Thơ, and households of all of them.
const DEFAULT: [&str; 2] = ["103", "100000"];
/// How long a city's page and report may take, in passes over all rows.
const SCANS_MAX: f64 = 2.0;
/// How many milliseconds they may take the first time after a program began, when all is counted.
const FIRST_MS_MAX: f64 = 1_000.0;
/// How much longer a commune's own page may take where there are others.
const FLAT_MAX: f64 = 1.3;

/// What a figure of the city is measured by.
#[derive(Clone, Copy)]
enum Per {
    /// One pass over all rows.
    Scan,
    /// A millisecond.
    Ms,
    /// The same of a city of one commune.
    OneCommune,
}

/// Name of the result, the figure, what it is measured by, and how much it may be.
const WANTED: [(&str, &str, Per, f64); 8] = [
    ("city_per_scan", "city_ms", Per::Scan, SCANS_MAX),
    (
        "city_changed_per_scan",
        "city_changed_ms",
        Per::Scan,
        SCANS_MAX,
    ),
    (
        "city_report_per_scan",
        "city_report_ms",
        Per::Scan,
        SCANS_MAX,
    ),
    (
        "city_report_changed_per_scan",
        "city_report_changed_ms",
        Per::Scan,
        SCANS_MAX,
    ),
    ("city_first", "city_first_ms", Per::Ms, FIRST_MS_MAX),
    (
        "city_report_first",
        "city_report_first_ms",
        Per::Ms,
        FIRST_MS_MAX,
    ),
    ("commune_flat", "commune_cpu_ms", Per::OneCommune, FLAT_MAX),
    (
        "commune_report_flat",
        "commune_report_cpu_ms",
        Per::OneCommune,
        FLAT_MAX,
    ),
];

/// Measures a city of so many communes and households in all, and a single commune.
pub(super) fn report(sizes: Option<[&str; 2]>) -> Result<()> {
    let sizes = sizes.unwrap_or(DEFAULT);
    let are_numbers = sizes.iter().all(|size| size.parse::<usize>().is_ok());
    ensure!(
        are_numbers,
        "`report` takes two numbers: communes, households"
    );
    step("bench report");
    let mut program = cargo(&["run", "--release", "-p", "chungtay-tests"]);
    program.args(["--bin", "bench-report", "--"]).args(sizes);
    let mut rows = measure(&mut program, &results("report-ours.json")?)?;
    for row in &rows {
        let of = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let value = row["value"].as_f64().unwrap_or_default();
        println!("{:<12} {:<24} {value:>10.2} ms", of("case"), of("metric"));
    }
    let city = format!("communes{}", sizes[0]);
    let value = |case: &str, metric: &str| {
        let mut found = rows.iter();
        found
            .find(|row| row["case"] == case && row["metric"] == metric)
            .and_then(|row| row["value"].as_f64())
            .with_context(|| format!("{metric} of {case} was not measured"))
    };
    let mut judged = Vec::new();
    for (name, metric, per, most) in WANTED {
        let per = match per {
            Per::Scan => value(&city, "scan_ms")?,
            Per::Ms => 1.0,
            Per::OneCommune => value("communes1", metric)?,
        };
        let ratio = value(&city, metric)? / per;
        let holds = if ratio <= most {
            "holds"
        } else {
            "DOES NOT HOLD"
        };
        println!("{holds:<14} {name}: {ratio:.2}, at most {most}");
        judged.push(
            json!({"case": city, "system": "chungtay", "metric": name, "value": ratio, "unit": ""}),
        );
    }
    rows.extend(judged);
    fs::write(
        results("report.json")?,
        serde_json::to_vec_pretty(&Value::from(rows.clone()))?,
    )?;
    say(&rows, "report.json");
    Ok(())
}

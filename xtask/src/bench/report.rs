//! What it costs to see where a city stands, beside one pass over all rows that its figures come from.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::{measure, results, say};
use crate::command::{cargo, step};

/// Communes of Cần Thơ, and households of all of them.
const DEFAULT: [&str; 2] = ["103", "100000"];
/// How long a city's page may take, in passes over all rows.
const SCANS_MAX: f64 = 2.0;
/// How much longer a commune's own page may take where there are others.
const FLAT_MAX: f64 = 1.3;

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
    let scans = value(&city, "city_ms")? / value(&city, "scan_ms")?;
    let flat =
        |metric: &str| Ok::<_, anyhow::Error>(value(&city, metric)? / value("communes1", metric)?);
    let ratios = [
        ("city_per_scan", scans, SCANS_MAX),
        ("commune_flat", flat("commune_cpu_ms")?, FLAT_MAX),
        (
            "commune_report_flat",
            flat("commune_report_cpu_ms")?,
            FLAT_MAX,
        ),
    ];
    for (name, ratio, most) in ratios {
        let holds = if ratio <= most {
            "holds"
        } else {
            "DOES NOT HOLD"
        };
        println!("{holds:<14} {name}: {ratio:.2}, at most {most}");
        rows.push(
            json!({"case": city, "system": "chungtay", "metric": name, "value": ratio, "unit": ""}),
        );
    }
    fs::write(
        results("report.json")?,
        serde_json::to_vec_pretty(&Value::from(rows.clone()))?,
    )?;
    say(&rows, "report.json");
    Ok(())
}

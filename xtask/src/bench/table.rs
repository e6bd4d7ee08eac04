//! Rows of a benchmark as a table: a line for each case and system.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The line that times are derived for: of a village at the end of the 2G network.
const ROUND_TRIP_S: f64 = 0.4;
const BITS_PER_S: f64 = 50_000.0;
const METRICS: [(&str, usize); 6] = [
    ("bytes_up", 0),
    ("bytes_down", 0),
    ("requests", 0),
    ("round_trips", 0),
    ("cpu_ms_server", 1),
    ("cpu_ms_client", 1),
];

/// Figures by case and system, both in the order in which they were measured.
pub(super) struct Figures {
    lines: Vec<(String, String)>,
    values: BTreeMap<(String, String, String), f64>,
}

impl Figures {
    /// From rows of `{"case", "system", "metric", "value"}`.
    pub(super) fn read(rows: &[Value]) -> Self {
        let mut cases: Vec<&str> = Vec::new();
        let mut systems: Vec<&str> = Vec::new();
        let mut values = BTreeMap::new();
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        for row in rows {
            for (seen, key) in [(&mut cases, "case"), (&mut systems, "system")] {
                let name = row[key].as_str().unwrap_or_default();
                if !seen.contains(&name) {
                    seen.push(name);
                }
            }
            if let Some(value) = row["value"].as_f64() {
                let [case, system, metric] = ["case", "system", "metric"].map(|key| text(row, key));
                values.insert((case, system, metric), value);
            }
        }
        let lines = cases
            .iter()
            .flat_map(|case| systems.iter().map(move |system| (*case, *system)))
            .map(|(case, system)| (case.to_owned(), system.to_owned()))
            .filter(|(case, system)| {
                let measured = |metric: &str| (case.clone(), system.clone(), metric.to_owned());
                values.contains_key(&measured("bytes_up"))
            })
            .collect();
        Self { lines, values }
    }

    /// One figure.
    pub(super) fn get(&self, case: &str, system: &str, metric: &str) -> Option<f64> {
        let key = (case.to_owned(), system.to_owned(), metric.to_owned());
        self.values.get(&key).copied()
    }

    /// Bytes both ways.
    pub(super) fn bytes(&self, case: &str, system: &str) -> Option<f64> {
        let of = |metric| self.get(case, system, metric);
        Some(of("bytes_up")? + of("bytes_down")?)
    }

    /// Seconds over the slow line, as far as the round trips are known.
    fn derived_s(&self, case: &str, system: &str) -> Option<f64> {
        let trips = self.get(case, system, "round_trips")?;
        Some(trips * ROUND_TRIP_S + self.bytes(case, system)? * 8.0 / BITS_PER_S)
    }

    /// The derived times as rows like the others.
    pub(super) fn derived_rows(&self) -> Vec<Value> {
        let row = |(case, system): &(String, String)| {
            let value = self.derived_s(case, system)?;
            let metric = "derived_s";
            let row = json!({"case": case, "system": system, "metric": metric, "value": value, "unit": "s"});
            Some(row)
        };
        self.lines.iter().filter_map(row).collect()
    }
}

/// Prints a line for each case and system; `-` is not measured.
pub(super) fn print_table(figures: &Figures) {
    print!("{:<16} {:<15}", "case", "system");
    for (metric, _) in METRICS {
        print!(" {metric:>13}");
    }
    println!(" {:>10}", "derived_s");
    let cell = |value: Option<f64>, decimals| {
        value.map_or_else(|| "-".to_owned(), |value| format!("{value:.decimals$}"))
    };
    for (case, system) in &figures.lines {
        print!("{case:<16} {system:<15}");
        for (metric, decimals) in METRICS {
            let value = figures.get(case, system, metric);
            print!(" {:>13}", cell(value, decimals));
        }
        println!(" {:>10}", cell(figures.derived_s(case, system), 1));
    }
    println!(
        "derived_s: over a line of {:.0} ms a round trip and {:.0} kbit/s",
        ROUND_TRIP_S * 1_000.0,
        BITS_PER_S / 1_000.0
    );
}

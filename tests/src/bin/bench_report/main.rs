//! `cargo xtask bench report`: what it costs to see where a city stands, and one of its communes; beside
//! it, in the same run, one pass over all rows that these figures come from.
//!
//! The arguments are how many communes and how many households in all. `CHUNGTAY_BENCH_JSON` names a
//! file for the figures.

mod city;

use std::time::{Duration, Instant};

use chungtay_shared::api::path;
use chungtay_tests::cpu;
use serde::Serialize;

use city::FilledCity;

/// How often each is measured, in turns; the median counts.
const ROUNDS: usize = 9;

#[derive(Debug, Serialize)]
struct Figure {
    case: String,
    system: &'static str,
    metric: String,
    value: f64,
    unit: &'static str,
}

/// What a question took, each time it was asked.
#[derive(Default)]
struct Costs {
    wall: Vec<Duration>,
    cpu: Vec<Duration>,
}

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .skip(1)
        .map(|number| number.parse().expect("a number"))
        .collect();
    let &[communes, households] = numbers.as_slice() else {
        panic!("how many communes, and how many households in all?");
    };
    let each = households.div_ceil(communes);
    let cities = [1, communes].map(|communes| FilledCity::of(communes, each));
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let mut figures = Vec::new();
    for city in &cities {
        figures.extend(runtime.block_on(measured(city)));
    }
    let json = serde_json::to_vec_pretty(&figures).expect("JSON");
    match std::env::var("CHUNGTAY_BENCH_JSON") {
        Ok(path) => std::fs::write(path, json).expect("a file for the figures"),
        Err(_) => println!("{}", String::from_utf8_lossy(&json)),
    }
}

/// Everything in turn, so that whatever else the machine does bears on all alike.
async fn measured(city: &FilledCity) -> Vec<Figure> {
    let report = city.report_path().await;
    let questions = [
        ("scan", None, String::new()),
        ("city", Some(city.officer()), path::UNITS.to_owned()),
        ("commune", Some(city.clerk()), path::SUMMARY.to_owned()),
        ("commune_report", Some(city.clerk()), report),
    ];
    let mut costs = questions.each_ref().map(|_| Costs::default());
    let mut firsts = Vec::new();
    // The first time stands by itself: what the operating system keeps of a file is kept then, and what the
    // server keeps of documents.
    for round in 0..=ROUNDS {
        for ((_, cookie, path), costs) in questions.iter().zip(&mut costs) {
            let (began, spent) = (Instant::now(), cpu::spent());
            match cookie {
                None => city.scan(),
                Some(cookie) => city.get(path, cookie).await,
            }
            if round > 0 {
                costs.wall.push(began.elapsed());
                costs.cpu.extend(cpu::since(spent));
            } else {
                firsts.push(began.elapsed());
            }
        }
    }
    let case = format!("communes{}", city.communes());
    questions
        .iter()
        .zip(costs.into_iter().zip(firsts))
        .flat_map(|((name, ..), (costs, first))| {
            let figure = |metric: &str, costs: Vec<Duration>| Figure {
                case: case.clone(),
                system: "chungtay",
                metric: format!("{name}_{metric}"),
                value: median_ms(costs),
                unit: "ms",
            };
            [
                figure("ms", costs.wall),
                figure("cpu_ms", costs.cpu),
                figure("first_ms", vec![first]),
            ]
        })
        .collect()
}

fn median_ms(mut costs: Vec<Duration>) -> f64 {
    costs.sort_unstable();
    let median = costs.get(costs.len() / 2).copied().unwrap_or_default();
    median.as_secs_f64() * 1_000.0
}

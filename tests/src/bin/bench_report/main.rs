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
/// How often a program begins anew; the median counts.
const BEGINNINGS: usize = 3;

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
    let mut cities = [1, communes].map(|communes| FilledCity::of(communes, each));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let runtime = runtime.expect("a runtime");
    let mut figures = Vec::new();
    for city in &mut cities {
        figures.extend(runtime.block_on(measured(city)));
    }
    let json = serde_json::to_vec_pretty(&figures).expect("JSON");
    match std::env::var("CHUNGTAY_BENCH_JSON") {
        Ok(path) => std::fs::write(path, json).expect("a file for the figures"),
        Err(_) => println!("{}", String::from_utf8_lossy(&json)),
    }
}

/// What is asked, and by whom; a pass over all rows is nobody's question.
struct Question {
    name: &'static str,
    asked: Option<(String, String)>,
    /// Whether something has changed in one commune since the last answer.
    after_change: bool,
}

async fn questions(city: &FilledCity) -> Vec<Question> {
    let (officer, clerk) = (city.officer(), city.clerk());
    let whole = city.report_path(&officer, "whole").await;
    let own = city.report_path(&clerk, "own").await;
    let asked = |name, cookie: &str, path: &str, after_change| Question {
        name,
        asked: Some((cookie.to_owned(), path.to_owned())),
        after_change,
    };
    vec![
        Question {
            name: "scan",
            asked: None,
            after_change: false,
        },
        asked("city", &officer, path::UNITS, false),
        asked("city_changed", &officer, path::UNITS, true),
        asked("city_report", &officer, &whole, false),
        asked("city_report_changed", &officer, &whole, true),
        asked("commune", &clerk, path::SUMMARY, false),
        asked("commune_report", &clerk, &own, false),
    ]
}

/// Everything in turn, so that whatever else the machine does bears on all alike.
async fn measured(city: &mut FilledCity) -> Vec<Figure> {
    let questions = questions(city).await;
    let mut costs: Vec<Costs> = questions.iter().map(|_| Costs::default()).collect();
    // The first time stands by itself: what the operating system keeps of a file is kept then.
    for round in 0..=ROUNDS {
        for (question, costs) in questions.iter().zip(&mut costs) {
            if question.after_change {
                city.change();
            }
            let (began, spent) = (Instant::now(), cpu::spent());
            match &question.asked {
                None => city.scan(),
                Some((cookie, path)) => city.get(path, cookie).await,
            }
            if round > 0 {
                costs.wall.push(began.elapsed());
                costs.cpu.extend(cpu::since(spent));
            }
        }
    }
    let case = format!("communes{}", city.communes());
    let figure = |metric: String, costs: Vec<Duration>| Figure {
        case: case.clone(),
        system: "chungtay",
        metric,
        value: median_ms(costs),
        unit: "ms",
    };
    let mut figures = Vec::new();
    for (question, costs) in questions.iter().zip(costs) {
        figures.push(figure(format!("{}_ms", question.name), costs.wall));
        figures.push(figure(format!("{}_cpu_ms", question.name), costs.cpu));
    }
    // What the server keeps of documents and counts is kept when a program is first asked.
    for question in questions.iter().filter(|question| !question.after_change) {
        let Some((cookie, path)) = &question.asked else {
            continue;
        };
        let mut firsts = Vec::new();
        for _ in 0..BEGINNINGS {
            city.begun_anew();
            let began = Instant::now();
            city.get(path, cookie).await;
            firsts.push(began.elapsed());
        }
        figures.push(figure(format!("{}_first_ms", question.name), firsts));
    }
    figures
}

fn median_ms(mut costs: Vec<Duration>) -> f64 {
    costs.sort_unstable();
    let median = costs.get(costs.len() / 2).copied().unwrap_or_default();
    median.as_secs_f64() * 1_000.0
}

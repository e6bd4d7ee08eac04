//! `cargo xtask kill`: the real program, killed again and again while phones work with it.

use std::path::PathBuf;
use std::process::ExitCode;

use chungtay_tests::database::Database;
use chungtay_tests::processes::{Plan, play};

const HELP: &str = "kill --program FILE [--times N] [--database sqlite|postgres] [--nodes N] \
     [--phones N] [--seed S]";

fn main() -> ExitCode {
    let Some(plan) = plan(std::env::args().skip(1)) else {
        println!("{HELP}");
        return ExitCode::FAILURE;
    };
    println!("seed {}", plan.seed);
    println!("{}", play(&plan));
    ExitCode::SUCCESS
}

fn plan(mut arguments: impl Iterator<Item = String>) -> Option<Plan> {
    let mut database = "sqlite".to_owned();
    let (mut program, mut nodes, mut phones, mut kills, mut seed) = (None, 1, 50, 200, 1);
    while let Some(name) = arguments.next() {
        let value = arguments.next()?;
        match name.as_str() {
            "--program" => program = Some(PathBuf::from(value)),
            "--database" => database = value,
            "--nodes" => nodes = value.parse().ok()?,
            "--phones" => phones = value.parse().ok()?,
            "--times" => kills = value.parse().ok()?,
            "--seed" => seed = value.parse().ok()?,
            _ => return None,
        }
    }
    let database = match (database.as_str(), nodes) {
        ("sqlite", 1) => Database::sqlite(),
        ("postgres", 1..) => Database::postgres(),
        _ => return None,
    };
    Some(Plan {
        program: program?,
        database,
        nodes,
        phones,
        kills,
        seed,
    })
}

//! The only build tool: `cargo xtask run | build | test | lint | bench`.

mod bench;
mod browser;
mod build;
mod command;
mod compress;
mod deny;
mod dist;
mod fuzz;
mod icons;
mod kill;
mod lint;
mod machine;
mod run;
mod sbom;
mod shell;
mod simulate;
mod sizes;
mod slim;
mod styles;
mod test;
mod toolchain;
mod tree;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Usage: cargo xtask COMMAND

  run [-- ARGS]         build everything, then serve on http://127.0.0.1:8080 from ./data;
                        ARGS go to `chungtay serve`, for example: cargo xtask run -- --demo
  build                 build the phone, the store worker and the office into target/dist
  test [--no-browser]   formatting, lints, all tests, then the browser tests
  lint                  formatting and lints only
  deny                  licences, sources and advisories of what is linked; needs cargo-deny
  sbom                  what is linked, as CycloneDX, into target/sbom.cdx.json
  simulate --runs N [--seed FIRST] | --plan FILE
                        play so many wards, each from a seed of its own, or a plan that failed
  bench growth [--households N,N]
                        measure the sync in small and large servers, and the room a household
                        takes; figures also go to target/bench/growth.json
  kill [--times N] [--database sqlite|postgres] [--nodes N] [--seed S]
                        kill the real server so many times while 50 phones sync with it
  fuzz TARGET [--minutes N] [--keep]
                        play bytes made by libFuzzer, which needs the nightly compiler; --keep
                        puts the fewest inputs that reach the most into fuzz/corpus
  bench start [--beside FOLDER]
                        measure the screens, and those of another build's target/dist in turns
                        with them; figures also go to target/bench/start.json
  bench sync [--no-peers]
                        measure the sync beside automerge-repo's and PouchDB's on the same data;
                        figures also go to target/bench/sync.json
  bench ingest [--no-peers]
                        measure many phones that push at once, beside the same servers;
                        figures also go to target/bench/ingest.json";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let (name, rest) = arguments
        .split_first()
        .map_or(("help", &[][..]), |(name, rest)| (name.as_str(), rest));
    match name {
        "run" => run::run(rest),
        "build" => nothing_after(name, rest).and_then(|()| build::build().map(drop)),
        "test" => test::test(rest),
        "lint" => nothing_after(name, rest).and_then(|()| lint::lint()),
        "bench" => bench::bench(rest),
        "deny" => nothing_after(name, rest).and_then(|()| deny::deny()),
        "sbom" => nothing_after(name, rest).and_then(|()| sbom::sbom()),
        "kill" => kill::kill(rest),
        "fuzz" => fuzz::fuzz(rest),
        "simulate" => simulate::simulate(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command {other:?}\n\n{HELP}"),
    }
}

fn nothing_after(name: &str, rest: &[String]) -> Result<()> {
    match rest.first() {
        None => Ok(()),
        Some(extra) => bail!("`cargo xtask {name}` takes no {extra:?}"),
    }
}

//! Wards played from a seed. A seed gives a [`plan::Plan`]: people, communes and a list of
//! [`operation::Operation`]s as data. [`run::play`] plays it on the real machines and the real
//! store, beside the simple [`model`], and names the invariant that does not hold. A plan that
//! fails is made smaller ([`shrink`]) and kept as JSON, to be played again.

use std::path::{Path, PathBuf};

use crate::database::Kind;
use coverage::Coverage;

pub mod app;
pub mod background;
pub mod books;
pub mod coverage;
pub mod errors;
pub mod invariants;
pub mod many;
pub mod model;
pub mod operation;
pub mod plan;
pub mod road;
pub mod run;
pub mod shrink;
pub mod words;
pub mod world;

/// A rule that did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule's name in [`invariants::ALL`].
    pub invariant: &'static str,
    /// What was found instead.
    pub found: String,
}

/// Plays the plan of a seed, and says what happened in it.
///
/// # Errors
/// With a text for people: the rule that did not hold, the seed, and where the plan and the
/// smaller plan are kept.
pub fn check_seed(seed: u64, kind: Kind, kept_in: &Path) -> Result<Coverage, String> {
    let plan = plan::Plan::of_seed(seed);
    let violation = match run::play(&plan, kind) {
        Ok(coverage) => return Ok(coverage),
        Err(violation) => violation,
    };
    let whole = plan.keep(kept_in, &format!("{seed}"));
    let small = shrink::shrink(&plan, kind, violation.invariant);
    let small_path = small.keep(kept_in, &format!("{seed}-small"));
    Err(format!(
        "seed {seed}: {} does not hold: {}\nplan: {}\nshrunk to {} operations: {}",
        violation.invariant,
        violation.found,
        whole.display(),
        small.operations.len(),
        small_path.display()
    ))
}

/// Where plans that failed are kept.
pub fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.unwrap_or(Path::new(".")).join("target/simulation")
}

//! Everything that needs more than one crate.
//!
//! - [`ward`]: a whole ward in one process: phones with disks that can lose power, a server over a
//!   real database, and a network that loses, repeats and cuts. No HTTP, no sleeping: the same
//!   machines as in the product, with time and chance from a seed.
//! - [`simulation`]: such wards played from seeds against a model, and shrunk when they fail.
//! - [`sealing`]: escape files as a browser makes them.
//! - [`http`]: the real router without a socket.
//! - [`log`]: what is logged, kept to be read.
//! - [`database`]: the two databases a test can run on.
//! - [`postgres`]: a PostgreSQL server of the tests' own, gone when they end.
//! - [`cpu`]: what a measurement has cost.
//! - [`forging`]: a household, and changes that no app of ours has written.
//! - [`fuzzing`]: what is done with bytes of which nobody knows anything.
//! - [`processes`]: the real program, killed again and again while phones work with it.
//! - [`reference_ward`]: the ward and the work that everything is measured on.
//! - [`request`]: a request of the sync, to begin with.
//! - [`spreadsheets`]: care lists as they are in life, with the truth beside them.
//! - [`texts`]: text documents as Word reads them.
//!
//! A failing simulation prints its seed; `CHUNGTAY_SEED=n cargo test -p chungtay-tests simulation`
//! plays it again.

#![expect(
    clippy::missing_panics_doc,
    reason = "a harness panics where a test has failed"
)]

pub mod authenticator;
pub mod cpu;
pub mod database;
pub mod forging;
pub mod fuzzing;
pub mod http;
pub mod log;
pub mod postgres;
pub mod processes;
pub mod reference_ward;
pub mod request;
pub mod sealing;
pub mod signing;
pub mod simulation;
pub mod spreadsheets;
pub mod texts;
pub mod ward;

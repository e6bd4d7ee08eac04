//! What passes between phones and the server, and what does not. One program, for each costs a minute to link and a hundred megabytes.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod benches;
mod erasure;
mod escape;
mod gate;
mod gate_schema;
mod limits;
mod metrics;
mod move_on;
mod proofs;
mod sealed;
mod set_aside;
mod story;
mod supports_gate;

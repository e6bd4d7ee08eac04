//! The handlers, one file a part of the paths; `router.rs` shows them all.

pub mod access;
pub mod begin;
pub mod enrol;
pub mod erasure;
pub mod escape;
pub mod exports;
pub mod fund;
pub mod health;
pub mod import;
pub mod lists;
pub mod lives;
pub mod office;
pub mod open;
mod origin;
pub mod papers;
pub mod periods;
pub mod publicity;
pub mod quarantine;
pub mod register;
pub mod report;
pub mod review;
pub mod rounds;
pub mod session;
pub mod supports;
pub mod sync;
pub mod units;

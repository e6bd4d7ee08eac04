//! A campaign and the lives of its households, as people live them. One program, for each costs a minute to link and a hundred megabytes.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod basis;
mod claims;
mod custody;
mod fund;
mod goods;
mod ledger;
mod letter;
mod lives;
mod merges;
mod offers;
mod periods;
mod publicity;
mod register;
mod rights;
mod supports;
mod takeover;
mod units;
mod urging;

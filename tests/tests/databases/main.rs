//! What the two databases keep, alike and under load. One program, for each costs a minute to link and a hundred megabytes.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod access_alike;
mod audit;
mod books_alike;
mod busy_office;
mod compaction;
mod counted;
mod joining_alike;
mod nodes;
mod periods_store;
mod postgres;
mod pushes_at_once;
mod row_seals;
mod said;
mod seal_register;
mod store_alike;
mod store_contract;
mod store_races;
mod tools_alike;
mod upgrade;

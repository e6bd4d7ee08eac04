//! Chung Tay's core: the domain, its rules, the documents and both ends of the sync protocol.
//!
//! Nothing here does I/O, reads a clock, draws a random number or awaits: time and chance are
//! arguments, and the state machines give their effects back as values. So one process can play a
//! whole ward of phones with a broken network and a crashing server, from a seed.
//!
//! Reading order: words ([`text`], [`money`], [`time`], [`identity`]), the domain ([`household`],
//! [`visit`], [`handover`], [`campaign`], [`round`], [`proposal`],
//! [`review`]), what lists are drawn from ([`row`], [`duplicate`]), the
//! documents (`document`), the protocol (`sync`), the file that is carried where no network is
//! ([`escape`]), the phone (`phone`); who saw and did what ([`access`]),
//! and what seals the rows that no document gives ([`row_seal`]).

pub mod access;
pub mod chain;
pub mod code;
pub mod collation;
pub mod consent;
pub mod date;
pub mod id;
pub mod identity;
pub mod limits;
pub mod row_seal;
pub mod text;
pub mod time;

pub mod campaign;
pub mod claim;
pub mod custody;
pub mod data_request;
pub mod field;
pub mod fund;
pub mod handover;
pub mod household;
pub mod import;
pub mod incident;
pub mod life;
pub mod money;
pub mod offer;
pub mod password;
pub mod peak_month;
pub mod period;
pub mod poverty_standard;
pub mod proposal;
pub mod publicity;
pub mod register;
pub mod review;
pub mod round;
pub mod signature;
pub mod support;
pub mod synthetic;
pub mod unit;
pub mod vault;
pub mod visit;
pub mod wording;
pub mod working_day;

pub mod day_plan;
pub mod duplicate;
pub mod row;

#[cfg(feature = "documents")]
pub mod document;

pub mod api;
pub mod escape;
pub mod phone;
#[cfg(feature = "documents")]
pub mod sync;

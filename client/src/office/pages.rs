//! One file a page.

pub(crate) mod asking;
pub(crate) mod begin;
pub(crate) mod campaign;
pub(crate) mod campaigns;
pub(crate) mod demo_ready;
pub(crate) mod enrol;
pub(crate) mod facts;
pub(crate) mod fund;
pub(crate) mod household;
pub(crate) mod households;
pub(crate) mod import;
pub(crate) mod new_round;
pub(crate) mod not_found;
pub(crate) mod overview;
pub(crate) mod papers;
pub(crate) mod periods;
pub(crate) mod phones;
pub(crate) mod publicity;
pub(crate) mod register;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod round;
pub(crate) mod rounds;
pub(crate) mod sign_in;
pub(crate) mod supports;
pub(crate) mod units;

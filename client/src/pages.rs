//! The pages, one file each.

mod correct;
mod day;
mod edit_profile;
mod enrol;
mod household;
mod households;
mod in_hand;
mod lock;
mod not_found;
mod note_activity;
mod record_handover;
mod record_visit;
mod records;
mod register;
mod settings;
mod support;
mod trouble;
mod welcome;

pub(crate) use correct::Correct;
pub(crate) use day::day;
pub(crate) use edit_profile::EditProfile;
pub(crate) use enrol::Enrol;
pub(crate) use household::HouseholdPage;
pub(crate) use households::Households;
pub(crate) use in_hand::in_hand;
pub(crate) use lock::{Unlock, choose_pin};
pub(crate) use not_found::not_found;
pub(crate) use note_activity::note_activity;
pub(crate) use record_handover::record_handover;
pub(crate) use record_visit::record_visit;
pub(crate) use records::Records;
pub(crate) use register::register;
pub(crate) use settings::settings;
pub(crate) use support::SupportPage;
pub(crate) use trouble::{not_fetched, opening, trouble};
pub(crate) use welcome::Welcome;

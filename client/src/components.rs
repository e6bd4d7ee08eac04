//! What both the phone and the office draw with.

mod badge;
mod banner;
mod choice_chips;
mod field;
mod signature_view;

pub(crate) use badge::{Badge, badge};
pub(crate) use banner::{Banner, Tone, banner, note};
pub(crate) use choice_chips::{Choice, ChoiceChips};
pub(crate) use field::{Field, Kind};
pub(crate) use signature_view::{signature_view, stroke_paths};

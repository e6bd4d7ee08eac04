//! Everything that is asked of the browser itself. No other module of the phone names its APIs,
//! but for the events and elements a component draws.

pub(crate) mod clock;
pub(crate) mod events;
pub(crate) mod file;
pub(crate) mod finger;
pub(crate) mod focus;
pub(crate) mod history;
pub(crate) mod install;
pub(crate) mod json;
pub(crate) mod last_words;
pub(crate) mod link;
pub(crate) mod panic_page;
pub(crate) mod position;
pub(crate) mod scroll;
pub(crate) mod setup;
pub(crate) mod storage;
pub(crate) mod task;
pub(crate) mod update;

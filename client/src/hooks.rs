//! What pages read and do, one hook a file.

mod use_app;
mod use_draft;
mod use_drafted_form;
mod use_form;
mod use_household;
mod use_lock;
mod use_save;

pub(crate) use use_app::{
    AppHandle, Lasting, use_app, use_day_memory, use_list_memory, use_navigator, use_store,
};
pub(crate) use use_draft::{Draft, DraftKeeper, MADE_BEFORE, use_draft};
pub(crate) use use_drafted_form::{DraftedForm, use_drafted_form};
pub(crate) use use_form::{Edit, Form, use_form};
pub(crate) use use_household::{Loaded, use_household};
pub(crate) use use_lock::use_lock;
pub(crate) use use_save::{SaveState, use_save};

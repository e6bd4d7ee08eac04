//! What the phone's pages are put together from, beside what both apps share. What has no state of
//! its own is a function and no component: a component costs a phone a kilobyte to download.

mod drafted;
mod escape_card;
mod failure_banner;
mod filters;
mod form_page;
mod handover_entry;
mod handover_fields;
mod highlight;
mod history;
mod household_list;
mod household_row;
mod lookalike_list;
mod nav_bar;
mod page;
mod place_choice;
mod profile_fields;
mod route_link;
mod save_bar;
mod signature_pad;
mod sync_strip;
mod visit_entry;
mod visit_fields;
mod when_fields;
mod window;
mod windowed;

pub(crate) use drafted::{Beginning, Drafted};
pub(crate) use escape_card::EscapeCard;
pub(crate) use failure_banner::failure_banner;
pub(crate) use filters::{Filters, filters, filters_set};
pub(crate) use form_page::form_page;
pub(crate) use handover_fields::{HandoverFields, handover_fields};
pub(crate) use history::history;
pub(crate) use household_list::{HouseholdList, Lines, ListMemory};
pub(crate) use household_row::RowView;
pub(crate) use lookalike_list::lookalike_list;
pub(crate) use page::{Page, skeleton};
pub(crate) use profile_fields::{ProfileFields, hamlet_names, hamlets_there, profile_fields};
pub(crate) use route_link::RouteLink;
pub(crate) use save_bar::save_bar;
pub(crate) use visit_fields::{VisitFields, visit_fields};
pub(crate) use window::Reach;
pub(crate) use windowed::use_window;

//! The office's screens: a clerk's day at the desk, keyboard first.
//!
//! Pages read the server through `remote` and change it through `task`; logic worth testing stands
//! in modules without browser types (`shell`, `import_state`, `household_list`, `campaign_form`,
//! `activity_form`, `round_form`, `unit_sums`, `life_draft`, `fund_form`, `review_kind`, `typed_value`, `row_window`,
//! `line_buffer`, `failure`).

mod activity_form;
mod after_pause;
mod amount_tile;
mod answer;
mod app;
mod browser;
mod campaign_form;
mod campaign_item;
mod choice_field;
mod completeness;
mod confirm_dialog;
mod data_view;
mod device_name;
mod device_table;
mod disclosure;
mod door;
mod enrolment_links;
mod escape_import;
mod fact_table;
mod failure;
mod file_drop;
mod first_problem;
mod fund_form;
mod held;
mod history;
mod household_choice;
mod household_list;
mod http;
mod if_may;
mod import_preview;
mod import_questions;
mod import_rows;
mod import_state;
mod invite_card;
mod kept;
mod layout;
mod life_draft;
mod life_form;
mod line_buffer;
mod live;
mod lookalikes;
mod meant_for;
mod minutes_link;
mod old_phones;
mod opens;
mod pages;
mod pause;
mod pay_form;
mod percent;
mod prove_form;
mod receipt_list;
mod remote;
mod review_kind;
mod round_form;
mod route;
mod route_link;
mod row_window;
mod search_field;
mod secret_field;
mod select_field;
mod shell;
mod statement_row;
mod take_back;
mod task;
mod trials;
mod typed_value;
mod undo_merge;
mod unit_search;
mod unit_sums;
mod unlock;
mod windowed_table;
mod words;

/// Draws the office into the page's `#app`.
pub fn run() {
    browser::say_when_it_breaks();
    crate::i18n::begin(mount);
}

fn mount() {
    let root = gloo::utils::document().get_element_by_id("app");
    if let Some(root) = root {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}

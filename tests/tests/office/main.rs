//! What the office is shown, sends in and takes home. One program, for each costs a minute to link and a hundred megabytes.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod access;
mod attacks;
mod behind;
mod exports;
mod golden_lists;
mod golden_report;
mod household_papers;
mod http_api;
mod http_decisions;
mod import;
mod import_office;
mod incidents;
mod invented;
mod joining;
mod merged_papers;
mod numbers;
mod open_api;
mod periods_http;
mod pictures;
mod posting_list;
mod receipt_list;
mod registration;
mod report;
mod report_whole;
mod report_wording;
mod requests;
mod sign_in;
mod sums;
mod tls;
mod visit_list;

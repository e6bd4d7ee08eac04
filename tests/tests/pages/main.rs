//! What is written beside the code, held against it. One program, for each costs a minute to link and a hundred megabytes.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod escape_document;
mod linked;
mod papers;
mod protocol_document;
mod record;
mod seats;
mod security_pages;
mod spec;
mod tidy;

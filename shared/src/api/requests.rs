//! The register of what people ask of their data, between the office and the server.

use serde::{Deserialize, Serialize};

use super::access::AccessLine;
use crate::data_request::{Outcome, Received, Stands};
use crate::time::LocalDate;
use crate::working_day::KnownDay;

/// Acts of the access log shown of a request at most.
pub const REQUEST_ACTS_MAX: usize = 20;

/// The register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestsPage {
    /// The server's day.
    pub today: LocalDate,
    /// Requests: what presses first.
    pub lines: Vec<RequestLine>,
    /// Days that are off or worked otherwise than their week has it, from this year on.
    pub days: Vec<KnownDay>,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedRequest {
    /// When.
    pub on: LocalDate,
    /// How.
    pub outcome: Outcome,
    /// What whoever asked was told.
    pub how: String,
    /// Who says so.
    pub by: String,
}

/// Something that was done of a request, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneOfRequest {
    /// When; the day it was noted where it has none of its own.
    pub on: Option<LocalDate>,
    /// In words.
    pub how: String,
    /// Who says so.
    pub by: String,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestLine {
    /// Its number.
    pub n: u64,
    /// What was asked.
    pub received: Received,
    /// Who noted it.
    pub by: String,
    /// How much it presses.
    pub stands: Stands,
    /// By when whoever asks is told how it goes on.
    pub reply_by: LocalDate,
    /// By when it is done.
    pub done_by: LocalDate,
    /// Days that it may be put off.
    pub extension_days: i64,
    /// Where the days stand.
    pub source: String,
    /// Whoever asks was told how it goes on.
    pub replied: Option<DoneOfRequest>,
    /// It was put off.
    pub extended: Option<DoneOfRequest>,
    /// It has ended.
    pub closed: Option<ClosedRequest>,
    /// The household's head; empty where there is no such household any more.
    pub head_name: String,
    /// Whether the household it is about was deleted.
    pub is_erased: bool,
    /// What the access log says was done with the household since: shown as a sheet, corrected, deleted.
    pub acts: Vec<AccessLine>,
}

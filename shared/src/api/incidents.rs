//! What has happened to personal data, between the office and the server.

use serde::{Deserialize, Serialize};

use crate::incident::{Added, Clock, Filed, Known};
use crate::time::Timestamp;

/// Every incident, those that wait for their notice first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentsPage {
    /// The server's clock.
    pub now: Timestamp,
    /// Incidents.
    pub lines: Vec<IncidentLine>,
}

/// An incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentLine {
    /// Its number.
    pub n: u64,
    /// What is known, as it was drafted last.
    pub known: Known,
    /// Who drafted that.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How often it was drafted.
    pub drafts: u64,
    /// By when the authority is told.
    pub notice_by: Timestamp,
    /// How the 72 hours stand.
    pub clock: Clock,
    /// The notice.
    pub filed: Option<Filed>,
    /// What was learnt since.
    pub added: Vec<Added>,
    /// Why it has ended.
    pub ended: Option<Added>,
}

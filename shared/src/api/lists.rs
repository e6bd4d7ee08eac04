//! Lists and papers that the office takes as files, between the office and the server.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{Actor, DocId, FactId};
use crate::time::LocalDate;

/// Which households stand on a list of those to be visited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitListQuery {
    /// Only of this hamlet; empty for all.
    #[serde(default)]
    pub hamlet: String,
    /// Only those that this phone has still to give something to.
    #[serde(default)]
    pub holder: Option<Actor>,
    /// Only those that nobody has visited since this day.
    #[serde(default)]
    pub unvisited_since: Option<LocalDate>,
}

/// What is posted for everybody to read: what a campaign gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingQuery {
    /// Which campaign.
    pub campaign: DocId,
    /// Only this item of it; each on a sheet of its own when it is left out.
    #[serde(default)]
    pub item: Option<FactId>,
}

/// Of what minutes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesQuery {
    /// A handover, or a case of aid that takes time.
    pub fact: FactId,
}

codes!(
    /// What is exported for other programs.
    Export {
        /// Households, every record.
        Households = "households",
        /// Visits.
        Visits = "visits",
        /// Handovers.
        Handovers = "handovers",
        /// Entries of the Fund.
        Fund = "fund",
        /// Who saw, changed or took what.
        Access = "access",
    }
);

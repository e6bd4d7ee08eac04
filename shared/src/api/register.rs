//! The register of hamlets and organisations, between the office and the server.

use serde::{Deserialize, Serialize};

use crate::fund::Amount;
use crate::register::{Hamlet, Organisation, Statement};

/// What the register comes to, and all that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPage {
    /// Hamlets that are there, in the lists' order, then those that are no more.
    pub hamlets: Vec<HamletLine>,
    /// Organisations, those that are there first.
    pub organisations: Vec<OrganisationLine>,
    /// Old communes the unit was made of on 1/7/2025.
    pub communes: Vec<CommuneLine>,
    /// All that was said, the last first.
    pub statements: Vec<StatementLine>,
}

/// A hamlet, and how many households are of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HamletLine {
    /// The hamlet; one of which nothing was said has only its name.
    pub hamlet: Hamlet,
    /// What it was called before.
    pub once_called: Vec<String>,
    /// What it is called now, where it is no more.
    pub now_called: Vec<String>,
    /// Households written down under this name that are still to be visited.
    pub households: u64,
}

/// An organisation, and what it does for the unit's Fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationLine {
    /// The organisation.
    pub organisation: Organisation,
    /// What it promised the Fund in its name.
    pub pledged: Amount,
    /// What came in from it.
    pub received: Amount,
}

/// A statement, and whether it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    /// The statement, without the households it moved.
    pub statement: Statement,
    /// How many households it moved.
    pub moved: u64,
    /// Why it does not hold, where it was struck.
    pub struck: Option<String>,
}

/// An old commune of which the unit was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommuneLine {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it lay in.
    pub within: String,
    /// Whether somebody has to say which hamlets came from it: only some of it did, or the unit was made
    /// of others too.
    pub asks: bool,
    /// Hamlets that came from it, as far as that was said.
    pub hamlets: Vec<String>,
}

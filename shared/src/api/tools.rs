//! Tokens for programs of the city that read where units stand (`docs/api.md`), between the office and the
//! server.

use serde::{Deserialize, Serialize};

use crate::id::ToolId;
use crate::time::Timestamp;

/// Makes a token.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewTool {
    /// What it is for, as the office calls it.
    pub name: String,
}

/// A token that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeTool {
    /// What it is for.
    pub name: String,
    /// The token itself; the server keeps only its hash, so nobody is shown it again.
    pub token: String,
}

/// A token as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolLine {
    /// Which.
    pub id: ToolId,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// When it was used last, to the hour.
    pub used_at: Option<Timestamp>,
    /// When the office has revoked it.
    pub revoked_at: Option<Timestamp>,
}

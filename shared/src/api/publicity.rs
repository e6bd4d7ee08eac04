//! What was done for publicity, between the office and the server.

use serde::{Deserialize, Serialize};

use crate::id::{DocId, FactId};
use crate::publicity::{Activity, ActivityDraft, Strike};

/// Every activity of the commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicityPage {
    /// Activities, the last day first; also those that do not count.
    pub lines: Vec<ActivityLine>,
    /// Organisations of the register, to be offered while a name is typed.
    #[serde(default)]
    pub organisations: Vec<String>,
}

/// An activity, and who noted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityLine {
    /// The campaign it belongs to.
    pub campaign: DocId,
    /// What that is called.
    pub campaign_name: String,
    /// The activity.
    pub activity: Activity,
    /// Who noted it; empty when their name is not known here.
    pub person_name: String,
    /// Why it does not count, if so.
    pub struck: Option<Strike>,
}

/// Notes an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteActivity {
    /// In this campaign.
    pub campaign: DocId,
    /// As typed.
    pub draft: ActivityDraft,
}

/// Says that an activity does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrikeActivity {
    /// In this campaign.
    pub campaign: DocId,
    /// Which one.
    pub activity: FactId,
    /// Why.
    pub reason: String,
}

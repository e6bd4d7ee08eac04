//! A household that is put on the list by hand, between the office and the server.

use serde::{Deserialize, Serialize};

use crate::duplicate::Reason;
use crate::household::Profile;
use crate::id::DocId;

/// Puts a household on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterHousehold {
    /// Its description.
    pub profile: Profile,
}

/// The household that was put on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Its document.
    pub id: DocId,
}

/// Asks which households look like one that is being typed. Asked by a body, so that no name stands in
/// an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookalikes {
    /// What is known of it so far.
    pub profile: Profile,
    /// The household it was part of, which is another one.
    #[serde(default)]
    pub except: Option<DocId>,
}

/// A household that looks like it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarHousehold {
    /// Its document.
    pub id: DocId,
    /// Its head.
    pub head_name: String,
    /// Its hamlet.
    pub hamlet: String,
    /// Year the head was born.
    pub birth_year: Option<i32>,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

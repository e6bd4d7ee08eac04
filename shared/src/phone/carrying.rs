//! Escape files of colleagues that a phone carries until the server has them.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// The files a phone carries. Their bytes stand beside this, each under its own key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Carrying {
    /// Each of them, oldest first.
    #[n(0)]
    pub files: Vec<CarriedFile>,
    /// Files that the server has taken from here.
    #[n(1)]
    pub passed_on: u64,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct CarriedFile {
    /// Made from its bytes, so that one file is carried once.
    #[n(0)]
    pub id: String,
    /// When it was taken along, by this phone's clock.
    #[n(1)]
    pub taken_at: Timestamp,
    /// The code of the server's refusal: it will not take it.
    #[n(2)]
    pub refused: Option<String>,
}

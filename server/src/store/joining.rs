//! Phones that come of themselves by a commune's open link, until the office has admitted them.

use chungtay_shared::id::{Actor, DeviceId};
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::time::Timestamp;

use super::StoreError;

/// An open link as stored: only the hash of its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLinkRow {
    /// Of this commune.
    pub commune: String,
    /// SHA-256 of its secret.
    pub code_hash: [u8; 32],
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was closed before that.
    pub closed_at: Option<Timestamp>,
}

impl OpenLinkRow {
    /// Whether phones come by it.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.closed_at.is_none() && now < self.expires_at
    }
}

/// A phone that is nobody's yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// In this commune.
    pub commune: String,
    /// What its device will be.
    pub id: DeviceId,
    /// What it writes with.
    pub actor: Actor,
    /// Whose it is, as they have said.
    pub person_name: String,
    /// What it is called.
    pub device_name: String,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// What it signs its requests by, if its browser can.
    pub key: Option<ProofKey>,
    /// When it came.
    pub asked_at: Timestamp,
    /// When the office has refused it.
    pub refused_at: Option<Timestamp>,
}

/// Open links and who has come by them.
pub trait Joining {
    /// Adds a link; those of before are closed, and who was refused before `forgotten_before` is forgotten.
    fn add_open_link(
        &self,
        link: &OpenLinkRow,
        forgotten_before: Timestamp,
    ) -> Result<(), StoreError>;
    /// The link with this hash; nobody else changes it or its newcomers meanwhile.
    fn open_link(&self, code_hash: &[u8; 32]) -> Result<Option<OpenLinkRow>, StoreError>;
    /// Closes the commune's links.
    fn close_open_links(&self, commune: &str, now: Timestamp) -> Result<(), StoreError>;
    /// Until when the commune's open link is open.
    fn open_until(&self, commune: &str, now: Timestamp) -> Result<Option<Timestamp>, StoreError>;
    /// Adds a newcomer, or gives the one of this actor another token, key and name.
    fn put_newcomer(&self, newcomer: &Newcomer) -> Result<(), StoreError>;
    /// The newcomer that writes with this actor.
    fn newcomer_of(&self, actor: Actor) -> Result<Option<Newcomer>, StoreError>;
    /// The newcomer with this token.
    fn newcomer_by(&self, token_hash: &[u8; 32]) -> Result<Option<Newcomer>, StoreError>;
    /// Who waits in a commune, the longest waiting first.
    fn newcomers(&self, commune: &str) -> Result<Vec<Newcomer>, StoreError>;
    /// Refuses one that waits; `false` when there is none.
    fn refuse_newcomer(
        &self,
        commune: &str,
        id: DeviceId,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Forgets one.
    fn drop_newcomer(&self, newcomer: &Newcomer) -> Result<(), StoreError>;
}

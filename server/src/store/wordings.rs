//! How units word their reports, in words.

use chungtay_shared::wording::{Version, WordingKind};

use super::StoreError;

/// The versions of a unit's wordings. They are added to and never changed.
pub trait Wordings {
    /// All of one kind, in their order.
    fn wordings(&self, unit: &str, kind: WordingKind) -> Result<Vec<Version>, StoreError>;
    /// Adds one under the unit's lock.
    fn add_wording(
        &self,
        unit: &str,
        kind: WordingKind,
        version: &Version,
    ) -> Result<(), StoreError>;
}

//! Which unit stands under which, in words.

use chungtay_shared::unit::tree::{Placement, Tree};

use super::StoreError;

/// The units' dated tree. A database holds a few hundred of them at most, so it is read whole.
pub trait Units {
    /// Where every unit stands and has stood.
    fn tree(&self) -> Result<Tree, StoreError>;
    /// Writes where a unit stands and has stood, in the place of what was known of it.
    fn place(&self, unit: &str, placements: &[Placement]) -> Result<(), StoreError>;
}

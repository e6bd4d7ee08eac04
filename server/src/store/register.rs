//! What units say of their hamlets and organisations, in words.

use chungtay_shared::register::Statement;

use super::StoreError;

/// The statements of a unit's register. They are added to and never changed.
pub trait Register {
    /// Everything that was said, in its order.
    fn statements(&self, unit: &str) -> Result<Vec<Statement>, StoreError>;
    /// Adds what was said under the unit's lock. Phones are told of it: the directory of people gets a
    /// new version.
    fn say(&self, unit: &str, statement: &Statement) -> Result<(), StoreError>;
}

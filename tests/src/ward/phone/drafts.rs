//! Half-filled forms of a phone.

use chungtay_shared::phone::storage::{Table, Write};

use super::SimPhone;

impl SimPhone {
    /// A half-filled form is kept.
    ///
    /// # Panics
    /// When there is no room.
    pub fn keep_draft(&mut self, route: &str, json: &str) {
        let write = Write::Put(Table::Draft, route.to_owned(), json.into());
        self.disk.commit(vec![write]).expect("room");
    }

    /// A half-filled form as it is kept.
    pub fn draft(&self, route: &str) -> Option<Vec<u8>> {
        self.disk.get(Table::Draft, route)
    }
}

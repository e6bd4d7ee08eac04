//! A stored document's bytes that cannot be loaded any more.

use chungtay_shared::document::Kind;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::storage::{Loading, Table};

use super::SimPhone;

impl SimPhone {
    /// A household's stored bytes are damaged, and the worker comes upon it: it puts them aside, or
    /// dies of them and the next one does. `false` when there are none.
    pub fn damage(&mut self, doc: DocId, worker_dies: bool) -> bool {
        let place = (Table::Household, doc.to_string());
        let Some(bytes) = self.disk.tables.get_mut(&place) else {
            return false;
        };
        bytes.truncate(bytes.len() / 2);
        let held = bytes.clone();
        let loading = Loading {
            doc,
            kind: Kind::Household,
        };
        if worker_dies {
            let stored = self.disk.stored();
            let batch = Phone::plan_after_crash(&stored, &loading, Some(held));
            self.disk.commit(batch).expect("room");
            self.crash();
        } else if let Some(plan) = self.phone.plan_set_aside(&loading, &held) {
            self.disk.commit(plan.batch.clone()).expect("room");
            self.phone.handle_written(plan);
        }
        true
    }
}

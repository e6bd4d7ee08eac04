//! What the ward's office deletes at a household's request.

use chungtay_server::audit::{self, Finding};
use chungtay_server::erasure;
use chungtay_server::error::ApiError;
use chungtay_server::renewal::renew;
use chungtay_server::store::read;
use chungtay_shared::api::erasure::{
    EraseHousehold, EraseRecord, Erasure, ErasureDone, ErasurePreview,
};
use chungtay_shared::document::ChangeHash;
use chungtay_shared::id::DocId;

use super::SimServer;
use crate::ward::COMMUNE;

impl SimServer {
    /// What the office is shown before it deletes a household.
    ///
    /// # Panics
    /// When there is none.
    pub fn erase_preview(&self, household: DocId) -> ErasurePreview {
        let preview = read(&*self.state.store, |tx| {
            erasure::preview(tx, COMMUNE, household)
        });
        preview.expect("a store").expect("a household")
    }

    /// Deletes a household whose head is called so.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn erase(&self, household: DocId, head_name: &str) -> Result<ErasureDone, ApiError> {
        let wanted = EraseHousehold {
            head_name: head_name.into(),
            request: "YC-07/2026".into(),
            reason: "người trong hộ yêu cầu".into(),
        };
        erasure::erase(&self.state, &self.office, household, &wanted)
    }

    /// Deletes what a record says that came after its household was erased.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn erase_record(&self, hash: ChangeHash, counts: bool) -> Result<ErasureDone, ApiError> {
        let wanted = EraseRecord {
            counts,
            reason: "đã hỏi người trao".into(),
        };
        erasure::erase_record(&self.state, &self.office, hash, &wanted)
    }

    /// What was erased, newest first.
    ///
    /// # Panics
    /// When the store fails.
    pub fn erasures(&self) -> Vec<Erasure> {
        let page = read(&*self.state.store, |tx| erasure::page(tx, COMMUNE));
        page.expect("a store").erasures
    }

    /// What an audit of the ward's commune finds.
    ///
    /// # Panics
    /// When the store fails.
    pub fn audited(&self) -> Vec<Finding> {
        // As the program does when it starts.
        renew(&*self.state.store, self.now(), || {}).expect("a store");
        let audited = read(&*self.state.store, |tx| audit::commune(tx, COMMUNE, &[]));
        audited.expect("a store").findings
    }
}

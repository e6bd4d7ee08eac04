//! Aid that takes time, as the ward's office handles it.

use chungtay_server::error::ApiError;
use chungtay_server::store::read;
use chungtay_server::supports;
use chungtay_shared::api::supports::{CaseLine, NoteStep, OpenCase, Pay, TakeBack};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::support::{PaymentDraft, StepDraft};

use super::{COMMUNE, SimServer};

impl SimServer {
    /// Every case, with what was paid of it.
    ///
    /// # Panics
    /// When the store cannot be read.
    pub fn supports(&self) -> Vec<CaseLine> {
        let page = read(&*self.state.store, |tx| supports::page(tx, COMMUNE));
        page.expect("a store").lines
    }

    /// Opens a case.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn open_case(&self, wanted: &OpenCase) -> Result<(), ApiError> {
        supports::open(&self.state, &self.office, wanted)
    }

    /// Notes a step.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn note_step(&self, household: DocId, draft: StepDraft) -> Result<(), ApiError> {
        supports::note(&self.state, &self.office, &NoteStep { household, draft })
    }

    /// Records a payment.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn pay_case(&self, household: DocId, draft: PaymentDraft) -> Result<(), ApiError> {
        supports::pay(&self.state, &self.office, &Pay { household, draft })
    }

    /// Takes back a case, a step or a payment.
    ///
    /// # Errors
    /// When it stays.
    pub fn take_back_support(&self, household: DocId, fact: FactId) -> Result<(), ApiError> {
        let wanted = TakeBack {
            household,
            fact,
            reason: "ghi nhầm".into(),
        };
        supports::take_back(&self.state, &self.office, &wanted)
    }
}

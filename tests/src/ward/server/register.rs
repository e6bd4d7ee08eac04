//! The register of hamlets and organisations, as the ward's office keeps it.

use chungtay_server::error::ApiError;
use chungtay_server::import;
use chungtay_server::register;
use chungtay_server::store::read;
use chungtay_shared::api::HouseholdLine;
use chungtay_shared::api::register::RegisterPage;
use chungtay_shared::import::ListReading;
use chungtay_shared::import::plan::ImportPlan;
use chungtay_shared::register::SaidDraft;

use super::{COMMUNE, SimServer};

impl SimServer {
    /// What the register comes to.
    ///
    /// # Panics
    /// When the store cannot be read.
    pub fn register(&self) -> RegisterPage {
        let today = self.state.clock.now().local_date();
        let page = read(&*self.state.store, |tx| register::page(tx, COMMUNE, today));
        page.expect("a store")
    }

    /// Every household as the office's list has it.
    ///
    /// # Panics
    /// When the store cannot be read.
    pub fn listed(&self) -> Vec<HouseholdLine> {
        let today = self.state.clock.now().local_date();
        let lines = read(&*self.state.store, |tx| {
            register::households(tx, COMMUNE, today)
        });
        lines.expect("a store")
    }

    /// A spreadsheet's rows beside the list.
    ///
    /// # Panics
    /// When the store cannot be read.
    pub fn compared(&self, reading: &ListReading) -> ImportPlan {
        let today = self.state.clock.now().local_date();
        let compared = read(&*self.state.store, |tx| {
            import::compare(tx, COMMUNE, reading, today)
        });
        compared.expect("a store").0
    }

    /// Says something of a hamlet or an organisation.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn say(&self, draft: &SaidDraft) -> Result<(), ApiError> {
        register::say(&self.state, &self.office, draft)
    }
}

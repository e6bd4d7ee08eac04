//! What the ward's office decides about households.

use chungtay_server::error::ApiError;
use chungtay_server::lives;
use chungtay_shared::api::lives::{NoStatus, TellDistinct, TellLife, TellSame, TellStatus};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::life::LifeKind;

use super::SimServer;

impl SimServer {
    /// What the office's form holds when something became of a household today.
    pub fn told(&self, kind: LifeKind) -> TellLife {
        TellLife {
            kind,
            on: self.now().local_date(),
            reason: "Trưởng ấp xác nhận.".into(),
            answers: None,
            head_name: String::new(),
            joined: None,
        }
    }

    /// Says what became of a household.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn tell(&self, household: DocId, wanted: &TellLife) -> Result<(), ApiError> {
        lives::tell(&self.state, &self.office, household, wanted)
    }

    /// Records that an office of the State has decided a household's category.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn tell_status(&self, household: DocId, wanted: &TellStatus) -> Result<(), ApiError> {
        lives::status::tell(&self.state, &self.office, household, wanted)
    }

    /// Says that a recorded decision is wrong.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn no_status(&self, household: DocId, status: FactId) -> Result<(), ApiError> {
        let wanted = NoStatus {
            status,
            reason: "Quyết định của hộ khác cùng tên.".into(),
        };
        lives::status::retract(&self.state, &self.office, household, &wanted)
    }

    /// Says that two records are one household, which is kept in the first.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn tell_same(&self, kept: DocId, merged: DocId) -> Result<(), ApiError> {
        let wanted = TellSame {
            kept,
            merged,
            reason: "Một hộ, hai người ghi.".into(),
        };
        lives::same(&self.state, &self.office, &wanted)
    }

    /// Says that two records are two households.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn tell_distinct(&self, records: [DocId; 2]) -> Result<(), ApiError> {
        let wanted = TellDistinct {
            records,
            reason: "Hai chị em ở cạnh nhau.".into(),
        };
        lives::distinct(&self.state, &self.office, &wanted)
    }
}

//! What the ward's office decides about households.

use chungtay_server::error::ApiError;
use chungtay_server::lives;
use chungtay_shared::api::lives::{TellDistinct, TellLife, TellSame};
use chungtay_shared::id::DocId;
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

//! What the ward's office notes of gifts that go from hand to hand.

use chungtay_server::custody;
use chungtay_server::error::ApiError;
use chungtay_shared::api::rounds::{CustodyState, VoidMovement};
use chungtay_shared::custody::{Balance, Movement, MovementDraft, MovementKind};
use chungtay_shared::id::{Actor, FactId};

use super::SimServer;

impl SimServer {
    /// Notes that gifts went from hand to hand.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn move_gifts(&self, round: FactId, draft: &MovementDraft) -> Result<(), ApiError> {
        custody::record(&self.state, &self.office, round, draft)
    }

    /// Gives somebody gifts to carry; what was noted.
    ///
    /// # Panics
    /// When the office's form is refused.
    pub fn hand_out(&self, round: FactId, holder: Actor, count: u64) -> Movement {
        let issued = MovementDraft {
            holder: Some(holder),
            count_text: count.to_string(),
            ..MovementDraft::empty(MovementKind::Issued)
        };
        let before = self.custody(round).movements;
        self.move_gifts(round, &issued).expect("an accepted form");
        let mut after = self.custody(round).movements;
        after.retain(|movement| before.iter().all(|known| known.id != movement.id));
        after.remove(0)
    }

    /// Takes gifts back from somebody, some of them missing.
    ///
    /// # Panics
    /// When the office's form is refused.
    pub fn take_back(&self, round: FactId, holder: Actor, count: u64, missing: u64) {
        let returned = MovementDraft {
            holder: Some(holder),
            count_text: count.to_string(),
            missing_text: missing.to_string(),
            note: "đếm lại ở xã".into(),
            ..MovementDraft::empty(MovementKind::Returned)
        };
        self.move_gifts(round, &returned).expect("an accepted form");
    }

    /// Takes back what was noted by mistake.
    ///
    /// # Errors
    /// When the office's form is refused.
    pub fn void_movement(&self, round: FactId, movement: FactId) -> Result<(), ApiError> {
        let wanted = VoidMovement {
            movement,
            reason: "nhập nhầm".into(),
        };
        custody::void(&self.state, &self.office, round, &wanted)
    }

    /// Where the gifts of a round are.
    ///
    /// # Panics
    /// When they are not counted.
    pub fn custody(&self, round: FactId) -> CustodyState {
        let rounds = self.rounds().rounds.into_iter();
        let custody = rounds
            .filter(|known| known.id == round)
            .find_map(|r| r.custody);
        custody.expect("a round in custody")
    }

    /// What somebody has of a round's gifts.
    ///
    /// # Panics
    /// When they have nothing to do with it.
    pub fn balance(&self, round: FactId, holder: Actor) -> Balance {
        let carriers = self.custody(round).carriers;
        let carrier = carriers.iter().find(|carrier| carrier.holder == holder);
        carrier.expect("a carrier").balance
    }
}

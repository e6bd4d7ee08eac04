//! Giao nhận: where the gifts of a round are that are counted, from the commune's store to the
//! household.
//!
//! The office notes what came into the store, what a volunteer was given to carry and what they
//! brought back; the volunteer confirms on their phone what they took, and their count stands. What
//! they hand over is no movement: it is counted from the handovers themselves. A phone hands over
//! nothing that it does not hold ([`crate::round::forbidden`]), so nobody's hand is below zero by
//! what that phone knew; what it could not know is found at the office.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{Actor, FactId};
use crate::time::Timestamp;

mod draft;

pub use draft::{MovementDraft, check_confirmation, check_void};

codes!(
    /// What a movement is.
    MovementKind {
        /// Nhập kho: came into the commune's store.
        Received = "received",
        /// Giao: given to a volunteer to carry.
        Issued = "issued",
        /// Trả lại: brought back and counted.
        Returned = "returned",
    }
);

/// Gifts that went from hand to hand. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// This fact.
    pub id: FactId,
    /// What it is.
    pub kind: MovementKind,
    /// Whose phone; none when it came into the store.
    pub holder: Option<Actor>,
    /// How many gifts of the round.
    pub count: u64,
    /// Of a return: how many more were lost or spoilt.
    pub missing: u64,
    /// From whom it came into the store.
    pub party: String,
    /// Number of a voucher, or why something is missing.
    pub note: String,
    /// Of what came into the store: the receipt of the unit's Fund by which it had come.
    #[serde(default)]
    pub entry: Option<FactId>,
    /// When it was entered.
    pub recorded_at: Timestamp,
    /// What the volunteer counted, once they have said so.
    pub confirmed: Option<Confirmation>,
    /// Why it does not count, if the office took it back.
    pub void: Option<Withdrawal>,
}

/// What a volunteer counted when they took gifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// How many.
    pub count: u64,
    /// When, by their phone's clock.
    pub recorded_at: Timestamp,
}

/// That a movement was entered by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// In a person's words.
    pub reason: String,
    /// When.
    pub recorded_at: Timestamp,
}

impl Movement {
    /// Whether it counts. What a volunteer has confirmed is in their hands, whatever the office took
    /// back before it heard of that.
    pub const fn stands(&self) -> bool {
        self.void.is_none() || self.confirmed.is_some()
    }

    /// Whether the volunteer has still to say what they took.
    pub fn waits(&self) -> bool {
        self.kind == MovementKind::Issued && self.stands() && self.confirmed.is_none()
    }

    /// By how many the volunteer's count is less than the office's (or more, when negative).
    pub fn difference(&self) -> i64 {
        let confirmed = self.confirmed.filter(|_| self.kind == MovementKind::Issued);
        confirmed.map_or(0, |confirmed| signed(self.count) - signed(confirmed.count))
    }
}

/// What one volunteer had of a round's gifts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Given to them, and not confirmed yet.
    pub waiting: u64,
    /// Taken, by their own count.
    pub taken: u64,
    /// Brought back.
    pub returned: u64,
    /// Lost or spoilt.
    pub missing: u64,
    /// Handed over to households.
    pub given: u64,
}

impl Balance {
    /// What they hold: taken, less all that went.
    pub fn in_hand(&self) -> i64 {
        signed(self.taken) - signed(self.returned) - signed(self.missing) - signed(self.given)
    }
}

/// What `holder` had of a round's gifts, of which they have handed over `given`.
pub fn balance(movements: &[Movement], holder: Actor, given: u64) -> Balance {
    let mut balance = Balance {
        given,
        ..Balance::default()
    };
    let theirs = movements
        .iter()
        .filter(|m| m.holder == Some(holder) && m.stands());
    for movement in theirs {
        match (movement.kind, movement.confirmed) {
            (MovementKind::Issued, Some(confirmed)) => balance.taken += confirmed.count,
            (MovementKind::Issued, None) => balance.waiting += movement.count,
            (MovementKind::Returned, _) => {
                balance.returned += movement.count;
                balance.missing += movement.missing;
            }
            (MovementKind::Received, _) => {}
        }
    }
    balance
}

/// What the commune's store had of a round's gifts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    /// Came in.
    pub received: u64,
    /// Went out with volunteers, by their count once they have confirmed.
    pub issued: u64,
    /// Came back.
    pub returned: u64,
}

impl Stock {
    /// What is there.
    pub fn left(&self) -> i64 {
        signed(self.received) + signed(self.returned) - signed(self.issued)
    }
}

/// What the store had; none while nobody has noted what came in.
pub fn stock(movements: &[Movement]) -> Option<Stock> {
    let mut stock = Stock::default();
    let mut is_kept = false;
    for movement in movements.iter().filter(|m| m.stands()) {
        match movement.kind {
            MovementKind::Received => {
                is_kept = true;
                stock.received += movement.count;
            }
            MovementKind::Issued => {
                stock.issued += movement.confirmed.map_or(movement.count, |c| c.count);
            }
            MovementKind::Returned => stock.returned += movement.count,
        }
    }
    is_kept.then_some(stock)
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;

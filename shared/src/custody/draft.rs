//! What the office types of a movement, what a volunteer confirms, and the rules both obey.

use serde::{Deserialize, Serialize};

use super::{Confirmation, Movement, MovementKind, balance, stock};
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::{Actor, FactId};
use crate::limits::{GIFTS_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::money;
use crate::time::Timestamp;

/// A movement as typed. Counts stay as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementDraft {
    /// What it is.
    pub kind: MovementKind,
    /// Whose phone; not needed for what comes into the store.
    pub holder: Option<Actor>,
    /// How many gifts, as typed: `37`, `1.200`; empty for none.
    pub count_text: String,
    /// Of a return: how many were lost or spoilt, as typed; empty for none.
    pub missing_text: String,
    /// From whom it came into the store.
    pub party: String,
    /// Number of a voucher, or why something is missing.
    pub note: String,
}

impl MovementDraft {
    /// A form in which nothing was typed yet.
    pub const fn empty(kind: MovementKind) -> Self {
        Self {
            kind,
            holder: None,
            count_text: String::new(),
            missing_text: String::new(),
            party: String::new(),
            note: String::new(),
        }
    }

    /// The movement, or every field's problem.
    ///
    /// The store gives no more than it has, where it is kept; who brings something back has taken
    /// some; what is missing, or more than they can have, has a reason. `given` is what the holder
    /// has handed over of the round.
    pub fn read(
        &self,
        movements: &[Movement],
        given: u64,
        id: FactId,
        now: Timestamp,
    ) -> Result<Movement, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let is_return = self.kind == MovementKind::Returned;
        let movement = Movement {
            id,
            kind: self.kind,
            holder: self.holder.filter(|_| self.kind != MovementKind::Received),
            count: errors.take("count_text", count_or_none(&self.count_text)),
            missing: if is_return {
                errors.take("missing_text", count_or_none(&self.missing_text))
            } else {
                0
            },
            party: errors.text("party", &self.party, LINE_CHARS_MAX),
            note: errors.text("note", &self.note, NOTE_CHARS_MAX),
            entry: None,
            recorded_at: now,
            confirmed: None,
            void: None,
        };
        if movement.count + movement.missing == 0 && !errors.has("count_text") {
            let is_empty = self.count_text.trim().is_empty();
            let problem = if is_empty {
                Problem::Missing
            } else {
                Problem::NotPositive
            };
            errors.add("count_text", problem);
        }
        match self.kind {
            MovementKind::Received if movement.party.is_empty() => {
                errors.add("party", Problem::Missing);
            }
            MovementKind::Received => {}
            MovementKind::Issued => {
                if movement.holder.is_none() {
                    errors.add("holder", Problem::Missing);
                }
                let left = stock(movements).map(|stock| stock.left());
                if left.is_some_and(|left| i64::try_from(movement.count).unwrap_or(i64::MAX) > left)
                {
                    errors.add("count_text", Problem::NotInStock);
                }
            }
            MovementKind::Returned => brought_back(&mut errors, &movement, movements, given),
        }
        errors.finish(movement)
    }
}

fn brought_back(errors: &mut FieldErrors, movement: &Movement, movements: &[Movement], given: u64) {
    let Some(holder) = movement.holder else {
        errors.add("holder", Problem::Missing);
        return;
    };
    let balance = balance(movements, holder, given);
    if balance.taken == 0 {
        errors.add("holder", Problem::NotTaken);
        return;
    }
    let gone = i64::try_from(movement.count + movement.missing).unwrap_or(i64::MAX);
    let needs_reason = movement.missing > 0 || gone > balance.in_hand();
    if needs_reason && movement.note.is_empty() {
        errors.add("note", Problem::Missing);
    }
}

/// What a volunteer says they took of `movement`, or what forbids it: it is said once, by who took it.
pub fn check_confirmation(
    movement: Option<&Movement>,
    actor: Actor,
    count_text: &str,
    now: Timestamp,
) -> Result<Confirmation, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    if movement.is_none_or(|m| m.holder != Some(actor) || !m.waits()) {
        errors.add("movement", Problem::Unknown);
    }
    let confirmation = Confirmation {
        count: errors.take("count_text", count(count_text)),
        recorded_at: now,
    };
    errors.finish(confirmation)
}

/// The reason for taking back a movement, or what forbids it: what a volunteer has confirmed is in
/// their hands, and what went out of the store has been there.
pub fn check_void(
    movements: &[Movement],
    id: FactId,
    reason: &str,
) -> Result<String, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", reason, NOTE_CHARS_MAX);
    if reason.is_empty() {
        errors.add("reason", Problem::Missing);
    }
    let movement = movements.iter().find(|m| m.id == id && m.void.is_none());
    match movement {
        None => errors.add("movement", Problem::Unknown),
        Some(movement) if movement.confirmed.is_some() => errors.add("movement", Problem::InUse),
        Some(_) => {
            let rest: Vec<Movement> = movements.iter().filter(|m| m.id != id).cloned().collect();
            let is_overdrawn =
                |movements: &[Movement]| stock(movements).is_some_and(|s| s.left() < 0);
            if is_overdrawn(&rest) && !is_overdrawn(movements) {
                errors.add("movement", Problem::InUse);
            }
        }
    }
    errors.finish(reason)
}

/// A number of whole gifts, as people write numbers.
fn count(text: &str) -> Result<u64, Problem> {
    let count_milli = money::parse_quantity(text)?;
    let count = u64::try_from(count_milli / 1_000).unwrap_or(u64::MAX);
    match count {
        _ if count_milli % 1_000 != 0 => Err(Problem::Unreadable),
        _ if count > GIFTS_MAX => Err(Problem::TooLarge),
        _ => Ok(count),
    }
}

/// The same where nothing typed means none.
fn count_or_none(text: &str) -> Result<u64, Problem> {
    match count(text) {
        Err(Problem::Missing) => Ok(0),
        read => read,
    }
}

//! How a round's gifts went from hand to hand, in a campaign's document: maps at its root, under
//! `movement:<id>`; what the volunteer counted, under `taken:<id of the movement>`, the one thing a
//! phone writes in a campaign; what the office took back, under `unmoved:<id of the movement>`.

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};

use super::fields::MapReader;
use super::write::{put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::custody::{Confirmation, Movement, MovementKind, Withdrawal};
use crate::id::{Actor, FactId};

const MOVEMENT: &str = "movement:";
const TAKEN: &str = "taken:";
const UNMOVED: &str = "unmoved:";

impl Document {
    /// Notes that gifts of a round went from hand to hand.
    pub fn add_movement(
        &mut self,
        author: Author,
        round: FactId,
        movement: &Movement,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{MOVEMENT}{}", movement.id), ObjType::Map)?;
            tx.put(&map, "round", round.to_string())?;
            tx.put(&map, "kind", movement.kind.code())?;
            if let Some(holder) = movement.holder {
                tx.put(&map, "holder", holder.to_string())?;
            }
            for (key, count) in [("count", movement.count), ("missing", movement.missing)] {
                if count != 0 {
                    tx.put(&map, key, number(count))?;
                }
            }
            put_text(tx, &map, "party", &movement.party)?;
            put_text(tx, &map, "note", &movement.note)?;
            if let Some(entry) = movement.entry {
                tx.put(&map, "entry", entry.to_string())?;
            }
            put_time(tx, &map, "recorded_at", movement.recorded_at)
        })
    }

    /// Says how many gifts were taken.
    pub fn confirm_movement(
        &mut self,
        author: Author,
        movement: FactId,
        confirmation: &Confirmation,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{TAKEN}{movement}"), ObjType::Map)?;
            tx.put(&map, "count", number(confirmation.count))?;
            put_time(tx, &map, "recorded_at", confirmation.recorded_at)
        })
    }

    /// Says that a movement was entered by mistake.
    pub fn void_movement(
        &mut self,
        author: Author,
        movement: FactId,
        void: &Withdrawal,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{UNMOVED}{movement}"), ObjType::Map)?;
            tx.put(&map, "reason", void.reason.as_str())?;
            put_time(tx, &map, "recorded_at", void.recorded_at)
        })
    }
}

/// Every movement with its round, as entered. A confirmation by anybody but the holder is none.
pub(super) fn read(root: &MapReader<'_>) -> Result<Vec<(FactId, Movement)>, DocumentError> {
    let mut movements = root
        .facts_under(MOVEMENT)?
        .into_iter()
        .map(|(id, _, map)| movement(id, &map))
        .collect::<Result<Vec<_>, _>>()?;
    for (id, actor, map) in root.facts_under(TAKEN)? {
        let taken = find(&mut movements, id).filter(|movement| movement.holder == Some(actor));
        taken.ok_or(DocumentError::Schema("taken"))?.confirmed = Some(Confirmation {
            count: count(&map, "count")?,
            recorded_at: map.timestamp("recorded_at")?,
        });
    }
    for (id, _, map) in root.facts_under(UNMOVED)? {
        let voided = find(&mut movements, id);
        voided.ok_or(DocumentError::Schema("unmoved"))?.void = Some(Withdrawal {
            reason: map.text("reason")?,
            recorded_at: map.timestamp("recorded_at")?,
        });
    }
    movements.sort_by_key(|(_, movement)| (movement.recorded_at, movement.id));
    Ok(movements)
}

fn find(movements: &mut [(FactId, Movement)], id: FactId) -> Option<&mut Movement> {
    let mut movements = movements.iter_mut().map(|(_, movement)| movement);
    movements.find(|movement| movement.id == id)
}

fn movement(id: FactId, map: &MapReader<'_>) -> Result<(FactId, Movement), DocumentError> {
    let movement = Movement {
        id,
        kind: map.code("kind", MovementKind::from_code)?,
        holder: map.parsed_if_any::<Actor>("holder")?,
        count: count(map, "count")?,
        missing: count(map, "missing")?,
        party: map.text("party")?,
        note: map.text("note")?,
        entry: map.parsed_if_any("entry")?,
        recorded_at: map.timestamp("recorded_at")?,
        confirmed: None,
        void: None,
    };
    Ok((map.parsed("round")?, movement))
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn count(map: &MapReader<'_>, key: &'static str) -> Result<u64, DocumentError> {
    u64::try_from(map.int(key)?).map_err(|_| DocumentError::Schema(key))
}

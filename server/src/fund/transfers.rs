//! What Funds of one server send each other: the one that sends says to whom, the one that receives
//! says when it has come, and both entries know each other.

use chungtay_shared::api::fund::Arriving;
use chungtay_shared::api::units::UnitName;
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::fund::{Entered, EntryDraft, EntryKind, standing};
use chungtay_shared::id::FactId;
use chungtay_shared::time::LocalDate;

use super::entries;
use crate::office::Pen;
use crate::store::{StoreError, Tx};

/// The units that a unit transfers to and from: those above it, nearest first, and those below it.
pub(super) fn units(tx: &dyn Tx, unit: &str, day: LocalDate) -> Result<Vec<UnitName>, StoreError> {
    let tree = tx.tree()?;
    let below = tree.all_below(unit, day);
    let codes = tree
        .all_above(unit, day)
        .into_iter()
        .chain(below.into_iter().map(|(code, _)| code));
    let communes = tx.communes()?;
    let named = codes.filter_map(|code| {
        let commune = communes.iter().find(|commune| commune.code == code)?;
        Some(UnitName {
            code: commune.code.clone(),
            name: commune.name.clone(),
        })
    });
    Ok(named.collect())
}

/// What these units have sent to `unit` and what `own`, its entries, do not have yet.
pub(super) fn arriving(
    tx: &dyn Tx,
    unit: &str,
    units: &[UnitName],
    own: &[Entered],
) -> Result<Vec<Arriving>, StoreError> {
    let mut arriving = Vec::new();
    for from in units {
        let theirs = entries(tx, &from.code)?;
        let sent = standing(&theirs)
            .filter(|entry| entry.kind == EntryKind::TransferOut && entry.unit == unit)
            .filter(|sent| standing(own).all(|entry| entry.transfer != Some(sent.id)));
        arriving.extend(sent.map(|entry| Arriving {
            unit: from.clone(),
            entry: entry.clone(),
        }));
    }
    arriving.sort_by_key(|sent| (sent.entry.on, sent.entry.id));
    Ok(arriving)
}

/// Locks the units above, before one's own is locked. Both sides of a transfer look at each other's
/// entries under both locks, taken from above to below, so that neither waits for the other for ever.
pub(super) fn lock_above(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<(), StoreError> {
    let tree = tx.tree()?;
    for above in tree.all_above(unit, today).into_iter().rev() {
        tx.lock(above)?;
    }
    Ok(())
}

/// What is wrong with the other side of a transfer.
pub(super) fn problems(
    pen: &Pen<'_>,
    draft: &EntryDraft,
    own: &[Entered],
) -> Result<Vec<FieldError>, StoreError> {
    let mut errors = FieldErrors::default();
    if draft.kind.is_transfer() {
        let (tx, today) = (pen.tx(), pen.author().at.local_date());
        let units = units(tx, pen.commune(), today)?;
        let is_known = units.iter().any(|unit| unit.code == draft.unit);
        if !draft.unit.is_empty() && !is_known {
            errors.add("unit", Problem::Unknown);
        }
        if is_known {
            // What is entered there is neither sent nor taken back meanwhile.
            tx.lock(&draft.unit)?;
        }
        if let (EntryKind::TransferIn, Some(id)) = (draft.kind, draft.transfer) {
            let arriving = arriving(tx, pen.commune(), &units, own)?;
            let is_it = |sent: &Arriving| sent.entry.id == id && sent.unit.code == draft.unit;
            // What was entered already is said so by the entry's own rules.
            let is_there = standing(own).any(|entry| entry.transfer == Some(id));
            if !is_there && !arriving.iter().any(is_it) {
                errors.add("transfer", Problem::Unknown);
            }
        }
    }
    Ok(errors.finish(()).err().unwrap_or_default())
}

/// Whether this entry was sent to a unit that has entered it: then the other one is voided first.
pub(super) fn has_arrived(pen: &Pen<'_>, own: &[Entered], id: FactId) -> Result<bool, StoreError> {
    let Some(sent) = standing(own).find(|entry| entry.id == id && !entry.unit.is_empty()) else {
        return Ok(false);
    };
    // It is not entered there meanwhile.
    pen.tx().lock(&sent.unit)?;
    let theirs = entries(pen.tx(), &sent.unit)?;
    Ok(standing(&theirs).any(|entry| entry.transfer == Some(id)))
}

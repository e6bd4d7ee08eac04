//! The Fund's entries behind a number; donors and purposes are left out.

use chungtay_shared::api::behind::{Behind, BehindRow, Figure, RowKind};
use chungtay_shared::fund::{Amount, Entered, Entry, EntryKind};
use chungtay_shared::time::LocalDate;

use super::{At, number, row};
use crate::fund;
use crate::store::StoreError;

/// The entries of a unit that add to a figure, and what each adds.
pub(super) fn of(at: &At<'_>, unit: &str, behind: Behind) -> Result<Vec<BehindRow>, StoreError> {
    let entered = fund::entries(at.tx, unit)?;
    let standing = entered.iter().filter(|entered| entered.void.is_none());
    let rows = standing.filter_map(|entered| {
        let part = part(at, unit, behind, &entered.entry)?;
        Some(line(entered, part))
    });
    Ok(rows.collect())
}

fn part(at: &At<'_>, unit: &str, behind: Behind, entry: &Entry) -> Option<Amount> {
    use EntryKind::{Outlay, Receipt, TransferIn, TransferOut};
    let amount = entry.amount;
    let is_within = at.is_one(&entry.unit);
    let by_today = entry.on <= at.today;
    let part = match (behind.figure, entry.kind) {
        (Figure::Raised, Receipt) => {
            let campaign = &at.below.run_by(unit)?.campaign;
            let days = campaign.from..=campaign.to;
            return days.contains(&entry.on).then_some(amount);
        }
        (Figure::Came, Receipt) | (Figure::Went, Outlay) => {
            return on(at, behind, entry.on).then_some(amount);
        }
        (Figure::Came, TransferIn) | (Figure::Went, TransferOut) => {
            let is_counted = !is_within && on(at, behind, entry.on);
            return is_counted.then_some(amount);
        }
        (Figure::Received | Figure::Left, Receipt)
        | (Figure::Spent, Outlay)
        | (Figure::Left | Figure::TransferredIn, TransferIn) => amount,
        (Figure::Left, Outlay | TransferOut) => Amount::default() - amount,
        (Figure::FromOutside, TransferIn) | (Figure::ToOutside, TransferOut) if !is_within => {
            amount
        }
        (Figure::OnTheWay, TransferOut) if is_within => amount,
        (Figure::OnTheWay, TransferIn) if is_within => Amount::default() - amount,
        _ => return None,
    };
    by_today.then_some(part)
}

/// Whether a day is one that a flow of the campaign's picture is counted on.
pub(super) fn on(at: &At<'_>, behind: Behind, day: LocalDate) -> bool {
    let campaign = at.below.campaign.as_ref();
    let is_over = campaign.is_none_or(|state| day > state.campaign.to);
    !is_over && day <= at.today && behind.holds(day)
}

fn line(entered: &Entered, part: Amount) -> BehindRow {
    let entry = &entered.entry;
    BehindRow {
        on: Some(entry.on),
        code: entry.kind.code().to_owned(),
        recorder: number(entered.actor.as_bytes()),
        part: part.into(),
        ..row(RowKind::Entry, entry.id.to_string())
    }
}

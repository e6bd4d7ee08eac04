//! The commune's Fund: what the office enters, and where it stands on a day.

use chungtay_shared::api::fund::FundPage;
use chungtay_shared::document::{Document, Written};
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::fund::{
    Amount, Entered, EntryDraft, EntryKind, Void, account, check_void, fulfilled, standing,
};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::time::LocalDate;

use crate::error::ApiError;
use crate::office::Pen;
use crate::register;
use crate::rounds::{basis, fact_id};
use crate::said;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

mod expenses;
mod goods;
mod ledger;
mod offers;
mod transfers;

pub use expenses::paid_by;
pub(crate) use expenses::{Given, from_own_fund};
pub use goods::take_in;
pub use ledger::{Ledger, workbook};
pub use offers::decline;
pub(crate) use offers::waiting;

/// Where the Fund stands at the end of `day`, and everything that was entered.
pub fn page(tx: &dyn Tx, commune: &str, day: LocalDate) -> Result<FundPage, StoreError> {
    let entries = entries(tx, commune)?;
    let sources = Given::by(tx, day)?.paid_in(commune)?;
    let given = expenses::from_own_fund(&sources);
    let fulfilled = fulfilled(standing(&entries).filter(|entry| entry.on <= day));
    let units = transfers::units(tx, commune, day)?;
    let mut page = FundPage {
        day,
        account: account(&entries, given, day),
        outstanding: outstanding(&entries, day),
        arriving: transfers::arriving(tx, commune, &units, &entries)?,
        units,
        entries,
        fulfilled,
        bound: basis::bound_by(tx, commune)?,
        offered: offers::lines(tx, commune)?,
        stores: goods::stores(tx, commune)?,
        stored: goods::stored(tx, commune)?,
        sources,
        organisations: register::organisations(tx, commune)?,
        people: tx.names(commune)?,
    };
    page.entries.reverse();
    Ok(page)
}

/// What was promised by the end of `day` and had not come in.
pub(crate) fn outstanding(entries: &[Entered], day: LocalDate) -> Amount {
    let by_then = || standing(entries).filter(|entry| entry.on <= day);
    let fulfilled = fulfilled(by_then());
    by_then()
        .filter(|entry| entry.kind == EntryKind::Pledge)
        .map(|pledge| {
            let came = fulfilled.get(&pledge.id).copied().unwrap_or_default();
            let left = pledge.amount - came;
            Amount {
                money_vnd: left.money_vnd.max(0),
                goods_value_vnd: left.goods_value_vnd.max(0),
            }
        })
        .sum()
}

/// All that was entered, by its day.
pub(crate) fn entries(tx: &dyn Tx, commune: &str) -> Result<Vec<Entered>, StoreError> {
    let fund = said::fund(tx, commune)?;
    Ok(fund.map_or_else(Vec::new, |fund| fund.entries.clone()))
}

/// Enters something.
pub fn enter(state: &AppState, device: &Device, draft: &EntryDraft) -> Result<(), ApiError> {
    in_fund(state, device, |pen, document, entries| {
        let id = fact_id(state, pen);
        let mut problems = transfers::problems(pen, draft, entries)?;
        let bound = basis::bound_by(pen.tx(), pen.commune())?;
        let entry = match draft.read(entries, &bound, id, pen.author().at) {
            Ok(entry) if problems.is_empty() => entry,
            read => {
                problems.extend(read.err().into_iter().flatten());
                return Ok(Err(problems));
            }
        };
        if let Some(offer) = draft.offer
            && !offers::entered(pen, offer, entry.id)?
        {
            let field = "offer".to_owned();
            let problem = Problem::Unknown;
            return Ok(Err(vec![FieldError { field, problem }]));
        }
        Ok(Ok(document.add_entry(pen.author(), &entry)?))
    })
}

/// Says that an entry does not count.
pub fn void(
    state: &AppState,
    device: &Device,
    entry: FactId,
    reason: &str,
) -> Result<(), ApiError> {
    in_fund(state, device, |pen, document, entries| {
        let bound = basis::bound_by(pen.tx(), pen.commune())?;
        let reason = match check_void(entries, &bound, entry, reason) {
            Ok(reason) => reason,
            Err(problems) => return Ok(Err(problems)),
        };
        if goods::stored(pen.tx(), pen.commune())?.contains_key(&entry)
            || transfers::has_arrived(pen, entries, entry)?
        {
            let field = "entry".to_owned();
            let problem = Problem::InUse;
            return Ok(Err(vec![FieldError { field, problem }]));
        }
        let void = Void {
            reason,
            actor: pen.author().actor,
            recorded_at: pen.author().at,
        };
        Ok(Ok(document.void_entry(pen.author(), entry, &void)?))
    })
}

/// Writes one change to the commune's Fund, which is begun with its first entry, or nothing when it is
/// refused.
fn in_fund(
    state: &AppState,
    device: &Device,
    mut change: impl FnMut(
        &Pen<'_>,
        &mut Document,
        &[Entered],
    ) -> Result<Result<Written, Vec<FieldError>>, StoreError>,
) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        transfers::lock_above(tx, &device.account.commune, state.clock.now().local_date())?;
        let pen = Pen::take(tx, device, state.clock.now())?;
        let (mut document, begun) = open_or_begin(state, &pen)?;
        let fund = document.fund()?;
        let begun = begun.map(|written| (document.clone(), written));
        match change(&pen, &mut document, &fund.entries)? {
            Ok(written) => {
                if let Some((empty, begun)) = begun {
                    pen.store(fund.id, &empty, begun)?;
                }
                pen.store(fund.id, &document, written)?;
                Ok(Ok(()))
            }
            Err(problems) => Ok(Err(ApiError::Invalid(problems))),
        }
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

/// The Fund's document, and what begins it when there is none yet.
fn open_or_begin(
    state: &AppState,
    pen: &Pen<'_>,
) -> Result<(Document, Option<Written>), StoreError> {
    if let Some(bytes) = pen.tx().fund(pen.commune())? {
        return Ok((Document::load(&bytes)?, None));
    }
    let id = state.with_rng(|mut rng| DocId::new(pen.author().at, &mut rng));
    let (document, written) = Document::new_fund(pen.author(), id, pen.commune())?;
    Ok((document, Some(written)))
}

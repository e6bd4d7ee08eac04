//! Records that came after their household was erased. They are set aside whole, so that nothing a phone
//! was told of is lost unseen; a person looks at each, says whether what was given counts, and with that
//! what it says is gone.

use chungtay_shared::api::erasure::{EraseRecord, Erasure, ErasureDone, SeemsGiven};
use chungtay_shared::document::ChangeHash;
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::{FactId, to_hex};
use chungtay_shared::limits::NOTE_CHARS_MAX;
use chungtay_shared::sync::gate::{self, Refusal};
use chungtay_shared::time::Timestamp;

use super::{figures, rights, say, wiped};
use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::rights_of;
use crate::state::AppState;
use crate::store::{Device, Kept, LateFigure, NewLook, StoreError, write};

/// Deletes what a record says whose household was erased.
pub fn erase_record(
    state: &AppState,
    device: &Device,
    hash: ChangeHash,
    wanted: &EraseRecord,
) -> Result<ErasureDone, ApiError> {
    let commune = &device.account.commune;
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let Some(kept) = tx.kept(commune, hash)? else {
            return Ok(Err(ApiError::NotFound));
        };
        let mut errors = FieldErrors::default();
        let reason = errors.needed("reason", &wanted.reason, NOTE_CHARS_MAX);
        if kept.reason != Refusal::Erased.code() || kept.pushed.change.is_empty() {
            errors.add("record", Problem::Unknown);
        }
        let given = gate::glance(&kept.pushed.change).given;
        if wanted.counts && given.is_none() {
            errors.add("counts", Problem::Unreadable);
        }
        if let Err(problems) = errors.finish(()) {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        let counted = match given.filter(|_| wanted.counts) {
            Some(given) => Some(count(state, &pen, &kept, given)?),
            None => None,
        };
        let look = NewLook {
            hash,
            officer: device.id,
            at: pen.author().at,
            reason: &reason,
        };
        tx.empty_record(commune, look)?;
        let said = Erasure {
            household: kept.pushed.doc,
            at: pen.author().at,
            officer_name: pen.officer_name().to_owned(),
            request: String::new(),
            reason,
            changes: 0,
            figures: counted.as_ref().map_or(0, |kept| kept.count),
            sealed: counted.and_then(|kept| kept.sealed),
            record: Some(to_hex(&hash.0)),
        };
        say(&pen, device, &said)?;
        Ok(Ok(()))
    })?;
    state.live.changed(commune);
    outcome?;
    Ok(wiped(state))
}

/// Counts what a record says was given, in the campaign and the round it names if the commune has them.
fn count(
    state: &AppState,
    pen: &Pen<'_>,
    kept: &Kept,
    given: SeemsGiven,
) -> Result<figures::Kept, StoreError> {
    let known = rights_of(pen.tx(), pen.commune())?;
    let campaign = known.iter().find(|c| Some(c.campaign.id) == given.campaign);
    let round = campaign.and_then(|campaign| {
        let mut rounds = campaign.rounds.iter();
        rounds.find(|round| Some(round.id) == given.round)
    });
    if let (Some(campaign), Some(round)) = (campaign, round.filter(|round| round.in_custody)) {
        rights::gone_from_hand(state, pen, campaign.campaign.id, round, kept.actor)?;
    }
    let figure = LateFigure {
        fact: FactId::from_bytes(figures::by_chance(state)),
        day: Timestamp::from_local(given.at.local_date(), 0, 0),
        form: given.form.code().to_owned(),
        item: given.item,
        money_vnd: given.money_vnd,
        goods_value_vnd: given.goods_value_vnd,
        quantity_milli: given.quantity_milli,
        unit: given.unit,
        campaign: campaign.map(|campaign| campaign.campaign.id),
        round: round.map(|round| round.id),
    };
    figures::keep_late(state, pen, &figure)
}

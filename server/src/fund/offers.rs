//! What volunteers were promised or handed on their way: it waits here until it is entered, or said not
//! to be.

use chungtay_shared::api::fund::{DeclineOffer, OfferLine};
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::FactId;
use chungtay_shared::offer::{self, OfferAnswer};

use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::{in_campaign, needed};
use crate::said;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};

/// What waits, the oldest first.
pub(super) fn lines(tx: &dyn Tx, commune: &str) -> Result<Vec<OfferLine>, StoreError> {
    let names = tx.names(commune)?;
    let mut lines = Vec::new();
    for said in said::campaigns(tx, commune)? {
        let open = said.offers.iter().filter(|one| one.answer.is_none());
        lines.extend(open.map(|one| OfferLine {
            campaign: said.state.campaign.id,
            offer: one.offer.clone(),
            person_name: names.get(&one.actor).cloned().unwrap_or_default(),
        }));
    }
    lines.sort_by_key(|line| (line.offer.recorded_at, line.offer.id));
    Ok(lines)
}

/// How much waits.
pub(crate) fn waiting(tx: &dyn Tx, commune: &str) -> Result<u64, StoreError> {
    let said = said::campaigns(tx, commune)?;
    let offers = said.iter().flat_map(|said| &said.offers);
    Ok(offers.filter(|one| one.answer.is_none()).count() as u64)
}

/// Says, where it was told, by which entry it stands in the Fund; `false` when it does not wait.
pub(super) fn entered(pen: &Pen<'_>, told: FactId, entry: FactId) -> Result<bool, StoreError> {
    let known = said::campaigns(pen.tx(), pen.commune())?;
    let mut known = known.iter();
    let Some(said) = known.find(|said| offer::waiting(&said.offers, told).is_some()) else {
        return Ok(false);
    };
    let campaign = said.state.campaign.id;
    let Some((mut document, _)) = pen.load(campaign)? else {
        return Ok(false);
    };
    let answer = OfferAnswer {
        entry: Some(entry),
        reason: String::new(),
        recorded_at: pen.author().at,
    };
    let written = document.answer_offer(pen.author(), told, &answer)?;
    pen.store(campaign, &document, written)?;
    Ok(true)
}

/// Says that it is not entered, and why.
pub fn decline(state: &AppState, device: &Device, wanted: &DeclineOffer) -> Result<(), ApiError> {
    in_campaign(state, device, wanted.campaign, |pen, document, _| {
        let mut errors = FieldErrors::default();
        let reason = needed(&mut errors, "reason", &wanted.reason);
        if offer::waiting(&document.offers()?, wanted.offer).is_none() {
            errors.add("offer", Problem::Unknown);
        }
        if let Err(problems) = errors.finish(()) {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        let answer = OfferAnswer {
            entry: None,
            reason,
            recorded_at: pen.author().at,
        };
        let author = pen.author();
        Ok(Ok(document.answer_offer(author, wanted.offer, &answer)?))
    })
}

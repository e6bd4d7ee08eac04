//! A household the office puts on the list by hand, and those it looks like.

use std::collections::BTreeMap;

use chungtay_shared::api::register_household::{Lookalikes, RegisterHousehold, SimilarHousehold};
use chungtay_shared::document::{Document, NewHousehold};
use chungtay_shared::duplicate::lookalikes_of;
use chungtay_shared::id::DocId;

use crate::error::ApiError;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

/// Lookalikes that are shown: more would hide the form.
const LOOKALIKES_MAX: usize = 5;

/// Puts a household on the list. What it is by decision is told of it afterwards, as of any other.
pub fn register(
    state: &AppState,
    device: &Device,
    wanted: &RegisterHousehold,
) -> Result<DocId, ApiError> {
    let profile = wanted.profile.validate().map_err(ApiError::Invalid)?;
    let id = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let id = state.with_rng(|mut rng| DocId::new(pen.author().at, &mut rng));
        let new = NewHousehold {
            id,
            commune: pen.commune().to_owned(),
            import_key: String::new(),
            profile: profile.clone(),
            statuses: Vec::new(),
        };
        let (document, change) = Document::new_household(pen.author(), &new)?;
        pen.store(id, &document, change)?;
        Ok(id)
    })?;
    state.live.changed(&device.account.commune);
    Ok(id)
}

/// Households of the commune that look like what is typed, the likeliest first.
pub fn lookalikes(
    tx: &dyn Tx,
    commune: &str,
    wanted: &Lookalikes,
) -> Result<Vec<SimilarHousehold>, StoreError> {
    let mut described = tx.described(commune)?;
    described.retain(|one| Some(one.id) != wanted.except);
    let by_id: BTreeMap<DocId, usize> = (0..).zip(&described).map(|(n, one)| (one.id, n)).collect();
    let found = lookalikes_of(&wanted.profile, &described);
    let lines = found.into_iter().filter_map(|lookalike| {
        let one = described.get(*by_id.get(&lookalike.id)?)?;
        Some(SimilarHousehold {
            id: one.id,
            head_name: one.head_name.clone(),
            hamlet: one.hamlet.clone(),
            birth_year: one.birth_year,
            reasons: lookalike.reasons,
        })
    });
    Ok(lines.take(LOOKALIKES_MAX).collect())
}

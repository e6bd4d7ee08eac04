//! Goods that the Fund received, in the commune's store: each receipt's go in once, and say from which
//! receipt they came.

use std::collections::BTreeMap;

use chungtay_shared::api::fund::{StoreChoice, StoreGoods, StoredGoods};
use chungtay_shared::custody::{MovementDraft, MovementKind};
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::fund::{Entry, EntryKind, standing};
use chungtay_shared::id::FactId;
use chungtay_shared::round::Round;

use super::entries;
use crate::error::ApiError;
use crate::rounds::{campaign_with, fact_id, in_campaign, rights_of};
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};

/// Rounds whose gifts are counted, newest first.
pub(super) fn stores(tx: &dyn Tx, commune: &str) -> Result<Vec<StoreChoice>, StoreError> {
    let campaigns = rights_of(tx, commune)?;
    let rounds = campaigns.iter().flat_map(|campaign| &campaign.rounds);
    let mut counted: Vec<&Round> = rounds.filter(|round| round.in_custody).collect();
    counted.sort_by_key(|round| std::cmp::Reverse((round.issued_at, round.id)));
    let choice = |round: &Round| StoreChoice {
        round: round.id,
        round_name: round.name.clone(),
        item_name: round.item.name.clone(),
    };
    Ok(counted.into_iter().map(choice).collect())
}

/// Receipts whose goods stand in the store.
pub(super) fn stored(
    tx: &dyn Tx,
    commune: &str,
) -> Result<BTreeMap<FactId, StoredGoods>, StoreError> {
    let mut stored = BTreeMap::new();
    for round in rights_of(tx, commune)?.iter().flat_map(|c| &c.rounds) {
        for movement in round.movements.iter().filter(|m| m.stands()) {
            let goods = StoredGoods {
                round: round.id,
                round_name: round.name.clone(),
                count: movement.count,
            };
            stored.extend(movement.entry.map(|entry| (entry, goods)));
        }
    }
    Ok(stored)
}

/// Whether an entry has brought goods.
const fn brings_goods(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Receipt | EntryKind::TransferIn)
        && entry.amount.goods_value_vnd > 0
}

/// Takes the goods of a receipt into a round's store.
pub fn take_in(
    state: &AppState,
    device: &Device,
    entry: FactId,
    wanted: &StoreGoods,
) -> Result<(), ApiError> {
    let Some(round) = wanted.round else {
        return Err(ApiError::Invalid(vec![FieldError {
            field: "round".to_owned(),
            problem: Problem::Missing,
        }]));
    };
    let campaign = campaign_with(state, device, round)?;
    in_campaign(state, device, campaign, |pen, document, rights| {
        let entries = entries(pen.tx(), pen.commune())?;
        let Some(receipt) = standing(&entries).find(|known| known.id == entry) else {
            return Ok(Err(ApiError::NotFound));
        };
        let mut errors = FieldErrors::default();
        if !brings_goods(receipt) {
            errors.add("entry", Problem::Unknown);
        } else if stored(pen.tx(), pen.commune())?.contains_key(&entry) {
            errors.add("entry", Problem::AlreadyReceived);
        }
        let mut rounds = rights.rounds.iter();
        let Some(round) = rounds.find(|known| known.id == round && known.in_custody) else {
            return Ok(Err(ApiError::NotFound));
        };
        let draft = MovementDraft {
            count_text: wanted.count_text.clone(),
            party: receipt.party.clone(),
            note: receipt.voucher.clone(),
            ..MovementDraft::empty(MovementKind::Received)
        };
        let id = fact_id(state, pen);
        let read = draft.read(&round.movements, 0, id, pen.author().at);
        let mut problems = errors.into_problems();
        match read {
            Ok(mut movement) if problems.is_empty() => {
                movement.entry = Some(entry);
                let written = document.add_movement(pen.author(), round.id, &movement)?;
                Ok(Ok(written))
            }
            read => {
                problems.extend(read.err().unwrap_or_default());
                Ok(Err(ApiError::Invalid(problems)))
            }
        }
    })
}

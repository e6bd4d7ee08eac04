//! When two records turn out to be one household, it is given once what each of them was to be given.

use chungtay_shared::household::Household;
use chungtay_shared::id::FactId;
use chungtay_shared::round::{Move, Round};

use crate::office::Pen;
use crate::rounds::{fact_id, rights_of};
use crate::state::AppState;
use crate::store::StoreError;

/// In each round: a right that only the second record has passes to the record that is kept; of two
/// rights one is withdrawn, that of the record by which nothing was given.
pub(super) fn give_once(
    state: &AppState,
    pen: &Pen<'_>,
    kept: &Household,
    merged: &Household,
    reason: &str,
) -> Result<(), StoreError> {
    for campaign in rights_of(pen.tx(), pen.commune())? {
        for round in &campaign.rounds {
            let moves = moves(state, pen, round, (kept, merged), reason);
            if moves.is_empty() {
                continue;
            }
            let Some((mut document, _)) = pen.load(campaign.campaign.id)? else {
                continue;
            };
            let change = document.move_rights(pen.author(), round.id, &moves)?;
            pen.store(campaign.campaign.id, &document, change)?;
        }
    }
    Ok(())
}

fn moves(
    state: &AppState,
    pen: &Pen<'_>,
    round: &Round,
    (kept, merged): (&Household, &Household),
    reason: &str,
) -> Vec<Move> {
    let moved = |household: &Household, holder| Move {
        id: fact_id(state, pen),
        household: household.id,
        holder,
        reason: reason.to_owned(),
        approved_by: pen.officer_name().to_owned(),
        recorded_at: round.next_move_at(pen.author().at),
    };
    let (theirs, ours) = (round.holder(merged.id), round.holder(kept.id));
    match (theirs, ours) {
        (None, _) => Vec::new(),
        (Some(_), Some(_)) if was_given(merged, round.id) => {
            if was_given(kept, round.id) {
                // Both were given: a person has to look at it (`chungtay_shared::review`).
                Vec::new()
            } else {
                vec![moved(kept, None)]
            }
        }
        (Some(_), Some(_)) => vec![moved(merged, None)],
        (Some(_), None) if was_given(merged, round.id) => Vec::new(),
        (Some(_), None) if was_given(kept, round.id) => vec![moved(merged, None)],
        (Some(holder), None) => vec![moved(merged, None), moved(kept, Some(holder))],
    }
}

fn was_given(household: &Household, round: FactId) -> bool {
    let mut standing = household
        .handovers
        .iter()
        .filter(|h| h.corrected_by.is_none());
    standing.any(|h| h.fact.round == Some(round))
}

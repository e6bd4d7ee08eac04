//! What a household that is erased was still to be given, and what it was given out of a volunteer's hand.

use chungtay_shared::custody::{Movement, MovementKind};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::round::{Move, Round};

use crate::office::Pen;
use crate::rounds::{fact_id, rights_of};
use crate::state::AppState;
use crate::store::StoreError;

/// What stands where a person would say why. It names nobody, and stays.
const WHY: &str = "Hộ đã được xóa theo yêu cầu";

/// Withdraws its rights, used or not; the gifts that it was given are counted on as gone from the hands
/// they were in: on phones they were reckoned from its record.
pub(super) fn take_back(state: &AppState, pen: &Pen<'_>, doc: DocId) -> Result<(), StoreError> {
    let uses = pen.tx().uses(pen.commune())?;
    for campaign in rights_of(pen.tx(), pen.commune())? {
        for round in &campaign.rounds {
            if round.holder(doc).is_some() {
                let moved = Move {
                    id: fact_id(state, pen),
                    household: doc,
                    holder: None,
                    reason: WHY.to_owned(),
                    approved_by: pen.officer_name().to_owned(),
                    recorded_at: round.next_move_at(pen.author().at),
                    because: None,
                };
                if let Some((mut document, _)) = pen.load(campaign.campaign.id)? {
                    let change = document.move_rights(pen.author(), round.id, &[moved])?;
                    pen.store(campaign.campaign.id, &document, change)?;
                }
            }
            let given = uses.iter().filter(|used| {
                used.household == doc && used.round == Some(round.id) && round.in_custody
            });
            for used in given {
                gone_from_hand(state, pen, campaign.campaign.id, round, used.actor)?;
            }
        }
    }
    Ok(())
}

/// Notes that a volunteer holds one gift less.
pub(super) fn gone_from_hand(
    state: &AppState,
    pen: &Pen<'_>,
    campaign: DocId,
    round: &Round,
    holder: Actor,
) -> Result<(), StoreError> {
    let movement = Movement {
        id: fact_id(state, pen),
        kind: MovementKind::Returned,
        holder: Some(holder),
        count: 0,
        missing: 1,
        party: String::new(),
        note: WHY.to_owned(),
        entry: None,
        recorded_at: pen.author().at,
        confirmed: None,
        void: None,
    };
    let Some((mut document, _)) = pen.load(campaign)? else {
        return Ok(());
    };
    let change = document.add_movement(pen.author(), round.id, &movement)?;
    pen.store(campaign, &document, change)
}

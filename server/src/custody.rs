//! Where a round's gifts are: what the office notes and sees of them.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::review::CustodyLine;
use chungtay_shared::api::rounds::{Carrier, CustodyState, VoidMovement};
use chungtay_shared::collation::person_sort_key;
use chungtay_shared::custody::{self, MovementDraft, Withdrawal};
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::review::{self, Use};
use chungtay_shared::round::{CampaignRights, Round};

use crate::error::ApiError;
use crate::rounds::{actors_in_use, campaign_with, fact_id, in_campaign};
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};

/// Where the gifts of a round are; none when they are not counted.
pub fn state_of(
    round: &Round,
    uses: &[Use],
    names: &BTreeMap<Actor, String>,
    in_use: &BTreeSet<Actor>,
) -> Option<CustodyState> {
    if !round.in_custody {
        return None;
    }
    let given: BTreeSet<DocId> = uses
        .iter()
        .filter(|used| used.round == Some(round.id))
        .map(|used| used.household)
        .collect();
    let mut to_give: BTreeMap<Actor, u64> = BTreeMap::new();
    for (household, holder) in round.held() {
        *to_give.entry(holder).or_default() += u64::from(!given.contains(&household));
    }
    let carrier = |(holder, balance)| Carrier {
        holder,
        person_name: names.get(&holder).cloned().unwrap_or_default(),
        is_in_use: in_use.contains(&holder),
        to_give: to_give.get(&holder).copied().unwrap_or_default(),
        balance,
    };
    let balances = review::balances(round, uses);
    let mut carriers: Vec<Carrier> = balances.into_iter().map(carrier).collect();
    carriers.sort_by_cached_key(|c| (person_sort_key(&c.person_name), c.holder));
    Some(CustodyState {
        stock: custody::stock(&round.movements),
        carriers,
        movements: round.movements.iter().rev().cloned().collect(),
    })
}

/// What does not add up, for the office to look at.
pub fn lines(
    tx: &dyn Tx,
    commune: &str,
    campaigns: &[CampaignRights],
) -> Result<Vec<CustodyLine>, StoreError> {
    let names = tx.names(commune)?;
    let rounds = campaigns.iter().flat_map(|campaign| &campaign.rounds);
    let rounds: BTreeMap<FactId, &Round> = rounds.map(|round| (round.id, round)).collect();
    let found = review::differences(campaigns, &tx.uses(commune)?).into_iter();
    let lines = found.filter_map(|found| {
        let round = rounds.get(&found.round)?;
        let movement = round
            .movements
            .iter()
            .find(|m| Some(m.id) == found.movement);
        Some(CustodyLine {
            difference: found.difference,
            campaign: found.campaign,
            round: round.id,
            round_name: round.name.clone(),
            item_name: round.item.name.clone(),
            person_name: names.get(&found.holder).cloned().unwrap_or_default(),
            movement: movement.cloned(),
            balance: found.balance,
        })
    });
    Ok(lines.collect())
}

/// Notes that gifts of a round went from hand to hand.
pub fn record(
    state: &AppState,
    device: &Device,
    round: FactId,
    draft: &MovementDraft,
) -> Result<(), ApiError> {
    let campaign = campaign_with(state, device, round)?;
    in_campaign(state, device, campaign, |pen, document, rights| {
        let Some(round) = counted(rights, round) else {
            return Ok(Err(ApiError::NotFound));
        };
        let uses = pen.tx().uses(pen.commune())?;
        let balances = review::balances(round, &uses);
        let held = draft.holder.and_then(|holder| balances.get(&holder));
        let given = held.map_or(0, |balance| balance.given);
        let (id, now) = (fact_id(state, pen), pen.author().at);
        let mut read = draft.read(&round.movements, given, id, now);
        // Who is to carry has a phone to say so; who carried may have lost it.
        let is_known = |holder: &Actor| balances.contains_key(holder);
        let phones = actors_in_use(pen.tx(), pen.commune())?;
        let to = draft.holder.filter(|holder| match draft.kind {
            custody::MovementKind::Received => false,
            custody::MovementKind::Issued => !phones.contains(holder),
            custody::MovementKind::Returned => !is_known(holder),
        });
        if to.is_some() {
            let mut problems = read.err().unwrap_or_default();
            problems.retain(|problem| problem.field != "holder");
            problems.push(FieldError {
                field: "holder".to_owned(),
                problem: Problem::Unknown,
            });
            read = Err(problems);
        }
        match read {
            Ok(movement) => Ok(Ok(document.add_movement(
                pen.author(),
                round.id,
                &movement,
            )?)),
            Err(problems) => Ok(Err(ApiError::Invalid(problems))),
        }
    })
}

/// Takes back a movement that was entered by mistake.
pub fn void(
    state: &AppState,
    device: &Device,
    round: FactId,
    wanted: &VoidMovement,
) -> Result<(), ApiError> {
    let campaign = campaign_with(state, device, round)?;
    in_campaign(state, device, campaign, |pen, document, rights| {
        let Some(round) = counted(rights, round) else {
            return Ok(Err(ApiError::NotFound));
        };
        match custody::check_void(&round.movements, wanted.movement, &wanted.reason) {
            Ok(reason) => {
                let void = Withdrawal {
                    reason,
                    recorded_at: pen.author().at,
                };
                Ok(Ok(document.void_movement(
                    pen.author(),
                    wanted.movement,
                    &void,
                )?))
            }
            Err(problems) => Ok(Err(ApiError::Invalid(problems))),
        }
    })
}

fn counted(rights: &CampaignRights, id: FactId) -> Option<&Round> {
    let round = rights.rounds.iter().find(|round| round.id == id);
    round.filter(|round| round.in_custody)
}

//! What a person has to look at: proposals, and handovers otherwise than rights say.

use std::collections::BTreeSet;

use chungtay_shared::api::rounds::{
    AnswerProposal, DoubtLine, ProposalLine, ReviewPage, RoundChoice, Settle,
};
use chungtay_shared::document::Kind;
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::limits::NOTE_CHARS_MAX;
use chungtay_shared::proposal::ProposalAnswer;
use chungtay_shared::review::{self, Doubtful, Use};
use chungtay_shared::round::{CampaignRights, Move, Round, Settled};

use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::{actors_in_use, fact_id, in_campaign, needed, rights_of};
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

/// What a person has to look at.
pub fn page(tx: &dyn Tx, commune: &str) -> Result<ReviewPage, StoreError> {
    let campaigns = rights_of(tx, commune)?;
    let phones: BTreeSet<Actor> = actors_in_use(tx, commune)?;
    let proposals = tx.open_proposals(commune)?.into_iter().map(|open| {
        let campaign = campaigns
            .iter()
            .find(|c| Some(c.campaign.id) == open.campaign);
        let mut rounds: Vec<&Round> = campaign
            .iter()
            .flat_map(|campaign| &campaign.rounds)
            .filter(|_| phones.contains(&open.actor))
            .filter(|round| round.holder(open.line.household).is_none())
            .collect();
        rounds.sort_by_key(|round| round.item.name != open.line.detail);
        ProposalLine {
            rounds: rounds.into_iter().map(choice).collect(),
            line: open.line,
        }
    });
    let proposals = proposals.collect();
    let mut doubts = Vec::new();
    for doubtful in doubtful(tx, commune, &campaigns)? {
        let mut lines = Vec::new();
        for fact in &doubtful.facts {
            lines.extend(tx.fact(commune, doubtful.household, *fact)?);
        }
        doubts.push(DoubtLine {
            doubt: doubtful.doubt,
            campaign: doubtful.campaign,
            lines,
        });
    }
    Ok(ReviewPage { proposals, doubts })
}

fn choice(round: &Round) -> RoundChoice {
    RoundChoice {
        id: round.id,
        name: round.name.clone(),
        item_name: round.item.name.clone(),
    }
}

/// The commune's handovers otherwise than rights say, which nobody has looked at.
pub fn doubtful(
    tx: &dyn Tx,
    commune: &str,
    campaigns: &[CampaignRights],
) -> Result<Vec<Doubtful>, StoreError> {
    let uses: Vec<Use> = tx.uses(commune)?.iter().map(|given| given.used).collect();
    Ok(review::doubtful(campaigns, &uses))
}

/// Answers a proposal; when it is granted, whoever made it holds the right from now on.
pub fn answer(state: &AppState, device: &Device, wanted: &AnswerProposal) -> Result<(), ApiError> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", &wanted.reason, NOTE_CHARS_MAX);
    if wanted.granted_in.is_none() && reason.is_empty() {
        errors.add("reason", Problem::Missing);
    }
    errors.finish(()).map_err(ApiError::Invalid)?;
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let found = pen.load(wanted.household)?;
        let found = found.filter(|(_, stored)| stored.kind == Kind::Household);
        let Some((mut document, _)) = found else {
            return Ok(Err(ApiError::NotFound));
        };
        let household = document.household()?;
        let proposed = household
            .proposals
            .iter()
            .find(|p| p.fact.id == wanted.proposal);
        let Some(proposed) = proposed.filter(|p| p.answer.is_none()) else {
            return Ok(Err(ApiError::NotFound));
        };
        if let Some(round) = wanted.granted_in {
            // A right that no phone in use holds would be nobody's.
            if !actors_in_use(tx, pen.commune())?.contains(&proposed.actor) {
                return Ok(Err(ApiError::NotFound));
            }
            let holder_name = tx.names(pen.commune())?.remove(&proposed.actor);
            let given = Move {
                id: fact_id(state, &pen),
                household: wanted.household,
                holder: Some(proposed.actor),
                reason: proposed.fact.reason.clone(),
                approved_by: holder_name.unwrap_or_default(),
                recorded_at: pen.author().at,
            };
            if !give_in(&pen, proposed.fact.campaign, round, given)? {
                return Ok(Err(ApiError::NotFound));
            }
        }
        let answer = ProposalAnswer {
            granted: wanted.granted_in.is_some(),
            reason: reason.clone(),
            recorded_at: pen.author().at,
        };
        let written = document.answer_proposal(pen.author(), wanted.proposal, &answer)?;
        pen.store(wanted.household, &document, written)?;
        Ok(Ok(()))
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

/// Gives a right in a round of a campaign in which nobody holds it; `false` when there is no such
/// round.
fn give_in(
    pen: &Pen<'_>,
    campaign: Option<DocId>,
    round: FactId,
    given: Move,
) -> Result<bool, StoreError> {
    let Some(campaign) = campaign else {
        return Ok(false);
    };
    let Some((mut document, _)) = pen.load(campaign)? else {
        return Ok(false);
    };
    let known = document.rights()?;
    let free = |r: &&Round| r.id == round && r.holder(given.household).is_none();
    if known.rounds.iter().find(free).is_none() {
        return Ok(false);
    }
    let written = document.move_rights(pen.author(), round, &[given])?;
    pen.store(campaign, &document, written)?;
    Ok(true)
}

/// Notes that a person has looked at doubtful handovers.
pub fn settle(state: &AppState, device: &Device, wanted: &Settle) -> Result<(), ApiError> {
    in_campaign(state, device, wanted.campaign, |pen, document, campaign| {
        let mut errors = FieldErrors::default();
        let reason = needed(&mut errors, "reason", &wanted.reason);
        let open: Vec<FactId> = wanted
            .facts
            .iter()
            .filter(|fact| !campaign.settled.contains_key(fact))
            .copied()
            .collect();
        if open.is_empty() {
            errors.add("facts", Problem::Missing);
        }
        if let Err(problems) = errors.finish(()) {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        let settled = Settled {
            reason,
            recorded_at: pen.author().at,
        };
        Ok(Ok(document.settle(pen.author(), &open, &settled)?))
    })
}

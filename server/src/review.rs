//! What a person has to look at: proposals, handovers otherwise than rights say, what volunteers saw
//! of households, records that may be one household.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::Summary;
use chungtay_shared::api::review::{
    AnswerProposal, DoubtLine, LOOKALIKES_MAX, LookalikeLine, NoticedLine, ProposalLine,
    RecordSummary, ReviewPage, RoundChoice, Settle, StrandedLine,
};
use chungtay_shared::document::Kind;
use chungtay_shared::duplicate::{self, Suspect};
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::life::LifeKind;
use chungtay_shared::limits::NOTE_CHARS_MAX;
use chungtay_shared::proposal::ProposalAnswer;
use chungtay_shared::review::{self, Doubtful};
use chungtay_shared::round::{CampaignRights, Move, Round, Settled};
use chungtay_shared::time::LocalDate;

use crate::custody;
use crate::error::ApiError;
use crate::fund;
use crate::import;
use crate::lives;
use crate::office::Pen;
use crate::rounds::{actors_in_use, fact_id, in_campaign, needed, rights_of};
use crate::state::AppState;
use crate::store::{Device, Lived, StoreError, Tx, write};

/// What a person has to look at.
pub fn page(tx: &dyn Tx, commune: &str, today: LocalDate) -> Result<ReviewPage, StoreError> {
    let campaigns = rights_of(tx, commune)?;
    let lived = tx.lives(commune)?;
    let mut doubts = Vec::new();
    for doubtful in doubtful(tx, commune, &campaigns, &lived)? {
        let mut lines = Vec::new();
        for (household, fact) in &doubtful.facts {
            lines.extend(tx.fact(commune, *household, *fact)?);
        }
        doubts.push(DoubtLine {
            doubt: doubtful.doubt,
            campaign: doubtful.campaign,
            lines,
        });
    }
    let suspects = suspects(tx, commune, &lived)?;
    Ok(ReviewPage {
        proposals: proposals(tx, commune, &campaigns)?,
        doubts,
        noticed: noticed(tx, commune, &lived)?,
        lookalikes_total: suspects.len() as u64,
        lookalikes: lookalikes(tx, commune, today, &suspects)?,
        stranded: stranded(tx, commune, &campaigns, &lived)?,
        custody: custody::lines(tx, commune, &campaigns)?,
        left_rows: import::left_lines(tx, commune, today)?,
        claims: lives::claims(tx, commune, today, &lived)?,
    })
}

/// The page's counts, for where the commune stands.
pub fn counts(
    tx: &dyn Tx,
    commune: &str,
    campaigns: &[CampaignRights],
    today: LocalDate,
    summary: Summary,
) -> Result<Summary, StoreError> {
    let lived = tx.lives(commune)?;
    let gone = lived.iter().filter_map(|lived| lived.life.gone);
    Ok(Summary {
        doubts: doubtful(tx, commune, campaigns, &lived)?.len() as u64,
        noticed: lived.iter().map(|l| l.life.noticed.len() as u64).sum(),
        lookalikes: suspects(tx, commune, &lived)?.len() as u64,
        stranded: stranded(tx, commune, campaigns, &lived)?.len() as u64,
        custody: review::differences(campaigns, &tx.uses(commune)?).len() as u64,
        left_rows: import::left_lines(tx, commune, today)?.len() as u64,
        offers: fund::waiting(tx, commune)?,
        joining: tx.newcomers(commune)?.len() as u64,
        claims: lived.iter().map(|l| l.life.claims.len() as u64).sum(),
        gone: gone.filter(|gone| gone.why != LifeKind::Same).count() as u64,
        ..summary
    })
}

fn proposals(
    tx: &dyn Tx,
    commune: &str,
    campaigns: &[CampaignRights],
) -> Result<Vec<ProposalLine>, StoreError> {
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
    Ok(proposals.collect())
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
    lived: &[Lived],
) -> Result<Vec<Doubtful>, StoreError> {
    let uses = tx.uses(commune)?;
    Ok(review::doubtful(
        campaigns,
        &lives::of_commune(lived),
        &uses,
    ))
}

fn noticed(tx: &dyn Tx, commune: &str, lived: &[Lived]) -> Result<Vec<NoticedLine>, StoreError> {
    let mut lines = Vec::new();
    for lived in lived {
        for noticed in &lived.life.noticed {
            let line = tx.fact(commune, lived.household, noticed.visit)?;
            lines.extend(line.map(|line| NoticedLine {
                line,
                seen: noticed.seen,
            }));
        }
    }
    lines.sort_by_key(|noticed| (noticed.line.received_at, noticed.line.id));
    Ok(lines)
}

/// Pairs that may be one household, without those the office has said are two.
fn suspects(tx: &dyn Tx, commune: &str, lived: &[Lived]) -> Result<Vec<Suspect>, StoreError> {
    let pair = |a: DocId, b: DocId| (a.min(b), a.max(b));
    let apart: BTreeSet<(DocId, DocId)> = lived
        .iter()
        .flat_map(|lived| {
            let others = lived.life.apart.iter();
            others.map(|other| pair(lived.household, *other))
        })
        .collect();
    let mut suspects = duplicate::suspects(&tx.described(commune)?);
    suspects.retain(|suspect| !apart.contains(&(suspect.first, suspect.second)));
    Ok(suspects)
}

fn lookalikes(
    tx: &dyn Tx,
    commune: &str,
    today: LocalDate,
    suspects: &[Suspect],
) -> Result<Vec<LookalikeLine>, StoreError> {
    if suspects.is_empty() {
        return Ok(Vec::new());
    }
    let shown = &suspects[..suspects.len().min(LOOKALIKES_MAX)];
    let ids: BTreeSet<DocId> = shown.iter().flat_map(|s| [s.first, s.second]).collect();
    let tails = tx.described(commune)?.into_iter().filter_map(|described| {
        let tail = described.national_id.chars().rev().take(4);
        let tail: String = tail.collect::<Vec<_>>().into_iter().rev().collect();
        ids.contains(&described.id).then_some((described.id, tail))
    });
    let tails: BTreeMap<DocId, String> = tails.collect();
    let lines = tx.households(commune, today)?;
    let records: BTreeMap<DocId, RecordSummary> = lines
        .into_iter()
        .filter(|line| ids.contains(&line.id))
        .map(|line| {
            let national_id_tail = tails.get(&line.id).cloned().unwrap_or_default();
            let summary = RecordSummary {
                national_id_tail,
                line,
            };
            (summary.line.id, summary)
        })
        .collect();
    let line = |suspect: &Suspect| {
        Some(LookalikeLine {
            reasons: suspect.reasons.clone(),
            score: suspect.score,
            records: [
                records.get(&suspect.first)?.clone(),
                records.get(&suspect.second)?.clone(),
            ],
        })
    };
    Ok(shown.iter().filter_map(line).collect())
}

/// Rights that nobody can use, because the household is gone and was not given before.
fn stranded(
    tx: &dyn Tx,
    commune: &str,
    campaigns: &[CampaignRights],
    lived: &[Lived],
) -> Result<Vec<StrandedLine>, StoreError> {
    let given: BTreeSet<(DocId, FactId)> = tx
        .uses(commune)?
        .iter()
        .filter_map(|used| Some((used.household, used.round?)))
        .collect();
    let names = tx.names(commune)?;
    let mut lines = Vec::new();
    for (lived, gone) in lived.iter().filter_map(|l| Some((l, l.life.gone?))) {
        for round in campaigns.iter().flat_map(|campaign| &campaign.rounds) {
            let holder = round.holder(lived.household);
            let holder = holder.filter(|_| !given.contains(&(lived.household, round.id)));
            lines.extend(holder.map(|holder| StrandedLine {
                household: lived.household,
                head_name: lived.head_name.clone(),
                hamlet: lived.hamlet.clone(),
                gone,
                round: round.id,
                round_name: round.name.clone(),
                item_name: round.item.name.clone(),
                holder_name: names.get(&holder).cloned().unwrap_or_default(),
            }));
        }
    }
    Ok(lines)
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
        let Some(proposed) = proposed.filter(|p| p.is_open()) else {
            return Ok(Err(ApiError::NotFound));
        };
        if let Some(round) = wanted.granted_in {
            if household.gone().is_some() {
                let mut errors = FieldErrors::default();
                errors.add("granted_in", Problem::Gone);
                return Ok(Err(ApiError::Invalid(errors.into_problems())));
            }
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
                because: None,
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
    let Some(issued) = known.rounds.iter().find(free) else {
        return Ok(false);
    };
    let given = Move {
        recorded_at: issued.next_move_at(given.recorded_at),
        ..given
    };
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

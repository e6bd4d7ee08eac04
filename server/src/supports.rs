//! Aid that takes time: what the office opens, decides, pays and takes back, and where all cases stand.

use std::collections::BTreeMap;

use chungtay_shared::api::supports::{CaseLine, NoteStep, OpenCase, Pay, SupportsPage, TakeBack};
use chungtay_shared::document::{Document, Kind, Written};
use chungtay_shared::household::{Correction, Household};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::support::{Part, PaymentDraft, Step, StepNeed, TakenBack, check_taking_back};

use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::fact_id;
use crate::state::AppState;
use crate::store::{CaseStands, Device, StoreError, Tx, write};

/// Every case of the commune, with what was paid of it.
pub fn page(tx: &dyn Tx, commune: &str) -> Result<SupportsPage, StoreError> {
    let mut paid: BTreeMap<FactId, Vec<Part>> = BTreeMap::new();
    for of in tx.paid_of_cases(commune)? {
        paid.entry(of.case).or_default().push(of.part);
    }
    let cases = tx.cases(commune)?.into_iter();
    let lines = cases.map(|stands| {
        let mut paid = paid.remove(&stands.case.case).unwrap_or_default();
        paid.sort_by(|a, b| (a.source, &a.name).cmp(&(b.source, &b.name)));
        line(stands, paid)
    });
    Ok(SupportsPage {
        lines: lines.collect(),
    })
}

fn line(stands: CaseStands, paid: Vec<Part>) -> CaseLine {
    let case = stands.case;
    CaseLine {
        household: stands.household,
        head_name: stands.head_name,
        hamlet: stands.hamlet,
        case: case.case,
        campaign: case.campaign,
        campaign_name: case.campaign_name,
        item_name: case.item_name,
        need: case.need,
        place: case.place,
        step_name: case.step_name,
        since: case.since,
        ended: case.ended,
        stopped: case.stopped,
        approved: case.parts,
        own_share: case.own_share,
        paid,
    }
}

/// Opens a case at the office.
pub fn open(state: &AppState, device: &Device, wanted: &OpenCase) -> Result<(), ApiError> {
    in_household(
        state,
        device,
        wanted.household,
        |pen, document, household| {
            let found = pen.load(wanted.campaign)?;
            let found = found.filter(|(_, stored)| stored.kind == Kind::Campaign);
            let Some((campaign, _)) = found else {
                return Ok(Err(ApiError::NotFound));
            };
            let campaign = campaign.campaign()?;
            let (id, author) = (fact_id(state, pen), pen.author());
            match wanted
                .draft
                .read(household, &campaign, wanted.item, id, author.at)
            {
                Ok(case) => {
                    let written = document.open_case(author, &case)?;
                    pen.store(wanted.household, document, written)?;
                    Ok(Ok(()))
                }
                Err(problems) => Ok(Err(ApiError::Invalid(problems))),
            }
        },
    )
}

/// Notes a step. Where the last one says amounts, they were received with it.
pub fn note(state: &AppState, device: &Device, wanted: &NoteStep) -> Result<(), ApiError> {
    in_household(
        state,
        device,
        wanted.household,
        |pen, document, household| {
            let (id, author) = (fact_id(state, pen), pen.author());
            let step = match wanted.draft.read(household, id, author.at) {
                Ok(step) => step,
                Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
            };
            let payments = received_with(household, &step);
            // Nothing is stored before all of it is accepted.
            let written = document.note_step(author, &step)?;
            let mut changes = vec![(document.clone(), written)];
            for draft in payments {
                match paid(state, pen, document, &draft)? {
                    Ok(written) => changes.push((document.clone(), written)),
                    Err(refused) => return Ok(Err(refused)),
                }
            }
            for (document, written) in changes {
                pen.store(wanted.household, &document, written)?;
            }
            Ok(Ok(()))
        },
    )
}

/// What a step that ends its case says was received.
fn received_with(household: &Household, step: &Step) -> Vec<PaymentDraft> {
    let file = household.case(step.case);
    let ends = file.filter(|file| !file.standing().ended).filter(|file| {
        let last = file.plan().last();
        last.is_some_and(|rule| rule.code == step.code && rule.needs(StepNeed::Amount))
    });
    let drafts = ends.map(|file| {
        let parts = step.parts.iter();
        parts.map(|part| PaymentDraft::of(&file.case, part, step.on))
    });
    drafts.into_iter().flatten().collect()
}

/// Records what was paid of a case.
pub fn pay(state: &AppState, device: &Device, wanted: &Pay) -> Result<(), ApiError> {
    in_household(state, device, wanted.household, |pen, document, _| {
        let written = match paid(state, pen, document, &wanted.draft)? {
            Ok(written) => written,
            Err(refused) => return Ok(Err(refused)),
        };
        pen.store(wanted.household, document, written)?;
        Ok(Ok(()))
    })
}

fn paid(
    state: &AppState,
    pen: &Pen<'_>,
    document: &mut Document,
    draft: &PaymentDraft,
) -> Result<Result<Written, ApiError>, StoreError> {
    let household = document.household()?;
    let (id, author) = (fact_id(state, pen), pen.author());
    match draft.read(&household, id, author.at) {
        Ok(handover) => Ok(Ok(document.add_handover(author, &handover, None)?)),
        Err(problems) => Ok(Err(ApiError::Invalid(problems))),
    }
}

/// Says that a case, a step or a payment was said wrongly.
pub fn take_back(state: &AppState, device: &Device, wanted: &TakeBack) -> Result<(), ApiError> {
    in_household(
        state,
        device,
        wanted.household,
        |pen, document, household| {
            let reason = match check_taking_back(household, wanted.fact, &wanted.reason) {
                Ok(reason) => reason,
                Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
            };
            let author = pen.author();
            let is_payment = household.handovers.iter().any(|h| h.fact.id == wanted.fact);
            let written = if is_payment {
                let correction = Correction {
                    id: fact_id(state, pen),
                    corrects: wanted.fact,
                    replacement: None,
                    reason,
                    recorded_at: author.at,
                };
                document.retract(author, &correction)?
            } else {
                let taken_back = TakenBack {
                    reason,
                    recorded_at: author.at,
                };
                document.take_back_step(author, wanted.fact, &taken_back)?
            };
            pen.store(wanted.household, document, written)?;
            Ok(Ok(()))
        },
    )
}

/// Writes to a household of the commune, or nothing when it is refused.
fn in_household(
    state: &AppState,
    device: &Device,
    household: DocId,
    mut change: impl FnMut(
        &Pen<'_>,
        &mut Document,
        &Household,
    ) -> Result<Result<(), ApiError>, StoreError>,
) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let found = pen.load(household)?;
        let found = found.filter(|(_, stored)| stored.kind == Kind::Household);
        let Some((mut document, _)) = found else {
            return Ok(Err(ApiError::NotFound));
        };
        let said = document.household()?;
        change(&pen, &mut document, &said)
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

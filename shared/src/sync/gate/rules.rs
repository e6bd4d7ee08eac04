//! What a change may do to a document: the same rules the forms obey, applied again by the server.

use std::collections::{BTreeMap, BTreeSet};

use super::{Claim, Refusal};
use crate::campaign::{Mandate, Origin};
use crate::consent::{Consent, ConsentDraft};
use crate::custody::MovementKind;
use crate::document::{Document, DocumentError, Kind};
use crate::handover::Handover;
use crate::household::{Correction, Household, Profile, ProfileField, Recorded, Status};
use crate::id::FactId;
use crate::limits::{GIFTS_MAX, NOTE_CHARS_MAX};
use crate::offer::{OfferDraft, Offered};
use crate::proposal::{Proposal, Proposed};
use crate::publicity::{ActivityDraft, Noted};
use crate::round::{Basis, CampaignRights};
use crate::visit::Visit;

mod supports;

/// What the document says of a household with the change, if it may say that; nothing of anything
/// else.
pub(super) fn check(
    before: &Before<'_>,
    after: &Document,
    claim: Claim<'_>,
) -> Result<Option<Household>, Refusal> {
    match claim.kind {
        Kind::Household => {
            let chosen = after.choices().map_err(|_| Refusal::Schema)?;
            if before.document.choices().ok() != Some(chosen) {
                // Which of several values stands is the office's to say.
                return Err(Refusal::NotPermitted);
            }
            let after = after.household().map_err(|_| Refusal::Schema)?;
            household(before.household, &after, claim)?;
            Ok(Some(after))
        }
        Kind::Campaign => {
            // Campaigns are the office's: no phone begins one.
            let before = Said::of(before.document).map_err(|_| Refusal::NotPermitted)?;
            let after = Said::of(after).map_err(|_| Refusal::Schema)?;
            campaign(&before, after, claim).map(|()| None)
        }
        // The Fund is the office's; its own server writes it, no phone does.
        Kind::Fund => Err(Refusal::NotPermitted),
    }
}

/// A document before the change.
pub(super) struct Before<'a> {
    pub(super) document: &'a Document,
    pub(super) household: Option<&'a Household>,
}

/// All that a campaign's document says.
#[derive(PartialEq)]
struct Said {
    rights: CampaignRights,
    bases: BTreeMap<FactId, Basis>,
    mandate: Mandate,
    origin: Option<Origin>,
    publicity: Vec<Noted>,
    offers: Vec<Offered>,
}

impl Said {
    fn of(document: &Document) -> Result<Self, DocumentError> {
        Ok(Self {
            rights: document.rights()?,
            bases: document.bases()?,
            mandate: document.mandate()?,
            origin: document.origin()?,
            publicity: document.publicity()?,
            offers: document.offers()?,
        })
    }
}

/// What a phone says in a campaign: how many gifts it took of those that were issued to it, what was done for
/// publicity, and what its volunteer was promised or handed for the Fund. All else is the office's.
fn campaign(before: &Said, mut after: Said, claim: Claim<'_>) -> Result<(), Refusal> {
    let is_claimed = &before.rights.campaign;
    if is_claimed.id != claim.doc || is_claimed.commune != claim.commune {
        return Err(Refusal::Schema);
    }
    let was_said = |id: FactId| {
        let mut movements = before.rights.rounds.iter().flat_map(|r| &r.movements);
        movements.any(|old| old.id == id && old.confirmed.is_some())
    };
    let movements = after
        .rights
        .rounds
        .iter_mut()
        .flat_map(|r| &mut r.movements);
    for movement in movements.filter(|m| m.holder == Some(claim.actor) && !was_said(m.id)) {
        let Some(confirmation) = movement.confirmed.take() else {
            continue;
        };
        if movement.kind != MovementKind::Issued || confirmation.count > GIFTS_MAX {
            return Err(Refusal::InvalidValue);
        }
    }
    let known: BTreeSet<FactId> = before.publicity.iter().map(|n| n.activity.id).collect();
    let is_new = |n: &Noted| n.struck.is_none() && !known.contains(&n.activity.id);
    for Noted { activity, .. } in after.publicity.iter().filter(|n| is_new(n)) {
        ActivityDraft::of(activity)
            .read(activity.id, activity.recorded_at)
            .map_err(|_| Refusal::InvalidValue)?;
    }
    after.publicity.retain(|n| !is_new(n));
    offers(&before.offers, &mut after.offers)?;
    if after == *before {
        Ok(())
    } else {
        Err(Refusal::NotPermitted)
    }
}

/// Takes out what was newly told; what became of it is the office's to say.
fn offers(before: &[Offered], after: &mut Vec<Offered>) -> Result<(), Refusal> {
    let known: BTreeSet<FactId> = before.iter().map(|one| one.offer.id).collect();
    let is_new = |one: &Offered| one.answer.is_none() && !known.contains(&one.offer.id);
    for Offered { offer, .. } in after.iter().filter(|one| is_new(one)) {
        OfferDraft::of(offer)
            .read(offer.id, offer.recorded_at)
            .map_err(|_| Refusal::InvalidValue)?;
    }
    after.retain(|one| !is_new(one));
    Ok(())
}

fn household(
    before: Option<&Household>,
    after: &Household,
    claim: Claim<'_>,
) -> Result<(), Refusal> {
    if after.id != claim.doc || after.commune != claim.commune {
        return Err(Refusal::Schema);
    }
    proposals(before.map_or(&[], |b| &b.proposals), &after.proposals)?;
    supports::check(before, after)?;
    if before.map_or(&[][..], |b| &b.life) != after.life {
        // What is decided about a household is the office's to say.
        return Err(Refusal::NotPermitted);
    }
    statuses(before, after)?;
    if let Some(before) = before {
        if before.import_key != after.import_key {
            return Err(Refusal::RewritesFact);
        }
        kept(&before.statuses, &after.statuses, |f| f.id)?;
        kept(&before.visits, &after.visits, |f| f.id)?;
        kept(&before.handovers, &after.handovers, |f| f.id)?;
        kept(&before.corrections, &after.corrections, |f| f.id)?;
        kept(&before.consents, &after.consents, |f| f.id)?;
    }
    let known: BTreeSet<FactId> = before.map(fact_ids).unwrap_or_default();
    for visit in after
        .visits
        .iter()
        .map(|v| &v.fact)
        .filter(|v| !known.contains(&v.id))
    {
        Visit::from_draft(&visit.to_draft(), visit.id, visit.at)
            .map_err(|_| Refusal::InvalidValue)?;
    }
    for handover in after
        .handovers
        .iter()
        .map(|h| &h.fact)
        .filter(|h| !known.contains(&h.id))
    {
        Handover::from_draft(&handover.to_draft(), handover.id, handover.at)
            .map_err(|_| Refusal::InvalidValue)?;
    }
    let said: BTreeSet<FactId> = after.consents.iter().map(|c| c.fact.id).collect();
    for consent in after
        .consents
        .iter()
        .map(|c| &c.fact)
        .filter(|c| !known.contains(&c.id))
    {
        let again = ConsentDraft::of(consent).read(consent.id, consent.recorded_at);
        // What is no proof of how it was said is not said either; nor can what is not there have been known.
        again
            .ok()
            .map(|again| Consent {
                after: consent.after.clone(),
                ..again
            })
            .filter(|again| again == consent && again.after.iter().all(|id| said.contains(id)))
            .ok_or(Refusal::InvalidValue)?;
    }
    let known: BTreeSet<FactId> = before
        .iter()
        .flat_map(|before| &before.corrections)
        .map(|c| c.fact.id)
        .collect();
    for correction in &after.corrections {
        let reason = &correction.fact.reason;
        if reason.trim().is_empty() || reason.chars().count() > NOTE_CHARS_MAX {
            return Err(Refusal::InvalidValue);
        }
        if !known.contains(&correction.fact.id) && !may_correct(correction, after) {
            return Err(Refusal::NotPermitted);
        }
    }
    profile(before.map(|b| &b.profile), &after.profile)
}

/// Proposals are facts as any other; what is answered to them is the office's, and no phone's.
fn proposals(before: &[Proposed], after: &[Proposed]) -> Result<(), Refusal> {
    let known: BTreeMap<FactId, &Proposed> = before.iter().map(|p| (p.fact.id, p)).collect();
    let is_there = |p: &&Proposed| after.iter().any(|a| a.fact.id == p.fact.id);
    if !before.iter().all(|p| is_there(&p)) {
        return Err(Refusal::RewritesFact);
    }
    for proposed in after {
        match known.get(&proposed.fact.id) {
            Some(old) if old.answer != proposed.answer => return Err(Refusal::NotPermitted),
            Some(old) if (&old.fact, old.actor) != (&proposed.fact, proposed.actor) => {
                return Err(Refusal::RewritesFact);
            }
            Some(_) => {}
            None if proposed.answer.is_some() => return Err(Refusal::NotPermitted),
            None => {
                let proposal = &proposed.fact;
                Proposal::from_draft(&proposal.to_draft(), proposal.id, proposal.recorded_at)
                    .map_err(|_| Refusal::InvalidValue)?;
            }
        }
    }
    Ok(())
}

/// What is decided of a household's category is the office's, and so is the list it came from. Whoever puts a
/// household on the list says what they take it for, which is no decision.
fn statuses(before: Option<&Household>, after: &Household) -> Result<(), Refusal> {
    let Some(before) = before else {
        let decides =
            |s: &Status| !s.decision.is_empty() || !s.standard.is_empty() || s.to.is_some();
        let some_decided = after.statuses.iter().any(|s| decides(&s.fact));
        let is_allowed = !some_decided && after.statuses.len() <= 1 && after.import_key.is_empty();
        return if is_allowed {
            Ok(())
        } else {
            Err(Refusal::NotPermitted)
        };
    };
    if after.statuses.len() > before.statuses.len() {
        return Err(Refusal::NotPermitted);
    }
    Ok(())
}

/// A proposal is taken back by whoever made it, with nothing in its place; a decision by the office.
fn may_correct(correction: &Recorded<Correction>, after: &Household) -> bool {
    let corrects = correction.fact.corrects;
    if after
        .statuses
        .iter()
        .any(|status| status.fact.id == corrects)
    {
        return false;
    }
    let mut proposals = after.proposals.iter();
    let proposed = proposals.find(|p| p.fact.id == corrects);
    proposed.is_none_or(|proposed| {
        proposed.actor == correction.actor && correction.fact.replacement.is_none()
    })
}

/// Fields that this change did not touch are not its fault.
fn profile(before: Option<&Profile>, after: &Profile) -> Result<(), Refusal> {
    let Err(errors) = after.validate() else {
        return Ok(());
    };
    let touched = |code: &str| {
        ProfileField::from_code(code)
            .is_none_or(|field| before.is_none_or(|b| b.get(field) != after.get(field)))
    };
    if errors.iter().any(|e| touched(&e.field)) {
        Err(Refusal::InvalidValue)
    } else {
        Ok(())
    }
}

fn fact_ids(household: &Household) -> BTreeSet<FactId> {
    let visits = household.visits.iter().map(|v| v.fact.id);
    visits
        .chain(household.handovers.iter().map(|h| h.fact.id))
        .chain(household.consents.iter().map(|c| c.fact.id))
        .collect()
}

/// Every fact that was there is there still, word for word and by the same hand.
fn kept<T: PartialEq>(
    before: &[Recorded<T>],
    after: &[Recorded<T>],
    id: impl Fn(&T) -> FactId,
) -> Result<(), Refusal> {
    let now: BTreeMap<FactId, &Recorded<T>> = after.iter().map(|r| (id(&r.fact), r)).collect();
    let unchanged = before.iter().all(|old| {
        now.get(&id(&old.fact))
            .is_some_and(|new| new.fact == old.fact && new.actor == old.actor)
    });
    if unchanged {
        Ok(())
    } else {
        Err(Refusal::RewritesFact)
    }
}

//! One ask, one change: the rules of the forms, then the document.

use std::collections::BTreeMap;

use rand_core::RngCore;

use crate::consent::ConsentDraft;
use crate::custody;
use crate::document::{Author, Document, DocumentError, NewHousehold, Written};
use crate::field::{FieldError, Problem};
use crate::handover::{Handover, HandoverDraft};
use crate::household::{Category, Correction, Household, Profile, ProfileField, Status};
use crate::id::{DocId, FactId};
use crate::limits::NOTE_CHARS_MAX;
use crate::phone::message::{Ask, Correcting, Failure};
use crate::proposal::Proposal;
use crate::round::{self, CampaignRights};
use crate::row::HouseholdRow;
use crate::support;
use crate::sync::client::What;
use crate::visit::Visit;

/// A change that was written to a copy of the document.
pub(super) struct Change {
    pub(super) document: Document,
    pub(super) written: Written,
    pub(super) what: What,
}

/// What a save may depend on besides the document it writes to.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Code of the commune.
    pub(super) commune: &'a str,
    /// Its campaigns with their rounds.
    pub(super) campaigns: &'a BTreeMap<DocId, CampaignRights>,
    /// Every row, where what was handed over has to be counted.
    pub(super) rows: &'a [Vec<u8>],
}

pub(super) fn write(
    ask: &Ask,
    document: Option<&[u8]>,
    author: Author,
    place: Place<'_>,
    rng: &mut impl RngCore,
) -> Result<Change, Failure> {
    if let Ask::Register { profile, category } = ask {
        return register(author, place.commune, profile, *category, rng);
    }
    let mut document = Document::load(document.ok_or(Failure::NotFound)?)?;
    let now = author.at;
    let (written, what) = match ask {
        Ask::SaveVisit {
            draft, correcting, ..
        } => {
            let id = FactId::new(now, rng);
            let visit = Visit::from_draft(draft, id, now).map_err(Failure::Invalid)?;
            let correction = correction(correcting.as_ref(), Some(id), author, rng)?;
            let what = kind(What::Visit, correction.as_ref());
            let written = document.add_visit(author, &visit, correction.as_ref())?;
            (written, what)
        }
        Ask::SaveHandover {
            draft, correcting, ..
        } => {
            let id = FactId::new(now, rng);
            let handover = Handover::from_draft(draft, id, now).map_err(Failure::Invalid)?;
            permitted(&document, draft, correcting.as_ref(), author, place)?;
            let correction = correction(correcting.as_ref(), Some(id), author, rng)?;
            let what = kind(What::Handover, correction.as_ref());
            let written = document.add_handover(author, &handover, correction.as_ref())?;
            (written, what)
        }
        Ask::Propose { draft, .. } => {
            let id = FactId::new(now, rng);
            let proposal = Proposal::from_draft(draft, id, now).map_err(Failure::Invalid)?;
            (document.add_proposal(author, &proposal)?, What::Proposal)
        }
        Ask::Retract { correcting, .. } => {
            retractable(&document.household()?, correcting.fact, author)?;
            let correction = correction(Some(correcting), None, author, rng)?;
            let correction = correction.ok_or(Failure::NotFound)?;
            (document.retract(author, &correction)?, What::Correction)
        }
        Ask::SaveProfile { edits, .. } => {
            let edits = valid_edits(&document, edits)?;
            (document.edit_profile(author, &edits)?, What::Profile)
        }
        Ask::ConfirmTaken { .. } | Ask::NoteActivity { .. } | Ask::NoteOffer { .. } => {
            in_campaign(ask, &mut document, author, rng)?
        }
        Ask::NoteConsent { draft, .. } => consent(draft, &mut document, author, rng)?,
        Ask::OpenCase { .. } | Ask::NoteStep { .. } => {
            of_case(ask, &mut document, author, place, rng)?
        }
        Ask::Register { .. }
        | Ask::Open
        | Ask::Enrol { .. }
        | Ask::Household(_)
        | Ask::Records
        | Ask::KeepDraft { .. }
        | Ask::Draft { .. }
        | Ask::EscapeFile
        | Ask::Carry { .. }
        | Ask::GiveUpCarried { .. }
        | Ask::SyncNow
        | Ask::Wake
        | Ask::SignOut
        | Ask::Lock(_) => return Err(Failure::NotFound),
    };
    Ok(Change {
        document,
        written,
        what,
    })
}

/// What a household agrees to.
fn consent(
    draft: &ConsentDraft,
    document: &mut Document,
    author: Author,
    rng: &mut impl RngCore,
) -> Result<(Written, What), Failure> {
    let consent = draft.read(FactId::new(author.at, rng), author.at);
    let before = document.household()?.consents;
    let consent = consent.map_err(Failure::Invalid)?.knowing(&before);
    Ok((document.add_consent(author, &consent)?, What::Consent))
}

/// What a phone says in a campaign.
fn in_campaign(
    ask: &Ask,
    document: &mut Document,
    author: Author,
    rng: &mut impl RngCore,
) -> Result<(Written, What), Failure> {
    if let Ask::NoteActivity { draft, .. } = ask {
        let activity = draft
            .read(FactId::new(author.at, rng), author.at)
            .map_err(Failure::Invalid)?;
        return Ok((document.note_activity(author, &activity)?, What::Activity));
    }
    if let Ask::NoteOffer { draft, .. } = ask {
        let offer = draft
            .read(FactId::new(author.at, rng), author.at)
            .map_err(Failure::Invalid)?;
        return Ok((document.add_offer(author, &offer)?, What::Offer));
    }
    let Ask::ConfirmTaken {
        movement,
        count_text,
        ..
    } = ask
    else {
        return Err(Failure::NotFound);
    };
    let rights = document.rights()?;
    let mut movements = rights.rounds.iter().flat_map(|round| &round.movements);
    let found = movements.find(|known| known.id == *movement);
    let confirmation = custody::check_confirmation(found, author.actor, count_text, author.at)
        .map_err(Failure::Invalid)?;
    let written = document.confirm_movement(author, *movement, &confirmation)?;
    Ok((written, What::Taken))
}

/// What a phone says of aid that takes time.
fn of_case(
    ask: &Ask,
    document: &mut Document,
    author: Author,
    place: Place<'_>,
    rng: &mut impl RngCore,
) -> Result<(Written, What), Failure> {
    let (id, now) = (FactId::new(author.at, rng), author.at);
    if let Ask::OpenCase {
        campaign,
        item,
        draft,
        ..
    } = ask
    {
        let known = place.campaigns.get(campaign).ok_or(Failure::NotFound)?;
        let household = document.household()?;
        let case = draft.read_for(&household, &known.campaign, *item, id, now);
        let case = case.map_err(Failure::Invalid)?;
        return Ok((document.open_case(author, &case)?, What::Case));
    }
    let Ask::NoteStep { draft, .. } = ask else {
        return Err(Failure::NotFound);
    };
    let household = document.household()?;
    let step = draft.read(&household, id, now).map_err(Failure::Invalid)?;
    let file = household.case(step.case).ok_or(Failure::NotFound)?;
    let mut rules = file.plan().iter();
    let rule = rules.find(|rule| rule.code == step.code);
    rule.filter(|rule| support::may_phone_note(rule))
        .ok_or(Failure::NotFound)?;
    Ok((document.note_step(author, &step)?, What::Step))
}

fn kind(what: What, correction: Option<&Correction>) -> What {
    correction.map_or(what, |_| What::Correction)
}

/// Whether the rounds' rights let this phone record the handover.
fn permitted(
    document: &Document,
    draft: &HandoverDraft,
    correcting: Option<&Correcting>,
    author: Author,
    place: Place<'_>,
) -> Result<(), Failure> {
    let household = document.household()?;
    let corrected = correcting.map(|correcting| correcting.fact);
    if draft.case.is_some() {
        return Err(Failure::NotFound);
    }
    correctable(&household, corrected)?;
    let given = |round| {
        let rows = place
            .rows
            .iter()
            .filter_map(|b| HouseholdRow::from_bytes(b));
        rows.map(|row| row.given_by(author.actor, round)).sum()
    };
    let actor = author.actor;
    match round::forbidden(place.campaigns, &household, draft, actor, corrected, given) {
        Some(error) => Err(Failure::Invalid(vec![error])),
        None => Ok(()),
    }
}

/// What was paid for a case is the office's to take back.
fn correctable(household: &Household, corrected: Option<FactId>) -> Result<(), Failure> {
    let mut handovers = household.handovers.iter().map(|h| &h.fact);
    if handovers.any(|h| Some(h.id) == corrected && h.is_payment()) {
        Err(Failure::NotFound)
    } else {
        Ok(())
    }
}

/// What is taken back and has nothing in its place: a proposal by whoever made it, while it is open.
fn retractable(household: &Household, fact: FactId, author: Author) -> Result<(), Failure> {
    let mut proposals = household.proposals.iter();
    match proposals.find(|p| p.fact.id == fact) {
        Some(p) if p.actor != author.actor || !p.is_open() => Err(Failure::NotFound),
        Some(_) | None => correctable(household, Some(fact)),
    }
}

fn register(
    author: Author,
    commune: &str,
    profile: &Profile,
    category: Option<Category>,
    rng: &mut impl RngCore,
) -> Result<Change, Failure> {
    let now = author.at;
    let new = NewHousehold {
        id: DocId::new(now, rng),
        commune: commune.to_owned(),
        import_key: String::new(),
        profile: profile.validate().map_err(Failure::Invalid)?,
        // What a volunteer proposes has no decision and no standard: it shows as such.
        statuses: category
            .map(|category| Status {
                id: FactId::new(now, rng),
                category,
                standard: String::new(),
                decision: String::new(),
                from: now.local_date(),
                to: None,
                recorded_at: now,
            })
            .into_iter()
            .collect(),
    };
    let (document, written) = Document::new_household(author, &new)?;
    Ok(Change {
        document,
        written,
        what: What::Registration,
    })
}

fn correction(
    correcting: Option<&Correcting>,
    replacement: Option<FactId>,
    author: Author,
    rng: &mut impl RngCore,
) -> Result<Option<Correction>, Failure> {
    let Some(correcting) = correcting else {
        return Ok(None);
    };
    let reason = correcting.reason.trim();
    let problem = match reason.chars().count() {
        0 => Some(Problem::Missing),
        count if count > NOTE_CHARS_MAX => Some(Problem::TooLong),
        _ => None,
    };
    if let Some(problem) = problem {
        return Err(Failure::Invalid(vec![FieldError {
            field: "reason".to_owned(),
            problem,
        }]));
    }
    Ok(Some(Correction {
        id: FactId::new(author.at, rng),
        corrects: correcting.fact,
        replacement,
        reason: crate::text::nfc(reason),
        recorded_at: author.at,
    }))
}

/// The edits cleaned; only fields that really change are written, so that two people who save one
/// form with different fields changed do not make each other's fields doubtful.
fn valid_edits(
    document: &Document,
    edits: &BTreeMap<ProfileField, String>,
) -> Result<BTreeMap<ProfileField, String>, Failure> {
    let household = document.household()?;
    let mut edited = household.profile.clone();
    for (field, value) in edits {
        edited.set(*field, value.as_str());
    }
    let clean = match edited.validate() {
        Ok(clean) => clean,
        Err(errors) => {
            let of_edits: Vec<FieldError> = errors
                .into_iter()
                .filter(|e| {
                    ProfileField::from_code(&e.field).is_none_or(|f| edits.contains_key(&f))
                })
                .collect();
            if !of_edits.is_empty() {
                return Err(Failure::Invalid(of_edits));
            }
            edited
        }
    };
    let changed: BTreeMap<ProfileField, String> = edits
        .keys()
        .filter(|field| clean.get(**field) != household.profile.get(**field))
        .map(|field| (*field, clean.get(*field).to_owned()))
        .collect();
    if changed.is_empty() {
        let field = edits
            .keys()
            .next()
            .map_or("profile", |f| f.code())
            .to_owned();
        return Err(Failure::Invalid(vec![FieldError {
            field,
            problem: Problem::Unchanged,
        }]));
    }
    Ok(changed)
}

impl From<DocumentError> for Failure {
    fn from(_: DocumentError) -> Self {
        Self::Damaged
    }
}

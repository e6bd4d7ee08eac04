//! Rounds, and whose their rights are: what the office issues and moves.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::Role;
use chungtay_shared::api::rounds::{
    Holder, IssueRound, MoveRights, RightState, RoundState, RoundsPage,
};
use chungtay_shared::campaign::AidItem;
use chungtay_shared::collation::person_sort_key;
use chungtay_shared::document::{Document, Kind, Written};
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use chungtay_shared::register::is_same;
use chungtay_shared::round::{CampaignRights, Move, Round};
use chungtay_shared::time::{LocalDate, Timestamp};

use crate::custody;
use crate::error::ApiError;
use crate::lives;
use crate::office::Pen;
use crate::said;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

pub(crate) mod basis;
pub mod takeover;

/// The commune's campaigns with their rounds, newest first.
pub fn rights_of(tx: &dyn Tx, commune: &str) -> Result<Vec<CampaignRights>, StoreError> {
    let said = said::campaigns(tx, commune)?;
    Ok(said.iter().map(|said| said.rights.clone()).collect())
}

/// Every round, and who may hold rights.
pub fn page(tx: &dyn Tx, commune: &str) -> Result<RoundsPage, StoreError> {
    let names = tx.names(commune)?;
    let in_use = actors_in_use(tx, commune)?;
    let uses = tx.uses(commune)?;
    let mut given: BTreeMap<(FactId, DocId), Timestamp> = BTreeMap::new();
    for one in &uses {
        if let Some(round) = one.round {
            given.entry((round, one.household)).or_insert(one.at);
        }
    }
    let mut bases = basis::Shown::of(tx, commune)?;
    let mut rounds: Vec<RoundState> = rights_of(tx, commune)?
        .into_iter()
        .flat_map(|rights| {
            let of = (rights.campaign.id, rights.campaign.name);
            rights
                .rounds
                .into_iter()
                .map(move |round| (of.clone(), round))
        })
        .map(|(of, round)| {
            let (meant_for, decision) = bases.take(round.id);
            RoundState {
                custody: custody::state_of(&round, &uses, &names, &in_use),
                meant_for,
                decision,
                ..state_of(of, round, &given, &names)
            }
        })
        .collect();
    rounds.sort_by_key(|round| std::cmp::Reverse((round.issued_at, round.id)));
    Ok(RoundsPage {
        rounds,
        phones: phones(tx, commune)?,
        decisions: basis::open_decisions(tx, commune)?,
    })
}

fn state_of(
    (campaign, campaign_name): (DocId, String),
    round: Round,
    given: &BTreeMap<(FactId, DocId), Timestamp>,
    names: &BTreeMap<Actor, String>,
) -> RoundState {
    let rights = round
        .held()
        .into_iter()
        .map(|(household, holder)| RightState {
            household,
            holder,
            given_at: given.get(&(round.id, household)).copied(),
        });
    let rights: Vec<RightState> = rights.collect();
    let holders = rights.iter().map(|right| right.holder);
    RoundState {
        holders: holders
            .filter_map(|holder| Some((holder, names.get(&holder)?.clone())))
            .collect(),
        id: round.id,
        campaign,
        campaign_name,
        name: round.name,
        item: round.item,
        issued_at: round.issued_at,
        rights,
        moves: round.moves,
        custody: None,
        meant_for: None,
        decision: String::new(),
    }
}

/// Volunteers' phones that are in use, by the person's name.
fn phones(tx: &dyn Tx, commune: &str) -> Result<Vec<Holder>, StoreError> {
    let mut phones = Vec::new();
    for device in tx.devices(commune)? {
        if device.role == Role::Volunteer && !device.revoked && !device.left {
            let actors = tx.actors(commune, device.id)?;
            phones.extend(actors.first().map(|actor| Holder {
                actor: *actor,
                person_name: device.person_name,
                device_name: device.device_name,
            }));
        }
    }
    phones.sort_by_cached_key(|phone| (person_sort_key(&phone.person_name), phone.actor));
    Ok(phones)
}

/// Issues a round.
pub fn issue(state: &AppState, device: &Device, wanted: &IssueRound) -> Result<(), ApiError> {
    let now = state.clock.now();
    let id = state.with_rng(|mut rng| FactId::new(now, &mut rng));
    in_campaign(state, device, wanted.campaign, |pen, document, campaign| {
        let round = match new_round(pen, campaign, wanted, id)? {
            Ok(round) => round,
            Err(refused) => return Ok(Err(refused)),
        };
        let problems = basis::problems(pen, &wanted.basis, &round)?;
        if !problems.is_empty() {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        Ok(Ok(document.issue_round(
            pen.author(),
            &round,
            &wanted.basis,
        )?))
    })
}

fn new_round(
    pen: &Pen<'_>,
    rights: &CampaignRights,
    wanted: &IssueRound,
    id: FactId,
) -> Result<Result<Round, ApiError>, StoreError> {
    let mut errors = FieldErrors::default();
    let name = errors.text("name", &wanted.name, LINE_CHARS_MAX);
    if name.is_empty() {
        errors.add("name", Problem::Missing);
    } else if rights.rounds.iter().any(|round| round.name == name) {
        errors.add("name", Problem::Taken);
    }
    let items = &rights.campaign.items;
    // What takes time is given by its case.
    let mut at_once = items.iter().filter(|item| item.steps.is_empty());
    let item: Option<&AidItem> = at_once.find(|item| item.id == wanted.item);
    if item.is_none() {
        errors.add("item", Problem::Missing);
    }
    let wanted_for = || wanted.rights.values().flatten();
    if !wanted.again && has_one(pen, rights, wanted.item, wanted_for())? {
        errors.add("rights", Problem::AlreadyGiven);
    }
    let mut rights = BTreeMap::new();
    for (holder, households) in &wanted.rights {
        for household in households {
            if rights.insert(*household, *holder).is_some() {
                errors.add("rights", Problem::Ambiguous);
            }
        }
    }
    if rights.is_empty() {
        errors.add("rights", Problem::Missing);
    }
    if !are_phones(pen, wanted.rights.keys())? {
        errors.add("holder", Problem::Unknown);
    }
    if let Some(problem) = not_to_give(pen, rights.keys())? {
        errors.add("rights", problem);
    }
    let problems = errors.finish(()).err();
    Ok(match (item, problems) {
        (Some(item), None) => Ok(Round {
            id,
            name,
            item: item.clone(),
            issued_at: pen.author().at,
            rights,
            moves: Vec::new(),
            in_custody: wanted.in_custody,
            movements: Vec::new(),
        }),
        (_, problems) => Err(ApiError::Invalid(problems.unwrap_or_default())),
    })
}

/// Whether any of these households, in whichever of its records, has a right to this item already.
fn has_one<'a>(
    pen: &Pen<'_>,
    rights: &CampaignRights,
    item: FactId,
    mut households: impl Iterator<Item = &'a DocId>,
) -> Result<bool, StoreError> {
    let merged = lives::of_commune(&pen.tx().lives(pen.commune())?).merged;
    let household_of = |record: &DocId| merged.get(record).copied().unwrap_or(*record);
    let rounds = rights.rounds.iter().filter(|round| round.item.id == item);
    let held = rounds.flat_map(|round| round.held().into_keys().collect::<Vec<_>>());
    let held: BTreeSet<DocId> = held.map(|record| household_of(&record)).collect();
    Ok(households.any(|household| held.contains(&household_of(household))))
}

/// The actors of volunteers' phones that are in use.
pub(crate) fn actors_in_use(tx: &dyn Tx, commune: &str) -> Result<BTreeSet<Actor>, StoreError> {
    let phones = phones(tx, commune)?;
    Ok(phones.iter().map(|phone| phone.actor).collect())
}

fn are_phones<'a>(
    pen: &Pen<'_>,
    mut holders: impl Iterator<Item = &'a Actor>,
) -> Result<bool, StoreError> {
    let phones = actors_in_use(pen.tx(), pen.commune())?;
    Ok(holders.all(|holder| phones.contains(holder)))
}

/// Households of the commune to whom something may be given.
fn still_here(tx: &dyn Tx, commune: &str, today: LocalDate) -> Result<BTreeSet<DocId>, StoreError> {
    let listed = tx.households(commune, today)?.into_iter();
    let here = listed.filter(|household| household.gone.is_none());
    Ok(here.map(|household| household.id).collect())
}

/// Why nothing is to be given to one of these: it is no household of the commune, or is gone.
fn not_to_give<'a>(
    pen: &Pen<'_>,
    households: impl Iterator<Item = &'a DocId>,
) -> Result<Option<Problem>, StoreError> {
    let today = pen.author().at.local_date();
    let listed = pen.tx().households(pen.commune(), today)?;
    let gone: BTreeMap<DocId, bool> = listed
        .iter()
        .map(|household| (household.id, household.gone.is_some()))
        .collect();
    let problems = households.filter_map(|household| match gone.get(household) {
        None => Some(Problem::Unknown),
        Some(true) => Some(Problem::Gone),
        Some(false) => None,
    });
    // Of both the graver is told.
    Ok(problems.min_by_key(|problem| *problem != Problem::Unknown))
}

/// Gives rights of a round anew.
pub fn move_rights(
    state: &AppState,
    device: &Device,
    round: FactId,
    wanted: &MoveRights,
) -> Result<(), ApiError> {
    let campaign = campaign_with(state, device, round)?;
    in_campaign(state, device, campaign, |pen, document, rights| {
        let mut errors = FieldErrors::default();
        let reason = needed(&mut errors, "reason", &wanted.reason);
        let approved_by = agreed(&mut errors, pen, &wanted.approved_by);
        if wanted.households.is_empty() {
            errors.add("households", Problem::Missing);
        } else if let Some(problem) = not_to_give(pen, wanted.households.iter())? {
            // What is withdrawn was to be given to whoever is gone.
            if problem != Problem::Gone || wanted.holder.is_some() {
                errors.add("households", problem);
            }
        }
        if !are_phones(pen, wanted.holder.iter())? {
            errors.add("holder", Problem::Unknown);
        }
        let issued = rights.rounds.iter().find(|known| known.id == round);
        if let Some(issued) = issued.filter(|_| wanted.holder.is_some())
            && !basis::leaves_room(pen, issued, &wanted.households)?
        {
            errors.add("households", Problem::TooLarge);
        }
        if let Err(problems) = errors.finish(()) {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        let now = pen.author().at;
        let recorded_at = issued.map_or(now, |known| known.next_move_at(now));
        let moves: Vec<Move> = wanted
            .households
            .iter()
            .map(|household| Move {
                id: fact_id(state, pen),
                household: *household,
                holder: wanted.holder,
                reason: reason.clone(),
                approved_by: approved_by.clone(),
                recorded_at,
                because: None,
            })
            .collect();
        Ok(Ok(document.move_rights(pen.author(), round, &moves)?))
    })
}

/// A text that may not be empty.
pub(crate) fn needed(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    errors.needed(field, text, NOTE_CHARS_MAX)
}

/// The second person who agreed, who is not the one that asks.
fn agreed(errors: &mut FieldErrors, pen: &Pen<'_>, name: &str) -> String {
    let name = needed(errors, "approved_by", name);
    if is_same(&name, pen.officer_name()) {
        errors.add("approved_by", Problem::SecondPerson);
    }
    name
}

/// A new fact's id.
pub(crate) fn fact_id(state: &AppState, pen: &Pen<'_>) -> FactId {
    state.with_rng(|mut rng| FactId::new(pen.author().at, &mut rng))
}

/// The campaign of a round.
pub(crate) fn campaign_with(
    state: &AppState,
    device: &Device,
    round: FactId,
) -> Result<DocId, ApiError> {
    let campaigns = crate::store::read(&*state.store, |tx| rights_of(tx, &device.account.commune))?;
    let has_it = |rights: &CampaignRights| rights.rounds.iter().any(|r| r.id == round);
    let found = campaigns.iter().find(|rights| has_it(rights));
    found
        .map(|rights| rights.campaign.id)
        .ok_or(ApiError::NotFound)
}

/// Writes one change to a campaign's document, or nothing when it is refused.
pub(crate) fn in_campaign(
    state: &AppState,
    device: &Device,
    id: DocId,
    mut change: impl FnMut(
        &Pen<'_>,
        &mut Document,
        &CampaignRights,
    ) -> Result<Result<Written, ApiError>, StoreError>,
) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let found = pen.load(id)?;
        let found = found.filter(|(_, stored)| stored.kind == Kind::Campaign);
        let Some((mut document, _)) = found else {
            return Ok(Err(ApiError::NotFound));
        };
        let rights = document.rights()?;
        match change(&pen, &mut document, &rights)? {
            Ok(written) => {
                pen.store(id, &document, written)?;
                Ok(Ok(()))
            }
            Err(refused) => Ok(Err(refused)),
        }
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

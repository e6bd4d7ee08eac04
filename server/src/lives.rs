//! What the office decides about households: what became of them, which records are one, which two.

use std::collections::BTreeMap;

use chungtay_shared::api::lives::{TOLD, TellDistinct, TellLife, TellSame};
use chungtay_shared::document::{Document, Kind, NewHousehold};
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::household::{Household, Profile, ProfileField};
use chungtay_shared::id::DocId;
use chungtay_shared::life::{LifeEvent, LifeKind};
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::review::Lives;
use chungtay_shared::time::LocalDate;

use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::{fact_id, needed};
use crate::state::AppState;
use crate::store::{Device, Lived, StoreError, Tx, write};

mod claims;
pub mod consent;
mod rights;
pub mod status;

pub(crate) use claims::claims;

/// What was decided of households, as far as it bears on handovers.
pub fn of_commune(known: &[Lived]) -> Lives {
    let mut lives = Lives::default();
    for (household, gone) in known
        .iter()
        .filter_map(|lived| Some((lived.household, lived.life.gone?)))
    {
        match (gone.why, gone.into) {
            (LifeKind::Same, Some(into)) => {
                lives.merged.insert(household, into);
            }
            _ => {
                lives.gone.insert(household, gone.on);
            }
        }
    }
    lives
}

/// Says what became of a household.
pub fn tell(
    state: &AppState,
    device: &Device,
    household: DocId,
    wanted: &TellLife,
) -> Result<(), ApiError> {
    written(state, device, |pen| {
        let Some(subject) = Subject::load(pen, household)? else {
            return Ok(Err(ApiError::NotFound));
        };
        let joined = match wanted.joined.filter(|_| wanted.kind == LifeKind::Joined) {
            Some(id) => Subject::load(pen, id)?,
            None => None,
        };
        let told = match check(pen, &subject, joined.as_ref(), wanted) {
            Ok(told) => told,
            Err(refused) => return Ok(Err(refused)),
        };
        tell_in(state, pen, subject, joined, told)?;
        Ok(Ok(()))
    })
}

/// A household's document, open.
struct Subject {
    id: DocId,
    document: Document,
    said: Household,
}

impl Subject {
    fn load(pen: &Pen<'_>, id: DocId) -> Result<Option<Self>, StoreError> {
        let found = pen.load(id)?;
        let found = found.filter(|(_, stored)| stored.kind == Kind::Household);
        found
            .map(|(document, _)| {
                let said = document.household()?;
                Ok(Self { id, document, said })
            })
            .transpose()
    }

    /// Whether it is to be visited and no second record.
    fn is_here(&self) -> bool {
        self.said.gone().is_none()
    }

    fn write(&mut self, pen: &Pen<'_>, event: LifeEvent) -> Result<(), StoreError> {
        let event = LifeEvent {
            recorded_at: self.said.next_decision_at(event.recorded_at),
            ..event
        };
        let change = self.document.add_life(pen.author(), &event)?;
        pen.store(self.id, &self.document, change)
    }
}

/// What is told, read.
struct Told<'a> {
    wanted: &'a TellLife,
    reason: String,
    head_name: String,
}

fn check<'a>(
    pen: &Pen<'_>,
    subject: &Subject,
    joined: Option<&Subject>,
    wanted: &'a TellLife,
) -> Result<Told<'a>, ApiError> {
    let mut errors = FieldErrors::default();
    let reason = needed(&mut errors, "reason", &wanted.reason);
    let head_name = errors.text("head_name", &wanted.head_name, LINE_CHARS_MAX);
    if !TOLD.contains(&wanted.kind) {
        errors.add("kind", Problem::Unknown);
    } else if subject.said.merged_into().is_some() {
        // What was noted there can be answered, so that it waits no more; all else is said of the
        // record in which the household is kept.
        if wanted.kind != LifeKind::Stays || wanted.answers.is_none() {
            errors.add("kind", Problem::Gone);
        }
    } else if wanted.kind == LifeKind::Stays && subject.is_here() && wanted.answers.is_none() {
        errors.add("kind", Problem::Unchanged);
    }
    if wanted.on > pen.author().at.local_date() {
        errors.add("on", Problem::InFuture);
    }
    if wanted.kind == LifeKind::Split && head_name.is_empty() {
        errors.add("head_name", Problem::Missing);
    }
    if wanted.kind == LifeKind::Joined {
        match joined {
            None => errors.add("joined", Problem::Missing),
            Some(other) if other.id == subject.id => errors.add("joined", Problem::Unknown),
            Some(other) if !other.is_here() => errors.add("joined", Problem::Gone),
            Some(_) => {}
        }
    }
    let noticed = subject.said.noticed();
    if let Some(visit) = wanted.answers
        && noticed.iter().all(|noticed| noticed.visit != visit)
    {
        errors.add("answers", Problem::Unknown);
    }
    errors
        .finish(Told {
            wanted,
            reason,
            head_name,
        })
        .map_err(ApiError::Invalid)
}

fn tell_in(
    state: &AppState,
    pen: &Pen<'_>,
    mut subject: Subject,
    joined: Option<Subject>,
    told: Told<'_>,
) -> Result<(), StoreError> {
    let Told {
        wanted,
        reason,
        head_name,
    } = told;
    let event = |kind, other| LifeEvent {
        id: fact_id(state, pen),
        kind,
        on: wanted.on,
        other,
        answers: None,
        reason: reason.clone(),
        recorded_at: pen.author().at,
    };
    let other = match (wanted.kind, joined) {
        (LifeKind::Joined, Some(mut other)) => {
            other.write(pen, event(LifeKind::TookIn, Some(subject.id)))?;
            Some(other.id)
        }
        (LifeKind::Split, _) => Some(split(state, pen, &subject, &head_name, &event)?),
        _ => None,
    };
    if wanted.kind == LifeKind::HeadDied && !head_name.is_empty() {
        let edits = new_head(&subject.said.profile, &head_name);
        let change = subject.document.edit_profile(pen.author(), &edits)?;
        pen.store(subject.id, &subject.document, change)?;
    }
    let told = LifeEvent {
        answers: wanted.answers,
        ..event(wanted.kind, other)
    };
    subject.write(pen, told)
}

/// What is known of the head was known of the one who died.
fn new_head(profile: &Profile, head_name: &str) -> BTreeMap<ProfileField, String> {
    let of_the_head = [
        ProfileField::Nickname,
        ProfileField::Gender,
        ProfileField::Birth,
        ProfileField::NationalId,
    ];
    let known = of_the_head
        .into_iter()
        .filter(|field| !profile.get(*field).is_empty());
    let mut edits: BTreeMap<ProfileField, String> =
        known.map(|field| (field, String::new())).collect();
    edits.insert(ProfileField::HeadName, head_name.to_owned());
    edits
}

/// Puts the part that is a household of its own on the list; where it lives is known, and nothing else.
fn split(
    state: &AppState,
    pen: &Pen<'_>,
    subject: &Subject,
    head_name: &str,
    event: &impl Fn(LifeKind, Option<DocId>) -> LifeEvent,
) -> Result<DocId, StoreError> {
    let id = state.with_rng(|mut rng| DocId::new(pen.author().at, &mut rng));
    let from = &subject.said.profile;
    let profile = Profile::default()
        .with(ProfileField::HeadName, head_name)
        .with(ProfileField::Hamlet, from.get(ProfileField::Hamlet))
        .with(ProfileField::Address, from.get(ProfileField::Address));
    let new = NewHousehold {
        id,
        commune: pen.commune().to_owned(),
        import_key: String::new(),
        profile,
        statuses: Vec::new(),
    };
    let (document, change) = Document::new_household(pen.author(), &new)?;
    pen.store(id, &document, change)?;
    let said = document.household()?;
    let mut formed = Subject { id, document, said };
    formed.write(pen, event(LifeKind::Formed, Some(subject.id)))?;
    Ok(id)
}

/// Says that two records are one household. Both keep all they hold; what is still to be given to the
/// household is given once.
pub fn same(state: &AppState, device: &Device, wanted: &TellSame) -> Result<(), ApiError> {
    written(state, device, |pen| {
        let (kept, merged) = (
            Subject::load(pen, wanted.kept)?,
            Subject::load(pen, wanted.merged)?,
        );
        let (Some(kept), Some(mut merged)) = (kept, merged) else {
            return Ok(Err(ApiError::NotFound));
        };
        let mut errors = FieldErrors::default();
        let reason = needed(&mut errors, "reason", &wanted.reason);
        if kept.id == merged.id || !kept.is_here() {
            errors.add("kept", Problem::Gone);
        }
        if merged.said.merged_into().is_some() {
            errors.add("merged", Problem::Gone);
        } else if holds_others(pen.tx(), pen.commune(), merged.id)? {
            errors.add("merged", Problem::HoldsOthers);
        }
        if let Err(problems) = errors.finish(()) {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        let today = pen.author().at.local_date();
        let event = about_pair(state, pen, LifeKind::Same, kept.id, &reason, today);
        rights::give_once(state, pen, kept.id, merged.id, &event)?;
        merged.write(pen, event)?;
        Ok(Ok(()))
    })
}

/// Says that two records are two households, which undoes that they were one: what each of them was to
/// be given and was not is to be given again.
pub fn distinct(state: &AppState, device: &Device, wanted: &TellDistinct) -> Result<(), ApiError> {
    written(state, device, |pen| {
        let [first, second] = wanted.records;
        let (first, second) = (Subject::load(pen, first)?, Subject::load(pen, second)?);
        let (Some(first), Some(second)) = (first, second) else {
            return Ok(Err(ApiError::NotFound));
        };
        let mut errors = FieldErrors::default();
        let reason = needed(&mut errors, "reason", &wanted.reason);
        let is_apart =
            |of: &Subject, other: &Subject| of.said.apart_from().any(|id| id == other.id);
        let is_second = |of: &Subject, other: &Subject| of.said.merged_into() == Some(other.id);
        // They may have been said to be two before they were said to be one: then that is undone.
        let are_one = is_second(&first, &second) || is_second(&second, &first);
        let are_apart = is_apart(&first, &second) || is_apart(&second, &first);
        if first.id == second.id || (are_apart && !are_one) {
            errors.add("records", Problem::Unchanged);
        }
        if let Err(problems) = errors.finish(()) {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        // Where they were said to be one, there it is undone.
        let (mut subject, other) = if is_second(&first, &second) {
            (first, second)
        } else {
            (second, first)
        };
        let today = pen.author().at.local_date();
        let event = about_pair(state, pen, LifeKind::Distinct, other.id, &reason, today);
        if are_one {
            rights::give_each(state, pen, other.id, &subject.said, &event)?;
        }
        subject.write(pen, event)?;
        Ok(Ok(()))
    })
}

fn about_pair(
    state: &AppState,
    pen: &Pen<'_>,
    kind: LifeKind,
    other: DocId,
    reason: &str,
    today: LocalDate,
) -> LifeEvent {
    LifeEvent {
        id: fact_id(state, pen),
        kind,
        on: today,
        other: Some(other),
        answers: None,
        reason: reason.to_owned(),
        recorded_at: pen.author().at,
    }
}

/// Whether other records are kept in this one: then it cannot be kept in another itself, so that who
/// reads a record has one step to go, never more.
fn holds_others(tx: &dyn Tx, commune: &str, record: DocId) -> Result<bool, StoreError> {
    let lives = of_commune(&tx.lives(commune)?);
    Ok(lives.merged.values().any(|kept| *kept == record))
}

/// Writes in one transaction, or nothing when it is refused.
fn written(
    state: &AppState,
    device: &Device,
    mut work: impl FnMut(&Pen<'_>) -> Result<Result<(), ApiError>, StoreError>,
) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        work(&Pen::take(tx, device, state.clock.now())?)
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

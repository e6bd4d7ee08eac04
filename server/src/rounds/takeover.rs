//! A phone in an old one's place: what the old one was still to give, and the gifts that it has, pass to
//! another in one step that a person decides.

use std::collections::BTreeSet;

use chungtay_shared::api::rounds::Holder;
use chungtay_shared::api::takeover::{HeldOfRound, OldPhone, OldStanding, TakeOver, TakeoverPage};
use chungtay_shared::api::{DeviceLine, InviteState, Role, Wipe};
use chungtay_shared::collation::person_sort_key;
use chungtay_shared::custody::{Movement, MovementKind, Withdrawal};
use chungtay_shared::document::Document;
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::register::is_same;
use chungtay_shared::review::{self, Use};
use chungtay_shared::round::{CampaignRights, Move, Round};
use chungtay_shared::time::Timestamp;

use super::{agreed, fact_id, needed, phones, rights_of, still_here};
use crate::error::ApiError;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

/// Phones that hold something though they are out of use, or though their person has another one.
pub fn page(tx: &dyn Tx, commune: &str, now: Timestamp) -> Result<TakeoverPage, StoreError> {
    let known = Known::read(tx, commune, now)?;
    let in_use = phones(tx, commune)?;
    let devices = volunteers(tx, commune)?;
    let invites = tx.invites(commune, now)?;
    let awaits_link = |device: &DeviceLine| {
        invites.iter().any(|invite| {
            invite.state == InviteState::Open
                && invite.role == Role::Volunteer
                && is_same(&invite.person_name, &device.person_name)
        })
    };
    let mut old = Vec::new();
    for device in &devices {
        let actors = tx.actors(commune, device.id)?;
        let newest = newest_of(tx, commune, device, &devices, &in_use)?;
        let awaits_link = awaits_link(device);
        let standing = standing(device);
        if standing == OldStanding::InUse && newest.is_none() && !awaits_link {
            continue;
        }
        let held: Vec<HeldOfRound> = known
            .rounds()
            .filter_map(|round| known.held(round, &actors).in_words(round))
            .collect();
        if !held.is_empty() {
            old.push(OldPhone {
                device: device.id,
                actor: actors.first().copied(),
                person_name: device.person_name.clone(),
                device_name: device.device_name.clone(),
                standing,
                awaits_link,
                held,
                newest,
            });
        }
    }
    old.sort_by_cached_key(|phone| (person_sort_key(&phone.person_name), phone.device));
    Ok(TakeoverPage {
        old,
        phones: in_use,
    })
}

/// Volunteers' phones, the newest first.
fn volunteers(tx: &dyn Tx, commune: &str) -> Result<Vec<DeviceLine>, StoreError> {
    let mut devices = tx.devices(commune)?;
    devices.retain(|device| device.role == Role::Volunteer);
    Ok(devices)
}

fn standing(device: &DeviceLine) -> OldStanding {
    if device.wipe != Wipe::NotAsked {
        OldStanding::Lost
    } else if device.left {
        OldStanding::Left
    } else if device.revoked {
        OldStanding::Locked
    } else {
        OldStanding::InUse
    }
}

/// The newest phone in use of a phone's person: of one that is in use itself, only one that came later.
fn newest_of(
    tx: &dyn Tx,
    commune: &str,
    old: &DeviceLine,
    devices: &[DeviceLine],
    in_use: &[Holder],
) -> Result<Option<Actor>, StoreError> {
    let theirs = devices
        .iter()
        .filter(|device| device.id != old.id && is_same(&device.person_name, &old.person_name));
    for device in theirs {
        let actors = tx.actors(commune, device.id)?;
        let holder = in_use.iter().find(|phone| actors.contains(&phone.actor));
        let is_later = device.enrolled_at >= old.enrolled_at;
        if let Some(holder) = holder.filter(|_| is_later || old.revoked || old.left) {
            return Ok(Some(holder.actor));
        }
    }
    Ok(None)
}

/// What bears on what phones hold.
struct Known {
    campaigns: Vec<CampaignRights>,
    uses: Vec<Use>,
    here: BTreeSet<DocId>,
}

/// What a phone holds of a round.
struct Held {
    /// Whose rights were not used, of households that are still there.
    open: Vec<DocId>,
    /// What it was given to carry and has not confirmed.
    waiting: Vec<Movement>,
    /// What each of its actors took and still has.
    in_hand: Vec<(Actor, u64)>,
}

impl Known {
    fn read(tx: &dyn Tx, commune: &str, now: Timestamp) -> Result<Self, StoreError> {
        let mut campaigns = rights_of(tx, commune)?;
        campaigns.reverse();
        Ok(Self {
            campaigns,
            uses: tx.uses(commune)?,
            here: still_here(tx, commune, now.local_date())?,
        })
    }

    fn rounds(&self) -> impl Iterator<Item = &Round> {
        self.campaigns.iter().flat_map(|campaign| &campaign.rounds)
    }

    fn held(&self, round: &Round, actors: &BTreeSet<Actor>) -> Held {
        let given: BTreeSet<DocId> = self
            .uses
            .iter()
            .filter(|used| used.round == Some(round.id))
            .map(|used| used.household)
            .collect();
        let rights = round.held().into_iter();
        let open = rights.filter(|(household, holder)| {
            actors.contains(holder) && self.here.contains(household) && !given.contains(household)
        });
        let is_theirs = |m: &&Movement| m.holder.is_some_and(|holder| actors.contains(&holder));
        let waiting = round.movements.iter().filter(is_theirs);
        let balances = review::balances(round, &self.uses).into_iter();
        let in_hand = balances.filter_map(|(holder, balance)| {
            let count = u64::try_from(balance.in_hand()).ok()?;
            (round.in_custody && count > 0 && actors.contains(&holder)).then_some((holder, count))
        });
        Held {
            open: open.map(|(household, _)| household).collect(),
            waiting: waiting.filter(|m| m.waits()).cloned().collect(),
            in_hand: in_hand.collect(),
        }
    }
}

impl Held {
    fn gifts(&self) -> u64 {
        let waiting: u64 = self.waiting.iter().map(|movement| movement.count).sum();
        let in_hand: u64 = self.in_hand.iter().map(|(_, count)| count).sum();
        waiting + in_hand
    }

    fn in_words(&self, round: &Round) -> Option<HeldOfRound> {
        let held = HeldOfRound {
            round: round.id,
            round_name: round.name.clone(),
            item_name: round.item.name.clone(),
            to_give: self.open.len() as u64,
            gifts: self.gifts(),
        };
        (held.to_give + held.gifts > 0).then_some(held)
    }
}

/// Puts a phone in another's place. Its gifts pass over the store's books: brought back by the one, given to
/// the other, who counts them and says so.
pub fn take_over(state: &AppState, device: &Device, wanted: &TakeOver) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let devices = volunteers(tx, pen.commune())?;
        if devices.iter().all(|known| known.id != wanted.device) {
            return Ok(Err(ApiError::NotFound));
        }
        let actors = tx.actors(pen.commune(), wanted.device)?;
        let known = Known::read(tx, pen.commune(), pen.author().at)?;
        let mut errors = FieldErrors::default();
        let reason = needed(&mut errors, "reason", &wanted.reason);
        let approved_by = agreed(&mut errors, &pen, &wanted.approved_by);
        let in_use = phones(tx, pen.commune())?;
        let can_take =
            |to: &Actor| in_use.iter().any(|phone| phone.actor == *to) && !actors.contains(to);
        let to = match wanted.to {
            None => {
                errors.add("to", Problem::Missing);
                None
            }
            Some(to) if !can_take(&to) => {
                errors.add("to", Problem::Unknown);
                None
            }
            to => to,
        };
        let holds = |round| known.held(round, &actors).in_words(round).is_some();
        if !known.rounds().any(holds) {
            errors.add("device", Problem::Missing);
        }
        match (to, errors.finish(())) {
            (Some(to), Ok(())) => {
                let passing = Passing {
                    state,
                    pen: &pen,
                    known: &known,
                    actors,
                    to,
                    reason,
                    approved_by,
                };
                passing.pass()?;
                Ok(Ok(()))
            }
            (_, problems) => Ok(Err(ApiError::Invalid(problems.err().unwrap_or_default()))),
        }
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

/// What passes from one phone to another.
struct Passing<'a> {
    state: &'a AppState,
    pen: &'a Pen<'a>,
    known: &'a Known,
    actors: BTreeSet<Actor>,
    to: Actor,
    reason: String,
    approved_by: String,
}

impl Passing<'_> {
    fn pass(&self) -> Result<(), StoreError> {
        for rights in &self.known.campaigns {
            let campaign = rights.campaign.id;
            for round in &rights.rounds {
                let held = self.known.held(round, &self.actors);
                if held.in_words(round).is_none() {
                    continue;
                }
                let Some((mut document, _)) = self.pen.load(campaign)? else {
                    continue;
                };
                self.rights(campaign, &mut document, round, &held)?;
                self.gifts(campaign, &mut document, round, &held)?;
            }
        }
        Ok(())
    }

    fn rights(
        &self,
        campaign: DocId,
        document: &mut Document,
        round: &Round,
        held: &Held,
    ) -> Result<(), StoreError> {
        if held.open.is_empty() {
            return Ok(());
        }
        let moves = held.open.iter().map(|household| Move {
            id: fact_id(self.state, self.pen),
            household: *household,
            holder: Some(self.to),
            reason: self.reason.clone(),
            approved_by: self.approved_by.clone(),
            recorded_at: round.next_move_at(self.pen.author().at),
            because: None,
        });
        let moves: Vec<Move> = moves.collect();
        let written = document.move_rights(self.pen.author(), round.id, &moves)?;
        self.pen.store(campaign, document, written)
    }

    fn gifts(
        &self,
        campaign: DocId,
        document: &mut Document,
        round: &Round,
        held: &Held,
    ) -> Result<(), StoreError> {
        let author = self.pen.author();
        for movement in &held.waiting {
            let void = Withdrawal {
                reason: self.reason.clone(),
                recorded_at: author.at,
            };
            let written = document.void_movement(author, movement.id, &void)?;
            self.pen.store(campaign, document, written)?;
        }
        let back = held.in_hand.iter();
        let back = back.map(|(from, count)| self.movement(MovementKind::Returned, *from, *count));
        let gifts = held.gifts();
        let out = (gifts > 0).then(|| self.movement(MovementKind::Issued, self.to, gifts));
        for movement in back.chain(out) {
            let written = document.add_movement(author, round.id, &movement)?;
            self.pen.store(campaign, document, written)?;
        }
        Ok(())
    }

    fn movement(&self, kind: MovementKind, holder: Actor, count: u64) -> Movement {
        Movement {
            id: fact_id(self.state, self.pen),
            kind,
            holder: Some(holder),
            count,
            missing: 0,
            party: String::new(),
            note: self.reason.clone(),
            entry: None,
            recorded_at: self.pen.author().at,
            confirmed: None,
            void: None,
        }
    }
}

//! A link that is opened on a phone which is somebody's: it may be for another of those who use it, or for
//! somebody who joins them. Whoever was there keeps their seat, and all that is in it.

use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::{Failure, LinkProblem};
use chungtay_shared::phone::seats::Seat;
use chungtay_shared::phone::storage::{Table, key};

use super::enrolment::{Link, redeem};
use super::lock::{Recovered, vault_of};
use super::seats::store_of;
use super::{Role, State, Worker};
use crate::platform::{self, Chance};
use crate::storage::Seal;

/// A seat that nobody has, with what lies there.
struct Free {
    seat: Seat,
    state: State,
}

impl Worker {
    /// Opens the seat of another of this phone whose PIN is forgotten, if the link is for them.
    pub(super) async fn recover_another(&self, code: &str) -> Result<bool, Failure> {
        let state = self.before_door().await?;
        let (others, life, may_be_left) = (state.seats.others(), state.life, state.may_be_left());
        drop(state);
        for seat in others {
            let store = store_of(seat).await?;
            let recovered = match Recovered::of(&store, code).await {
                Err(Failure::Link(LinkProblem::OtherPerson) | Failure::Locked) => continue,
                other => other?,
            };
            may_be_left?;
            self.prepare_what_is_due().await;
            let mut state = self.still(life).await?;
            let seats = state.seats.turned_to(seat).ok_or(Failure::NotFound)?;
            self.turn_to(&mut state, seats).await?;
            drop(state);
            let mut state = self.before_door().await?;
            self.take_back(&mut state, recovered).await?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Goes on with a joining by this very link that was begun and whose end nobody has heard: the reply was
    /// lost, or the app was closed.
    pub(super) async fn join_begun(&self, link: &Link) -> Result<bool, Failure> {
        // What hinders somebody who joins is no matter as long as nobody has begun to.
        let Ok(Some(free)) = self.free_seat().await else {
            return Ok(false);
        };
        let is_begun = free.kept(&link.code).await?.is_some();
        if is_begun {
            self.join(link).await?;
        }
        Ok(is_begun)
    }

    /// Gives a free seat to the person of the link. Nothing changes for whoever has the phone until all that
    /// belongs to it is durable.
    pub(super) async fn join(&self, link: &Link) -> Result<(), Failure> {
        let state = self.before_door().await?;
        if state.role != Some(Role::Writer) {
            return Err(Failure::OtherTab);
        }
        state.may_be_left()?;
        drop(state);
        let mut free = self.free_seat().await?.ok_or(Failure::NoSeat)?;
        let name = free.enrol(link).await?;
        self.prepare_what_is_due().await;
        let mut state = self.before_door().await?;
        let stays = state.is_locked() || state.phone.is_enrolled();
        let now = platform::now();
        let seats = state.seats.joined(free.seat, &name, stays, now);
        self.turn_to(&mut state, seats).await
    }

    /// A seat that nobody has. One that somebody has without the register's knowing is found here.
    async fn free_seat(&self) -> Result<Option<Free>, Failure> {
        let state = self.before_door().await?;
        let (mut seats, role) = (state.seats.clone(), state.role);
        drop(state);
        for seat in seats.free() {
            let store = store_of(seat).await?;
            let vault = vault_of(&store, role).await?;
            if vault.is_none() {
                // Nobody joins in the clear.
                return Err(Failure::StorageFull);
            }
            let phone = match store.seal() {
                Seal::Locked => Phone::default(),
                Seal::Under(_) | Seal::Clear => Phone::restore(&store.stored().await?),
            };
            let state = State {
                role,
                store: Some(store),
                vault,
                phone,
                ..State::default()
            };
            // What a lost phone has still to say is not written over.
            let has_to_say = state.wiped().await?.is_some_and(|code| !code.is_empty());
            if state.has_pin() || state.phone.status().made > 0 {
                seats = seats.found(seat);
                self.before_door().await?.keep_seats(seats.clone()).await?;
            } else if !has_to_say {
                return Ok(Some(Free { seat, state }));
            }
        }
        Ok(None)
    }
}

impl Free {
    /// What is kept of a redemption of this link that was begun here.
    async fn kept(&self, code: &str) -> Result<Option<Vec<u8>>, Failure> {
        let store = self.state.store()?;
        store.get_one(Table::Meta, &key::enrolling(code)).await
    }

    /// Redeems the link here; whose it is.
    async fn enrol(&mut self, link: &Link) -> Result<String, Failure> {
        let kept = self.kept(&link.code).await?;
        if kept.is_none() {
            // Whoever has begun here before has never come to it.
            self.state.phone = Phone::default();
        }
        let phone = &self.state.phone;
        let now = platform::now();
        let redemption = phone.plan_redemption(&link.code, kept.as_deref(), now, &mut Chance)?;
        let redeemed = redeem(self.state.store()?, redemption, &link.person_name).await?;
        if let Some((enrolled, enrolling)) = redeemed {
            let batch = self.state.phone.plan_redeemed(&enrolled, &enrolling)?;
            if self.state.phone.is(enrolling.actor) {
                self.state.write(batch).await?;
            } else {
                self.state.write_anew(batch).await?;
            }
            return Ok(enrolled.person_name);
        }
        let name = self.state.phone.person_name().unwrap_or_default();
        Ok(name.to_owned())
    }
}

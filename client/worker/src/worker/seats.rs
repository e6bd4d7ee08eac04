//! Which seat is open, and going to another: nothing of whoever is left stays in this worker.

use std::rc::Rc;

use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::{Answer, Failure, Tell};
use chungtay_shared::phone::seats::{Seat, Seats};
use chungtay_shared::phone::storage::Table;

use super::{State, Worker};
use crate::platform;
use crate::seats::Register;
use crate::storage::Store;
use crate::tabs::Word;

impl Worker {
    /// Locks the phone for whoever has it, in every tab, and opens another seat's door.
    pub(super) async fn turn(self: &Rc<Self>, to: Seat) -> Result<Answer, Failure> {
        self.prepare_what_is_due().await;
        let mut state = self.before_door().await?;
        state.may_be_left()?;
        let seats = state.seats.turned_to(to).ok_or(Failure::NotFound)?;
        self.turn_to(&mut state, seats).await?;
        drop(state);
        self.lock_here().await?;
        let state = self.before_door().await?;
        if state.is_locked() {
            self.knock();
        }
        self.opened(&state).await
    }

    /// Goes on with these seats, of which another is open.
    pub(super) async fn turn_to(&self, state: &mut State, seats: Seats) -> Result<(), Failure> {
        state.end_session().await?;
        let kept = state.keep_seats(seats).await;
        self.leave_seat(state);
        self.tabs.say(&Word::Turned);
        kept
    }

    /// Drops all that is known here of whoever has the phone; the next who asks opens the seat that the
    /// register names.
    pub(super) fn leave_seat(&self, state: &mut State) {
        state.begin_life(Phone::default());
        state.store = None;
        state.vault = None;
        self.told.set(None);
        self.timer.take();
    }

    /// Goes to the seat that another tab has opened while this one slept and heard nothing.
    pub(super) async fn follow_seat(&self) {
        let mut state = self.queue.lock().await;
        let before = state.seats.open();
        let register = state
            .register
            .as_mut()
            .filter(|register| register.is_open());
        let Some(register) = register else { return };
        if let Ok(seats) = register.read().await
            && seats.open() != before
        {
            self.leave_seat(&mut state);
            self.screen.tell(&Tell::Ready);
        }
    }
}

impl State {
    /// The store of the seat that is open. Where no register can be made, the phone is as before there was
    /// one: each seat has a lock of its own.
    pub(super) async fn open_seat(&mut self) -> Result<Store, Failure> {
        if !self.register.as_ref().is_some_and(Register::is_open) {
            self.register = Register::open().await.ok();
        }
        self.seats = match &mut self.register {
            Some(register) => register.read().await?,
            None => Seats::default(),
        };
        store_of(self.seats.open()).await
    }

    /// Notes who sits at the open seat, or that nobody does any more: the phone was lost, and its service
    /// worker has removed everything.
    pub(super) async fn note_who_sits(&mut self) -> Result<(), Failure> {
        if self.is_locked() {
            return Ok(());
        }
        let seats = match self.phone.person_name() {
            Some(name) => self.seats.let_in(name, platform::now()),
            None => Some(self.seats.emptied(self.seats.open())),
        };
        match seats {
            Some(seats) if seats != self.seats => self.keep_seats(seats).await,
            Some(_) | None => Ok(()),
        }
    }

    /// Writes the seats down, and goes on with them.
    pub(super) async fn keep_seats(&mut self, seats: Seats) -> Result<(), Failure> {
        let register = self.register.as_mut().ok_or(Failure::Storage)?;
        register.write(&seats).await?;
        self.seats = seats;
        Ok(())
    }

    /// Whether another person may come to the phone: whoever has recorded something here has a PIN first.
    pub(super) fn may_be_left(&self) -> Result<(), Failure> {
        if self.is_locked() || self.has_pin() || self.phone.status().made == 0 {
            Ok(())
        } else {
            Err(Failure::PinFirst)
        }
    }
}

/// The store of a seat; it is made the first time.
pub(super) async fn store_of(seat: Seat) -> Result<Store, Failure> {
    Store::open(seat.database(), Table::ALL).await
}

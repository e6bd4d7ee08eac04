//! A phone that is lost removes everything, once the server has all that was recorded on it, and says so.

use std::rc::Rc;

use chungtay_shared::phone::message::{Failure, Tell};
use chungtay_shared::phone::seats::Seat;
use chungtay_shared::phone::storage::{Table, Write, key};
use chungtay_shared::sync::wire::Request;
use wasm_bindgen_futures::spawn_local;

use super::{Role, State, Worker};
use crate::exchange::{self, Knocked, Speaker};
use crate::signer::Signer;
use crate::storage::{Durability, Seal, Store, VaultWrite};
use crate::tabs::Word;
use crate::vault::Vault;

impl Worker {
    /// Asks whether this phone is lost, while nobody can open it here. It hands over first what it has
    /// prepared; with a record that it has not, it removes nothing.
    pub(super) fn knock(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        spawn_local(async move {
            // Without a network it is asked when the app is opened again.
            let _ = worker.ask_whether_lost().await;
        });
    }

    async fn ask_whether_lost(self: &Rc<Self>) -> Result<(), Failure> {
        let state = self.before_door().await?;
        let is_to_ask = state.is_locked() && state.role == Some(Role::Writer);
        let (store, life) = (state.store()?.clone(), state.life);
        drop(state);
        if !is_to_ask {
            return Ok(());
        }
        match is_lost(&store).await? {
            Heard::Nobody => Ok(()),
            Heard::Not => {
                self.others_are_reached();
                Ok(())
            }
            Heard::Lost(lost) => {
                let mut state = self.still(life).await?;
                if lost.has_handed_over_all(&store).await? && state.is_locked() {
                    self.wipe(&mut state, &lost.code).await?;
                }
                Ok(())
            }
        }
    }

    /// The same of a phone that is open and has heard it as an answer to `request`.
    pub(super) async fn hear_lost(
        &self,
        state: &mut State,
        request: &Request,
        code: &[u8; 16],
    ) -> Result<bool, Failure> {
        let is_all = state.phone.is_all_in(request);
        if is_all {
            self.wipe(state, code).await?;
        }
        Ok(is_all)
    }

    /// Removes everything in one transaction, the keys as well: what the browser has left of it in its files
    /// opens by nothing.
    async fn wipe(&self, state: &mut State, code: &[u8; 16]) -> Result<(), Failure> {
        let store = state.store()?.clone();
        clear(&store, code).await?;
        self.leave_seat(state);
        self.tabs.say(&Word::Replaced);
        self.screen.tell(&Tell::Ready);
        Ok(())
    }

    /// The same of somebody who uses this phone too and is not here.
    pub(super) async fn wipe_another(
        &self,
        seat: Seat,
        store: &Store,
        lost: &Lost,
    ) -> Result<(), Failure> {
        let mut state = self.before_door().await?;
        if state.seats.open() == seat || !lost.has_handed_over_all(store).await? {
            // Whoever has come meanwhile hears it by themselves.
            return Ok(());
        }
        clear(store, &lost.code).await?;
        let seats = state.seats.emptied(seat);
        // What could not be noted is found out when the seat is opened.
        let _ = state.keep_seats(seats).await;
        Self::say_wiped(store.clone(), lost.code.to_vec());
        Ok(())
    }

    /// Says to the server that everything in this store was removed, until it has heard it.
    pub(super) fn say_wiped(store: Store, code: Vec<u8>) {
        spawn_local(async move {
            if exchange::say_wiped(&code).await.is_none() {
                return;
            }
            let said = Write::Put(Table::Meta, key::WIPED.to_owned(), Vec::new());
            // What could not be noted is said again at the next start.
            let _ = store.write(vec![said], Durability::Strict).await;
        });
    }
}

/// What the server says of a phone that is locked.
pub(super) enum Heard {
    /// Nothing: it was not reached.
    Nobody,
    /// It is not lost.
    Not,
    /// It is.
    Lost(Lost),
}

/// A phone that is lost, with what it has posted since.
pub(super) struct Lost {
    code: [u8; 16],
    /// What lay prepared.
    outbox: Option<Vec<u8>>,
    /// That the server has it.
    is_handed_over: bool,
}

impl Lost {
    /// Whether the server has all that was recorded in this store. Whatever was prepared since has not been
    /// handed over.
    async fn has_handed_over_all(&self, store: &Store) -> Result<bool, Failure> {
        let all = store.get_one(Table::Meta, key::ALL_IN_OUTBOX).await?;
        let outbox = store.get_one(Table::Meta, key::OUTBOX).await?;
        Ok(self.is_handed_over && all.is_some() && self.outbox == outbox)
    }
}

/// Asks whether the phone of this store is lost, by what it has sealed; one that is posts what it has prepared.
pub(super) async fn is_lost(store: &Store) -> Result<Heard, Failure> {
    let Some(kept) = Vault::recovery(store).await? else {
        return Ok(Heard::Nobody);
    };
    let speaker = Speaker {
        token: None,
        signer: Signer::of(store).await,
    };
    let code = match exchange::knock(&speaker, kept.sealed).await {
        Knocked::Unheard => return Ok(Heard::Nobody),
        Knocked::Nothing => return Ok(Heard::Not),
        Knocked::Lost(code) => code,
    };
    let outbox = store.get_one(Table::Meta, key::OUTBOX).await?;
    let is_handed_over = match outbox.clone() {
        Some(outbox) => matches!(exchange::sealed(&speaker, outbox).await, Knocked::Lost(_)),
        None => true,
    };
    Ok(Heard::Lost(Lost {
        code,
        outbox,
        is_handed_over,
    }))
}

/// Removes everything in a store in one transaction, and leaves what is to be said of it.
async fn clear(store: &Store, code: &[u8; 16]) -> Result<(), Failure> {
    let clear = Table::ALL.iter().map(|table| Write::Clear(*table));
    let note = Write::Put(Table::Meta, key::WIPED.to_owned(), code.to_vec());
    let batch = clear.chain([note]).collect();
    let seal = store.seal();
    store.set_seal(Seal::Clear);
    let written = store.write_both(batch, vec![VaultWrite::Clear], Durability::Strict);
    if let Err(failure) = written.await {
        store.set_seal(seal);
        return Err(failure);
    }
    Ok(())
}

impl State {
    /// What a phone that has removed everything has still to say; empty once it has been heard.
    pub(super) async fn wiped(&self) -> Result<Option<Vec<u8>>, Failure> {
        self.store()?.get_one(Table::Meta, key::WIPED).await
    }
}

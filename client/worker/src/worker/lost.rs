//! A phone that is lost removes everything, once the server has all that was recorded on it, and says so.

use std::rc::Rc;

use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::{Failure, Tell};
use chungtay_shared::phone::storage::{Table, Write, key};
use chungtay_shared::sync::wire::Request;
use wasm_bindgen_futures::spawn_local;

use super::{Role, State, Worker};
use crate::exchange::{self, Knocked, Speaker};
use crate::signer::Signer;
use crate::storage::{Durability, Seal, VaultWrite};
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

    async fn ask_whether_lost(&self) -> Result<(), Failure> {
        let state = self.before_door().await?;
        let is_to_ask = state.is_locked() && state.role == Some(Role::Writer);
        let store = state.store()?.clone();
        drop(state);
        let Some(kept) = Vault::recovery(&store).await?.filter(|_| is_to_ask) else {
            return Ok(());
        };
        let speaker = Speaker {
            token: None,
            signer: Signer::of(&store).await,
        };
        let Knocked::Lost(code) = exchange::knock(&speaker, kept.sealed).await else {
            return Ok(());
        };
        let outbox = store.get_one(Table::Meta, key::OUTBOX).await?;
        let is_handed_over = match outbox.clone() {
            Some(outbox) => exchange::sealed(&speaker, outbox).await != Knocked::Nothing,
            None => true,
        };
        let mut state = self.before_door().await?;
        let all = store.get_one(Table::Meta, key::ALL_IN_OUTBOX).await?;
        // Whatever was prepared since has not been handed over.
        let is_same = store.get_one(Table::Meta, key::OUTBOX).await? == outbox;
        let is_all = all.is_some() && is_same;
        if is_handed_over && is_all && state.is_locked() {
            self.wipe(&mut state, &code).await?;
        }
        Ok(())
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
        state.begin_life(Phone::default());
        state.store = None;
        state.vault = None;
        self.told.set(None);
        self.timer.take();
        self.tabs.say(&Word::Replaced);
        self.screen.tell(&Tell::Ready);
        Ok(())
    }

    /// Says to the server that everything was removed, until it has heard it.
    pub(super) fn say_wiped(self: &Rc<Self>, code: Vec<u8>) {
        let worker = Rc::clone(self);
        spawn_local(async move {
            if exchange::say_wiped(&code).await.is_none() {
                return;
            }
            if let Ok(state) = worker.before_door().await {
                let said = Write::Put(Table::Meta, key::WIPED.to_owned(), Vec::new());
                // What could not be noted is said again at the next start.
                let _ = state.write(vec![said]).await;
            }
        });
    }
}

impl State {
    /// What a phone that has removed everything has still to say; empty once it has been heard.
    pub(super) async fn wiped(&self) -> Result<Option<Vec<u8>>, Failure> {
        self.store()?.get_one(Table::Meta, key::WIPED).await
    }
}

//! The lock of the phone: opened by the PIN (by a finger: `super::finger`), closed by whoever wants it closed.

use std::rc::Rc;

use chungtay_shared::api::{Enrolled, RecoverRequest};
use chungtay_shared::id::{Actor, to_hex};
use chungtay_shared::phone::lock::{Door, Pin};
use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::{Answer, Failure, WordsKey};
use chungtay_shared::phone::recovery::{self, Kept, key_of_text};
use chungtay_shared::phone::storage::{Batch, Enrolling};
use chungtay_shared::vault::Key;

use super::{Role, State, Worker};
use crate::exchange;
use crate::platform::{self, Chance};
use crate::sealing;
use crate::signer::Signer;
use crate::storage::{Durability, Seal, Store};
use crate::tabs::Word;
use crate::vault::Vault;

/// What the screen's own key is for.
const WORDS: &str = "last words";

/// The vault of a store that was just opened, which goes on under its seal. A store that has none is
/// given one by the tab that writes, and everything in it is sealed.
pub(super) async fn vault_of(store: &Store, role: Option<Role>) -> Result<Option<Vault>, Failure> {
    if let Some(mut vault) = Vault::find(store).await? {
        let now = platform::now();
        if role == Some(Role::Writer) {
            // Where it cannot be written now, it is at the next start.
            let _ = vault.expire(store, now).await;
        }
        let key = vault.key(now).await;
        if key.is_none() {
            if !vault.has_pin() {
                // The browser has lost the key of the device: nothing here opens any more, and nothing
                // may be written over it.
                return Err(Failure::Storage);
            }
            // The app was closed and not locked: what is left of that use goes. Where it cannot, the phone
            // is locked all the same.
            let _ = vault.end_session(store).await;
        }
        store.set_seal(key.map_or(Seal::Locked, under));
        return Ok(Some(vault));
    }
    store.set_seal(Seal::Clear);
    if role != Some(Role::Writer) {
        return Ok(None);
    }
    let (vault, key, writes) = Vault::make().await;
    let everything = store.everything().await?;
    store.set_seal(under(key));
    let written = store
        .write_both(everything, writes, Durability::Strict)
        .await;
    if written.is_err() {
        // A phone that is full goes on as it was.
        store.set_seal(Seal::Clear);
        return Ok(None);
    }
    Ok(Some(vault))
}

fn under(key: Key) -> Seal {
    Seal::Under(Rc::new(key))
}

async fn keep_recovery(state: &mut State, key: &Key) -> Result<(), Failure> {
    let Some((server, recovery)) = state.phone.recovery(key) else {
        return Ok(());
    };
    let bytes = recovery.to_bytes();
    let sealed = sealing::for_server(&server, recovery::INFO, &bytes).await;
    let kept = Kept {
        actor: recovery.actor,
        sealed: sealed.ok_or(Failure::CannotSeal)?,
    };
    let (store, vault) = state.vault()?;
    vault.keep_recovery(&store, &kept).await
}

/// What the office gives to a person who has forgotten the PIN.
pub(super) struct Recovered {
    key: Key,
    enrolled: Enrolled,
    enrolling: Enrolling,
}

impl Recovered {
    /// Asks for it by a link; refused when the link is for another person than the one of this store.
    pub(super) async fn of(store: &Store, code: &str) -> Result<Self, Failure> {
        let kept = Vault::recovery(store).await?.ok_or(Failure::Locked)?;
        let signer = Signer::of(store).await;
        let recovered = exchange::recover(&RecoverRequest {
            code: code.to_owned(),
            actor: kept.actor,
            device_name: platform::device_name(),
            sealed: to_hex(&kept.sealed),
            key: signer.as_ref().map(Signer::key),
        })
        .await?;
        Ok(Self {
            key: key_of_text(&recovered.key).ok_or(Failure::Offline)?,
            enrolled: recovered.enrolled,
            enrolling: Enrolling {
                code: code.to_owned(),
                actor: kept.actor,
                redeemed: true,
            },
        })
    }
}

impl Worker {
    /// Opens a phone whose PIN is forgotten, by a link of the office for the same person. What the phone
    /// holds goes on; the PIN is to be chosen anew.
    pub(super) async fn recover(&self, code: &str) -> Result<(), Failure> {
        let state = self.before_door().await?;
        let (store, life) = (state.store()?.clone(), state.life);
        drop(state);
        let recovered = Recovered::of(&store, code).await?;
        let mut state = self.still(life).await?;
        self.take_back(&mut state, recovered).await
    }

    /// Goes on with a phone whose data key the office has given back.
    pub(super) async fn take_back(
        &self,
        state: &mut State,
        recovered: Recovered,
    ) -> Result<(), Failure> {
        if !state.is_locked() {
            return Ok(());
        }
        let Recovered {
            key,
            enrolled,
            enrolling,
        } = recovered;
        self.open_with(state, key.clone()).await?;
        let batch = state.phone.plan_redeemed(&enrolled, &enrolling)?;
        let (store, vault) = state.vault()?;
        let (after, writes) = vault.without_pin(&key).await;
        store.write_both(batch, writes, Durability::Strict).await?;
        *vault = after;
        let stored = store.stored().await?;
        state.begin_life(Phone::restore(&stored));
        // The link may have brought another name.
        let _ = state.note_who_sits().await;
        self.tabs.say(&Word::Unlocked);
        Ok(())
    }

    pub(super) async fn unlock(self: &Rc<Self>, pin: &str) -> Result<Answer, Failure> {
        let mut state = self.before_door().await?;
        if state.is_locked() {
            let (store, vault) = state.vault()?;
            let key = vault.try_pin(&store, pin).await?;
            self.open_with(&mut state, key).await?;
            self.tabs.say(&Word::Unlocked);
        }
        let answer = self.opened(&state).await;
        drop(state);
        self.pump();
        answer
    }

    pub(super) async fn choose_pin(
        &self,
        old: &str,
        new: &str,
        of: Option<Actor>,
    ) -> Result<Answer, Failure> {
        let mut state = self.writing_of(of).await?;
        let (store, vault) = state.vault()?;
        let Seal::Under(key) = store.seal() else {
            return Err(Failure::StorageFull);
        };
        let new = Pin::new(new).map_err(Failure::Pin)?;
        if vault.has_pin() {
            vault.try_pin(&store, old).await?;
        }
        vault.choose_pin(&store, &key, &new).await?;
        // Without it the phone is as well locked; only a forgotten PIN is then forgotten for good.
        let _ = keep_recovery(&mut state, &key).await;
        self.tabs.say(&Word::Replaced);
        self.opened(&state).await
    }

    /// Locks the phone, in every tab.
    pub(super) async fn lock_up(&self) -> Result<Answer, Failure> {
        self.prepare_what_is_due().await;
        if self.lock_here().await? {
            self.tabs.say(&Word::Locked);
        }
        let state = self.before_door().await?;
        self.opened(&state).await
    }

    /// Locks this tab; whether there was anything to lock.
    pub(super) async fn lock_here(&self) -> Result<bool, Failure> {
        let mut state = self.before_door().await?;
        let is_to_lock = !state.is_locked() && state.has_pin();
        if is_to_lock {
            state.end_session().await?;
            state.begin_life(Phone::default());
            self.told.set(None);
            self.timer.take();
        }
        Ok(is_to_lock)
    }

    /// Notes how long what is here is kept from now on, as the server was just reached.
    pub(super) async fn note_expiry(&self) -> Result<(), Failure> {
        let mut state = self.writing().await?;
        let expires_at = state.phone.expires_at(platform::now());
        if let Ok((store, vault)) = state.vault() {
            vault.keep_expiry(&store, expires_at).await?;
        }
        Ok(())
    }

    pub(super) async fn used(&self) -> Result<Answer, Failure> {
        let mut state = self.session().await?;
        self.tabs.say(&Word::Used);
        if state.has_pin() {
            let (store, vault) = state.vault()?;
            vault.used(&store).await?;
        }
        Ok(Answer::Done)
    }

    /// Goes on with a phone that was just opened by this key.
    pub(super) async fn open_with(&self, state: &mut State, key: Key) -> Result<(), Failure> {
        let store = state.store()?.clone();
        store.set_seal(under(key));
        match self.restore(&store, state.role).await {
            Ok(phone) => {
                state.begin_life(phone);
                // On a full phone the order of those who use it is as before.
                let _ = state.note_who_sits().await;
                Ok(())
            }
            Err(failure) => {
                store.set_seal(Seal::Locked);
                Err(failure)
            }
        }
    }
}

impl State {
    /// Whether the PIN is needed before anything else.
    pub(super) fn is_locked(&self) -> bool {
        let seal = self.store.as_ref().map(Store::seal);
        matches!(seal, Some(Seal::Locked))
    }

    /// What the screen may show. A phone that is too full to be locked is not.
    pub(super) fn door(&self) -> Door {
        let door = |vault: &Vault| vault.door(!self.is_locked(), self.phone.is_enrolled());
        self.vault.as_ref().map(door).unwrap_or_default()
    }

    /// What the screen seals under.
    pub(super) fn words_key(&self) -> Option<WordsKey> {
        match self.store.as_ref()?.seal() {
            Seal::Under(key) => Some(WordsKey(*key.derived(WORDS).as_bytes())),
            Seal::Locked | Seal::Clear => None,
        }
    }

    /// The store, and the vault in it. There is none on a phone that is too full for one.
    pub(super) fn vault(&mut self) -> Result<(Store, &mut Vault), Failure> {
        let store = self.store()?.clone();
        let vault = self.vault.as_mut().ok_or(Failure::StorageFull)?;
        Ok((store, vault))
    }

    /// Writes what takes the place of everything that is here. It is another person's, or nobody's: it lies
    /// under another key, and there is no PIN yet.
    pub(super) async fn write_anew(&mut self, batch: Batch) -> Result<(), Failure> {
        let Ok((store, vault)) = self.vault() else {
            return self.write(batch).await;
        };
        let (before, key) = (store.seal(), Key::new(&mut Chance));
        let (after, writes) = vault.without_pin(&key).await;
        store.set_seal(under(key));
        let written = store.write_both(batch, writes, Durability::Strict).await;
        if written.is_ok() {
            *vault = after;
        } else {
            store.set_seal(before);
        }
        written
    }

    /// From here on only the PIN opens, where there is one.
    pub(super) async fn end_session(&mut self) -> Result<(), Failure> {
        if !self.is_locked() && self.has_pin() {
            let (store, vault) = self.vault()?;
            vault.end_session(&store).await?;
            store.set_seal(Seal::Locked);
        }
        Ok(())
    }

    pub(super) fn has_pin(&self) -> bool {
        self.vault.as_ref().is_some_and(Vault::has_pin)
    }
}

//! The phone's lock, as it is stored: the data key under the PIN and under a key that the browser made
//! and gives to nobody, and, while the phone is in use, under that one alone, for as long as it is.

use chungtay_shared::phone::expiry;
use chungtay_shared::phone::lock::{Cost, Door, LOCKS_AFTER_MS, Lock, PasskeySalt, Pin, Tries};
use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::recovery::Kept;
use chungtay_shared::phone::storage::{from_bytes, to_bytes};
use chungtay_shared::time::Timestamp;
use chungtay_shared::vault::Key;
use minicbor::{Decode, Encode};

use crate::device_key::{self, DeviceKey};
use crate::platform::{self, Chance};
use crate::storage::{Durability, Store, VaultWrite, bytes};

mod finger;

/// Names in the store of the vault.
const LOCK: &str = "lock";
const SESSION: &str = "session";
const RECOVERY: &str = "recovery";
const EXPIRES: &str = "expires";

/// What a use of the phone must put off at least to be written down.
const WRITTEN_EVERY_MS: i64 = 30_000;

/// The lock of this phone, and what wraps it.
pub(crate) struct Vault {
    lock: Lock,
    device: Option<DeviceKey>,
    /// Of this worker, while the phone is open and has a PIN.
    session: Option<Session>,
    /// When the key goes, if the server is not reached by then.
    expires_at: Option<Timestamp>,
    /// What a passkey may be made of, since the PIN was given for that.
    offered: Option<PasskeySalt>,
}

/// The data key under the device's own key alone, for a reload while the phone is in use.
#[derive(Debug, Clone, Encode, Decode)]
struct Session {
    #[cbor(n(0), with = "minicbor::bytes")]
    wrapped: Vec<u8>,
    #[n(1)]
    used_at: Timestamp,
}

impl Session {
    /// A clock that was set back is no use.
    fn is_over(&self, now: Timestamp) -> bool {
        !(0..LOCKS_AFTER_MS).contains(&(now.ms() - self.used_at.ms()))
    }
}

impl Vault {
    /// The lock as it is stored; `None` where there is none yet.
    pub(crate) async fn find(store: &Store) -> Result<Option<Self>, Failure> {
        let [lock, device, session, expires] = store
            .vault_objects([LOCK, device_key::NAME, SESSION, EXPIRES])
            .await?;
        let Some(lock) = lock else { return Ok(None) };
        // A lock that cannot be read is no reason to take the phone for an empty one.
        let lock: Lock = from_bytes(&bytes(&lock)).ok_or(Failure::Storage)?;
        Ok(Some(Self {
            lock,
            device: device.and_then(DeviceKey::kept),
            session: session.and_then(|session| from_bytes(&bytes(&session))),
            expires_at: expires.and_then(|expires| from_bytes(&bytes(&expires))),
            offered: None,
        }))
    }

    /// A lock for a phone that has none, without a PIN, and the key under it; what to write of it.
    pub(crate) async fn make() -> (Self, Key, Vec<VaultWrite>) {
        let key = Key::new(&mut Chance);
        let device = DeviceKey::make().await;
        let vault = Self {
            lock: Lock::without_pin(&key),
            device,
            session: None,
            expires_at: None,
            offered: None,
        };
        let (vault, mut writes) = vault.without_pin(&key).await;
        writes.extend(vault.device.as_ref().map(DeviceKey::keep));
        (vault, key, writes)
    }

    /// The data key, where no PIN is needed for it: there is none, or the phone is in use.
    pub(crate) async fn key(&self, now: Timestamp) -> Option<Key> {
        let wrapped = match &self.session {
            _ if !self.lock.has_pin() => return self.lock.key_without_pin(&self.inner().await?),
            Some(session) if !session.is_over(now) => &session.wrapped,
            Some(_) | None => return None,
        };
        let bytes = self.device.as_ref()?.unwrap(wrapped).await?;
        Some(Key::from_bytes(bytes.try_into().ok()?))
    }

    /// What the screen may show.
    pub(crate) fn door(&self, is_open: bool, is_enrolled: bool) -> Door {
        self.lock.door(is_open, is_enrolled, platform::now())
    }

    /// The data key by this PIN. The try is written down before it is made.
    pub(crate) async fn try_pin(&mut self, store: &Store, typed: &str) -> Result<Key, Failure> {
        let now = platform::now();
        let left = self.lock.tries(now);
        if !matches!(left, Tries::Now { .. }) {
            return Err(Failure::WrongPin(left));
        }
        // What can be no PIN costs no try.
        let pin = Pin::to_try(typed).ok_or(Failure::WrongPin(left))?;
        let tried = self.lock.tried(now);
        store
            .write_vault(vec![keep(&tried)], Durability::Strict)
            .await?;
        self.lock = tried;
        let inner = self.inner().await.ok_or(Failure::Storage)?;
        let Some(key) = self.lock.key(&pin, &inner) else {
            return Err(Failure::WrongPin(self.lock.tries(platform::now())));
        };
        self.opened_by(store, &key).await?;
        Ok(key)
    }

    /// Whoever the phone is for has opened it.
    async fn opened_by(&mut self, store: &Store, key: &Key) -> Result<(), Failure> {
        self.lock = self.lock.opened();
        let mut writes = vec![keep(&self.lock)];
        writes.extend(self.begin_session(key).await);
        store.write_vault(writes, Durability::Strict).await
    }

    /// Puts the data key under a PIN.
    pub(crate) async fn choose_pin(
        &mut self,
        store: &Store,
        key: &Key,
        pin: &Pin,
    ) -> Result<(), Failure> {
        let began = platform::now();
        let under = |cost| Lock::with_pin(key, pin, cost, &mut Chance).ok_or(Failure::CannotLock);
        let least = under(Cost::LEAST)?;
        let took_ms = platform::now().ms() - began.ms();
        let cost = Cost::fitting(u32::try_from(took_ms).unwrap_or(0));
        let lock = if cost == Cost::LEAST {
            least
        } else {
            under(cost)?
        };
        let lock = self.wrapped(lock).await;
        let mut writes = vec![keep(&lock)];
        writes.extend(self.begin_session(key).await);
        store.write_vault(writes, Durability::Strict).await?;
        self.lock = lock;
        Ok(())
    }

    /// The same with another key and no PIN, and what to write of it.
    pub(crate) async fn without_pin(&self, key: &Key) -> (Self, Vec<VaultWrite>) {
        let vault = Self {
            lock: self.wrapped(Lock::without_pin(key)).await,
            device: self.device.clone(),
            session: None,
            expires_at: None,
            offered: None,
        };
        let writes = vec![
            keep(&vault.lock),
            VaultWrite::Delete(SESSION),
            VaultWrite::Delete(RECOVERY),
            VaultWrite::Delete(EXPIRES),
        ];
        (vault, writes)
    }

    /// Keeps what brings the data key back when the PIN is forgotten.
    pub(crate) async fn keep_recovery(&self, store: &Store, kept: &Kept) -> Result<(), Failure> {
        let write = VaultWrite::Put(RECOVERY, to_bytes(kept));
        store.write_vault(vec![write], Durability::Strict).await
    }

    /// What was kept of it.
    pub(crate) async fn recovery(store: &Store) -> Result<Option<Kept>, Failure> {
        let kept = store.vault_value(RECOVERY).await?;
        Ok(kept.as_deref().and_then(from_bytes))
    }

    /// Notes when the key goes, if the server is not reached by then.
    pub(crate) async fn keep_expiry(
        &mut self,
        store: &Store,
        at: Timestamp,
    ) -> Result<(), Failure> {
        if !expiry::differs(self.expires_at, at) {
            return Ok(());
        }
        let write = VaultWrite::Put(EXPIRES, to_bytes(&at));
        store.write_vault(vec![write], Durability::Relaxed).await?;
        self.expires_at = Some(at);
        Ok(())
    }

    /// Gives the key up, if its time is over and the office can bring it back.
    pub(crate) async fn expire(&mut self, store: &Store, now: Timestamp) -> Result<(), Failure> {
        let is_over = |at| expiry::is_expired(at, now);
        if !self.has_pin() || !self.expires_at.is_some_and(is_over) {
            return Ok(());
        }
        if Self::recovery(store).await?.is_none() {
            return Ok(());
        }
        let lock = self.lock.expired();
        let writes = vec![keep(&lock), VaultWrite::Delete(SESSION)];
        store.write_vault(writes, Durability::Strict).await?;
        self.lock = lock;
        self.session = None;
        Ok(())
    }

    /// Notes that the phone is in use.
    pub(crate) async fn used(&mut self, store: &Store) -> Result<(), Failure> {
        let now = platform::now();
        let Some(session) = &mut self.session else {
            return Ok(());
        };
        if (0..WRITTEN_EVERY_MS).contains(&(now.ms() - session.used_at.ms())) {
            return Ok(());
        }
        session.used_at = now;
        let write = VaultWrite::Put(SESSION, to_bytes(&*session));
        store.write_vault(vec![write], Durability::Relaxed).await
    }

    /// Ends the use: from here on only the PIN opens, or the finger.
    pub(crate) async fn end_session(&mut self, store: &Store) -> Result<(), Failure> {
        self.session = None;
        self.offered = None;
        let write = VaultWrite::Delete(SESSION);
        store.write_vault(vec![write], Durability::Strict).await
    }

    /// Whether there is anything to lock.
    pub(crate) const fn has_pin(&self) -> bool {
        self.lock.has_pin()
    }

    async fn begin_session(&mut self, key: &Key) -> Option<VaultWrite> {
        // A browser without keys of its own asks for the PIN at every start.
        let wrapped = self.device.as_ref()?.wrap(key.as_bytes()).await?;
        let session = Session {
            wrapped,
            used_at: platform::now(),
        };
        let write = VaultWrite::Put(SESSION, to_bytes(&session));
        self.session = Some(session);
        Some(write)
    }

    async fn wrapped(&self, lock: Lock) -> Lock {
        let by_device = match &self.device {
            Some(device) => device.wrap(&lock.wrapped).await,
            None => None,
        };
        match by_device {
            Some(wrapped) => lock.under_device(wrapped),
            None => lock,
        }
    }

    /// What is under the device's own key.
    async fn inner(&self) -> Option<Vec<u8>> {
        match &self.device {
            Some(device) if self.lock.is_by_device => device.unwrap(&self.lock.wrapped).await,
            Some(_) | None if self.lock.is_by_device => None,
            Some(_) | None => Some(self.lock.wrapped.clone()),
        }
    }
}

fn keep(lock: &Lock) -> VaultWrite {
    VaultWrite::Put(LOCK, to_bytes(lock))
}

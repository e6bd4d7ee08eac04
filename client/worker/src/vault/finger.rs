//! The vault as it opens by a finger: the data key once more, under what the device says when it has seen its
//! owner, and under the device's own key.

use chungtay_shared::phone::lock::{ByFinger, FingerSecret, Passkey, PasskeySalt, Tries};
use chungtay_shared::phone::message::Failure;
use chungtay_shared::vault::Key;
use rand_core::RngCore as _;

use super::{Vault, keep};
use crate::platform::{self, Chance};
use crate::storage::{Durability, Store};

impl Vault {
    /// What the device is asked by, where a finger opens the phone.
    pub(crate) fn passkey(&self) -> Option<Passkey> {
        self.lock.by_finger().map(ByFinger::passkey)
    }

    /// What a passkey may be made of, for whoever knows the PIN.
    pub(crate) async fn offer_finger(
        &mut self,
        store: &Store,
        typed: &str,
    ) -> Result<PasskeySalt, Failure> {
        self.try_pin(store, typed).await?;
        let mut salt = PasskeySalt::default();
        Chance.fill_bytes(&mut salt);
        self.offered = Some(salt);
        Ok(salt)
    }

    /// Puts the data key under what the device has said for the passkey that was made.
    pub(crate) async fn keep_finger(
        &mut self,
        store: &Store,
        key: &Key,
        id: Vec<u8>,
        secret: &FingerSecret,
    ) -> Result<(), Failure> {
        let salt = self.offered.take().ok_or(Failure::Locked)?;
        let device = self.device.as_ref().ok_or(Failure::CannotLock)?;
        let by_finger = ByFinger::new(key, Passkey { id, salt }, secret, &mut Chance);
        let wrapped = device.wrap(&by_finger.wrapped).await;
        let by_finger = by_finger.under_device(wrapped.ok_or(Failure::CannotLock)?);
        let lock = self.lock.with_finger(by_finger).ok_or(Failure::PinFirst)?;
        store
            .write_vault(vec![keep(&lock)], Durability::Strict)
            .await?;
        self.lock = lock;
        Ok(())
    }

    /// From here on only the PIN opens.
    pub(crate) async fn forget_finger(&mut self, store: &Store) -> Result<(), Failure> {
        let lock = self.lock.without_finger();
        store
            .write_vault(vec![keep(&lock)], Durability::Strict)
            .await?;
        self.lock = lock;
        Ok(())
    }

    /// The data key by what the device has said. Nobody guesses such a secret, so a wrong one costs no try.
    pub(crate) async fn try_finger(
        &mut self,
        store: &Store,
        secret: &FingerSecret,
    ) -> Result<Key, Failure> {
        let now = platform::now();
        let left = self.lock.tries(now);
        if !matches!(left, Tries::Now { .. }) {
            return Err(Failure::WrongPin(left));
        }
        let by_finger = self.lock.by_finger().ok_or(Failure::Locked)?;
        let device = self.device.as_ref().ok_or(Failure::Storage)?;
        let inner = device.unwrap(&by_finger.wrapped).await;
        let inner = inner.ok_or(Failure::Storage)?;
        let key = self.lock.key_by_finger(secret, &inner, now);
        let key = key.ok_or(Failure::Locked)?;
        self.opened_by(store, &key).await?;
        Ok(key)
    }
}

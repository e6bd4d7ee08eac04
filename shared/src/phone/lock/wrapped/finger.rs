//! The data key under the secret of a finger, and when it opens a lock.

use minicbor::{Decode, Encode};
use rand_core::RngCore;

use super::Lock;
use crate::phone::lock::{FingerSecret, Passkey, PasskeySalt, Tries};
use crate::time::Timestamp;
use crate::vault::Key;

/// What binds a wrapped key to being one of these.
const PLACE: &str = "data key by finger";
/// What the key that comes of the secret is for.
const PURPOSE: &str = "data key";

/// The data key under the secret, as it is stored in the lock.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ByFinger {
    #[cbor(n(0), with = "minicbor::bytes")]
    id: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    salt: PasskeySalt,
    /// The data key under the secret; over it, in a lock, the wrapping by the device's own key, which is the
    /// shell's. A browser that has no such key has no passkeys either.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub wrapped: Vec<u8>,
}

impl ByFinger {
    /// The data key under what the device has said for this passkey.
    pub fn new(
        key: &Key,
        passkey: Passkey,
        secret: &FingerSecret,
        rng: &mut (impl RngCore + ?Sized),
    ) -> Self {
        Self {
            wrapped: sealing(secret).seal(PLACE, key.as_bytes(), rng),
            id: passkey.id,
            salt: passkey.salt,
        }
    }

    /// The same with what the device's own key made of [`Self::wrapped`].
    #[must_use]
    pub fn under_device(self, wrapped: Vec<u8>) -> Self {
        Self { wrapped, ..self }
    }

    /// What the device is asked by.
    pub fn passkey(&self) -> Passkey {
        Passkey {
            id: self.id.clone(),
            salt: self.salt,
        }
    }
}

impl Lock {
    /// The lock that opens by a finger as well; `None` without a PIN, which is what opens it when the device
    /// does not know its owner.
    pub fn with_finger(&self, by_finger: ByFinger) -> Option<Self> {
        self.has_pin().then(|| Self {
            by_finger: Some(by_finger),
            ..self.clone()
        })
    }

    /// The lock that opens by the PIN alone.
    #[must_use]
    pub fn without_finger(&self) -> Self {
        Self {
            by_finger: None,
            ..self.clone()
        }
    }

    /// How it opens by a finger, where its owner has turned that on.
    pub const fn by_finger(&self) -> Option<&ByFinger> {
        self.by_finger.as_ref()
    }

    /// The data key by what the device has said. `wrapped` is [`ByFinger::wrapped`] without what the device's
    /// own key put over it. `None` when it is another passkey's, and as long as no PIN may be tried: who has
    /// guessed until the phone waits, or until it needs the office, gets around that by nobody's finger.
    pub fn key_by_finger(
        &self,
        secret: &FingerSecret,
        wrapped: &[u8],
        now: Timestamp,
    ) -> Option<Key> {
        self.by_finger.as_ref()?;
        if !matches!(self.tries(now), Tries::Now { .. }) {
            return None;
        }
        let opened = sealing(secret).open(PLACE, wrapped)?;
        Some(Key::from_bytes(opened.try_into().ok()?))
    }
}

fn sealing(secret: &FingerSecret) -> Key {
    Key::from_bytes(secret.0).derived(PURPOSE)
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng as _;

    use super::*;
    use crate::phone::lock::{Cost, Pin, WRONG_PINS_MAX};
    use crate::phone::storage::{from_bytes, to_bytes};

    const NOON: Timestamp = Timestamp::from_ms(1_795_000_000_000);
    const MAIS: FingerSecret = FingerSecret([7; 32]);

    fn chance() -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(6)
    }

    fn pin() -> Pin {
        Pin::new("271948").unwrap()
    }

    fn passkey() -> Passkey {
        Passkey {
            id: vec![1, 2, 3],
            salt: [4; 32],
        }
    }

    /// Mai's data key, and her lock, which opens by her PIN and by her finger.
    fn mais() -> (Key, Lock) {
        let key = Key::new(&mut chance());
        let by_pin = Lock::with_pin(&key, &pin(), Cost::LEAST, &mut chance()).unwrap();
        let by_finger = ByFinger::new(&key, passkey(), &MAIS, &mut chance());
        let lock = by_pin.with_finger(by_finger).unwrap();
        (key, from_bytes(&to_bytes(&lock)).unwrap())
    }

    fn opens(lock: &Lock, secret: &FingerSecret, now: Timestamp) -> Option<Key> {
        let wrapped = lock.by_finger().map(|by| by.wrapped.clone());
        lock.key_by_finger(secret, &wrapped.unwrap_or_default(), now)
    }

    #[test]
    fn her_finger_opens_what_her_pin_opens_and_nobody_elses_does() {
        let (key, lock) = mais();
        assert_eq!(opens(&lock, &MAIS, NOON), Some(key.clone()));
        assert_eq!(lock.key(&pin(), &lock.wrapped), Some(key.clone()));
        assert_eq!(opens(&lock, &FingerSecret([8; 32]), NOON), None);
        assert_eq!(lock.by_finger().unwrap().passkey(), passkey());
        let stored = to_bytes(&lock);
        let lies_there = |secret: &[u8]| stored.windows(32).any(|part| part == secret);
        assert!(!lies_there(key.as_bytes()) && !lies_there(&MAIS.0));
    }

    #[test]
    fn another_seat_opens_by_its_own_finger_alone() {
        let (_, hers) = mais();
        let his_secret = FingerSecret([9; 32]);
        let his_key = Key::new(&mut ChaCha8Rng::seed_from_u64(7));
        let his = Lock::with_pin(&his_key, &pin(), Cost::LEAST, &mut chance()).unwrap();
        let by_his = ByFinger::new(&his_key, passkey(), &his_secret, &mut chance());
        let his = his.with_finger(by_his).unwrap();
        assert_eq!(opens(&his, &MAIS, NOON), None);
        assert_eq!(opens(&hers, &his_secret, NOON), None);
        assert_eq!(opens(&his, &his_secret, NOON), Some(his_key));
    }

    #[test]
    fn what_is_wrapped_by_a_pin_opens_by_no_finger_and_the_other_way_round() {
        let (_, lock) = mais();
        let by_finger = &lock.by_finger().unwrap().wrapped;
        assert_eq!(lock.key(&pin(), by_finger), None);
        assert_eq!(lock.key_by_finger(&MAIS, &lock.wrapped, NOON), None);
    }

    #[test]
    fn a_phone_that_waits_after_wrong_pins_opens_by_no_finger_until_a_pin_may_be_tried() {
        let (key, lock) = mais();
        let waits = lock.tried(NOON).tried(NOON).tried(NOON);
        assert_eq!(opens(&waits, &MAIS, NOON), None);
        let later = NOON.plus_ms(10_000);
        assert_eq!(opens(&waits, &MAIS, later), Some(key));
        let blocked = (0..WRONG_PINS_MAX).fold(lock, |lock, _| lock.tried(NOON));
        let years_later = NOON.plus_ms(i64::MAX / 4);
        assert_eq!(blocked.tries(years_later), Tries::Office);
        assert_eq!(opens(&blocked, &MAIS, years_later), None);
    }

    #[test]
    fn an_expired_lock_a_recovered_one_and_one_that_was_turned_off_know_no_finger() {
        let (key, lock) = mais();
        let kept = lock.by_finger().unwrap().wrapped.clone();
        let another = Pin::new("503871").unwrap();
        let after = [
            lock.expired(),
            lock.without_finger(),
            Lock::without_pin(&key),
            Lock::with_pin(&key, &another, Cost::LEAST, &mut chance()).unwrap(),
        ];
        for lock in after {
            assert_eq!(lock.by_finger(), None);
            assert_eq!(lock.key_by_finger(&MAIS, &kept, NOON), None);
        }
    }

    #[test]
    fn there_is_no_finger_without_a_pin() {
        let key = Key::new(&mut chance());
        let by_finger = ByFinger::new(&key, passkey(), &MAIS, &mut chance());
        assert_eq!(Lock::without_pin(&key).with_finger(by_finger), None);
    }

    #[test]
    fn the_lock_of_an_app_that_knew_no_fingers_is_read() {
        let key = Key::new(&mut chance());
        let lock = Lock::with_pin(&key, &pin(), Cost::LEAST, &mut chance()).unwrap();
        let stored = to_bytes(&lock);
        // CBOR: an array of five, as that app has written it.
        assert_eq!(stored[0], 0x85);
        assert_eq!(from_bytes::<Lock>(&stored), Some(lock));
    }
}

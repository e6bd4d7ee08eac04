//! The data key under the PIN, and the count of those who tried.

use argon2::{Algorithm, Argon2, Params, Version};
use minicbor::{Decode, Encode};
use rand_core::RngCore;

use super::{Door, Pin, Tries, tries};
use crate::time::Timestamp;
use crate::vault::Key;

mod finger;

pub use finger::ByFinger;

/// What binds a wrapped key to being one.
const PLACE: &str = "data key";
const SALT_BYTES: usize = 16;

/// What one try costs: Argon2id over so much memory, so often (RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Cost {
    #[n(0)]
    memory_kib: u32,
    #[n(1)]
    passes: u32,
}

impl Cost {
    /// The least there is: what a cheap phone with 2 GB can spare, passed over twice (the OWASP cheat
    /// sheet on password storage, its second choice of parameters).
    pub const LEAST: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
    };
    const PASSES_MAX: u32 = 12;
    /// How long opening may take: as long as lifting the finger and looking.
    const OPENING_MS: u32 = 700;

    /// What this phone can do in the time there is, after [`Self::LEAST`] has taken `least_ms`.
    pub fn fitting(least_ms: u32) -> Self {
        let per_pass_ms = (least_ms / Self::LEAST.passes).max(1);
        Self {
            passes: (Self::OPENING_MS / per_pass_ms).clamp(Self::LEAST.passes, Self::PASSES_MAX),
            ..Self::LEAST
        }
    }

    fn key(self, pin: &Pin, salt: &[u8; SALT_BYTES]) -> Option<Key> {
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).ok()?;
        let mut bytes = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(pin.as_bytes(), salt, &mut bytes)
            .ok()?;
        Some(Key::from_bytes(bytes))
    }
}

/// The lock as it is stored, in the clear.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Lock {
    /// The data key under the PIN, or as it is while there is no PIN; over it, where the browser has
    /// one, the wrapping by the device's own key, which is the shell's.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub wrapped: Vec<u8>,
    /// Whether the device's own key is over it.
    #[n(1)]
    pub is_by_device: bool,
    #[n(2)]
    pin: Option<UnderPin>,
    #[n(3)]
    wrong: u32,
    #[n(4)]
    wrong_at: Timestamp,
    /// The data key lies here no more.
    #[n(5)]
    is_expired: Option<bool>,
    /// The data key once more, under what the device says when it has seen its owner. Another PIN ends
    /// that: who changes it because somebody has learned it lets nobody in whom that one has let in.
    #[n(6)]
    by_finger: Option<ByFinger>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct UnderPin {
    #[cbor(n(0), with = "minicbor::bytes")]
    salt: [u8; SALT_BYTES],
    #[n(1)]
    cost: Cost,
}

impl Lock {
    /// Of a phone whose volunteer has chosen no PIN.
    pub fn without_pin(key: &Key) -> Self {
        Self {
            wrapped: key.as_bytes().to_vec(),
            is_by_device: false,
            pin: None,
            wrong: 0,
            wrong_at: Timestamp::from_ms(0),
            is_expired: None,
            by_finger: None,
        }
    }

    /// With a PIN; `None` when the phone has not the memory for it.
    pub fn with_pin(
        key: &Key,
        pin: &Pin,
        cost: Cost,
        rng: &mut (impl RngCore + ?Sized),
    ) -> Option<Self> {
        let mut salt = [0; SALT_BYTES];
        rng.fill_bytes(&mut salt);
        Some(Self {
            wrapped: cost.key(pin, &salt)?.seal(PLACE, key.as_bytes(), rng),
            pin: Some(UnderPin { salt, cost }),
            ..Self::without_pin(key)
        })
    }

    /// The same with what the device's own key made of [`Self::wrapped`].
    #[must_use]
    pub fn under_device(self, wrapped: Vec<u8>) -> Self {
        Self {
            wrapped,
            is_by_device: true,
            ..self
        }
    }

    /// Whether the volunteer has chosen a PIN.
    pub const fn has_pin(&self) -> bool {
        self.pin.is_some()
    }

    /// What the screen may show of a phone whose data key is at hand or not.
    pub fn door(&self, is_at_hand: bool, is_enrolled: bool, now: Timestamp) -> Door {
        match (is_at_hand, self.has_pin()) {
            (false, _) => Door::Locked(self.tries(now)),
            (true, false) if is_enrolled => Door::PinWanted,
            (true, _) => Door::Open,
        }
    }

    /// When a PIN may be tried, or a finger opens.
    pub fn tries(&self, now: Timestamp) -> Tries {
        if self.is_expired == Some(true) {
            return Tries::Expired;
        }
        tries(self.wrong, self.wrong_at, now)
    }

    /// The lock as it is to be stored before a PIN is tried: whoever ends the app in the middle of a
    /// try has tried all the same.
    #[must_use]
    pub fn tried(&self, now: Timestamp) -> Self {
        Self {
            wrong: self.wrong + 1,
            wrong_at: now,
            ..self.clone()
        }
    }

    /// The lock after the right PIN or finger.
    #[must_use]
    pub fn opened(&self) -> Self {
        Self {
            wrong: 0,
            ..self.clone()
        }
    }

    /// The lock without the data key: only what is sealed for the server brings it back.
    #[must_use]
    pub fn expired(&self) -> Self {
        Self {
            wrapped: Vec::new(),
            is_expired: Some(true),
            by_finger: None,
            ..self.clone()
        }
    }

    /// The data key by this PIN. `wrapped` is [`Self::wrapped`] without what the device's own key put
    /// over it. `None` when the PIN is another.
    pub fn key(&self, pin: &Pin, wrapped: &[u8]) -> Option<Key> {
        let under = self.pin.as_ref()?;
        let opened = under.cost.key(pin, &under.salt)?.open(PLACE, wrapped)?;
        Some(Key::from_bytes(opened.try_into().ok()?))
    }

    /// The data key of a lock without a PIN, by the same `wrapped`.
    pub fn key_without_pin(&self, wrapped: &[u8]) -> Option<Key> {
        let bytes = wrapped.try_into().ok()?;
        (!self.has_pin()).then(|| Key::from_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng as _;

    use super::*;
    use crate::phone::storage::{from_bytes, to_bytes};

    const NOON: Timestamp = Timestamp::from_ms(1_795_000_000_000);

    fn chance() -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(6)
    }

    #[test]
    fn the_right_pin_opens_and_every_other_does_not() {
        let key = Key::new(&mut chance());
        let pin = Pin::new("271948").unwrap();
        let lock = Lock::with_pin(&key, &pin, Cost::LEAST, &mut chance()).unwrap();
        let stored: Lock = from_bytes(&to_bytes(&lock)).unwrap();
        assert_eq!(stored.key(&pin, &stored.wrapped), Some(key.clone()));
        let other = Pin::new("271949").unwrap();
        assert_eq!(stored.key(&other, &stored.wrapped), None);
        assert_eq!(stored.key_without_pin(&stored.wrapped), None);
        let holds_key = stored
            .wrapped
            .windows(32)
            .any(|part| part == key.as_bytes());
        assert!(!holds_key, "the key lies nowhere in the clear");
    }

    #[test]
    fn an_expired_lock_holds_no_key_and_lets_nobody_try() {
        let key = Key::new(&mut chance());
        let pin = Pin::new("271948").unwrap();
        let lock = Lock::with_pin(&key, &pin, Cost::LEAST, &mut chance()).unwrap();
        let stored: Lock = from_bytes(&to_bytes(&lock.expired())).unwrap();
        assert_eq!(stored.door(false, true, NOON), Door::Locked(Tries::Expired));
        assert_eq!(stored.key(&pin, &stored.wrapped), None);
        assert!(stored.wrapped.is_empty());
    }

    #[test]
    fn a_phone_without_a_pin_is_open_and_wants_one_once_it_is_enrolled() {
        let key = Key::new(&mut chance());
        let lock = Lock::without_pin(&key);
        assert_eq!(lock.key_without_pin(&lock.wrapped), Some(key));
        assert_eq!(lock.door(true, false, NOON), Door::Open);
        assert_eq!(lock.door(true, true, NOON), Door::PinWanted);
    }

    #[test]
    fn a_try_counts_before_its_end_and_the_right_pin_ends_the_count() {
        let pin = Pin::new("271948").unwrap();
        let key = Key::new(&mut chance());
        let lock = Lock::with_pin(&key, &pin, Cost::LEAST, &mut chance()).unwrap();
        let tried = lock.tried(NOON).tried(NOON).tried(NOON);
        assert_eq!(tried.tries(NOON), Tries::In { wait_ms: 10_000 });
        assert_eq!(
            tried.door(false, true, NOON),
            Door::Locked(tried.tries(NOON))
        );
        assert_eq!(tried.opened().tries(NOON), Tries::Now { left: 10 });
        assert_eq!(tried.key(&pin, &tried.wrapped), Some(key));
    }

    #[test]
    fn a_quick_phone_passes_more_often_and_a_slow_one_as_often_as_it_must() {
        assert_eq!(Cost::fitting(100).passes, 12);
        assert_eq!(Cost::fitting(350).passes, 4);
        assert_eq!(Cost::fitting(20_000), Cost::LEAST);
        assert_eq!(Cost::fitting(0).passes, 12);
    }
}

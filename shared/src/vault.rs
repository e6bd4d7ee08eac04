//! Values sealed under a key: AES-256-GCM, each bound to the place it lies at, so that one that is
//! moved to another place does not open there.

use std::fmt;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use rand_core::RngCore;
use sha2::{Digest as _, Sha256};

/// The first byte of what is sealed.
pub const FORM: u8 = 1;
/// How many bytes the nonce behind it has.
pub const NONCE_BYTES: usize = 12;

/// A key.
#[derive(Clone)]
pub struct Key {
    bytes: [u8; 32],
    cipher: Aes256Gcm,
}

impl Key {
    /// A new one.
    pub fn new(rng: &mut (impl RngCore + ?Sized)) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self::from_bytes(bytes)
    }

    /// From its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self {
            cipher: Aes256Gcm::new(&bytes.into()),
            bytes,
        }
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The key for one purpose, which does not lead back to this one.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> Self {
        self.salted(purpose.as_bytes())
    }

    /// The key for one stream that begins with this salt.
    #[must_use]
    pub(crate) fn salted(&self, salt: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(self.bytes)
            .chain_update(salt)
            .finalize();
        Self::from_bytes(digest.into())
    }

    /// Seals a value for `place`: one byte of form, the nonce, what is sealed.
    pub fn seal(&self, place: &str, plain: &[u8], rng: &mut (impl RngCore + ?Sized)) -> Vec<u8> {
        let mut nonce = [0; NONCE_BYTES];
        rng.fill_bytes(&mut nonce);
        let sealed = self.sealed(nonce, place, plain);
        [&[FORM], nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed for `place`; `None` when it was not, or not by this key.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed
            .strip_prefix(&[FORM])?
            .split_first_chunk::<NONCE_BYTES>()?;
        self.opened(*nonce, place, sealed)
    }

    pub(crate) fn sealed(&self, nonce: [u8; NONCE_BYTES], place: &str, plain: &[u8]) -> Vec<u8> {
        let payload = Payload {
            msg: plain,
            aad: place.as_bytes(),
        };
        // Only what is longer than 64 GB is refused.
        self.cipher
            .encrypt(Nonce::from_slice(&nonce), payload)
            .unwrap_or_default()
    }

    pub(crate) fn opened(
        &self,
        nonce: [u8; NONCE_BYTES],
        place: &str,
        sealed: &[u8],
    ) -> Option<Vec<u8>> {
        let payload = Payload {
            msg: sealed,
            aad: place.as_bytes(),
        };
        self.cipher.decrypt(Nonce::from_slice(&nonce), payload).ok()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Key {}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng as _;

    use super::*;

    #[test]
    fn a_value_opens_where_it_was_sealed_for_and_nowhere_else() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let key = Key::new(&mut rng);
        let sealed = key.seal("rows/1", "Lê Văn Tám".as_bytes(), &mut rng);
        assert_eq!(
            key.open("rows/1", &sealed).unwrap(),
            "Lê Văn Tám".as_bytes()
        );
        assert_eq!(key.open("rows/2", &sealed), None, "moved to another place");
        assert_eq!(
            Key::new(&mut rng).open("rows/1", &sealed),
            None,
            "another key"
        );
        assert_eq!(key.derived("a").open("rows/1", &sealed), None);
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(key.open("rows/1", &altered), None, "byte {at} altered");
            assert_eq!(key.open("rows/1", &sealed[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn the_same_value_is_never_sealed_alike() {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        let key = Key::new(&mut rng);
        assert_ne!(key.seal("a", b"x", &mut rng), key.seal("a", b"x", &mut rng));
    }

    #[test]
    fn a_key_is_never_printed() {
        let key = Key::from_bytes([7; 32]);
        assert_eq!(format!("{key:?}"), "Key(…)");
    }
}

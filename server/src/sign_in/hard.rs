//! Passwords hashed hard (Argon2id), a few at once: each takes memory and time on purpose.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::error::ApiError;

/// OWASP's least: 19 MiB, twice through, one lane.
const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashed at once at most.
const AT_ONCE: usize = 2;

/// A password's hash.
pub type Hash = [u8; 32];

/// The places at which passwords are hashed.
#[derive(Debug, Clone)]
pub struct Hashing(Arc<Semaphore>);

impl Default for Hashing {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Hashing {
    /// The hash of a password, when it is its turn.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<Hash, ApiError> {
        let turn = Arc::clone(&self.0).acquire_owned().await;
        let turn = turn.map_err(|_| ApiError::Internal("nobody hashes passwords"))?;
        tokio::task::spawn_blocking(move || {
            let hash = hashed(&password, &salt);
            drop(turn);
            hash
        })
        .await?
        .ok_or(ApiError::Internal("a password could not be hashed"))
    }
}

fn hashed(password: &str, salt: &[u8; 16]) -> Option<Hash> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut hash = [0; 32];
    argon2
        .hash_password_into(password.as_bytes(), salt, &mut hash)
        .ok()?;
    Some(hash)
}

/// Whether two are the same, in the same time wherever they differ.
pub fn is_same(a: &Hash, b: &Hash) -> bool {
    let differs = a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b));
    std::hint::black_box(differs) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_one_hash_with_a_salt_and_another_with_another() {
        let of = |password: &str, salt: u8| hashed(password, &[salt; 16]).unwrap();
        assert!(is_same(&of("kẹo dừa 42", 1), &of("kẹo dừa 42", 1)));
        assert!(!is_same(&of("kẹo dừa 42", 1), &of("kẹo dừa 42", 2)));
        assert!(!is_same(&of("kẹo dừa 42", 1), &of("kẹo dừa 43", 1)));
    }
}

//! For a volunteer who has forgotten the PIN: the phone's data key, sealed for the server beside the lock.
//! The office makes another link for the same person; opened on this phone, it brings the key back. The
//! key leaves the phone for nobody else, and nothing on it is lost.

use minicbor::{Decode, Encode};

use crate::api::Owner;
use crate::id::{Actor, from_hex, to_hex};
use crate::vault::Key;

/// What HPKE binds the key to.
pub const INFO: &[u8] = b"Chung Tay recovery 1";

/// What is sealed: whose phone this is, and its data key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// The actor the phone writes with.
    pub actor: Actor,
    /// Whose records it holds.
    pub owner: Owner,
    /// The data key.
    pub key: Key,
}

#[derive(Encode, Decode)]
struct Written {
    #[n(0)]
    actor: Actor,
    #[n(1)]
    commune: String,
    #[n(2)]
    person_name: String,
    #[cbor(n(3), with = "minicbor::bytes")]
    key: [u8; 32],
}

impl Recovery {
    /// The bytes that are sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        super::storage::to_bytes(&Written {
            actor: self.actor,
            commune: self.owner.commune.clone(),
            person_name: self.owner.person_name.clone(),
            key: *self.key.as_bytes(),
        })
    }

    /// Reads what was sealed.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let written: Written = super::storage::from_bytes(bytes)?;
        Some(Self {
            actor: written.actor,
            owner: Owner {
                commune: written.commune,
                person_name: written.person_name,
            },
            key: Key::from_bytes(written.key),
        })
    }
}

/// What lies beside the lock, in the clear but for what is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Kept {
    /// The actor the phone writes with.
    #[n(0)]
    pub actor: Actor,
    /// A sealed [`Recovery`].
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

/// A data key as JSON carries it.
pub fn key_to_text(key: &Key) -> String {
    to_hex(key.as_bytes())
}

/// And back.
pub fn key_of_text(text: &str) -> Option<Key> {
    Some(Key::from_bytes(from_hex(text)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_for_the_server_says_whose_it_is() {
        let recovery = Recovery {
            actor: Actor::from_bytes([3; 16]),
            owner: Owner {
                commune: "99001".to_owned(),
                person_name: "Trần Thị Mai".to_owned(),
            },
            key: Key::from_bytes([9; 32]),
        };
        let bytes = recovery.to_bytes();
        assert_eq!(Recovery::from_bytes(&bytes), Some(recovery.clone()));
        assert_eq!(Recovery::from_bytes(b"rubbish"), None);
        let text = key_to_text(&recovery.key);
        assert_eq!(key_of_text(&text), Some(recovery.key));
        assert_eq!(key_of_text("00"), None);
    }
}

//! A second way to open a phone: by the finger or the face that the device itself knows its owner by
//! (`WebAuthn` with its PRF extension). The device makes a secret for whoever it knows, always the same one for
//! the same passkey and salt; the data key lies under that secret a second time. The PIN always opens too.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What the device is asked by. It names nobody and opens nothing by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The device's name for it.
    pub id: Vec<u8>,
    /// What the device makes the secret of.
    pub salt: PasskeySalt,
}

/// What a device makes a secret of: random, and another one for every passkey.
pub type PasskeySalt = [u8; 32];

/// What the device says when it has seen its owner.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FingerSecret(pub [u8; 32]);

impl fmt::Debug for FingerSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FingerSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_device_says_is_never_printed() {
        assert_eq!(format!("{:?}", FingerSecret([7; 32])), "FingerSecret(…)");
    }
}

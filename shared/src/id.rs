//! Ids made on the device: UUIDv7 from an injected clock and RNG, one newtype a kind of thing.

use std::fmt;

use minicbor::{Decode, Encode};
use rand_core::RngCore;
use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// The text is not 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 hexadecimal digits")]
pub struct InvalidId;

/// Sixteen bytes as 32 lower-case hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The bytes of an even number of hexadecimal digits, or `None`.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok())
        .collect()
}

fn uuid_v7(now: Timestamp, rng: &mut impl RngCore) -> [u8; 16] {
    let mut random = [0; 10];
    rng.fill_bytes(&mut random);
    let unix_ms = u64::try_from(now.ms()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(unix_ms, &random)
        .into_uuid()
        .into_bytes()
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
        )]
        #[serde(try_from = "String", into = "String")]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]);

        impl $name {
            /// A new id, made on the device that makes the thing.
            pub fn new(now: Timestamp, rng: &mut impl RngCore) -> Self {
                Self(uuid_v7(now, rng))
            }

            /// An id somebody else made.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&to_hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                from_hex(text).and_then(|b| b.try_into().ok()).map(Self).ok_or(InvalidId)
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = InvalidId;
            fn try_from(bytes: &[u8]) -> Result<Self, InvalidId> {
                bytes.try_into().map(Self).map_err(|_| InvalidId)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    };
}

id!(
    /// A document: one household or one campaign.
    DocId
);
id!(
    /// A fact in a household's document: a visit, a handover, a dated status or a correction.
    FactId
);
id!(
    /// A phone or an office browser that has been enrolled once.
    DeviceId
);
id!(
    /// A person's account.
    AccountId
);
id!(
    /// The Automerge actor that writes for one device. Never reused after doubt.
    Actor
);
id!(
    /// The life of one server database; a restore from backup begins a new one.
    Epoch
);

id!(
    /// A program that reads where units stand, by a token of its own.
    ToolId
);

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng;

    #[test]
    fn ids_made_later_sort_later_and_survive_text() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let earlier = FactId::new(Timestamp::from_ms(1_000), &mut rng);
        let later = FactId::new(Timestamp::from_ms(2_000), &mut rng);
        assert!(earlier < later);
        assert_eq!(earlier.to_string().parse(), Ok(earlier));
        assert_eq!("zz".parse::<FactId>(), Err(InvalidId));
    }
}

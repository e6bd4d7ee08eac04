//! A sync that is posted by whoever has no key: the service worker, while the app is closed and the
//! phone may be locked. The request is sealed for the server (HPKE, as an escape file is), the reply
//! under a key that comes of the phone's token, so that neither says anything to whoever finds the phone.
//! `docs/sync-protocol.md` shows the bytes.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use rand_core::RngCore;
use sha2::{Digest as _, Sha256};

use crate::escape::{EscapeError, Sealed, SealingKey};
use crate::vault::Key;

/// What HPKE binds the key to.
pub const INFO: &[u8] = b"Chung Tay sealed sync 1";

const ENCAPSULATED_BYTES: usize = 65;
const SALT_BYTES: usize = 16;
/// What binds a part of a reply to being one.
const PLACE: &str = "sync reply";

/// What is sealed: a sync's body, and who sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// The phone's bearer token.
    pub token: String,
    /// Whether the body is pressed by gzip.
    pub is_gzip: bool,
    /// The body.
    pub body: Vec<u8>,
}

#[derive(Encode, Decode)]
struct Written {
    #[n(0)]
    token: String,
    #[n(1)]
    is_gzip: bool,
    #[n(2)]
    body: ByteVec,
}

impl Errand {
    /// The bytes that are sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let written = Written {
            token: self.token.clone(),
            is_gzip: self.is_gzip,
            body: self.body.clone().into(),
        };
        let mut bytes = Vec::new();
        // Writing to a vector cannot fail.
        let _ = minicbor::encode(&written, &mut bytes);
        bytes
    }

    /// Reads what was sealed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EscapeError> {
        let written: Written = minicbor::decode(bytes).map_err(|_| EscapeError::Damaged)?;
        Ok(Self {
            token: written.token,
            is_gzip: written.is_gzip,
            body: written.body.into(),
        })
    }
}

/// What the replies to the phone with this token are sealed under: who has not the token reads none.
pub fn reply_key(token: &str) -> Key {
    Key::from_bytes(Sha256::digest(token).into()).derived(PLACE)
}

/// What stands in the clear before what is sealed; bound to it as associated data.
pub fn header(key: &SealingKey) -> Vec<u8> {
    key.name().to_vec()
}

/// Takes a sealed request apart; it is for the server with this key.
pub fn parts<'a>(bytes: &'a [u8], key: &SealingKey) -> Result<Sealed<'a>, EscapeError> {
    let name = key.name();
    let (header, rest) = bytes
        .split_at_checked(name.len())
        .ok_or(EscapeError::Damaged)?;
    if header != name {
        return Err(EscapeError::OtherServer);
    }
    let (encapsulated, ciphertext) = rest
        .split_at_checked(ENCAPSULATED_BYTES)
        .ok_or(EscapeError::Damaged)?;
    Ok(Sealed {
        header,
        encapsulated,
        ciphertext,
    })
}

/// Seals a reply part by part. The same request may be posted twice and answered otherwise, so each
/// reply has a salt, and its parts are counted: none can be left out or moved.
#[derive(Debug)]
pub struct ReplySeal {
    key: Key,
    parts: u64,
}

impl ReplySeal {
    /// The seal of one reply, and the bytes it begins with.
    pub fn new(reply_key: &Key, rng: &mut (impl RngCore + ?Sized)) -> (Self, Vec<u8>) {
        let mut salt = [0; SALT_BYTES];
        rng.fill_bytes(&mut salt);
        (Self::of(reply_key, salt), salt.to_vec())
    }

    fn of(reply_key: &Key, salt: [u8; SALT_BYTES]) -> Self {
        Self {
            key: reply_key.salted(&salt),
            parts: 0,
        }
    }

    /// The next part: four bytes of length, then what is sealed.
    pub fn seal(&mut self, plain: &[u8]) -> Vec<u8> {
        let nonce = self.next_nonce();
        let sealed = self.key.sealed(nonce, PLACE, plain);
        let length = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
        [length.to_be_bytes().as_slice(), &sealed].concat()
    }

    /// What was sealed, as far as it has come whole.
    pub fn open(reply_key: &Key, stream: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        let Some((salt, mut rest)) = stream.split_first_chunk::<SALT_BYTES>() else {
            return plain;
        };
        let mut seal = Self::of(reply_key, *salt);
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
            let Some((part, after)) = after.split_at_checked(length) else {
                break;
            };
            let nonce = seal.next_nonce();
            let Some(opened) = seal.key.opened(nonce, PLACE, part) else {
                break;
            };
            plain.extend(opened);
            rest = after;
        }
        plain
    }

    fn next_nonce(&mut self) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[4..].copy_from_slice(&self.parts.to_be_bytes());
        self.parts += 1;
        nonce
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng as _;

    use super::*;

    #[test]
    fn a_reply_opens_as_far_as_it_has_come_whole() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let key = Key::new(&mut rng);
        let (mut seal, mut stream) = ReplySeal::new(&key, &mut rng);
        let begins = stream.len();
        stream.extend(seal.seal(b"receipt"));
        let first = stream.len();
        stream.extend(seal.seal(b"page"));
        assert_eq!(ReplySeal::open(&key, &stream), b"receiptpage");
        for end in 0..stream.len() {
            let whole: &[u8] = if end < first { b"" } else { b"receipt" };
            assert_eq!(ReplySeal::open(&key, &stream[..end]), whole, "{end} bytes");
        }
        let without_first = [&stream[..begins], &stream[first..]].concat();
        assert_eq!(
            ReplySeal::open(&key, &without_first),
            b"",
            "a part left out"
        );
        assert_eq!(ReplySeal::open(&Key::new(&mut rng), &stream), b"");
    }

    #[test]
    fn an_errand_is_read_as_it_was_written_and_rubbish_is_not() {
        let errand = Errand {
            token: "00ff".to_owned(),
            is_gzip: true,
            body: vec![1, 2, 3],
        };
        let bytes = errand.to_bytes();
        assert_eq!(Errand::from_bytes(&bytes), Ok(errand));
        assert_eq!(Errand::from_bytes(&bytes[1..]), Err(EscapeError::Damaged));
    }
}

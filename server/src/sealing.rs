//! The server's own key, which phones seal for what others carry, escape files and a service worker's
//! errands: HPKE (RFC 9180) with P-256,
//! HKDF-SHA256 and AES-256-GCM, which is what every browser has.

use chungtay_shared::escape::{EscapeError, Sealed, SealingKey};
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable as _, Kem as _, OpModeR, Serializable as _};

type Kem = DhP256HkdfSha256;

/// What the key pair is derived from; random, one a database.
pub type Seed = [u8; 32];

/// The key phones seal for.
pub fn public_key(seed: &Seed) -> SealingKey {
    let (_, public) = Kem::derive_keypair(seed);
    SealingKey::from_bytes(public.to_bytes().into())
}

/// Opens what was sealed for this key and to this end.
pub fn open(seed: &Seed, info: &[u8], sealed: &Sealed<'_>) -> Result<Vec<u8>, EscapeError> {
    let (private, _) = Kem::derive_keypair(seed);
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(sealed.encapsulated)
        .map_err(|_| EscapeError::Damaged)?;
    hpke::single_shot_open::<AesGcm256, HkdfSha256, Kem>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        info,
        sealed.ciphertext,
        sealed.header,
    )
    .map_err(|_| EscapeError::Damaged)
}

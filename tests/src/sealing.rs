//! What is sealed for the server, as a browser does it, by a library that shares nothing with the browser's.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chungtay_shared::escape::{INFO, SealingKey, to_text};
use chungtay_shared::phone::machine::EscapePlan;
use flate2::Compression;
use flate2::write::GzEncoder;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeS, Serializable as _};

/// The file of this plan, pressed first as most browsers can.
pub fn sealed(plan: &EscapePlan) -> String {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(&plan.contents).expect("memory");
    let pressed = gzip.finish().expect("memory");
    sealed_bytes(&plan.key, &plan.header, &pressed)
}

/// The file with these bytes in it.
pub fn sealed_bytes(key: &SealingKey, header: &[u8], contents: &[u8]) -> String {
    let base64 = STANDARD.encode(sealed_for(key, INFO, header, contents));
    let lines: Vec<&str> = (0..base64.len())
        .step_by(76)
        .map(|at| &base64[at..base64.len().min(at + 76)])
        .collect();
    to_text(&lines.join("\n"))
}

/// Bytes sealed to the end that `info` names: header, the one-time public key, what is sealed.
pub fn sealed_for(key: &SealingKey, info: &[u8], header: &[u8], contents: &[u8]) -> Vec<u8> {
    type PublicKey = <DhP256HkdfSha256 as Kem>::PublicKey;
    let recipient = PublicKey::from_bytes(key.as_bytes()).expect("a public key");
    let (encapsulated, ciphertext) = hpke::single_shot_seal::<
        AesGcm256,
        HkdfSha256,
        DhP256HkdfSha256,
    >(&OpModeS::Base, &recipient, info, contents, header)
    .expect("a seal");
    [header, &encapsulated.to_bytes(), &ciphertext].concat()
}

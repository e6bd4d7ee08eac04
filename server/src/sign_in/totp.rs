//! Codes of an authenticator app (RFC 6238): six digits, another one every thirty seconds.

use chungtay_shared::time::Timestamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use qrcode::QrCode;
use qrcode::render::svg;
use sha1::Sha1;

/// What app and server share.
pub type Secret = [u8; 20];

const STEP_MS: i64 = 30_000;
/// A clock that is off by a step is borne with.
const STEPS_OFF: i64 = 1;
const DIGITS: u32 = 6;
/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step a moment lies in.
pub const fn step_at(now: Timestamp) -> i64 {
    now.ms().div_euclid(STEP_MS)
}

/// The code of a step.
pub fn code(secret: &Secret, step: i64) -> u32 {
    // A shorter key is the same with zeros behind it.
    let mut key = [0; 64];
    key[..secret.len()].copy_from_slice(secret);
    let mut mac = Hmac::<Sha1>::new(&key.into());
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 0x0f);
    let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
    u32::from_be_bytes(four) % 10_u32.pow(DIGITS)
}

/// The step of which this is the code, near enough to now; spaces within are let pass.
pub fn step_of(secret: &Secret, typed: &str, now: Timestamp) -> Option<i64> {
    let digits: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    let is_one = digits.len() == DIGITS as usize && digits.bytes().all(|b| b.is_ascii_digit());
    let typed: u32 = is_one.then(|| digits.parse().ok()).flatten()?;
    let here = step_at(now);
    let steps = here - STEPS_OFF..=here + STEPS_OFF;
    // Each is looked at whatever the others were: how long it takes says nothing.
    steps.fold(None, |known, step| {
        let is_it = code(secret, step) == typed;
        if is_it { Some(step) } else { known }
    })
}

/// Bytes in the letters that people can type.
pub fn base32(bytes: &[u8]) -> String {
    let (mut held, mut bits, mut text) = (0_u32, 0, String::new());
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(BASE32[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(BASE32[(held << (5 - bits) & 31) as usize]));
    }
    text
}

/// What the app scans: an SVG image. `whose` stands in the app's list.
pub fn qr_svg(secret: &Secret, whose: &str) -> String {
    let whose = percent_encoding::utf8_percent_encode(whose, percent_encoding::NON_ALPHANUMERIC);
    let secret = base32(secret);
    let address = format!(
        "otpauth://totp/Chung%20Tay:{whose}?secret={secret}&issuer=Chung%20Tay&algorithm=SHA1&digits=6&period=30"
    );
    QrCode::new(address).map_or_else(
        |_| String::new(),
        |code| {
            code.render::<svg::Color<'_>>()
                .min_dimensions(240, 240)
                .build()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The standard's own example, whose codes have eight digits.
    const SECRET: Secret = *b"12345678901234567890";

    #[test]
    fn codes_are_the_standards_own() {
        for (second, eight) in [
            (59, 94_287_082_u32),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            let step = step_at(Timestamp::from_ms(second * 1_000));
            assert_eq!(code(&SECRET, step), eight % 1_000_000, "{second}");
        }
        assert_eq!(base32(&SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(base32(&[0xff; 3]), "77776");
    }

    #[test]
    fn a_code_is_known_half_a_minute_early_and_late_and_no_longer() {
        let made = Timestamp::from_ms(59_000);
        let known = |typed: &str, off_ms: i64| step_of(&SECRET, typed, made.plus_ms(off_ms));
        assert_eq!(known("287082", 0), Some(1));
        assert_eq!(known(" 287 082", 30_000), Some(1));
        assert_eq!(known("287082", -30_000), Some(1));
        assert_eq!(known("287082", 61_000), None);
        assert_eq!(known("287082", -60_000), None);
        for rubbish in ["", "28708", "2870822", "+28708", "không"] {
            assert_eq!(known(rubbish, 0), None, "{rubbish}");
        }
    }
}

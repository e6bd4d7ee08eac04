//! An app on an officer's phone that shows codes, as it was told to.

use chungtay_server::sign_in::totp;
use chungtay_shared::api::accounts::Authenticator;
use chungtay_shared::time::Timestamp;

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The app.
pub struct App(totp::Secret);

impl App {
    /// One with this secret.
    pub const fn of(secret: totp::Secret) -> Self {
        Self(secret)
    }

    /// One that was told what the server says, as somebody types it.
    pub fn told(authenticator: &Authenticator) -> Self {
        let of = |sign: char| LETTERS.find(sign).expect("a letter of base32");
        let signs = authenticator.secret.chars().filter(|sign| *sign != ' ');
        let (mut held, mut bits, mut bytes) = (0_usize, 0, Vec::new());
        for sign in signs {
            held = (held << 5 | of(sign)) & 0xffff;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from(held >> bits & 0xff).expect("eight bits"));
            }
        }
        Self(bytes.try_into().expect("a secret"))
    }

    /// The code it shows now.
    pub fn shows(&self, now: Timestamp) -> String {
        format!("{:06}", totp::code(&self.0, totp::step_at(now)))
    }
}

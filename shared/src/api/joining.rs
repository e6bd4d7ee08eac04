//! Phones that come by the commune's open link: one address for many, shown as a poster at a training. Whoever
//! opens it records from that moment on, sees nobody's data and is received once the office has admitted the
//! phone.

use serde::{Deserialize, Serialize};

use crate::id::{Actor, DeviceId};
use crate::time::Timestamp;

/// What the code of an open link begins with; no other link's code, which is hexadecimal, does.
const OPEN: char = 'm';

/// The code of an open link of this secret.
pub fn open_code(secret: &str) -> String {
    format!("{OPEN}{secret}")
}

/// The secret in the code of an open link; none in another's.
pub fn open_secret(code: &str) -> Option<&str> {
    code.strip_prefix(OPEN)
}

/// Four digits that the phone shows and the office sees, so that a name alone admits nobody.
pub fn check_digits(actor: Actor) -> String {
    let [.., high, low] = *actor.as_bytes();
    let number = u16::from_be_bytes([high, low]) % 10_000;
    format!("{number:04}")
}

/// An open link, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenLink {
    /// The link to open on every phone.
    pub link: String,
    /// The same as a QR code, an SVG image.
    pub qr_svg: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// What the office sees of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoiningPage {
    /// Until when phones come by the link that is open.
    pub open_until: Option<Timestamp>,
    /// The phones that wait, the longest waiting first.
    pub waiting: Vec<JoiningLine>,
}

/// A phone that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoiningLine {
    /// The device.
    pub id: DeviceId,
    /// Whose it is, as they have typed it.
    pub person_name: String,
    /// What it is called.
    pub device_name: String,
    /// [`check_digits`].
    pub check: String,
    /// There is a volunteer of this name already.
    pub is_known: bool,
    /// When it came.
    pub asked_at: Timestamp,
}

/// A phone is a volunteer's: of this name, which the office may have put right. Somebody of this name who is
/// there already has one phone more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admit {
    /// Whose.
    pub person_name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_links_code_is_told_from_every_other() {
        let code = open_code("0123456789abcdef0123456789abcdef");
        assert_eq!(open_secret(&code), Some("0123456789abcdef0123456789abcdef"));
        assert_eq!(open_secret("0123456789abcdef0123456789abcdef"), None);
    }

    #[test]
    fn the_digits_are_four_whatever_the_phone() {
        let of = |low: [u8; 2]| {
            let mut bytes = [7; 16];
            bytes[14..].copy_from_slice(&low);
            check_digits(Actor::from_bytes(bytes))
        };
        assert_eq!(of([0, 7]), "0007");
        assert_eq!(of([0xff, 0xff]), "5535");
    }
}

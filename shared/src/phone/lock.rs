//! The lock of a phone: its data key, wrapped so that only its volunteer's PIN and this very browser
//! open it. Everything that is about people lies under the data key; only the lock lies in the clear.
//!
//! Six digits are few, so three things stand before whoever tries them all: a function that takes
//! long and much memory for each ([`Cost`]), a wait that grows with every wrong PIN, and a second
//! wrapping by a key that the browser keeps and gives to nobody.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

mod finger;
#[cfg(feature = "documents")]
mod wrapped;

pub use finger::{FingerSecret, Passkey, PasskeySalt};
#[cfg(feature = "documents")]
pub use wrapped::{ByFinger, Cost, Lock};

/// Digits of a PIN, at least.
pub const PIN_DIGITS_MIN: usize = 6;
/// And at most.
pub const PIN_DIGITS_MAX: usize = 12;
/// After so many wrong PINs, one after another, only the office opens the phone again.
pub const WRONG_PINS_MAX: u32 = 10;
/// A phone nobody has touched for so long locks itself: the talk at one door, and the way to the next.
pub const LOCKS_AFTER_MS: i64 = 5 * 60_000;

/// Wrong PINs that cost nothing but another try.
const FREE_TRIES: u32 = 3;
const FIRST_WAIT_MS: i64 = 10_000;

/// A PIN that may be used.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin(String);

/// Why digits are no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PinProblem {
    /// Too few, or something else than digits.
    #[error("not {PIN_DIGITS_MIN} to {PIN_DIGITS_MAX} digits")]
    NotDigits,
    /// One digit again and again, or digits in a row: what a finder tries first.
    #[error("easily guessed")]
    Guessable,
}

impl Pin {
    /// From what was typed.
    pub fn new(typed: &str) -> Result<Self, PinProblem> {
        let pin = Self::to_try(typed).ok_or(PinProblem::NotDigits)?;
        let digits = pin.0.as_bytes();
        let goes_by = |step: i16| {
            digits
                .windows(2)
                .all(|two| i16::from(two[1]) - i16::from(two[0]) == step)
        };
        if [-1, 0, 1].into_iter().any(goes_by) {
            return Err(PinProblem::Guessable);
        }
        Ok(pin)
    }

    /// One that may be the right one; `None` when it cannot be.
    pub fn to_try(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let is_one = (PIN_DIGITS_MIN..=PIN_DIGITS_MAX).contains(&typed.len())
            && typed.bytes().all(|b| b.is_ascii_digit());
        is_one.then(|| Self(typed.to_owned()))
    }

    #[cfg(feature = "documents")]
    const fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// Whether the screen may show what the phone holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Door {
    /// It may.
    #[default]
    Open,
    /// It may, once the volunteer has chosen a PIN.
    PinWanted,
    /// Not before the PIN was given.
    Locked(Tries),
}

/// When a PIN may be tried next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tries {
    /// At once; so many wrong ones are left before the office is needed.
    Now {
        /// How many.
        left: u32,
    },
    /// In so many milliseconds.
    In {
        /// How long.
        wait_ms: i64,
    },
    /// Not any more: the office opens this phone, by another link for the same person.
    Office,
    /// The same, because nobody has heard of this phone for long (`super::expiry`).
    Expired,
}

/// When a PIN may be tried after `wrong` wrong ones, the last at `wrong_at`. A clock that was set back
/// does not shorten the wait.
fn tries(wrong: u32, wrong_at: Timestamp, now: Timestamp) -> Tries {
    if wrong >= WRONG_PINS_MAX {
        return Tries::Office;
    }
    let left = WRONG_PINS_MAX - wrong;
    let Some(beyond) = wrong.checked_sub(FREE_TRIES) else {
        return Tries::Now { left };
    };
    // 10 s, 30 s, 90 s, 4.5 min, 13.5 min, 40.5 min, 2 h: a whole day for ten.
    let wait_ms = FIRST_WAIT_MS * 3_i64.pow(beyond);
    let passed_ms = now.ms() - wrong_at.ms();
    if (wait_ms..).contains(&passed_ms) {
        Tries::Now { left }
    } else {
        Tries::In {
            wait_ms: (wait_ms - passed_ms.max(0)).max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_ms(1_795_000_000_000);

    #[test]
    fn a_pin_is_six_to_twelve_digits_that_nobody_tries_first() {
        for typed in ["271948", " 271948 ", "100000000001", "112233"] {
            assert!(Pin::new(typed).is_ok(), "{typed}");
        }
        for typed in [
            "",
            "12345",
            "1234567890123",
            "27194a",
            "２７１９４８",
            "-27194",
        ] {
            assert_eq!(Pin::new(typed), Err(PinProblem::NotDigits), "{typed}");
        }
        for typed in ["000000", "123456", "3456789", "987654", "77777777"] {
            assert_eq!(Pin::new(typed), Err(PinProblem::Guessable), "{typed}");
        }
        assert!(Pin::to_try("123456").is_some(), "one of before is tried");
    }

    #[test]
    fn a_finder_who_guesses_waits_longer_each_time_and_then_needs_the_office() {
        assert_eq!(tries(0, NOON, NOON), Tries::Now { left: 10 });
        assert_eq!(tries(2, NOON, NOON), Tries::Now { left: 8 });
        assert_eq!(tries(3, NOON, NOON), Tries::In { wait_ms: 10_000 });
        assert_eq!(tries(5, NOON, NOON), Tries::In { wait_ms: 90_000 });
        let later = NOON.plus_ms(89_000);
        assert_eq!(tries(5, NOON, later), Tries::In { wait_ms: 1_000 });
        assert_eq!(tries(5, NOON, NOON.plus_ms(90_000)), Tries::Now { left: 5 });
        assert_eq!(tries(10, NOON, NOON.plus_ms(i64::MAX / 4)), Tries::Office);
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_shorten_the_wait() {
        let before = NOON.plus_ms(-86_400_000);
        assert_eq!(tries(4, NOON, before), Tries::In { wait_ms: 30_000 });
    }

    #[test]
    fn a_pin_is_never_printed() {
        assert_eq!(format!("{:?}", Pin::new("271948")), "Ok(Pin(…))");
    }
}

//! What the screen asks at the phone's lock, and the key it is given.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::phone::lock::FingerSecret;
use crate::phone::seats::Seat;

/// What is done at the phone's lock.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AtLock {
    /// Open a locked phone. Answered by [`Answer::Opened`].
    Unlock {
        /// The PIN as typed.
        pin: String,
    },
    /// Open a locked phone by what the device has said. Answered by [`Answer::Opened`].
    UnlockByFinger {
        /// For the passkey that stood in [`Opened`](super::Opened).
        secret: FingerSecret,
    },
    /// Begin to open by a finger too. Answered by [`Answer::FingerOffered`].
    OfferFinger {
        /// The PIN as typed: nobody who sits at an open phone adds a finger of theirs.
        pin: String,
    },
    /// Open by this passkey from now on, made of the salt that was offered last. Answered by
    /// [`Answer::Opened`].
    KeepFinger {
        /// The device's name for it.
        id: Vec<u8>,
        /// What the device said for it.
        secret: FingerSecret,
    },
    /// Open by the PIN alone. Answered by [`Answer::Opened`].
    ForgetFinger,
    /// Choose a PIN, or another one. Answered by [`Answer::Opened`].
    ChoosePin {
        /// The one in use, as typed; empty when there is none.
        old: String,
        /// The new one, as typed.
        new: String,
    },
    /// Lock the phone now. Answered by [`Answer::Opened`].
    Lock,
    /// Lock the phone for whoever has it, and ask somebody else for their PIN. Answered by [`Answer::Opened`].
    Turn {
        /// Whose seat.
        to: Seat,
    },
    /// Somebody uses the phone: it is not to lock itself. Answered by [`Answer::Done`].
    Used,
}

impl fmt::Debug for AtLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AtLock(…)")
    }
}

/// For whom a link is redeemed on a phone that is somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkFor {
    /// Somebody of this phone, or anybody where it is nobody's.
    This,
    /// Somebody who uses it as well from now on.
    Another,
    /// Somebody who has it from now on, in the place of whoever it is open for. Refused while something of
    /// theirs is unreceipted.
    Instead,
}

/// A key (`crate::vault::Key`) that leads to no other.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordsKey(pub [u8; 32]);

impl fmt::Debug for WordsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WordsKey(…)")
    }
}

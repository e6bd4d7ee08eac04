//! Why the worker did not do what the screen asked.

use serde::{Deserialize, Serialize};

use crate::field::FieldError;
use crate::phone::lock::{PinProblem, Tries};

/// Why an ask was not done. Whatever was typed is still in the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Failure {
    /// The form has problems.
    Invalid(Vec<FieldError>),
    /// The phone is full: nothing was written.
    StorageFull,
    /// The phone's storage failed: nothing was written.
    Storage,
    /// Another tab of this app is the one that writes.
    OtherTab,
    /// No network, or the server does not answer.
    Offline,
    /// The link cannot be used.
    Link(LinkProblem),
    /// Something here is not yet receipted: it would be lost.
    Unreceipted(u64),
    /// Files of colleagues are here that the server does not have yet.
    Carrying(u64),
    /// This is no escape file, or not a whole one.
    NotAFile,
    /// No file can be sealed here: the browser cannot, or the phone was enrolled before there was a
    /// key and has not heard the server since.
    CannotSeal,
    /// No such household, record or file on this phone.
    NotFound,
    /// This phone is not enrolled.
    NotEnrolled,
    /// A document on this phone cannot be read; it was set aside.
    Damaged,
    /// The phone is locked.
    Locked,
    /// This is not the PIN; when another may be tried.
    WrongPin(Tries),
    /// This can be no PIN.
    Pin(PinProblem),
    /// The phone has not the memory to be locked by a PIN.
    CannotLock,
    /// As many people use this phone as it has seats for.
    NoSeat,
    /// Whoever has the phone has no PIN yet: nobody else comes to it before.
    PinFirst,
}

/// Why an enrolment link cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkProblem {
    /// Nobody made such a link.
    Unknown,
    /// It was used before.
    Used,
    /// Its time is over.
    Expired,
    /// It is for another person than this phone's records.
    OtherPerson,
    /// As many phones wait to be admitted as may.
    Full,
    /// It is an open one: whose phone it is has to be said.
    NameWanted,
}

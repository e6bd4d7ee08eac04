//! The lock by a finger, as pages ask the worker.

use chungtay_shared::phone::lock::{FingerSecret, PasskeySalt};
use chungtay_shared::phone::message::{Answer, Ask, AtLock, Failure};

use super::Store;

impl Store {
    /// Opens a locked phone by what the device has said; the state learns what it holds.
    pub(crate) fn unlock_by_finger(
        &self,
        secret: FingerSecret,
        reply: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        self.ask_opened(Ask::Lock(AtLock::UnlockByFinger { secret }), reply);
    }

    /// Asks what a passkey may be made of.
    pub(crate) fn offer_finger(
        &self,
        pin: String,
        reply: impl FnOnce(Result<PasskeySalt, Failure>) + 'static,
    ) {
        self.ask(Ask::Lock(AtLock::OfferFinger { pin }), move |result| {
            reply(match result {
                Ok(Answer::FingerOffered(salt)) => Ok(salt),
                Ok(_) => Err(Failure::Storage),
                Err(failure) => Err(failure),
            });
        });
    }

    /// From here on this passkey opens the phone too.
    pub(crate) fn keep_finger(
        &self,
        id: Vec<u8>,
        secret: FingerSecret,
        reply: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        self.ask_opened(Ask::Lock(AtLock::KeepFinger { id, secret }), reply);
    }

    /// From here on only the PIN opens the phone.
    pub(crate) fn forget_finger(&self, reply: impl FnOnce(Result<(), Failure>) + 'static) {
        self.ask_opened(Ask::Lock(AtLock::ForgetFinger), reply);
    }
}

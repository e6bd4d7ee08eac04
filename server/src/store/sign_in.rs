//! How an office's accounts sign in, and how long a browser has stood unused.

use chungtay_shared::api::accounts::AccountLine;
use chungtay_shared::id::{AccountId, DeviceId};
use chungtay_shared::time::Timestamp;

use super::{Account, Device, StoreError};

/// What an account proves itself by beside a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Factor {
    /// Of the password's hash.
    pub salt: [u8; 16],
    /// The password's hash.
    pub password: [u8; 32],
    /// What the authenticator app and the server share.
    pub authenticator: [u8; 20],
    /// The last step of which a code was taken.
    pub last_step: i64,
    /// When all this was set up.
    pub set_at: Timestamp,
}

/// How it stands between a browser and its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// Whether all in the unit is invented.
    pub synthetic: bool,
    /// Whether the account has a password and an authenticator.
    pub has_factor: bool,
    /// When the browser was used last, to the minute.
    pub used_at: Option<Timestamp>,
    /// When somebody last proved there who they are.
    pub proved_at: Option<Timestamp>,
}

/// How accounts sign in.
pub trait SignIn {
    /// How it stands with a browser.
    fn door(&self, device: &Device) -> Result<Door, StoreError>;
    /// Notes that a browser was used.
    fn note_used(&self, device: &Device, now: Timestamp) -> Result<(), StoreError>;
    /// Notes that somebody has proved there who they are.
    fn note_proved(&self, device: &Device, now: Timestamp) -> Result<(), StoreError>;
    /// What the account proves itself by.
    fn factor(&self, account: &Account) -> Result<Option<Factor>, StoreError>;
    /// Sets it, with the hashes of codes for whoever loses the app; what was there before is gone.
    fn set_factor(
        &self,
        account: &Account,
        factor: &Factor,
        recovery: &[[u8; 32]],
    ) -> Result<(), StoreError>;
    /// Takes it away.
    fn drop_factor(&self, account: &Account) -> Result<(), StoreError>;
    /// Takes the code of a step; `false` when one of it or of a later one was taken before.
    fn take_step(&self, account: &Account, step: i64) -> Result<bool, StoreError>;
    /// Takes a recovery code; `false` when there is none such that is left.
    fn take_recovery(
        &self,
        account: &Account,
        hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// The unit's accounts in the order in which they were made.
    fn accounts(&self, commune: &str) -> Result<Vec<AccountLine>, StoreError>;
    /// An account of a unit.
    fn account_of(&self, commune: &str, id: AccountId) -> Result<Option<Account>, StoreError>;
    /// Devices of an account that are not revoked.
    fn devices_in_use(&self, account: &Account) -> Result<Vec<DeviceId>, StoreError>;
    /// A browser of this name that the account has signed out of, or whose time is over: enrolled before
    /// `over`.
    fn idle_device(
        &self,
        account: &Account,
        name: &str,
        over: Timestamp,
    ) -> Result<Option<Device>, StoreError>;
    /// Ends links of an account that nobody has opened.
    fn end_links(&self, account: &Account, now: Timestamp) -> Result<(), StoreError>;
}

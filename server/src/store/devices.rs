//! Devices: phones, and browsers of an office.

use std::collections::BTreeSet;

use chungtay_shared::api::DeviceLine;
use chungtay_shared::id::{Actor, DeviceId};
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::time::Timestamp;

use super::{Account, StoreError};

/// An enrolled device as stored: only the hash of its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The device.
    pub id: DeviceId,
    /// Of this account.
    pub account: Account,
    /// What it is called.
    pub name: String,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// What it signs its requests by, if its browser can.
    pub key: Option<ProofKey>,
    /// How many of its requests are counted: the next one it proves has a greater number.
    pub proofs: u64,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// That it is lost, and shall remove all that is on it.
    pub lost: Option<Lost>,
}

/// A phone that was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// What the phone is told to say when it has removed everything; nobody else is told.
    pub code: WipeCode,
    /// When it said so.
    pub wiped_at: Option<Timestamp>,
}

/// Random bytes.
pub type WipeCode = [u8; 16];

impl Device {
    /// Whether it is lost and has not said yet that it has removed everything.
    pub fn is_to_wipe(&self) -> bool {
        self.lost.is_some_and(|lost| lost.wiped_at.is_none())
    }
}

/// Devices and who writes with them.
pub trait Devices {
    /// Adds a device and its first actor; the people's directory gets a new version.
    fn add_device(&self, device: &Device, actor: Actor) -> Result<(), StoreError>;
    /// The device this actor belongs to, with its account and name; none when nobody's.
    fn device_of(&self, actor: Actor) -> Result<Option<Device>, StoreError>;
    /// The first device of an account that is not revoked.
    fn device_of_account(&self, account: &Account) -> Result<Option<Device>, StoreError>;
    /// Lets a device in again: another token and key, enrolled `now`, no longer revoked or lost; with the old
    /// token goes what was proved by whoever showed it.
    fn readmit_device(
        &self,
        device: &Device,
        token_hash: &[u8; 32],
        key: Option<ProofKey>,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Gives a device another token and key.
    fn set_token(
        &self,
        device: &Device,
        token_hash: &[u8; 32],
        key: Option<ProofKey>,
    ) -> Result<(), StoreError>;
    /// The device with this token, revoked or not.
    fn device(&self, token_hash: &[u8; 32]) -> Result<Option<Device>, StoreError>;
    /// Counts a request that a device has proven by `key`, which is its key from then on; `false` when one
    /// of this number or a greater one was counted before, or when the key it was known by is not its any more.
    fn prove(&self, device: &Device, key: &ProofKey, count: u64) -> Result<bool, StoreError>;
    /// All devices of a commune.
    fn devices(&self, commune: &str) -> Result<Vec<DeviceLine>, StoreError>;
    /// Revokes a device; `false` when there is no such device in the commune.
    fn revoke_device(
        &self,
        commune: &str,
        device: DeviceId,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// The same for a phone that is lost: it shall remove what is on it, and say `code` then. A code that it
    /// was given before stays.
    fn lose_device(
        &self,
        commune: &str,
        device: DeviceId,
        code: &WipeCode,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Notes that the phone with this code has removed everything; the phone, when it had not said so before.
    fn wiped(&self, code: &WipeCode, now: Timestamp) -> Result<Option<Device>, StoreError>;
    /// Notes that a device was heard, how many records it says it made, and by how many seconds
    /// its clock is ahead.
    fn heard(
        &self,
        commune: &str,
        device: DeviceId,
        made: u64,
        clock_off_s: i64,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Notes how many records a device says it made, where it was not heard itself.
    fn has_made(&self, commune: &str, device: DeviceId, made: u64) -> Result<(), StoreError>;
    /// The actors of a device.
    fn actors(&self, commune: &str, device: DeviceId) -> Result<BTreeSet<Actor>, StoreError>;
    /// Registers one more actor of a device, unless it is somebody's already.
    fn register_actor(
        &self,
        commune: &str,
        device: DeviceId,
        actor: Actor,
    ) -> Result<(), StoreError>;
}

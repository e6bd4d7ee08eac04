//! The access log, in words.

use chungtay_shared::access::{Act, ActGroup, By, Entry, Sealed};
use chungtay_shared::api::access::{AccessLine, AccessQuery};
use chungtay_shared::chain::Head;
use chungtay_shared::id::{AccountId, DeviceId, ToolId};
use chungtay_shared::time::{LocalDate, Timestamp};

use super::StoreError;

/// Who saw, changed or took what.
pub trait Access {
    /// Where a commune's chain ends. Inside a write it stays there until the transaction has ended.
    fn access_head(&self, commune: &str) -> Result<Head, StoreError>;
    /// Adds a row that was sealed with the head.
    fn append_access(&self, row: &Sealed) -> Result<(), StoreError>;
    /// Rows behind number `n`, in their order, `limit` at most. What is unreadable in a row is given as
    /// something that its hash does not fit.
    fn access_after(&self, commune: &str, n: u64, limit: u32) -> Result<Vec<Sealed>, StoreError>;
    /// Rows as the office reads them, newest first, `limit` at most.
    fn access_lines(
        &self,
        commune: &str,
        query: &AccessQuery,
        limit: u32,
    ) -> Result<Vec<AccessLine>, StoreError>;
}

/// A row's columns as they are stored.
pub(super) struct Columns {
    pub(super) commune: String,
    pub(super) n: u64,
    pub(super) at_ms: i64,
    pub(super) account: Option<Vec<u8>>,
    pub(super) device: Vec<u8>,
    pub(super) act: String,
    pub(super) about: String,
    pub(super) hash: Vec<u8>,
}

impl Columns {
    pub(super) fn sealed(self) -> Sealed {
        let id = |bytes: &[u8]| bytes.try_into().unwrap_or_default();
        let by = self.account.map_or_else(
            || By::Program(ToolId::from_bytes(id(&self.device))),
            |account| {
                let device = DeviceId::from_bytes(id(&self.device));
                By::Person(AccountId::from_bytes(id(&account)), device)
            },
        );
        Sealed {
            hash: self.hash.as_slice().try_into().unwrap_or_default(),
            entry: Entry {
                commune: self.commune,
                n: self.n,
                at: Timestamp::from_ms(self.at_ms),
                by,
                act: self.act,
                about: self.about,
            },
        }
    }
}

/// Who did it, as two columns.
pub(super) const fn columns(by: &By) -> (Option<&[u8; 16]>, &[u8; 16]) {
    match by {
        By::Person(account, device) => (Some(account.as_bytes()), device.as_bytes()),
        By::Program(tool) => (None, tool.as_bytes()),
    }
}

/// The acts of a kind as a list of SQL: their codes are our own.
pub(super) fn acts_of(group: Option<ActGroup>) -> String {
    let acts = Act::ALL.iter();
    let of_group = acts.filter(|act| group.is_none_or(|group| act.group() == group));
    let codes: Vec<String> = of_group.map(|act| format!("'{}'", act.code())).collect();
    codes.join(", ")
}

/// From when to before when a day lasts in Vietnam; all times without a day.
pub(super) fn span(day: Option<LocalDate>) -> (i64, i64) {
    let begins = |day: i64| Timestamp::from_local(LocalDate::from_days(day), 0, 0).ms();
    day.map_or((i64::MIN, i64::MAX), |day| {
        (begins(day.days()), begins(day.days() + 1))
    })
}

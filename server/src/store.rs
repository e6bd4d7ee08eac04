//! What the server stores, in words: the contract every database fulfils, bound by one suite of
//! tests (`tests/tests/databases/store_contract.rs`, `store_races.rs`, `store_alike.rs`).
//!
//! - A write is one transaction: all of it is durable when [`Store::write`] returns, or none is.
//!   Writes that come at once may share the wait for the disk; one that fails costs only itself.
//! - [`Log::lock`] takes the commune's row; log numbers are given only under that lock, so no
//!   reader's cursor can pass a number that commits later.
//! - A write whose work lost a race against another node, or was lost with another's failure, is done
//!   again from its beginning: what the work does besides the transaction has to bear that.
//! - A row that no document gives is sealed in the transaction that writes it ([`RowSeals`]): whoever adds a
//!   statement that writes in a guarded table, writes by `row_seals::added` or `row_seals::changing`.
//! - Changes are append-only; rows are made again from them. Their bytes are in the log, or, once it
//!   was compacted (`crate::compaction`), in the snapshot: [`Log::changes_after`] gives them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chungtay_shared::api::{
    ConflictLine, FactKind, FactPage, FactQuery, HouseholdLine, InviteLine, Role, Summary,
};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::document::{ChangeHash, Kind};
use chungtay_shared::id::{AccountId, Actor, DeviceId, DocId, Epoch};
use chungtay_shared::import::plan::ExistingHousehold;
use chungtay_shared::sync::server::{Accepted, Known, Needs, SetAside, StoredDocument};
use chungtay_shared::sync::wire::Person;
use chungtay_shared::time::{LocalDate, Timestamp};

use crate::counted::RowsAsOf;
use crate::live::Live;
use crate::projection::HouseholdRows;
use crate::said::Remembered;

mod access;
mod audit;
mod books;
mod devices;
mod erasures;
mod joining;
mod json;
mod left_rows;
mod lives;
mod periods;
pub mod postgres;
mod progress;
mod quarantine;
mod register;
mod rights;
mod row_seals;
mod seconds;
mod sign_in;
pub mod sqlite;
mod supports;
mod tools;
mod units;
mod wordings;

pub use access::Access;
pub use audit::{Audit, Cell, RawTable};
pub use books::{Book, Books, entries, put_entry};
pub use devices::{Device, Devices, Lost, WipeCode};
pub use erasures::{ErasureLine, Erasures, FIGURES, Figure, LateFigure, NOBODY, NewErasure};
pub use joining::{Joining, Newcomer, OpenLinkRow};
pub(crate) use json::text as column_text;
pub use left_rows::LeftRows;
pub use lives::{Lived, Lives};
pub use periods::{Between, Periods};
pub use progress::{DayReaching, Placed, Progress};
pub use quarantine::{Kept, NewLook, NewTrial, Quarantine};
pub use register::Register;
pub use rights::{GivenSum, OpenProposal, Rights};
pub use row_seals::{Digests, GUARDED, Guarded, Of, RowSeals, digests};
use seconds::{add_seconds, needs_of};
pub use sign_in::{Door, Factor, SignIn};
pub use supports::{CasePaid, CaseStands, Supports};
pub use tools::{FactPart, HouseholdPart, Tool, Tools};
pub use units::Units;
pub use wordings::Wordings;

/// The database did not do what it was asked; nothing of the transaction is stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A value in the database is not what this code writes.
    #[error("the database holds something unreadable in {table}.{column}")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
    },
    /// A document's row could not be made from it.
    #[error("a document in the database cannot be read")]
    Document(#[from] chungtay_shared::document::DocumentError),
    /// A request of this number was counted for the device before, or a later one.
    #[error("a request of this number was counted before")]
    CountedBefore {
        /// The number.
        count: u64,
    },
    /// The database cannot be reached, is full or failed.
    #[error("the database failed")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A database.
pub trait Store: Send + Sync + 'static {
    /// Runs `work` on one consistent view.
    fn read(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Runs `work` in one transaction. It is rolled back when `work` fails.
    fn write(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Wipes from the database's files what was removed from its tables ([`Erasures::is_wipe_due`]).
    /// Everybody who writes waits for it.
    fn wipe(&self) -> Result<(), StoreError>;

    /// Tells `live`, for as long as it lives, what is stored by others that share this database;
    /// a file is nobody else's.
    fn tell(&self, live: &Arc<Live>) -> Result<(), StoreError> {
        let _ = live;
        Ok(())
    }
}

/// Everything that can be done inside a transaction.
pub trait Tx:
    Accounts
    + Devices
    + Joining
    + Log
    + Compaction
    + Office
    + Rights
    + Lives
    + Periods
    + Supports
    + Quarantine
    + LeftRows
    + Register
    + Tools
    + Units
    + Progress
    + Wordings
    + Books
    + Access
    + SignIn
    + Audit
    + RowSeals
    + Erasures
    + Upkeep
{
}

impl<T> Tx for T where
    T: Accounts
        + Devices
        + Joining
        + Log
        + Compaction
        + Office
        + Rights
        + Lives
        + Periods
        + Supports
        + Quarantine
        + LeftRows
        + Register
        + Tools
        + Units
        + Progress
        + Wordings
        + Books
        + Access
        + SignIn
        + Audit
        + RowSeals
        + Erasures
        + Upkeep
{
}

/// A commune this server serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether everything in it is invented.
    pub synthetic: bool,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// Its commune.
    pub commune: String,
    /// Whose.
    pub person_name: String,
    /// What it may do.
    pub role: Role,
    /// When its person left the commune: what was recorded there is taken, nothing is given.
    pub left_at: Option<Timestamp>,
}

/// An enrolment link as stored: only the hash of its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// SHA-256 of the code.
    pub code_hash: [u8; 32],
    /// For this account.
    pub account: Account,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

/// Accounts, links, people.
pub trait Accounts {
    /// The life of this database; made once.
    fn epoch(&self) -> Result<Epoch, StoreError>;
    /// What the key pair that phones seal for is derived from; made once, and kept by a restore.
    fn sealing_seed(&self) -> Result<crate::sealing::Seed, StoreError>;
    /// All communes.
    fn communes(&self) -> Result<Vec<Commune>, StoreError>;
    /// Adds a commune.
    fn add_commune(&self, commune: &Commune) -> Result<(), StoreError>;
    /// Whether no account exists.
    fn is_empty(&self) -> Result<bool, StoreError>;
    /// The account of this name and role, if there is one.
    fn account(
        &self,
        commune: &str,
        person_name: &str,
        role: Role,
    ) -> Result<Option<Account>, StoreError>;
    /// Adds an account.
    fn add_account(&self, account: &Account, now: Timestamp) -> Result<(), StoreError>;
    /// Notes that an account's person left the commune, or with `None` that they are back.
    fn leave(&self, account: &Account, at: Option<Timestamp>) -> Result<(), StoreError>;
    /// Adds a link.
    fn add_invite(&self, invite: &Invite) -> Result<(), StoreError>;
    /// The link with this code.
    fn invite(&self, code_hash: &[u8; 32]) -> Result<Option<Invite>, StoreError>;
    /// Marks a link used.
    fn use_invite(&self, invite: &Invite, now: Timestamp) -> Result<(), StoreError>;
    /// All links of a commune, newest first.
    fn invites(&self, commune: &str, now: Timestamp) -> Result<Vec<InviteLine>, StoreError>;
    /// The version of the directory of people.
    fn people_version(&self, commune: &str) -> Result<u64, StoreError>;
    /// Everybody who writes in a commune.
    fn people(&self, commune: &str) -> Result<Vec<Person>, StoreError>;
}

/// One document's line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentHead {
    /// The document.
    pub doc: DocId,
    /// What it is about.
    pub kind: Kind,
    /// Log number of its first change.
    pub created_seq: u64,
    /// Log number of its last change.
    pub last_seq: u64,
}

/// The log and the documents.
pub trait Log {
    /// Locks a commune for this transaction; the last log number given. Only inside a write.
    fn lock(&self, commune: &str) -> Result<u64, StoreError>;
    /// The last log number given.
    fn log_end(&self, commune: &str) -> Result<u64, StoreError>;
    /// The names of all changes of a document, in the log's order.
    fn hashes(&self, commune: &str, doc: DocId) -> Result<Vec<ChangeHash>, StoreError>;
    /// Looks up what a push bears on.
    fn known(&self, needs: &Needs) -> Result<Known, StoreError>;
    /// The log number of the last change of each of these documents that exist.
    fn last_seqs(&self, docs: &BTreeSet<DocId>) -> Result<BTreeMap<DocId, u64>, StoreError>;
    /// Appends a change under the commune's lock and gives its number. If it was set aside before,
    /// it is no more.
    fn append(
        &self,
        accepted: &Accepted,
        device: DeviceId,
        now: Timestamp,
    ) -> Result<u64, StoreError>;
    /// Stores a document's snapshot as of log number `seq`.
    fn put_document(&self, doc: DocId, stored: &StoredDocument, seq: u64)
    -> Result<(), StoreError>;
    /// Stores a household's rows; facts that are new are marked received at `now` as `seq`.
    fn put_rows(&self, rows: &HouseholdRows, seq: u64, now: Timestamp) -> Result<(), StoreError>;
    /// Keeps a change aside, in the commune of the device that sent it.
    fn set_aside(
        &self,
        commune: &str,
        set_aside: &SetAside,
        device: DeviceId,
        actor: Actor,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Records of a device that are stored, and that are set aside.
    fn receipted(&self, commune: &str, device: DeviceId) -> Result<(u64, u64), StoreError>;
    /// A document.
    fn document(&self, doc: DocId) -> Result<Option<StoredDocument>, StoreError>;
    /// Documents of a commune that changed after `upto`, in the order of their last change.
    fn heads_after(
        &self,
        commune: &str,
        upto: u64,
        limit: u32,
    ) -> Result<Vec<DocumentHead>, StoreError>;
    /// How many documents changed after `upto`.
    fn count_after(&self, commune: &str, upto: u64) -> Result<u64, StoreError>;
    /// Whether a document has changes after `since` that `not_by` did not write.
    fn is_changed_after(
        &self,
        commune: &str,
        doc: DocId,
        since: u64,
        not_by: Actor,
    ) -> Result<bool, StoreError>;
    /// Changes of a document after `since` that `not_by` did not write, in the log's order.
    fn changes_after(
        &self,
        commune: &str,
        doc: DocId,
        since: u64,
        not_by: Actor,
    ) -> Result<Vec<Vec<u8>>, StoreError>;
    /// Changes with these names, as `(hash, received_at)`; for tests and completeness.
    fn received(&self, hash: ChangeHash) -> Result<Option<Timestamp>, StoreError>;
}

/// A change in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number.
    pub seq: u64,
    /// Its document.
    pub doc: DocId,
    /// When it was received.
    pub received_at: Timestamp,
}

/// A change whose bytes the log holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldChange {
    /// Its number.
    pub seq: u64,
    /// Its name.
    pub hash: ChangeHash,
    /// Its bytes.
    pub change: Vec<u8>,
}

/// What makes the log smaller; only `crate::compaction` knows when it may.
pub trait Compaction {
    /// The log is compacted up to this number.
    fn compacted_to(&self, commune: &str) -> Result<u64, StoreError>;
    /// Notes that it is compacted up to `seq`.
    fn set_compacted_to(&self, commune: &str, seq: u64) -> Result<(), StoreError>;
    /// The log after `seq`.
    fn entries_after(
        &self,
        commune: &str,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<LogEntry>, StoreError>;
    /// Changes of a document that were received before `before` and whose bytes the log holds.
    fn held_changes(
        &self,
        commune: &str,
        doc: DocId,
        before: Timestamp,
    ) -> Result<Vec<HeldChange>, StoreError>;
    /// Lets go of a change's bytes in the log.
    fn drop_bytes(&self, commune: &str, seq: u64) -> Result<(), StoreError>;
}

/// How often a household was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reaching {
    /// The household.
    pub household: DocId,
    /// By visits or by handovers.
    pub kind: FactKind,
    /// How often.
    pub times: u64,
}

/// How many households a commune has and has reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// On its list.
    pub households: u64,
    /// Of those visited: in the campaign that is meant, else ever.
    pub visited: u64,
    /// Of those given something: in the campaign that is meant, else ever.
    pub aided: u64,
}

/// What the office reads.
pub trait Office {
    /// Where the commune stands on `today`, and in a campaign if there is one: visits within its window,
    /// and what was handed over in it, whenever that was.
    fn summary(
        &self,
        commune: &str,
        today: LocalDate,
        campaign: Option<&Campaign>,
    ) -> Result<Summary, StoreError>;
    /// How often each household was reached in a campaign, as [`Self::summary`] counts it; second records
    /// count as the one they are kept in.
    fn reached(&self, commune: &str, campaign: &Campaign) -> Result<Vec<Reaching>, StoreError>;
    /// A page of visits and handovers, newest received first.
    fn facts(&self, commune: &str, query: &FactQuery) -> Result<FactPage, StoreError>;
    /// Every household, in the lists' order.
    fn households(&self, commune: &str, today: LocalDate)
    -> Result<Vec<HouseholdLine>, StoreError>;
    /// Every household, for the import to compare with.
    fn listed(&self, commune: &str, today: LocalDate)
    -> Result<Vec<ExistingHousehold>, StoreError>;
    /// Fields with two values; the people's names are filled in.
    fn conflicts(&self, commune: &str) -> Result<Vec<ConflictLine>, StoreError>;
    /// What a line about the commune shows of [`Self::summary`], counted with far less work.
    fn tally(&self, commune: &str, campaign: Option<&Campaign>) -> Result<Tally, StoreError>;
    /// The document of the commune's Fund, once something was entered.
    fn fund(&self, commune: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// The campaigns' documents.
    fn campaigns(&self, commune: &str) -> Result<Vec<Vec<u8>>, StoreError>;
    /// The commune's documents of a kind other than households, each with the log number of its newest
    /// change.
    fn newest_of(&self, commune: &str, kind: Kind) -> Result<Vec<(DocId, u64)>, StoreError>;
    /// What documents said when they were read last (`crate::said`); none inside a write.
    fn remembered(&self) -> Option<&Remembered>;
    /// Names by actor.
    fn names(&self, commune: &str) -> Result<BTreeMap<Actor, String>, StoreError>;
}

/// What whoever looks after the server wants to know of the database itself.
pub trait Upkeep {
    /// Bytes it takes.
    fn size_bytes(&self) -> Result<u64, StoreError>;
    /// When `chungtay backup` last copied it; none when it has not, or when another program does.
    fn backed_up_at(&self) -> Result<Option<Timestamp>, StoreError>;
    /// The form of all rows that were made from documents: [`crate::projection::FORM`] of the program
    /// that made them; none before any program had one.
    fn row_form(&self) -> Result<Option<Vec<u8>>, StoreError>;
    /// As of when the commune's rows are read.
    fn rows_as_of(&self, commune: &str) -> Result<RowsAsOf, StoreError>;
    /// Notes that all rows have this form.
    fn set_row_form(&self, form: &[u8]) -> Result<(), StoreError>;
}

/// The kind of fact a column names.
fn fact_kind(code: &str) -> Result<FactKind, StoreError> {
    FactKind::from_code(code).ok_or(StoreError::Inconsistent {
        table: "fact",
        column: "kind",
    })
}

/// Runs `work` on one consistent view of `store` and gives what it gives.
pub fn read<T>(
    store: &dyn Store,
    mut work: impl FnMut(&dyn Tx) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut given = None;
    store.read(&mut |tx| {
        given = Some(work(tx)?);
        Ok(())
    })?;
    given.ok_or_else(|| StoreError::Database("the work was not run".into()))
}

/// Runs `work` in one transaction of `store` and gives what it gives, once it is durable.
pub fn write<T>(
    store: &dyn Store,
    mut work: impl FnMut(&dyn Tx) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut given = None;
    store.write(&mut |tx| {
        given = Some(work(tx)?);
        Ok(())
    })?;
    given.ok_or_else(|| StoreError::Database("the work was not run".into()))
}

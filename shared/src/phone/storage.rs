//! What a phone keeps, as tables of bytes by text keys, and what one transaction writes.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::document::Kind;
use crate::escape::SealingKey;
use crate::id::{Actor, DeviceId, DocId};
use crate::register::Names;
use crate::sync::client::{Memory, Record};
use crate::sync::wire::Person;

/// The tables of a phone's store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// What there is one of; the keys stand in [`key`].
    Meta,
    /// A household's document by its id.
    Household,
    /// A campaign's document by its id.
    Campaign,
    /// A [`crate::row::HouseholdRow`] by its document's id; where they lie is for [`super::row_pages`].
    Row,
    /// A [`Record`] by its number (twenty digits).
    Record,
    /// A half-filled form by its route; under `/day` the way of the day (`crate::day_plan::DayRoute`).
    Draft,
}

impl Table {
    /// The table of documents of this kind.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Household => Self::Household,
            // No phone is given a Fund; one that were given it would keep it, unread.
            Kind::Campaign | Kind::Fund => Self::Campaign,
        }
    }

    /// All tables.
    pub const ALL: &'static [Self] = &[
        Self::Meta,
        Self::Household,
        Self::Campaign,
        Self::Row,
        Self::Record,
        Self::Draft,
    ];

    /// The table's name in IndexedDB.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Household => "households",
            Self::Campaign => "campaigns",
            Self::Row => "rows",
            Self::Record => "records",
            Self::Draft => "drafts",
        }
    }
}

/// Keys of [`Table::Meta`].
pub mod key {
    /// [`super::Enrolment`].
    pub const IDENTITY: &str = "identity";
    /// [`crate::sync::client::Memory`].
    pub const MEMORY: &str = "memory";
    /// [`super::Directory`].
    pub const PEOPLE: &str = "people";
    /// [`super::Loading`].
    pub const LOADING: &str = "loading";
    /// [`crate::phone::carrying::Carrying`].
    pub const CARRYING: &str = "carrying";
    /// The form of [`super::Table::Row`]: [`crate::phone::row_pages::FORM`] of the app that made them.
    pub const ROW_FORM: &str = "row_form";
    /// [`super::Aside`].
    pub const ASIDE: &str = "aside";
    /// What the service worker posts while the app is closed, sealed for the server
    /// ([`crate::sync::sealed`]).
    pub const OUTBOX: &str = "outbox";
    /// The reply it leaves: [`crate::phone::machine::LeftReply`].
    pub const REPLY: &str = "reply";

    /// Lies there while the outbox holds all that waits on this phone, or nothing waits: whoever has no key
    /// knows by it what is lost with this phone.
    pub const ALL_IN_OUTBOX: &str = "all_in_outbox";
    /// Lies there after a lost phone has removed everything: what it has to say, and nothing once it has.
    pub const WIPED: &str = "wiped";

    /// Whether the service worker reads or writes this value, which has no key: it is sealed already.
    pub fn is_sealed_already(key: &str) -> bool {
        key == OUTBOX || key == REPLY
    }

    /// Whether the value lies under no seal of this phone: it is sealed already, or says nothing of anybody.
    pub fn is_bare(key: &str) -> bool {
        is_sealed_already(key) || key == ALL_IN_OUTBOX || key == WIPED
    }

    /// [`super::Enrolling`] of this link: another one, tried meanwhile, does not push it out.
    pub fn enrolling(code: &str) -> String {
        format!("enrolling:{code}")
    }

    /// The bytes of a colleague's escape file.
    pub fn carried(id: &str) -> String {
        format!("carried:{id}")
    }

    /// The bytes of a document that was set aside.
    pub fn damaged(doc: super::DocId) -> String {
        format!("damaged:{doc}")
    }
}

/// One write of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Sets a value.
    Put(Table, String, Vec<u8>),
    /// Sets a value under a key that must be free: the whole transaction fails if it is not.
    Add(Table, String, Vec<u8>),
    /// Removes a value.
    Delete(Table, String),
    /// Removes every value whose key begins so.
    ClearUnder(Table, String),
    /// Empties a table.
    Clear(Table),
}

/// How the keys of a household's half-filled forms begin, which are their routes.
pub fn drafts_of(household: DocId) -> String {
    format!("/h/{household}/")
}

/// What one transaction writes: all of it or nothing.
pub type Batch = Vec<Write>;

/// Whom this phone was enrolled for, and how it shows that to the server.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Enrolment {
    /// The device's id at the server.
    #[n(0)]
    pub device: DeviceId,
    /// The bearer token.
    #[n(1)]
    pub token: String,
    /// The volunteer's name.
    #[n(2)]
    pub person_name: String,
    /// Code of the commune.
    #[n(3)]
    pub commune: String,
    /// Its name.
    #[n(4)]
    pub commune_name: String,
    /// Whether everything in it is invented.
    #[n(5)]
    pub synthetic: bool,
    /// The actor this phone writes with.
    #[n(6)]
    pub actor: Actor,
    /// What escape files are sealed for; unknown to a phone that was enrolled before there was one.
    #[n(7)]
    pub sealing_key: Option<SealingKey>,
}

/// The directory of people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Directory {
    /// Everybody.
    #[n(0)]
    pub people: Vec<Person>,
    /// What the register says beyond the household list.
    #[n(1)]
    pub names: Option<Names>,
}

impl Directory {
    /// Names of people by actor.
    pub fn by_actor(self) -> BTreeMap<Actor, String> {
        let people = self.people.into_iter();
        people.map(|person| (person.actor, person.name)).collect()
    }
}

/// A link's redemption. Kept before it is posted: when the reply is lost, the same actor may redeem
/// the same link again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Enrolling {
    /// The part of the link behind `#`.
    #[n(0)]
    pub code: String,
    /// The actor this phone will write with.
    #[n(1)]
    pub actor: Actor,
    /// The reply has come and is stored.
    #[n(2)]
    pub redeemed: bool,
}

/// A document that is about to be loaded by a worker that was started after a crash. Found at a
/// start, it names the document whose bytes killed the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Loading {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// What it is about.
    #[n(1)]
    pub kind: Kind,
}

/// Documents whose bytes could not be loaded here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Aside {
    /// Each of them.
    #[n(0)]
    pub documents: Vec<SetAside>,
}

/// A document whose bytes could not be loaded here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct SetAside {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// How often that has happened.
    #[n(1)]
    pub times: u32,
}

/// What a phone reads when it starts.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// [`key::IDENTITY`].
    pub enrolment: Option<Vec<u8>>,
    /// [`key::MEMORY`].
    pub memory: Option<Vec<u8>>,
    /// [`key::PEOPLE`].
    pub people: Option<Vec<u8>>,
    /// All of [`Table::Record`].
    pub records: Vec<Vec<u8>>,
    /// All of [`Table::Campaign`].
    pub campaigns: Vec<Vec<u8>>,
    /// [`key::ASIDE`].
    pub aside: Option<Vec<u8>>,
    /// [`key::CARRYING`].
    pub carrying: Option<Vec<u8>>,
}

/// A value's bytes.
pub fn to_bytes(value: &impl Encode<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a vector cannot fail.
    let _ = minicbor::encode(value, &mut bytes);
    bytes
}

/// A value out of its bytes; `None` when something else wrote them.
pub fn from_bytes<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Option<T> {
    minicbor::decode(bytes).ok()
}

pub(super) fn put_memory(memory: &Memory) -> Write {
    Write::Put(Table::Meta, key::MEMORY.to_owned(), to_bytes(memory))
}

pub(super) fn put_record(record: &Record) -> Write {
    Write::Put(Table::Record, record_key(record.pushed.n), to_bytes(record))
}

pub(super) fn add_record(record: &Record) -> Write {
    Write::Add(Table::Record, record_key(record.pushed.n), to_bytes(record))
}

/// Numbers as text that sorts like numbers.
fn record_key(n: u64) -> String {
    format!("{n:020}")
}

//! Looks whether all that is stored is still what was written: each change is its hash's, each document is
//! its changes', each row is its document's or what was sealed of it, and each chain holds. Reads only, and on
//! one view of a commune.
//!
//! A finding names table, document and column, and never a value: it is read by whoever looks after the
//! server.

use std::collections::BTreeMap;
use std::fmt;

use chungtay_shared::chain::Head;
use chungtay_shared::id::{Actor, from_hex, to_hex};

use crate::access;
use crate::projection::FORM;
use crate::store::{Cell, RawTable, StoreError, Tx};

mod changes;
mod erased;
mod kept;
mod rows;
mod seals;

pub use rows::{RECEIVED, TABLES};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// A number of the log is missing, or one is there that was not given.
    LogNumbers,
    /// Changes stand in the log of a document that is not there.
    LogWithoutDocument,
    /// A change's bytes cannot be read as one.
    ChangeUnreadable,
    /// A change's bytes are not those its hash names.
    ChangeHash,
    /// Neither the log nor the document has a change's bytes.
    ChangeMissing,
    /// A change stands on one that does not stand before it in its document's log.
    ChangeDependency,
    /// A change's writer is another than its row says, nobody's here, or another device's.
    ChangeActor,
    /// A document cannot be read.
    DocumentUnreadable,
    /// A document is not what its log's changes give.
    DocumentHeads,
    /// A document is of another kind, commune or id than its row says.
    DocumentIdentity,
    /// A document's first or last log number is another.
    DocumentNumbers,
    /// The rows were made by another version of the program, so they cannot be compared.
    RowsForm,
    /// A row says something else than its document.
    RowDiffers,
    /// A row is missing.
    RowMissing,
    /// There is a row that no document gives, and nobody has written.
    RowTooMuch,
    /// A row that no document gives is not what was sealed, or was not when it was written again.
    RowAltered,
    /// A row was received by another number or earlier than the log says.
    RowReceived,
    /// A device has another count of receipted records than the log.
    Receipts,
    /// A record that is set aside is not the one its hash names.
    SetAside,
    /// What was erased is still there, or is said otherwise; or what stays of it is not what was sealed.
    Erasure,
    /// A closed period's figures are not those that were closed.
    Period,
    /// The access log's chain is broken.
    Access,
    /// The chain of the register of seals is broken.
    RowSeals,
    /// There is no register of seals to compare rows with.
    Unsealed,
    /// No chain goes through a head that was kept elsewhere.
    Head,
}

impl Trouble {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LogNumbers => "log-numbers",
            Self::LogWithoutDocument => "log-without-document",
            Self::ChangeUnreadable => "change-unreadable",
            Self::ChangeHash => "change-hash",
            Self::ChangeMissing => "change-missing",
            Self::ChangeDependency => "change-dependency",
            Self::ChangeActor => "change-actor",
            Self::DocumentUnreadable => "document-unreadable",
            Self::DocumentHeads => "document-heads",
            Self::DocumentIdentity => "document-identity",
            Self::DocumentNumbers => "document-numbers",
            Self::RowsForm => "rows-form",
            Self::RowDiffers => "row-differs",
            Self::RowMissing => "row-missing",
            Self::RowTooMuch => "row-too-much",
            Self::RowAltered => "row-altered",
            Self::RowReceived => "row-received",
            Self::Receipts => "receipts",
            Self::SetAside => "set-aside",
            Self::Erasure => "erasure",
            Self::Period => "period",
            Self::Access => "access",
            Self::RowSeals => "row-seals",
            Self::Unsealed => "unsealed",
            Self::Head => "head",
        }
    }
}

/// Something that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub trouble: Trouble,
    /// In which commune.
    pub commune: String,
    /// Id of the document; empty where it is of none.
    pub doc: String,
    /// Where, and what differs: no value.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let doc = if self.doc.is_empty() { "-" } else { &self.doc };
        let (code, commune, what) = (self.trouble.code(), &self.commune, &self.what);
        write!(f, "{code}  {commune}  {doc}  {what}")
    }
}

/// What was looked at in a commune, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    /// Its code.
    pub commune: String,
    /// Documents.
    pub documents: u64,
    /// Changes.
    pub changes: u64,
    /// Rows made from documents.
    pub rows: u64,
    /// Where the log of changes ends: its hashes chained as those of the access log are.
    pub log: Head,
    /// Where the access log's chain ends; as far as it holds.
    pub access: Head,
    /// Where the chain of the register of seals ends; as far as it holds.
    pub office: Head,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// A head as it is printed and kept elsewhere: `99001:1204:4ba8…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptHead {
    /// Code of the commune.
    pub commune: String,
    /// The head.
    pub head: Head,
}

/// The text is no head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a head looks like 99001:1204:4ba8…, with 64 hexadecimal digits at its end")]
pub struct NoHead;

impl std::str::FromStr for KeptHead {
    type Err = NoHead;

    fn from_str(text: &str) -> Result<Self, NoHead> {
        let mut parts = text.splitn(3, ':');
        let mut part = || parts.next().ok_or(NoHead);
        let commune = part()?.to_owned();
        let n = part()?.parse().map_err(|_| NoHead)?;
        let hash = from_hex(part()?).and_then(|bytes| bytes.try_into().ok());
        let hash = hash.ok_or(NoHead)?;
        Ok(Self {
            commune,
            head: Head { n, hash },
        })
    }
}

/// As it is printed.
pub fn head_text(commune: &str, head: &Head) -> String {
    format!("{commune}:{}:{}", head.n, to_hex(&head.hash))
}

const ACTORS: RawTable = RawTable {
    name: "actor",
    columns: &["actor", "device"],
    order: "actor",
};

/// Looks at a commune; `kept` are heads of it that were kept elsewhere.
pub fn commune(tx: &dyn Tx, commune: &str, kept: &[Head]) -> Result<Audited, StoreError> {
    let mut hand = Hand {
        tx,
        wanted: kept.to_vec(),
        actors: actors(tx)?,
        done: Audited {
            commune: commune.to_owned(),
            documents: 0,
            changes: 0,
            rows: 0,
            log: Head::default(),
            access: Head::default(),
            office: Head::default(),
            findings: Vec::new(),
        },
    };
    let compares_rows = tx.row_form()?.as_deref() == Some(&FORM);
    if !compares_rows {
        let what = "rows were made by another version; start the server once, then look again";
        hand.find(Trouble::RowsForm, None, what);
    }
    let erased = erased::look(&mut hand)?;
    changes::look(&mut hand, compares_rows, &erased)?;
    kept::receipts(&mut hand)?;
    kept::set_aside(&mut hand, &erased)?;
    kept::periods(&mut hand)?;
    hand.access_log()?;
    seals::look(&mut hand)?;
    for head in std::mem::take(&mut hand.wanted) {
        let what = format!("no chain goes through {}", head_text(commune, &head));
        hand.find(Trouble::Head, None, &what);
    }
    Ok(hand.done)
}

/// Whose each actor is: code of the commune, and the device.
type Actors = BTreeMap<Actor, (String, Vec<u8>)>;

fn actors(tx: &dyn Tx) -> Result<Actors, StoreError> {
    let mut actors = BTreeMap::new();
    for commune in tx.communes()? {
        for row in tx.raw(&ACTORS, &commune.code, None)? {
            let [actor, device] = cells(row)?;
            if let Ok(actor) = Actor::try_from(actor.bytes()) {
                actors.insert(actor, (commune.code.clone(), device.bytes().to_owned()));
            }
        }
    }
    Ok(actors)
}

/// A row with as many values as were asked for.
fn cells<const N: usize>(row: Vec<Cell>) -> Result<[Cell; N], StoreError> {
    row.try_into()
        .map_err(|_| StoreError::Database("a row of another length".into()))
}

/// Whoever looks at a commune.
struct Hand<'a> {
    tx: &'a dyn Tx,
    /// Heads that no chain has gone through yet.
    wanted: Vec<Head>,
    actors: Actors,
    done: Audited,
}

impl Hand<'_> {
    fn find(&mut self, trouble: Trouble, doc: Option<&[u8]>, what: &str) {
        self.done.findings.push(Finding {
            trouble,
            commune: self.done.commune.clone(),
            doc: doc.map(to_hex).unwrap_or_default(),
            what: what.to_owned(),
        });
    }

    /// The log goes on by a change of this hash.
    fn log_goes_on(&mut self, hash: &[u8]) {
        let log = self.done.log.after(hash);
        self.done.log = log;
        self.wanted.retain(|wanted| *wanted != log);
    }

    fn access_log(&mut self) -> Result<(), StoreError> {
        let Self {
            tx, wanted, done, ..
        } = self;
        let followed = access::verify(*tx, &done.commune, |head| {
            done.access = *head;
            wanted.retain(|wanted| wanted != head);
        })?;
        if let Err(n) = followed {
            let what = format!("access n={n} does not fit to the rows before it");
            self.find(Trouble::Access, None, &what);
        }
        Ok(())
    }
}

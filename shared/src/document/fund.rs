//! A unit's Fund in and out of its document: maps at the root, under `entry:<id>`; why an entry does
//! not count, under `void:<id of the entry>`. Only the office writes it, and no phone is given it.

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};

use super::fields::MapReader;
use super::household::document_id;
use super::write::{SCHEMA_VERSION, put_text, put_time};
use super::{Author, Document, DocumentError, Kind, Written};
use crate::fund::{Amount, Entered, Entry, EntryKind, Fund, Void};
use crate::id::{DocId, FactId};

const ENTRY: &str = "entry:";
const VOID: &str = "void:";

impl Document {
    /// The document of a unit's Fund, with nothing in it.
    pub fn new_fund(
        author: Author,
        id: DocId,
        unit: &str,
    ) -> Result<(Self, Written), DocumentError> {
        let mut document = Self::empty();
        let written = document.change(author, |tx| {
            tx.put(ROOT, "kind", "fund")?;
            tx.put(ROOT, "v", SCHEMA_VERSION)?;
            tx.put(ROOT, "id", id.as_bytes().to_vec())?;
            tx.put(ROOT, "commune", unit)
        })?;
        Ok((document, written))
    }

    /// Adds an entry.
    pub fn add_entry(&mut self, author: Author, entry: &Entry) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{ENTRY}{}", entry.id), ObjType::Map)?;
            tx.put(&map, "kind", entry.kind.code())?;
            tx.put(&map, "on", entry.on.to_string())?;
            for (key, number) in [
                ("money_vnd", entry.amount.money_vnd),
                ("goods_value_vnd", entry.amount.goods_value_vnd),
            ] {
                if number != 0 {
                    tx.put(&map, key, number)?;
                }
            }
            for (key, text) in [
                ("party", &entry.party),
                ("goods", &entry.goods),
                ("purpose", &entry.purpose),
                ("voucher", &entry.voucher),
                ("unit", &entry.unit),
            ] {
                put_text(tx, &map, key, text)?;
            }
            for (key, other) in [
                ("pledge", entry.pledge),
                ("decision", entry.decision),
                ("transfer", entry.transfer),
            ] {
                if let Some(other) = other {
                    tx.put(&map, key, other.to_string())?;
                }
            }
            put_time(tx, &map, "recorded_at", entry.recorded_at)
        })
    }

    /// Says that an entry does not count; who says so is the author.
    pub fn void_entry(
        &mut self,
        author: Author,
        entry: FactId,
        void: &Void,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{VOID}{entry}"), ObjType::Map)?;
            tx.put(&map, "reason", void.reason.as_str())?;
            put_time(tx, &map, "recorded_at", void.recorded_at)
        })
    }

    /// Everything a Fund's document says.
    pub fn fund(&self) -> Result<Fund, DocumentError> {
        if self.kind()? != Kind::Fund {
            return Err(DocumentError::Schema("kind"));
        }
        let root = MapReader::root(self.automerge());
        let mut entries = root
            .facts_under(ENTRY)?
            .into_iter()
            .map(|(id, actor, map)| {
                Ok(Entered {
                    entry: entry(id, &map)?,
                    actor,
                    void: None,
                })
            })
            .collect::<Result<Vec<_>, DocumentError>>()?;
        for (id, actor, map) in root.facts_under(VOID)? {
            let voided = entries.iter_mut().find(|entered| entered.entry.id == id);
            voided.ok_or(DocumentError::Schema("void"))?.void = Some(Void {
                reason: map.text("reason")?,
                actor,
                recorded_at: map.timestamp("recorded_at")?,
            });
        }
        entries.sort_by_key(|e| (e.entry.on, e.entry.recorded_at, e.entry.id));
        Ok(Fund {
            id: document_id(&root)?,
            unit: root.text("commune")?,
            entries,
        })
    }
}

fn entry(id: FactId, map: &MapReader<'_>) -> Result<Entry, DocumentError> {
    Ok(Entry {
        id,
        kind: map.code("kind", EntryKind::from_code)?,
        on: map.parsed("on")?,
        party: map.text("party")?,
        amount: Amount {
            money_vnd: map.int("money_vnd")?,
            goods_value_vnd: map.int("goods_value_vnd")?,
        },
        goods: map.text("goods")?,
        purpose: map.text("purpose")?,
        voucher: map.text("voucher")?,
        pledge: map.parsed_if_any("pledge")?,
        decision: map.parsed_if_any("decision")?,
        unit: map.text("unit")?,
        transfer: map.parsed_if_any("transfer")?,
        recorded_at: map.timestamp("recorded_at")?,
    })
}

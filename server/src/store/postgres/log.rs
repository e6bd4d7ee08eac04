//! The log and the documents in PostgreSQL.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{ChangeHash, Kind};
use chungtay_shared::id::{Actor, DeviceId, DocId};
use chungtay_shared::sync::server::{Accepted, Known, Needs, SetAside, StoredDocument};
use chungtay_shared::time::Timestamp;
use postgres::Row;

use super::audit::cells;
use super::{PostgresTx, get, id, narrow, rows, signed, text, unsigned};
use crate::compaction;
use crate::projection::HouseholdRows;
use crate::store::row_seals::{self as seals, QUARANTINE};
use crate::store::{Cell, DocumentHead, Erasures as _, Log, StoreError};

impl Log for PostgresTx<'_> {
    fn lock(&self, commune: &str) -> Result<u64, StoreError> {
        // `no key`: who notes what is shown, which only refers to the commune, need not wait.
        let row = self.query_one(
            "select log_end from commune where code = $1 for no key update",
            &[&commune],
        )?;
        unsigned(&row, 0)
    }

    fn log_end(&self, commune: &str) -> Result<u64, StoreError> {
        let row = self.query_one("select log_end from commune where code = $1", &[&commune])?;
        unsigned(&row, 0)
    }

    fn hashes(&self, commune: &str, doc: DocId) -> Result<Vec<ChangeHash>, StoreError> {
        let hashes = self.query(
            "select hash from log where commune = $1 and doc = $2 order by seq",
            &[&commune, &doc.as_bytes().as_slice()],
        )?;
        hashes.iter().map(|row| hash(row, 0, "log")).collect()
    }

    fn known(&self, needs: &Needs) -> Result<Known, StoreError> {
        let mut known = Known {
            erased: self.erased(&needs.docs)?,
            ..Known::default()
        };
        let docs: Vec<&[u8]> = needs.docs.iter().map(|d| d.as_bytes().as_slice()).collect();
        for row in self.query(
            "select doc, commune, kind, snapshot from document where doc = any($1)",
            &[&docs],
        )? {
            let doc = id(&row, 0, "document", "doc")?;
            known.docs.insert(doc, stored_document(&row, 1)?);
        }
        let hashes: Vec<&[u8]> = needs.hashes.iter().map(|h| h.0.as_slice()).collect();
        for row in self.query("select hash from log where hash = any($1)", &[&hashes])? {
            known.stored.insert(hash(&row, 0, "log")?);
        }
        for row in self.query(
            "select hash, reason from quarantine where hash = any($1)",
            &[&hashes],
        )? {
            let hash = hash(&row, 0, "quarantine")?;
            if !known.stored.contains(&hash) {
                known.quarantined.insert(hash, get(&row, 1)?);
            }
        }
        Ok(known)
    }

    fn last_seqs(&self, docs: &BTreeSet<DocId>) -> Result<BTreeMap<DocId, u64>, StoreError> {
        let docs: Vec<&[u8]> = docs.iter().map(|d| d.as_bytes().as_slice()).collect();
        let found = self.query(
            "select doc, last_seq from document where doc = any($1)",
            &[&docs],
        )?;
        found
            .iter()
            .map(|row| Ok((id(row, 0, "document", "doc")?, unsigned(row, 1)?)))
            .collect()
    }

    fn append(
        &self,
        accepted: &Accepted,
        device: DeviceId,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.has_changed(&accepted.commune);
        let columns = QUARANTINE.all_columns();
        let sql = format!(
            "with numbered as (
               update commune set log_end = log_end + 1 where code = $1 returning log_end
             ), counted as (
               update device set receipted = receipted + 1 where commune = $1 and id = $5
             ), released as (
               delete from quarantine where commune = $1 and hash = $3 returning {columns}
             ), stored as (
               insert into log (commune, seq, doc, hash, actor, device, n, received_ms, change)
               select $1, log_end, $2, $3, $4, $5, $6, $7, $8 from numbered
               returning seq
             )
             select seq, released.* from stored left join released on true"
        );
        let row = self.query_one(
            &sql,
            &[
                &accepted.commune,
                &accepted.doc.as_bytes().as_slice(),
                &accepted.hash.0.as_slice(),
                &accepted.actor.as_bytes().as_slice(),
                &device.as_bytes().as_slice(),
                &signed(accepted.n),
                &now.ms(),
                &accepted.change,
            ],
        )?;
        // Its key is there when it was set aside before.
        let released = cells(&row, 1)?;
        if released.first() != Some(&Cell::Null) {
            seals::removed(self, &QUARANTINE, &accepted.commune, &released)?;
        }
        unsigned(&row, 0)
    }

    fn put_document(
        &self,
        doc: DocId,
        stored: &StoredDocument,
        seq: u64,
    ) -> Result<(), StoreError> {
        self.execute(
            "insert into document (commune, doc, kind, created_seq, last_seq, snapshot)
             values ($1, $2, $3, $4, $4, $5)
             on conflict (commune, doc)
             do update set last_seq = excluded.last_seq, snapshot = excluded.snapshot",
            &[
                &stored.commune,
                &doc.as_bytes().as_slice(),
                &i64::from(stored.kind.number()),
                &signed(seq),
                &stored.bytes,
            ],
        )?;
        Ok(())
    }

    fn put_rows(&self, rows: &HouseholdRows, seq: u64, now: Timestamp) -> Result<(), StoreError> {
        rows::put(self, rows, seq, now)
    }

    fn set_aside(
        &self,
        commune: &str,
        set_aside: &SetAside,
        device: DeviceId,
        actor: Actor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.has_changed(commune);
        let (pushed, hash) = (&set_aside.pushed, set_aside.hash.0.as_slice());
        let added = self.execute(
            "insert into quarantine (commune, hash, doc, claimed, kind, actor, device, n, reason,
                                     received_ms, change)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             on conflict (commune, hash) do nothing",
            &[
                &commune,
                &hash,
                &pushed.doc.as_bytes().as_slice(),
                &text(&pushed.commune),
                &i64::from(pushed.kind.number()),
                &actor.as_bytes().as_slice(),
                &device.as_bytes().as_slice(),
                &signed(pushed.n),
                &set_aside.reason.code(),
                &now.ms(),
                &pushed.change,
            ],
        )?;
        if added == 1 {
            seals::added(self, &QUARANTINE, commune, &[hash.into()])?;
        }
        Ok(())
    }

    fn receipted(&self, commune: &str, device: DeviceId) -> Result<(u64, u64), StoreError> {
        let row = self.query_one(
            "select receipted,
                    (select count(*) from quarantine where commune = $1 and device = $2)
             from device where commune = $1 and id = $2",
            &[&commune, &device.as_bytes().as_slice()],
        )?;
        Ok((unsigned(&row, 0)?, unsigned(&row, 1)?))
    }

    fn document(&self, doc: DocId) -> Result<Option<StoredDocument>, StoreError> {
        let found = self.query_opt(
            "select commune, kind, snapshot from document where doc = $1",
            &[&doc.as_bytes().as_slice()],
        )?;
        found.map(|row| stored_document(&row, 0)).transpose()
    }

    fn heads_after(
        &self,
        commune: &str,
        upto: u64,
        limit: u32,
    ) -> Result<Vec<DocumentHead>, StoreError> {
        let heads = self.query(
            "select doc, kind, created_seq, last_seq from document
             where commune = $1 and last_seq > $2 order by last_seq limit $3",
            &[&commune, &signed(upto), &i64::from(limit)],
        )?;
        heads
            .iter()
            .map(|head| {
                Ok(DocumentHead {
                    doc: id(head, 0, "document", "doc")?,
                    kind: kind(head, 1)?,
                    created_seq: unsigned(head, 2)?,
                    last_seq: unsigned(head, 3)?,
                })
            })
            .collect()
    }

    fn count_after(&self, commune: &str, upto: u64) -> Result<u64, StoreError> {
        let row = self.query_one(
            "select count(*) from document where commune = $1 and last_seq > $2",
            &[&commune, &signed(upto)],
        )?;
        unsigned(&row, 0)
    }

    fn is_changed_after(
        &self,
        commune: &str,
        doc: DocId,
        since: u64,
        not_by: Actor,
    ) -> Result<bool, StoreError> {
        let found = self.query_opt(
            "select 1 from log
             where commune = $1 and doc = $2 and seq > $3 and actor <> $4 limit 1",
            &[
                &commune,
                &doc.as_bytes().as_slice(),
                &signed(since),
                &not_by.as_bytes().as_slice(),
            ],
        )?;
        Ok(found.is_some())
    }

    fn changes_after(
        &self,
        commune: &str,
        doc: DocId,
        since: u64,
        not_by: Actor,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let changes = self.query(
            "select hash, change from log
             where commune = $1 and doc = $2 and seq > $3 and actor <> $4 order by seq",
            &[
                &commune,
                &doc.as_bytes().as_slice(),
                &signed(since),
                &not_by.as_bytes().as_slice(),
            ],
        )?;
        let held = changes
            .iter()
            .map(|row| Ok((hash(row, 0, "log")?, get(row, 1)?)));
        let held = held.collect::<Result<_, StoreError>>()?;
        compaction::whole(held, || self.document(doc))
    }

    fn received(&self, hash: ChangeHash) -> Result<Option<Timestamp>, StoreError> {
        let found = self.query_opt(
            "select received_ms from log where hash = $1",
            &[&hash.0.as_slice()],
        )?;
        found
            .map(|row| Ok(Timestamp::from_ms(get(&row, 0)?)))
            .transpose()
    }
}

/// Three columns from `first` on: commune, kind and snapshot of a document.
fn stored_document(row: &Row, first: usize) -> Result<StoredDocument, StoreError> {
    Ok(StoredDocument {
        commune: get(row, first)?,
        kind: kind(row, first + 1)?,
        bytes: get(row, first + 2)?,
    })
}

fn kind(row: &Row, column: usize) -> Result<Kind, StoreError> {
    Kind::from_number(narrow(row, column, "document", "kind")?).ok_or(StoreError::Inconsistent {
        table: "document",
        column: "kind",
    })
}

pub(super) fn hash(row: &Row, index: usize, table: &'static str) -> Result<ChangeHash, StoreError> {
    let bytes: &[u8] = get(row, index)?;
    let bytes = bytes.try_into().map_err(|_| StoreError::Inconsistent {
        table,
        column: "hash",
    })?;
    Ok(ChangeHash(bytes))
}

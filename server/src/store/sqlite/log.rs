//! The log and the documents in SQLite.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{ChangeHash, Kind};
use chungtay_shared::id::{Actor, DeviceId, DocId};
use chungtay_shared::sync::server::{Accepted, Known, Needs, SetAside, StoredDocument};
use chungtay_shared::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{SqliteTx, id, rows, signed, unsigned};
use crate::compaction;
use crate::projection::HouseholdRows;
use crate::store::row_seals::{self as seals, QUARANTINE};
use crate::store::{DocumentHead, Erasures as _, Log, StoreError};

impl Log for SqliteTx<'_> {
    fn lock(&self, commune: &str) -> Result<u64, StoreError> {
        // A write transaction of SQLite is the only one there is: it holds every row.
        self.log_end(commune)
    }

    fn log_end(&self, commune: &str) -> Result<u64, StoreError> {
        let end: i64 = self
            .connection
            .prepare_cached("select log_end from commune where code = ?1")?
            .query_row([commune], |row| row.get(0))?;
        Ok(unsigned(end))
    }

    fn hashes(&self, commune: &str, doc: DocId) -> Result<Vec<ChangeHash>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select hash from log where commune = ?1 and doc = ?2 order by seq")?;
        let hashes = statement.query_map(params![commune, doc.as_bytes()], |row| {
            row.get(0).map(ChangeHash)
        })?;
        Ok(hashes.collect::<Result<_, _>>()?)
    }

    fn known(&self, needs: &Needs) -> Result<Known, StoreError> {
        let mut known = Known {
            erased: self.erased(&needs.docs)?,
            ..Known::default()
        };
        for doc in &needs.docs {
            if let Some(stored) = self.document(*doc)? {
                known.docs.insert(*doc, stored);
            }
        }
        let mut stored = self
            .connection
            .prepare_cached("select 1 from log where hash = ?1")?;
        let mut aside = self
            .connection
            .prepare_cached("select reason from quarantine where hash = ?1")?;
        for hash in &needs.hashes {
            if stored.exists(params![hash.0])? {
                known.stored.insert(*hash);
            } else if let Some(reason) = aside
                .query_row(params![hash.0], |row| row.get(0))
                .optional()?
            {
                known.quarantined.insert(*hash, reason);
            }
        }
        Ok(known)
    }

    fn last_seqs(&self, docs: &BTreeSet<DocId>) -> Result<BTreeMap<DocId, u64>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select last_seq from document where doc = ?1")?;
        let mut last_seqs = BTreeMap::new();
        for doc in docs {
            let found = statement.query_row(params![doc.as_bytes()], |row| row.get(0));
            if let Some(seq) = found.optional()? {
                last_seqs.insert(*doc, unsigned(seq));
            }
        }
        Ok(last_seqs)
    }

    fn append(
        &self,
        accepted: &Accepted,
        device: DeviceId,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let seq: i64 = self
            .connection
            .prepare_cached(
                "update commune set log_end = log_end + 1 where code = ?1 returning log_end",
            )?
            .query_row([&accepted.commune], |row| row.get(0))?;
        self.connection
            .prepare_cached(
                "insert into log (commune, seq, doc, hash, actor, device, n, received_ms, change)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                accepted.commune,
                seq,
                accepted.doc.as_bytes(),
                accepted.hash.0,
                accepted.actor.as_bytes(),
                device.as_bytes(),
                signed(accepted.n),
                now.ms(),
                accepted.change
            ])?;
        self.connection
            .prepare_cached(
                "update device set receipted = receipted + 1 where commune = ?1 and id = ?2",
            )?
            .execute(params![accepted.commune, device.as_bytes()])?;
        self.release(&accepted.commune, accepted.hash)?;
        Ok(unsigned(seq))
    }

    fn put_document(
        &self,
        doc: DocId,
        stored: &StoredDocument,
        seq: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "insert into document (commune, doc, kind, created_seq, last_seq, snapshot)
                 values (?1, ?2, ?3, ?4, ?4, ?5)
                 on conflict (commune, doc)
                 do update set last_seq = excluded.last_seq, snapshot = excluded.snapshot",
            )?
            .execute(params![
                stored.commune,
                doc.as_bytes(),
                stored.kind.number(),
                signed(seq),
                stored.bytes
            ])?;
        Ok(())
    }

    fn put_rows(&self, rows: &HouseholdRows, seq: u64, now: Timestamp) -> Result<(), StoreError> {
        rows::put(self.connection, rows, seq, now)
    }

    fn set_aside(
        &self,
        commune: &str,
        set_aside: &SetAside,
        device: DeviceId,
        actor: Actor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let pushed = &set_aside.pushed;
        let added = self
            .connection
            .prepare_cached(
                "insert into quarantine (commune, hash, doc, claimed, kind, actor, device, n,
                                         reason, received_ms, change)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 on conflict (commune, hash) do nothing",
            )?
            .execute(params![
                commune,
                set_aside.hash.0,
                pushed.doc.as_bytes(),
                pushed.commune,
                pushed.kind.number(),
                actor.as_bytes(),
                device.as_bytes(),
                signed(pushed.n),
                set_aside.reason.code(),
                now.ms(),
                pushed.change
            ])?;
        if added == 1 {
            let key = [set_aside.hash.0.as_slice().into()];
            seals::added(self, &QUARANTINE, commune, &key)?;
        }
        Ok(())
    }

    fn receipted(&self, commune: &str, device: DeviceId) -> Result<(u64, u64), StoreError> {
        let counts = self
            .connection
            .prepare_cached(
                "select receipted,
                        (select count(*) from quarantine where commune = ?1 and device = ?2)
                 from device where commune = ?1 and id = ?2",
            )?
            .query_row(params![commune, device.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        Ok((unsigned(counts.0), unsigned(counts.1)))
    }

    fn document(&self, doc: DocId) -> Result<Option<StoredDocument>, StoreError> {
        let found: Option<(String, u8, Vec<u8>)> = self
            .connection
            .prepare_cached("select commune, kind, snapshot from document where doc = ?1")?
            .query_row(params![doc.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        found
            .map(|(commune, number, bytes)| {
                Ok(StoredDocument {
                    commune,
                    kind: kind(number)?,
                    bytes,
                })
            })
            .transpose()
    }

    fn heads_after(
        &self,
        commune: &str,
        upto: u64,
        limit: u32,
    ) -> Result<Vec<DocumentHead>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select doc, kind, created_seq, last_seq from document
             where commune = ?1 and last_seq > ?2 order by last_seq limit ?3",
        )?;
        let heads = statement.query_map(params![commune, signed(upto), limit], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        })?;
        heads
            .map(|head| {
                let (doc, number, created_seq, last_seq) = head?;
                Ok(DocumentHead {
                    doc: id(&doc, "document", "doc")?,
                    kind: kind(number)?,
                    created_seq: unsigned(created_seq),
                    last_seq: unsigned(last_seq),
                })
            })
            .collect()
    }

    fn count_after(&self, commune: &str, upto: u64) -> Result<u64, StoreError> {
        let count: i64 = self
            .connection
            .prepare_cached("select count(*) from document where commune = ?1 and last_seq > ?2")?
            .query_row(params![commune, signed(upto)], |row| row.get(0))?;
        Ok(unsigned(count))
    }

    fn is_changed_after(
        &self,
        commune: &str,
        doc: DocId,
        since: u64,
        not_by: Actor,
    ) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "select 1 from log
                 where commune = ?1 and doc = ?2 and seq > ?3 and actor <> ?4 limit 1",
            )?
            .exists(params![
                commune,
                doc.as_bytes(),
                signed(since),
                not_by.as_bytes()
            ])?)
    }

    fn changes_after(
        &self,
        commune: &str,
        doc: DocId,
        since: u64,
        not_by: Actor,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select hash, change from log
             where commune = ?1 and doc = ?2 and seq > ?3 and actor <> ?4 order by seq",
        )?;
        let changes = statement.query_map(
            params![commune, doc.as_bytes(), signed(since), not_by.as_bytes()],
            |row| Ok((ChangeHash(row.get(0)?), row.get(1)?)),
        )?;
        let held = changes.collect::<Result<_, _>>()?;
        compaction::whole(held, || self.document(doc))
    }

    fn received(&self, hash: ChangeHash) -> Result<Option<Timestamp>, StoreError> {
        Ok(self
            .connection
            .query_row(
                "select received_ms from log where hash = ?1",
                params![hash.0],
                |row| row.get(0),
            )
            .optional()?
            .map(Timestamp::from_ms))
    }
}

fn kind(number: u8) -> Result<Kind, StoreError> {
    Kind::from_number(number).ok_or(StoreError::Inconsistent {
        table: "document",
        column: "kind",
    })
}

//! A smaller log in SQLite.

use chungtay_shared::document::ChangeHash;
use chungtay_shared::id::DocId;
use chungtay_shared::time::Timestamp;
use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

use super::{SqliteTx, id, signed, unsigned};
use crate::store::{Compaction, HeldChange, LogEntry, StoreError};

impl Compaction for SqliteTx<'_> {
    fn compacted_to(&self, commune: &str) -> Result<u64, StoreError> {
        let seq: i64 = self
            .connection
            .prepare_cached("select compacted_seq from commune where code = ?1")?
            .query_row([commune], |row| row.get(0))?;
        Ok(unsigned(seq))
    }

    fn set_compacted_to(&self, commune: &str, seq: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("update commune set compacted_seq = ?2 where code = ?1")?
            .execute(params![commune, signed(seq)])?;
        Ok(())
    }

    fn entries_after(
        &self,
        commune: &str,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<LogEntry>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select seq, doc, received_ms from log
             where commune = ?1 and seq > ?2 order by seq limit ?3",
        )?;
        let mut rows = statement.query(params![commune, signed(seq), limit])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let doc: Vec<u8> = row.get(1)?;
            entries.push(LogEntry {
                seq: unsigned(row.get(0)?),
                doc: id(&doc, "log", "doc")?,
                received_at: Timestamp::from_ms(row.get(2)?),
            });
        }
        Ok(entries)
    }

    fn held_changes(
        &self,
        commune: &str,
        doc: DocId,
        before: Timestamp,
    ) -> Result<Vec<HeldChange>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select seq, hash, change from log
             where commune = ?1 and doc = ?2 and received_ms < ?3 and change <> x''
             order by seq",
        )?;
        let held = statement.query_map(params![commune, doc.as_bytes(), before.ms()], |row| {
            Ok(HeldChange {
                seq: unsigned(row.get(0)?),
                hash: ChangeHash(row.get(1)?),
                change: row.get(2)?,
            })
        })?;
        Ok(held.collect::<Result<_, _>>()?)
    }

    fn drop_bytes(&self, commune: &str, seq: u64) -> Result<(), StoreError> {
        // Within a line that is changed the room would stay and wait for nobody: lines are only
        // ever added at the end. One that is removed and added again leaves its page.
        let rest = self
            .connection
            .prepare_cached(
                "delete from log where commune = ?1 and seq = ?2
                 returning doc, hash, actor, device, n, received_ms",
            )?
            .query_row(params![commune, signed(seq)], |row| {
                (0..6)
                    .map(|i| row.get::<_, Value>(i))
                    .collect::<Result<Vec<_>, _>>()
            })?;
        let kept = [
            vec![Value::from(commune.to_owned()), signed(seq).into()],
            rest,
        ]
        .concat();
        self.connection
            .prepare_cached(
                "insert into log (commune, seq, doc, hash, actor, device, n, received_ms, change)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, x'')",
            )?
            .execute(params_from_iter(kept))?;
        Ok(())
    }
}

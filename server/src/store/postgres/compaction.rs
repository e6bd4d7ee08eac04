//! A smaller log in PostgreSQL.

use chungtay_shared::id::DocId;
use chungtay_shared::time::Timestamp;

use super::log::hash;
use super::{PostgresTx, get, id, signed, unsigned};
use crate::store::{Compaction, HeldChange, LogEntry, StoreError};

impl Compaction for PostgresTx<'_> {
    fn compacted_to(&self, commune: &str) -> Result<u64, StoreError> {
        let row = self.query_one(
            "select compacted_seq from commune where code = $1",
            &[&commune],
        )?;
        unsigned(&row, 0)
    }

    fn set_compacted_to(&self, commune: &str, seq: u64) -> Result<(), StoreError> {
        self.execute(
            "update commune set compacted_seq = $2 where code = $1",
            &[&commune, &signed(seq)],
        )?;
        Ok(())
    }

    fn entries_after(
        &self,
        commune: &str,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<LogEntry>, StoreError> {
        let entries = self.query(
            "select seq, doc, received_ms from log
             where commune = $1 and seq > $2 order by seq limit $3",
            &[&commune, &signed(seq), &i64::from(limit)],
        )?;
        entries
            .iter()
            .map(|entry| {
                Ok(LogEntry {
                    seq: unsigned(entry, 0)?,
                    doc: id(entry, 1, "log", "doc")?,
                    received_at: Timestamp::from_ms(get(entry, 2)?),
                })
            })
            .collect()
    }

    fn held_changes(
        &self,
        commune: &str,
        doc: DocId,
        before: Timestamp,
    ) -> Result<Vec<HeldChange>, StoreError> {
        let held = self.query(
            "select seq, hash, change from log
             where commune = $1 and doc = $2 and received_ms < $3 and change <> ''
             order by seq",
            &[&commune, &doc.as_bytes().as_slice(), &before.ms()],
        )?;
        held.iter()
            .map(|row| {
                Ok(HeldChange {
                    seq: unsigned(row, 0)?,
                    hash: hash(row, 1, "log")?,
                    change: get(row, 2)?,
                })
            })
            .collect()
    }

    fn drop_bytes(&self, commune: &str, seq: u64) -> Result<(), StoreError> {
        self.execute(
            "update log set change = '' where commune = $1 and seq = $2",
            &[&commune, &signed(seq)],
        )?;
        Ok(())
    }
}

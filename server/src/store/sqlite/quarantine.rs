//! What is set aside, in SQLite.

use std::collections::BTreeMap;

use chungtay_shared::api::{Looked, QuarantinePage, Trial};
use chungtay_shared::document::{ChangeHash, Kind};
use chungtay_shared::id::DocId;
use chungtay_shared::sync::wire::Pushed;
use chungtay_shared::time::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::audit::cells;
use super::{SqliteTx, id, signed, unsigned};
use crate::store::StoreError;
use crate::store::quarantine::{
    Kept, LineParts, NewLook, NewTrial, Quarantine, READ_BYTES_MAX, TRIALS,
};
use crate::store::row_seals::{self as seals, QUARANTINE, TRIAL};

impl Quarantine for SqliteTx<'_> {
    fn quarantine(&self, commune: &str, limit: u32) -> Result<QuarantinePage, StoreError> {
        let total: i64 = self
            .connection
            .prepare_cached(
                "select count(*) from quarantine where commune = ?1 and looked_ms is null",
            )?
            .query_row([commune], |row| row.get(0))?;
        let last = self.trials(
            &format!(
                "{TRIALS} join quarantine q on q.commune = t.commune and q.hash = t.hash
                 where t.commune = ?1 and t.nth = (select max(nth) from trial
                     where commune = t.commune and hash = t.hash) limit ?2"
            ),
            commune,
            u32::MAX,
        )?;
        let mut last: BTreeMap<ChangeHash, Trial> = last.into_iter().collect();
        let mut statement = self.connection.prepare_cached(
            "select q.hash, q.received_ms, q.reason, a.person_name, d.name, q.n, q.doc,
                    h.head_name, length(q.change),
                    case when length(q.change) <= ?3 then q.change end,
                    q.looked_ms, coalesce(o.person_name, ''), q.looked_reason
             from quarantine q
             left join device od on od.commune = q.commune and od.id = q.looked_by
             left join account o on o.commune = od.commune and o.id = od.account
             join device d on d.commune = q.commune and d.id = q.device
             join account a on a.commune = d.commune and a.id = d.account
             left join household h on h.commune = q.commune and h.doc = q.doc
             where q.commune = ?1 order by q.looked_ms is not null, q.received_ms desc, q.hash limit ?2",
        )?;
        let mut rows = statement.query(params![commune, limit, READ_BYTES_MAX])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let hash = ChangeHash(row.get(0)?);
            let parts = LineParts {
                hash,
                received_at: Timestamp::from_ms(row.get(1)?),
                reason: row.get(2)?,
                person_name: row.get(3)?,
                device_name: row.get(4)?,
                n: unsigned(row.get(5)?),
                household: doc(row, 6, "quarantine")?,
                head_name: row.get(7)?,
                size_bytes: unsigned(row.get(8)?),
                change: row.get(9)?,
                tried: last.remove(&hash),
                looked: looked(row)?,
            };
            lines.push(parts.line());
        }
        let newest =
            format!("{TRIALS} where t.commune = ?1 order by t.at_ms desc, t.hash, t.nth limit ?2");
        let trials = self.trials(&newest, commune, limit)?;
        Ok(QuarantinePage {
            lines,
            total: unsigned(total),
            trials: trials.into_iter().map(|(_, trial)| trial).collect(),
        })
    }

    fn kept(&self, commune: &str, hash: ChangeHash) -> Result<Option<Kept>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select n, claimed, doc, kind, change, device, actor, reason, received_ms
             from quarantine where commune = ?1 and hash = ?2",
        )?;
        let mut rows = statement.query(params![commune, hash.0])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let kind = Kind::from_number(row.get(3)?).ok_or(StoreError::Inconsistent {
            table: "quarantine",
            column: "kind",
        })?;
        let (device, actor): (Vec<u8>, Vec<u8>) = (row.get(5)?, row.get(6)?);
        Ok(Some(Kept {
            pushed: Pushed {
                n: unsigned(row.get(0)?),
                commune: row.get(1)?,
                doc: doc(row, 2, "quarantine")?,
                kind,
                change: row.get(4)?,
            },
            hash,
            device: id(&device, "quarantine", "device")?,
            actor: id(&actor, "quarantine", "actor")?,
            reason: row.get(7)?,
            received_at: Timestamp::from_ms(row.get(8)?),
        }))
    }

    fn kept_hashes(&self, commune: &str) -> Result<Vec<ChangeHash>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select hash from quarantine where commune = ?1 order by received_ms, hash",
        )?;
        let hashes = statement.query_map([commune], |row| row.get(0).map(ChangeHash))?;
        Ok(hashes.collect::<Result<_, _>>()?)
    }

    fn look(&self, commune: &str, look: NewLook<'_>) -> Result<bool, StoreError> {
        let (hash, officer) = (look.hash.0, look.officer.as_bytes());
        let of = [("hash", hash.as_slice().into())];
        let noted = seals::changing(self, &QUARANTINE, commune, &of, || {
            self.connection.execute(
                "update quarantine set looked_ms = ?3, looked_by = ?4, looked_reason = ?5
                 where commune = ?1 and hash = ?2",
                params![commune, hash, look.at.ms(), officer, look.reason],
            )
        })?;
        Ok(noted > 0)
    }

    fn add_trial(&self, commune: &str, trial: NewTrial<'_>) -> Result<(), StoreError> {
        let kept = trial.kept;
        let of = [("hash", kept.hash.0.as_slice().into())];
        seals::changing(self, &TRIAL, commune, &of, || {
            self.connection
                .prepare_cached(
                    "insert into trial (commune, hash, nth, at_ms, officer, device, n, doc, reason,
                                        refused)
                     select ?1, ?2, coalesce(max(nth), 0) + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9
                     from trial where commune = ?1 and hash = ?2",
                )?
                .execute(params![
                    commune,
                    kept.hash.0,
                    trial.at.ms(),
                    trial.officer.as_bytes(),
                    kept.device.as_bytes(),
                    signed(kept.pushed.n),
                    kept.pushed.doc.as_bytes(),
                    kept.reason,
                    trial.refused
                ])
        })?;
        Ok(())
    }
}

impl SqliteTx<'_> {
    /// A record that is let in is set aside no more, if it was.
    pub(super) fn release(&self, commune: &str, hash: ChangeHash) -> Result<(), StoreError> {
        let columns = QUARANTINE.all_columns();
        let mut statement = self.connection.prepare_cached(&format!(
            "delete from quarantine where commune = ?1 and hash = ?2 returning {columns}"
        ))?;
        let released = statement
            .query_row(params![commune, hash.0], cells)
            .optional()?;
        match released {
            Some(row) => seals::removed(self, &QUARANTINE, commune, &row),
            None => Ok(()),
        }
    }

    fn trials(
        &self,
        sql: &str,
        commune: &str,
        limit: u32,
    ) -> Result<Vec<(ChangeHash, Trial)>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![commune, limit])?;
        let mut trials = Vec::new();
        while let Some(row) = rows.next()? {
            let trial = Trial {
                at: Timestamp::from_ms(row.get(1)?),
                officer_name: row.get(2)?,
                person_name: row.get(3)?,
                n: unsigned(row.get(4)?),
                household: doc(row, 5, "trial")?,
                reason: row.get(6)?,
                refused: row.get(7)?,
            };
            trials.push((ChangeHash(row.get(0)?), trial));
        }
        Ok(trials)
    }
}

/// Who has looked at the record, and what they found.
fn looked(row: &Row<'_>) -> Result<Option<Looked>, StoreError> {
    let at: Option<i64> = row.get(10)?;
    at.map(|at| {
        Ok(Looked {
            at: Timestamp::from_ms(at),
            officer_name: row.get(11)?,
            reason: row.get(12)?,
        })
    })
    .transpose()
}

fn doc(row: &Row<'_>, column: usize, table: &'static str) -> Result<DocId, StoreError> {
    let bytes: Vec<u8> = row.get(column)?;
    id(&bytes, table, "doc")
}

//! What is set aside, in PostgreSQL.

use std::collections::BTreeMap;

use chungtay_shared::api::{Looked, QuarantinePage, Trial};
use chungtay_shared::document::{ChangeHash, Kind};
use chungtay_shared::sync::wire::Pushed;
use chungtay_shared::time::Timestamp;
use postgres::Row;

use super::{PostgresTx, get, id, narrow, signed, unsigned};
use crate::store::StoreError;
use crate::store::quarantine::{
    Kept, LineParts, NewLook, NewTrial, Quarantine, READ_BYTES_MAX, TRIALS,
};
use crate::store::row_seals::{self as seals, QUARANTINE, TRIAL};

impl Quarantine for PostgresTx<'_> {
    fn quarantine(&self, commune: &str, limit: u32) -> Result<QuarantinePage, StoreError> {
        let total = self.query_one(
            "select count(*) from quarantine where commune = $1 and looked_ms is null",
            &[&commune],
        )?;
        let last = self.query(
            &format!(
                "{TRIALS} join quarantine q on q.commune = t.commune and q.hash = t.hash
                 where t.commune = $1 and t.nth = (select max(nth) from trial
                     where commune = t.commune and hash = t.hash)"
            ),
            &[&commune],
        )?;
        let last = last
            .iter()
            .map(|row| Ok((hash(row, 0, "trial")?, trial(row)?)));
        let mut last: BTreeMap<ChangeHash, Trial> = last.collect::<Result<_, StoreError>>()?;
        let read_bytes_max = i32::try_from(READ_BYTES_MAX).unwrap_or(i32::MAX);
        let lines = self.query(
            "select q.hash, q.received_ms, q.reason, a.person_name, d.name, q.n, q.doc,
                    h.head_name, length(q.change)::bigint,
                    case when length(q.change) <= $3 then q.change end,
                    q.looked_ms, coalesce(o.person_name, ''), q.looked_reason
             from quarantine q
             left join device od on od.commune = q.commune and od.id = q.looked_by
             left join account o on o.commune = od.commune and o.id = od.account
             join device d on d.commune = q.commune and d.id = q.device
             join account a on a.commune = d.commune and a.id = d.account
             left join household h on h.commune = q.commune and h.doc = q.doc
             where q.commune = $1 order by q.looked_ms is not null, q.received_ms desc, q.hash limit $2",
            &[&commune, &i64::from(limit), &read_bytes_max],
        )?;
        let lines = lines.iter().map(|row| {
            let hash = hash(row, 0, "quarantine")?;
            let parts = LineParts {
                hash,
                received_at: Timestamp::from_ms(get(row, 1)?),
                reason: get(row, 2)?,
                person_name: get(row, 3)?,
                device_name: get(row, 4)?,
                n: unsigned(row, 5)?,
                household: id(row, 6, "quarantine", "doc")?,
                head_name: get(row, 7)?,
                size_bytes: unsigned(row, 8)?,
                change: get(row, 9)?,
                tried: last.remove(&hash),
                looked: looked(row)?,
            };
            Ok(parts.line())
        });
        let lines = lines.collect::<Result<_, StoreError>>()?;
        let trials = self.query(
            &format!("{TRIALS} where t.commune = $1 order by t.at_ms desc, t.hash, t.nth limit $2"),
            &[&commune, &i64::from(limit)],
        )?;
        Ok(QuarantinePage {
            lines,
            total: unsigned(&total, 0)?,
            trials: trials.iter().map(trial).collect::<Result<_, _>>()?,
        })
    }

    fn kept(&self, commune: &str, hash: ChangeHash) -> Result<Option<Kept>, StoreError> {
        let found = self.query_opt(
            "select n, claimed, doc, kind, change, device, actor, reason, received_ms
             from quarantine where commune = $1 and hash = $2",
            &[&commune, &hash.0.as_slice()],
        )?;
        let Some(row) = &found else {
            return Ok(None);
        };
        let kind = Kind::from_number(narrow(row, 3, "quarantine", "kind")?);
        Ok(Some(Kept {
            pushed: Pushed {
                n: unsigned(row, 0)?,
                commune: get(row, 1)?,
                doc: id(row, 2, "quarantine", "doc")?,
                kind: kind.ok_or(StoreError::Inconsistent {
                    table: "quarantine",
                    column: "kind",
                })?,
                change: get(row, 4)?,
            },
            hash,
            device: id(row, 5, "quarantine", "device")?,
            actor: id(row, 6, "quarantine", "actor")?,
            reason: get(row, 7)?,
            received_at: Timestamp::from_ms(get(row, 8)?),
        }))
    }

    fn kept_hashes(&self, commune: &str) -> Result<Vec<ChangeHash>, StoreError> {
        let found = self.query(
            "select hash from quarantine where commune = $1 order by received_ms, hash",
            &[&commune],
        )?;
        found.iter().map(|row| hash(row, 0, "quarantine")).collect()
    }

    fn look(&self, commune: &str, look: NewLook<'_>) -> Result<bool, StoreError> {
        self.has_changed(commune);
        let hash = look.hash.0.as_slice();
        let of = [("hash", hash.into())];
        let noted = seals::changing(self, &QUARANTINE, commune, &of, || {
            self.execute(
                "update quarantine set looked_ms = $3, looked_by = $4, looked_reason = $5
                 where commune = $1 and hash = $2",
                &[
                    &commune,
                    &hash,
                    &look.at.ms(),
                    &look.officer.as_bytes().as_slice(),
                    &look.reason,
                ],
            )
        })?;
        Ok(noted > 0)
    }

    fn add_trial(&self, commune: &str, trial: NewTrial<'_>) -> Result<(), StoreError> {
        self.has_changed(commune);
        let kept = trial.kept;
        let of = [("hash", kept.hash.0.as_slice().into())];
        seals::changing(self, &TRIAL, commune, &of, || {
            self.execute(
                "insert into trial (commune, hash, nth, at_ms, officer, device, n, doc, reason, refused)
                 select $1, $2, coalesce(max(nth), 0) + 1, $3, $4, $5, $6, $7, $8, $9
                 from trial where commune = $1 and hash = $2",
                &[
                    &commune,
                    &kept.hash.0.as_slice(),
                    &trial.at.ms(),
                    &trial.officer.as_bytes().as_slice(),
                    &kept.device.as_bytes().as_slice(),
                    &signed(kept.pushed.n),
                    &kept.pushed.doc.as_bytes().as_slice(),
                    &kept.reason,
                    &trial.refused,
                ],
            )
        })?;
        Ok(())
    }
}

/// Who has looked at the record, and what they found.
fn looked(row: &Row) -> Result<Option<Looked>, StoreError> {
    let at: Option<i64> = get(row, 10)?;
    at.map(|at| {
        Ok(Looked {
            at: Timestamp::from_ms(at),
            officer_name: get(row, 11)?,
            reason: get(row, 12)?,
        })
    })
    .transpose()
}

fn trial(row: &Row) -> Result<Trial, StoreError> {
    Ok(Trial {
        at: Timestamp::from_ms(get(row, 1)?),
        officer_name: get(row, 2)?,
        person_name: get(row, 3)?,
        n: unsigned(row, 4)?,
        household: id(row, 5, "trial", "doc")?,
        reason: get(row, 6)?,
        refused: get(row, 7)?,
    })
}

fn hash(row: &Row, column: usize, table: &'static str) -> Result<ChangeHash, StoreError> {
    let bytes: &[u8] = get(row, column)?;
    let hash = bytes.try_into().map_err(|_| StoreError::Inconsistent {
        table,
        column: "hash",
    })?;
    Ok(ChangeHash(hash))
}

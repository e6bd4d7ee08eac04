//! What is erased at the request of whom it is about, in PostgreSQL.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::FactKind;
use chungtay_shared::id::{DocId, FactId};

use super::{PostgresTx, get, id, signed, text, unsigned};
use crate::store::row_seals::{self as seals, QUARANTINE};
use crate::store::{
    ErasureLine, Erasures, Figure, LateFigure, NOBODY, NewErasure, NewLook, StoreError,
};

/// What a household's rows stand in.
pub(super) const ROWS: [&str; 6] = [
    "household",
    "status",
    "fact",
    "conflict",
    "support_case",
    "document",
];

impl Erasures for PostgresTx<'_> {
    fn keep_figure(
        &self,
        commune: &str,
        doc: DocId,
        into: DocId,
        figure: &Figure,
    ) -> Result<(), StoreError> {
        let day = "on_day * 86400000 - 25200000";
        self.execute(
            &format!(
                "insert into fact
                 (commune, doc, fact, kind, at_ms, on_day, what, detail, note, money_vnd,
                  goods_value_vnd, quantity_milli, unit, signed, actor, received_ms, received_seq,
                  standing, campaign, round, giver, support_case, source, source_name, fallen_seq)
                 select commune, $4, $5, kind, {day}, on_day,
                        case kind when $6 then what else '' end,
                        case kind when $6 then detail else '' end, '', money_vnd,
                        goods_value_vnd, quantity_milli, unit, false, $7, {day}, received_seq,
                        standing, campaign, round, null, null, source, source_name, fallen_seq
                 from fact where commune = $1 and doc = $2 and fact = $3"
            ),
            &[
                &commune,
                &doc.as_bytes().as_slice(),
                &figure.fact.as_bytes().as_slice(),
                &into.as_bytes().as_slice(),
                &figure.as_fact.as_bytes().as_slice(),
                &FactKind::Handover.code(),
                &NOBODY.as_bytes().as_slice(),
            ],
        )?;
        Ok(())
    }

    fn add_figure(
        &self,
        commune: &str,
        into: DocId,
        figure: &LateFigure,
        seq: u64,
    ) -> Result<(), StoreError> {
        self.execute(
            "insert into fact
             (commune, doc, fact, kind, at_ms, on_day, what, detail, note, money_vnd,
              goods_value_vnd, quantity_milli, unit, signed, actor, received_ms, received_seq,
              standing, campaign, round, giver, support_case, source, source_name, fallen_seq)
             values ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10, $11, $12, false, $13, $5, $14,
                     true, $15, $16, null, null, null, '', null)",
            &[
                &commune,
                &into.as_bytes().as_slice(),
                &figure.fact.as_bytes().as_slice(),
                &FactKind::Handover.code(),
                &figure.day.ms(),
                &figure.day.local_date().days(),
                &text(&figure.form),
                &text(&figure.item),
                &figure.money_vnd,
                &figure.goods_value_vnd,
                &figure.quantity_milli,
                &text(&figure.unit),
                &NOBODY.as_bytes().as_slice(),
                &signed(seq),
                &figure.campaign.as_ref().map(|id| id.as_bytes().as_slice()),
                &figure.round.as_ref().map(|id| id.as_bytes().as_slice()),
            ],
        )?;
        Ok(())
    }

    fn seal_figures(
        &self,
        commune: &str,
        into: DocId,
        hamlet: &str,
        hash: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.execute(
            "insert into remainder (commune, doc, hamlet, hash) values ($1, $2, $3, $4)",
            &[
                &commune,
                &into.as_bytes().as_slice(),
                &text(hamlet),
                &hash.as_slice(),
            ],
        )?;
        Ok(())
    }

    fn figures_of_rounds(&self, commune: &str) -> Result<BTreeMap<FactId, u64>, StoreError> {
        let rows = self.query(
            "select f.round, count(*) from remainder r
             join fact f on f.commune = r.commune and f.doc = r.doc
             where r.commune = $1 and f.standing and f.round is not null group by f.round",
            &[&commune],
        )?;
        rows.iter()
            .map(|row| Ok((id(row, 0, "fact", "round")?, unsigned(row, 1)?)))
            .collect()
    }

    fn erase(&self, commune: &str, doc: DocId, look: NewLook<'_>) -> Result<(), StoreError> {
        let doc = doc.as_bytes().as_slice();
        for table in ROWS {
            let sql = format!("delete from {table} where commune = $1 and doc = $2");
            self.execute(&sql, &[&commune, &doc])?;
        }
        self.execute(
            "update log set change = '' where commune = $1 and doc = $2",
            &[&commune, &doc],
        )?;
        seals::changing(self, &QUARANTINE, commune, &[("doc", doc.into())], || {
            self.execute(
                "update quarantine set change = '', reason = 'erased', looked_ms = $3,
                        looked_by = $4, looked_reason = $5
                 where commune = $1 and doc = $2",
                &[
                    &commune,
                    &doc,
                    &look.at.ms(),
                    &look.officer.as_bytes().as_slice(),
                    &look.reason,
                ],
            )
        })?;
        Ok(())
    }

    fn erase_left(&self, commune: &str, import_key: &str) -> Result<(), StoreError> {
        self.execute(
            "delete from left_row where commune = $1 and import_key = $2",
            &[&commune, &import_key],
        )?;
        Ok(())
    }

    fn empty_record(&self, commune: &str, look: NewLook<'_>) -> Result<(), StoreError> {
        let hash = look.hash.0.as_slice();
        seals::changing(self, &QUARANTINE, commune, &[("hash", hash.into())], || {
            self.execute(
                "update quarantine set change = '', looked_ms = $3, looked_by = $4,
                        looked_reason = $5
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
        Ok(())
    }

    fn append_erasure(&self, commune: &str, erasure: &NewErasure<'_>) -> Result<u64, StoreError> {
        self.has_changed(commune);
        let row = self.query_one(
            "with numbered as (
               update commune set log_end = log_end + 1 where code = $1 returning log_end
             ), counted as (
               update device set receipted = receipted + 1 where commune = $1 and id = $5
             ), said as (
               insert into erasure (commune, seq, doc, body)
               select $1, log_end, $2, $7 from numbered
             )
             insert into log (commune, seq, doc, hash, actor, device, n, received_ms, change)
             select $1, log_end, $2, $3, $4, $5, 0, $6, '' from numbered
             returning seq",
            &[
                &commune,
                &erasure.doc.as_bytes().as_slice(),
                &erasure.hash.0.as_slice(),
                &erasure.actor.as_bytes().as_slice(),
                &erasure.device.as_bytes().as_slice(),
                &erasure.at.ms(),
                &erasure.body,
            ],
        )?;
        unsigned(&row, 0)
    }

    fn erased(&self, docs: &BTreeSet<DocId>) -> Result<BTreeSet<DocId>, StoreError> {
        let docs: Vec<&[u8]> = docs.iter().map(|d| d.as_bytes().as_slice()).collect();
        let found = self.query(
            "select distinct doc from erasure where doc = any($1)",
            &[&docs],
        )?;
        found
            .iter()
            .map(|row| id(row, 0, "erasure", "doc"))
            .collect()
    }

    fn erased_after(
        &self,
        commune: &str,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<ErasureLine>, StoreError> {
        let rows = self.query(
            "select seq, doc, body from erasure where commune = $1 and seq > $2
             order by seq limit $3",
            &[&commune, &signed(seq), &i64::from(limit)],
        )?;
        let line = |row| {
            Ok(ErasureLine {
                seq: unsigned(row, 0)?,
                doc: id(row, 1, "erasure", "doc")?,
                body: get(row, 2)?,
            })
        };
        rows.iter().map(line).collect()
    }

    fn held_of(&self, commune: &str, doc: DocId) -> Result<(u64, u64), StoreError> {
        let row = self.query_one(
            "select (select count(*) from quarantine where commune = $1 and doc = $2),
                    (select count(*) from log where commune = $1 and doc = $2)",
            &[&commune, &doc.as_bytes().as_slice()],
        )?;
        Ok((unsigned(&row, 0)?, unsigned(&row, 1)?))
    }

    fn wipe_due(&self) -> Result<Option<u64>, StoreError> {
        let row = self.query_one(
            "select count(*), (select value from meta where key = 'wiped') from erasure",
            &[],
        )?;
        let wiped: Option<Vec<u8>> = get(&row, 1)?;
        let wiped = wiped.and_then(|bytes| Some(u64::from_be_bytes(bytes.try_into().ok()?)));
        let erased = unsigned(&row, 0)?;
        Ok((erased != wiped.unwrap_or(0)).then_some(erased))
    }

    fn set_wiped(&self, erased: u64) -> Result<(), StoreError> {
        self.execute(
            "insert into meta (key, value) values ('wiped', $1)
             on conflict (key) do update set value = excluded.value",
            &[&erased.to_be_bytes().as_slice()],
        )?;
        Ok(())
    }
}

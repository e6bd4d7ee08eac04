//! What is erased at the request of whom it is about, in SQLite.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::FactKind;
use chungtay_shared::id::{DocId, FactId};
use rusqlite::params;

use super::{SqliteTx, id, signed, unsigned};
use crate::store::row_seals::{self as seals, QUARANTINE};
use crate::store::{
    ErasureLine, Erasures, Figure, LateFigure, NOBODY, NewErasure, NewLook, StoreError,
};

/// What a household's rows stand in.
const ROWS: [&str; 6] = [
    "household",
    "status",
    "fact",
    "conflict",
    "support_case",
    "document",
];

impl Erasures for SqliteTx<'_> {
    fn keep_figure(
        &self,
        commune: &str,
        doc: DocId,
        into: DocId,
        figure: &Figure,
    ) -> Result<(), StoreError> {
        let day = "on_day * 86400000 - 25200000";
        self.connection.execute(
            &format!(
                "insert into fact
                 (commune, doc, fact, kind, at_ms, on_day, what, detail, note, money_vnd,
                  goods_value_vnd, quantity_milli, unit, signed, actor, received_ms, received_seq,
                  standing, campaign, round, giver, support_case, source, source_name, fallen_seq)
                 select commune, ?4, ?5, kind, {day}, on_day,
                        case kind when ?6 then what else '' end,
                        case kind when ?6 then detail else '' end, '', money_vnd,
                        goods_value_vnd, quantity_milli, unit, 0, ?7, {day}, received_seq,
                        standing, campaign, round, null, null, source, source_name, fallen_seq
                 from fact where commune = ?1 and doc = ?2 and fact = ?3"
            ),
            params![
                commune,
                doc.as_bytes(),
                figure.fact.as_bytes(),
                into.as_bytes(),
                figure.as_fact.as_bytes(),
                FactKind::Handover.code(),
                NOBODY.as_bytes()
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
        self.connection.execute(
            "insert into fact
             (commune, doc, fact, kind, at_ms, on_day, what, detail, note, money_vnd,
              goods_value_vnd, quantity_milli, unit, signed, actor, received_ms, received_seq,
              standing, campaign, round, giver, support_case, source, source_name, fallen_seq)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', ?9, ?10, ?11, ?12, 0, ?13, ?5, ?14, 1, ?15,
                     ?16, null, null, null, '', null)",
            params![
                commune,
                into.as_bytes(),
                figure.fact.as_bytes(),
                FactKind::Handover.code(),
                figure.day.ms(),
                figure.day.local_date().days(),
                figure.form,
                figure.item,
                figure.money_vnd,
                figure.goods_value_vnd,
                figure.quantity_milli,
                figure.unit,
                NOBODY.as_bytes(),
                signed(seq),
                figure.campaign.map(|campaign| *campaign.as_bytes()),
                figure.round.map(|round| *round.as_bytes())
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
        self.connection.execute(
            "insert into remainder (commune, doc, hamlet, hash) values (?1, ?2, ?3, ?4)",
            params![commune, into.as_bytes(), hamlet, hash],
        )?;
        Ok(())
    }

    fn figures_of_rounds(&self, commune: &str) -> Result<BTreeMap<FactId, u64>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select f.round, count(*) from remainder r
             join fact f on f.commune = r.commune and f.doc = r.doc
             where r.commune = ?1 and f.standing and f.round is not null group by f.round",
        )?;
        let mut rows = statement.query([commune])?;
        let mut figures = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let round: Vec<u8> = row.get(0)?;
            figures.insert(id(&round, "fact", "round")?, unsigned(row.get(1)?));
        }
        Ok(figures)
    }

    fn erase(&self, commune: &str, doc: DocId, look: NewLook<'_>) -> Result<(), StoreError> {
        let of = params![commune, doc.as_bytes()];
        for table in ROWS {
            let sql = format!("delete from {table} where commune = ?1 and doc = ?2");
            self.connection.execute(&sql, of)?;
        }
        self.connection.execute(
            "update log set change = x'' where commune = ?1 and doc = ?2",
            of,
        )?;
        let set_aside = [("doc", doc.as_bytes().into())];
        seals::changing(self, &QUARANTINE, commune, &set_aside, || {
            self.connection.execute(
                "update quarantine set change = x'', reason = 'erased', looked_ms = ?3,
                        looked_by = ?4, looked_reason = ?5
                 where commune = ?1 and doc = ?2",
                params![
                    commune,
                    doc.as_bytes(),
                    look.at.ms(),
                    look.officer.as_bytes(),
                    look.reason
                ],
            )
        })?;
        Ok(())
    }

    fn erase_left(&self, commune: &str, import_key: &str) -> Result<(), StoreError> {
        self.connection.execute(
            "delete from left_row where commune = ?1 and import_key = ?2",
            [commune, import_key],
        )?;
        Ok(())
    }

    fn empty_record(&self, commune: &str, look: NewLook<'_>) -> Result<(), StoreError> {
        let of = [("hash", look.hash.0.as_slice().into())];
        seals::changing(self, &QUARANTINE, commune, &of, || {
            self.connection.execute(
                "update quarantine set change = x'', looked_ms = ?3, looked_by = ?4,
                        looked_reason = ?5
                 where commune = ?1 and hash = ?2",
                params![
                    commune,
                    look.hash.0,
                    look.at.ms(),
                    look.officer.as_bytes(),
                    look.reason
                ],
            )
        })?;
        Ok(())
    }

    fn append_erasure(&self, commune: &str, erasure: &NewErasure<'_>) -> Result<u64, StoreError> {
        let seq: i64 = self.connection.query_row(
            "update commune set log_end = log_end + 1 where code = ?1 returning log_end",
            [commune],
            |row| row.get(0),
        )?;
        self.connection.execute(
            "insert into log (commune, seq, doc, hash, actor, device, n, received_ms, change)
             values (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, x'')",
            params![
                commune,
                seq,
                erasure.doc.as_bytes(),
                erasure.hash.0,
                erasure.actor.as_bytes(),
                erasure.device.as_bytes(),
                erasure.at.ms()
            ],
        )?;
        self.connection.execute(
            "update device set receipted = receipted + 1 where commune = ?1 and id = ?2",
            params![commune, erasure.device.as_bytes()],
        )?;
        self.connection.execute(
            "insert into erasure (commune, seq, doc, body) values (?1, ?2, ?3, ?4)",
            params![commune, seq, erasure.doc.as_bytes(), erasure.body],
        )?;
        Ok(unsigned(seq))
    }

    fn erased(&self, docs: &BTreeSet<DocId>) -> Result<BTreeSet<DocId>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select 1 from erasure where doc = ?1 limit 1")?;
        let mut erased = BTreeSet::new();
        for doc in docs {
            if statement.exists(params![doc.as_bytes()])? {
                erased.insert(*doc);
            }
        }
        Ok(erased)
    }

    fn erased_after(
        &self,
        commune: &str,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<ErasureLine>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select seq, doc, body from erasure where commune = ?1 and seq > ?2
             order by seq limit ?3",
        )?;
        let mut rows = statement.query(params![commune, signed(seq), limit])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let doc: Vec<u8> = row.get(1)?;
            lines.push(ErasureLine {
                seq: unsigned(row.get(0)?),
                doc: id(&doc, "erasure", "doc")?,
                body: row.get(2)?,
            });
        }
        Ok(lines)
    }

    fn held_of(&self, commune: &str, doc: DocId) -> Result<(u64, u64), StoreError> {
        let counts: (i64, i64) = self.connection.query_row(
            "select (select count(*) from quarantine where commune = ?1 and doc = ?2),
                    (select count(*) from log where commune = ?1 and doc = ?2)",
            params![commune, doc.as_bytes()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok((unsigned(counts.0), unsigned(counts.1)))
    }

    fn wipe_due(&self) -> Result<Option<u64>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select count(*), coalesce((select value from meta where key = 'wiped'), x'0000000000000000')
             from erasure",
        )?;
        let (erased, wiped): (i64, [u8; 8]) =
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let erased = unsigned(erased);
        Ok((erased != u64::from_be_bytes(wiped)).then_some(erased))
    }

    fn set_wiped(&self, erased: u64) -> Result<(), StoreError> {
        self.connection.execute(
            "insert into meta (key, value) values ('wiped', ?1)
             on conflict (key) do update set value = excluded.value",
            params![erased.to_be_bytes()],
        )?;
        Ok(())
    }
}

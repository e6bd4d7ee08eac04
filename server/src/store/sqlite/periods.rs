//! Closed periods, what is due of them, and what stood at any number of the log, in SQLite.

use chungtay_shared::api::{FactKind, FactLine};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::fund::Amount;
use chungtay_shared::id::DocId;
use chungtay_shared::period::{Closing, UrgedStatement};
use rusqlite::{Row, params};

use super::office::{FACT_LINE, FACTS, fact_line};
use super::rights::{id_at, id_if_any};
use super::{SqliteTx, signed, unsigned};
use crate::store::row_seals::{self as seals, CLOSING as CLOSINGS, URGING};
use crate::store::supports::source;
use crate::store::{
    Between, Cell, GivenSum, Office as _, Periods, Reaching, StoreError, fact_kind, json, periods,
};

/// Facts `f` that stood at log number `?2` and not at `?3`.
const STOOD: &str = "f.received_seq <= ?2 and coalesce(f.fallen_seq > ?2, true)
    and not (f.received_seq <= ?3 and coalesce(f.fallen_seq > ?3, true))";
/// Those of a campaign: visits of days from `?4` to `?5`, handovers of `?8` from `?6` to `?7`.
const OF_CAMPAIGN: &str = "((f.kind = 'visit' and f.on_day between ?4 and ?5)
    or (f.kind = 'handover' and f.campaign = ?8 and f.on_day between ?6 and ?7))";
const CLOSING: &str = "select body, hash, counted from closing where commune = ?1";

impl Periods for SqliteTx<'_> {
    fn closings(&self, unit: &str) -> Result<Vec<Closing>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{CLOSING} order by campaign, n"))?;
        let mut rows = statement.query([unit])?;
        let mut closings = Vec::new();
        while let Some(row) = rows.next()? {
            closings.push(closing(row)?);
        }
        Ok(closings)
    }

    fn closing(&self, unit: &str, campaign: DocId, n: u64) -> Result<Option<Closing>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{CLOSING} and campaign = ?2 and n = ?3"))?;
        let mut rows = statement.query(params![unit, campaign.as_bytes(), signed(n)])?;
        rows.next()?.map(closing).transpose()
    }

    fn close(&self, closing: &Closing) -> Result<(), StoreError> {
        let figures = &closing.figures;
        self.connection.execute(
            "insert into closing (commune, campaign, n, body, hash, counted)
             values (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                figures.unit,
                figures.campaign.as_bytes(),
                signed(figures.n),
                closing.body,
                closing.hash,
                periods::counted(&closing.counted)?
            ],
        )?;
        let key = [figures.campaign.as_bytes().into(), Cell::of(figures.n)];
        seals::added(self, &CLOSINGS, &figures.unit, &key)
    }

    fn urgings(&self, unit: &str) -> Result<Vec<UrgedStatement>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select body from urging where commune = ?1 order by n")?;
        let bodies = statement.query_map([unit], |row| row.get::<_, String>(0))?;
        bodies
            .map(|body| json::read(&body?, "urging", "body"))
            .collect()
    }

    fn urge(&self, unit: &str, statement: &UrgedStatement) -> Result<(), StoreError> {
        self.connection.execute(
            "insert into urging (commune, n, body) values (?1, ?2, ?3)",
            params![unit, signed(statement.n), json::text(statement)?],
        )?;
        seals::added(self, &URGING, unit, &[Cell::of(statement.n)])
    }

    fn visits_between(&self, campaign: &Campaign, between: Between) -> Result<u64, StoreError> {
        let (from, to) = between.within(campaign);
        let count: i64 = self
            .connection
            .prepare_cached(&format!(
                "select count(*) from fact f where f.commune = ?1 and f.kind = 'visit'
                   and f.on_day between ?4 and ?5 and {STOOD}"
            ))?
            .query_row(
                params![
                    campaign.commune,
                    signed(between.stood_at),
                    signed(between.not_at),
                    from,
                    to
                ],
                |row| row.get(0),
            )?;
        Ok(unsigned(count))
    }

    fn given_between(&self, commune: &str, between: Between) -> Result<Vec<GivenSum>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "select f.campaign, f.round, f.detail, count(*), sum(f.money_vnd),
                    sum(f.goods_value_vnd), f.source, f.source_name
             from fact f where f.commune = ?1 and f.kind = ?6 and f.on_day between ?4 and ?5
               and {STOOD}
             group by f.campaign, f.round, f.detail, f.source, f.source_name
             order by f.campaign, f.round, f.detail, f.source, f.source_name"
        ))?;
        let mut rows = statement.query(params![
            commune,
            signed(between.stood_at),
            signed(between.not_at),
            between.from_day,
            between.to_day,
            FactKind::Handover.code()
        ])?;
        let mut sums = Vec::new();
        while let Some(row) = rows.next()? {
            let code: Option<String> = row.get(6)?;
            sums.push(GivenSum {
                campaign: id_if_any(row, 0)?,
                round: id_if_any(row, 1)?,
                item: row.get(2)?,
                source: source(code.as_deref())?,
                source_name: row.get(7)?,
                times: unsigned(row.get(3)?),
                amount: Amount {
                    money_vnd: row.get(4)?,
                    goods_value_vnd: row.get(5)?,
                },
            });
        }
        Ok(sums)
    }

    fn reached_between(
        &self,
        campaign: &Campaign,
        between: Between,
    ) -> Result<Vec<Reaching>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "with merged as materialized (select doc, gone_into from household
                             where commune = ?1 and gone = 'same')
             select coalesce(m.gone_into, f.doc) as household, f.kind, count(*)
             from fact f left join merged m on m.doc = f.doc
             where f.commune = ?1 and {STOOD} and {OF_CAMPAIGN}
             group by household, f.kind order by household, f.kind"
        ))?;
        let (from, to) = between.within(campaign);
        let mut rows = statement.query(params![
            campaign.commune,
            signed(between.stood_at),
            signed(between.not_at),
            from,
            to,
            between.from_day,
            between.to_day,
            campaign.id.as_bytes()
        ])?;
        let mut reached = Vec::new();
        while let Some(row) = rows.next()? {
            reached.push(Reaching {
                household: id_at(row, 0)?,
                kind: fact_kind(&row.get::<_, String>(1)?)?,
                times: unsigned(row.get(2)?),
            });
        }
        Ok(reached)
    }

    fn facts_between(
        &self,
        campaign: &Campaign,
        between: Between,
    ) -> Result<Vec<FactLine>, StoreError> {
        let names = self.names(&campaign.commune)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "select {FACT_LINE}{FACTS} where f.commune = ?1 and {STOOD} and {OF_CAMPAIGN}
             order by f.at_ms, f.fact"
        ))?;
        let (from, to) = between.within(campaign);
        let mut rows = statement.query(params![
            campaign.commune,
            signed(between.stood_at),
            signed(between.not_at),
            from,
            to,
            between.from_day,
            between.to_day,
            campaign.id.as_bytes()
        ])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(fact_line(row, &names)?);
        }
        Ok(lines)
    }
}

fn closing(row: &Row<'_>) -> Result<Closing, StoreError> {
    periods::closing(&periods::Row {
        body: &row.get::<_, String>(0)?,
        hash: &row.get::<_, Vec<u8>>(1)?,
        counted: &row.get::<_, String>(2)?,
    })
}

//! Closed periods, what is due of them, and what stood at any number of the log, in PostgreSQL.

use chungtay_shared::api::{FactKind, FactLine};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::fund::Amount;
use chungtay_shared::id::DocId;
use chungtay_shared::period::{Closing, UrgedStatement};
use postgres::Row;

use super::facts::{FACT_LINE, FACTS};
use super::office::fact_line;
use super::rights::id_if_any;
use super::{PostgresTx, get, id, signed, unsigned};
use crate::store::row_seals::{self as seals, CLOSING as CLOSINGS, URGING};
use crate::store::supports::source;
use crate::store::{
    Between, Cell, GivenSum, Office as _, Periods, Reaching, StoreError, fact_kind, json, periods,
};

/// Facts `f` that stood at log number `$2` and not at `$3`.
const STOOD: &str = "f.received_seq <= $2 and coalesce(f.fallen_seq > $2, true)
    and not (f.received_seq <= $3 and coalesce(f.fallen_seq > $3, true))";
/// Those of a campaign: visits of days from `$4` to `$5`, handovers of `$8` from `$6` to `$7`.
const OF_CAMPAIGN: &str = "((f.kind = 'visit' and f.on_day between $4 and $5)
    or (f.kind = 'handover' and f.campaign = $8 and f.on_day between $6 and $7))";
const CLOSING: &str = "select body, hash, counted from closing where commune = $1";

impl Periods for PostgresTx<'_> {
    fn closings(&self, unit: &str) -> Result<Vec<Closing>, StoreError> {
        let rows = self.query(&format!("{CLOSING} order by campaign, n"), &[&unit])?;
        rows.iter().map(closing).collect()
    }

    fn closing(&self, unit: &str, campaign: DocId, n: u64) -> Result<Option<Closing>, StoreError> {
        let rows = self.query(
            &format!("{CLOSING} and campaign = $2 and n = $3"),
            &[&unit, &campaign.as_bytes().as_slice(), &signed(n)],
        )?;
        rows.first().map(closing).transpose()
    }

    fn close(&self, closing: &Closing) -> Result<(), StoreError> {
        let figures = &closing.figures;
        self.execute(
            "insert into closing (commune, campaign, n, body, hash, counted)
             values ($1, $2, $3, $4, $5, $6)",
            &[
                &figures.unit,
                &figures.campaign.as_bytes().as_slice(),
                &signed(figures.n),
                &closing.body,
                &closing.hash.as_slice(),
                &periods::counted(&closing.counted)?,
            ],
        )?;
        let key = [figures.campaign.as_bytes().into(), Cell::of(figures.n)];
        seals::added(self, &CLOSINGS, &figures.unit, &key)
    }

    fn urgings(&self, unit: &str) -> Result<Vec<UrgedStatement>, StoreError> {
        let rows = self.query(
            "select body from urging where commune = $1 order by n",
            &[&unit],
        )?;
        let bodies = rows.iter().map(|row| get::<String>(row, 0));
        bodies
            .map(|body| json::read(&body?, "urging", "body"))
            .collect()
    }

    fn urge(&self, unit: &str, statement: &UrgedStatement) -> Result<(), StoreError> {
        self.execute(
            "insert into urging (commune, n, body) values ($1, $2, $3)",
            &[&unit, &signed(statement.n), &json::text(statement)?],
        )?;
        seals::added(self, &URGING, unit, &[Cell::of(statement.n)])
    }

    fn visits_between(&self, campaign: &Campaign, between: Between) -> Result<u64, StoreError> {
        let (from, to) = between.within(campaign);
        let row = self.query_one(
            &format!(
                "select count(*) from fact f where f.commune = $1 and f.kind = 'visit'
                   and f.on_day between $4 and $5 and {STOOD}"
            ),
            &[
                &campaign.commune,
                &signed(between.stood_at),
                &signed(between.not_at),
                &from,
                &to,
            ],
        )?;
        unsigned(&row, 0)
    }

    fn given_between(&self, commune: &str, between: Between) -> Result<Vec<GivenSum>, StoreError> {
        let rows = self.query(
            &format!(
                "select f.campaign, f.round, f.detail, count(*), sum(f.money_vnd)::bigint,
                        sum(f.goods_value_vnd)::bigint, f.source, f.source_name
                 from fact f where f.commune = $1 and f.kind = $6 and f.on_day between $4 and $5
                   and {STOOD}
                 group by f.campaign, f.round, f.detail, f.source, f.source_name
                 order by f.campaign nulls first, f.round nulls first, f.detail collate \"C\",
                          f.source nulls first, f.source_name collate \"C\""
            ),
            &[
                &commune,
                &signed(between.stood_at),
                &signed(between.not_at),
                &between.from_day,
                &between.to_day,
                &FactKind::Handover.code(),
            ],
        )?;
        let sums = rows.iter().map(|row| {
            Ok(GivenSum {
                campaign: id_if_any(row, 0, "campaign")?,
                round: id_if_any(row, 1, "round")?,
                item: get(row, 2)?,
                source: source(get(row, 6)?)?,
                source_name: get(row, 7)?,
                times: unsigned(row, 3)?,
                amount: Amount {
                    money_vnd: get(row, 4)?,
                    goods_value_vnd: get(row, 5)?,
                },
            })
        });
        sums.collect()
    }

    fn reached_between(
        &self,
        campaign: &Campaign,
        between: Between,
    ) -> Result<Vec<Reaching>, StoreError> {
        let rows = self.of_campaign(
            &format!(
                "select coalesce(m.gone_into, f.doc) as household, f.kind, count(*)
                 from fact f left join household m
                   on m.commune = f.commune and m.doc = f.doc and m.gone = 'same'
                 where f.commune = $1 and {STOOD} and {OF_CAMPAIGN}
                 group by household, f.kind order by household, f.kind"
            ),
            campaign,
            between,
        )?;
        let reached = rows.iter().map(|row| {
            Ok(Reaching {
                household: id(row, 0, "fact", "doc")?,
                kind: fact_kind(get(row, 1)?)?,
                times: unsigned(row, 2)?,
            })
        });
        reached.collect()
    }

    fn facts_between(
        &self,
        campaign: &Campaign,
        between: Between,
    ) -> Result<Vec<FactLine>, StoreError> {
        let names = self.names(&campaign.commune)?;
        let rows = self.of_campaign(
            &format!(
                "select {FACT_LINE}{FACTS} where f.commune = $1 and {STOOD} and {OF_CAMPAIGN}
                 order by f.at_ms, f.fact"
            ),
            campaign,
            between,
        )?;
        rows.iter().map(|row| fact_line(row, &names)).collect()
    }
}

impl PostgresTx<'_> {
    fn of_campaign(
        &self,
        sql: &str,
        campaign: &Campaign,
        between: Between,
    ) -> Result<Vec<Row>, StoreError> {
        let (from, to) = between.within(campaign);
        self.query(
            sql,
            &[
                &campaign.commune,
                &signed(between.stood_at),
                &signed(between.not_at),
                &from,
                &to,
                &between.from_day,
                &between.to_day,
                &campaign.id.as_bytes().as_slice(),
            ],
        )
    }
}

fn closing(row: &Row) -> Result<Closing, StoreError> {
    periods::closing(&periods::Row {
        body: get(row, 0)?,
        hash: get(row, 1)?,
        counted: get(row, 2)?,
    })
}

//! How a campaign went day by day, in SQLite.

use chungtay_shared::api::FactKind;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::time::LocalDate;
use rusqlite::params;

use super::rights::{given_sum, id_at};
use super::{SqliteTx, unsigned};
use crate::store::{DayReaching, GivenSum, Placed, Progress, StoreError, fact_kind};

impl Progress for SqliteTx<'_> {
    fn placed(&self, commune: &str, today: LocalDate) -> Result<Vec<Placed>, StoreError> {
        let categories = self.categories(commune, today)?;
        let mut statement = self.connection.prepare_cached(
            "select doc, hamlet, member_count, gone is null from household
             where commune = ?1 order by doc",
        )?;
        let mut rows = statement.query([commune])?;
        let mut placed = Vec::new();
        while let Some(row) = rows.next()? {
            let id = id_at(row, 0)?;
            placed.push(Placed {
                id,
                hamlet: row.get(1)?,
                category: categories.get(&id).copied(),
                member_count: unsigned(row.get(2)?),
                is_listed: row.get(3)?,
            });
        }
        Ok(placed)
    }

    fn reached_by_day(
        &self,
        commune: &str,
        campaign: &Campaign,
    ) -> Result<Vec<DayReaching>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "with merged as materialized (select doc, gone_into from household
                             where commune = ?1 and gone = 'same'),
             reaching as (
               select coalesce(m.gone_into, f.doc) as household, f.kind as kind, f.on_day as day,
                      count(*) as times
               from fact f left join merged m on m.doc = f.doc
               where f.commune = ?1 and f.standing
                 and ((f.kind = 'visit' and f.on_day between ?2 and ?3)
                      or (f.kind = 'handover' and f.campaign = ?4))
               group by household, f.kind, f.on_day),
             ordered as (
               select day, kind, times,
                      row_number() over (partition by household, kind order by day) as place
               from reaching)
             select day, kind, sum(place = 1), sum(times) from ordered
             group by day, kind order by day, kind",
        )?;
        let (from, to) = (campaign.from.days(), campaign.to.days());
        let mut rows = statement.query(params![commune, from, to, campaign.id.as_bytes()])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            days.push(DayReaching {
                day: LocalDate::from_days(row.get(0)?),
                kind: fact_kind(&row.get::<_, String>(1)?)?,
                first: unsigned(row.get(2)?),
                times: unsigned(row.get(3)?),
            });
        }
        Ok(days)
    }

    fn given_by_day(
        &self,
        commune: &str,
        day: LocalDate,
    ) -> Result<Vec<(LocalDate, GivenSum)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select campaign, round, detail, count(*), sum(money_vnd), sum(goods_value_vnd), source,
                    source_name, on_day
             from fact where commune = ?1 and kind = ?2 and standing and on_day <= ?3
             group by on_day, campaign, round, detail, source, source_name
             order by on_day, campaign, round, detail, source, source_name",
        )?;
        let kind = FactKind::Handover.code();
        let mut rows = statement.query(params![commune, kind, day.days()])?;
        let mut sums = Vec::new();
        while let Some(row) = rows.next()? {
            sums.push((LocalDate::from_days(row.get(8)?), given_sum(row)?));
        }
        Ok(sums)
    }
}

//! How a campaign went day by day, in PostgreSQL.

use chungtay_shared::api::FactKind;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::time::LocalDate;

use super::office::{CATEGORY_TODAY, category};
use super::rights::given_sum;
use super::{PostgresTx, get, id, unsigned};
use crate::store::{DayReaching, GivenSum, Placed, Progress, StoreError, fact_kind};

impl Progress for PostgresTx<'_> {
    fn placed(&self, commune: &str, today: LocalDate) -> Result<Vec<Placed>, StoreError> {
        let placed = self.query(
            &format!(
                "select h.doc, h.hamlet, h.member_count, h.gone is null, {CATEGORY_TODAY}
                 from household h where h.commune = $1 order by h.doc"
            ),
            &[&commune, &today.days()],
        )?;
        let placed = placed.iter().map(|row| {
            Ok(Placed {
                id: id(row, 0, "household", "doc")?,
                hamlet: get(row, 1)?,
                member_count: unsigned(row, 2)?,
                is_listed: get(row, 3)?,
                category: category(row, 4)?,
            })
        });
        placed.collect()
    }

    fn reached_by_day(
        &self,
        commune: &str,
        campaign: &Campaign,
    ) -> Result<Vec<DayReaching>, StoreError> {
        let rows = self.query(
            "with reaching as (
               select coalesce(m.gone_into, f.doc) as household, f.kind as kind, f.on_day as day,
                      count(*) as times
               from fact f left join household m
                 on m.commune = f.commune and m.doc = f.doc and m.gone = 'same'
               where f.commune = $1 and f.standing
                 and ((f.kind = 'visit' and f.on_day between $2 and $3)
                      or (f.kind = 'handover' and f.campaign = $4))
               group by coalesce(m.gone_into, f.doc), f.kind, f.on_day),
             ordered as (
               select day, kind, times,
                      row_number() over (partition by household, kind order by day) as place
               from reaching)
             select day, kind, count(*) filter (where place = 1), sum(times)::bigint from ordered
             group by day, kind order by day, kind",
            &[
                &commune,
                &campaign.from.days(),
                &campaign.to.days(),
                &campaign.id.as_bytes().as_slice(),
            ],
        )?;
        let days = rows.iter().map(|row| {
            Ok(DayReaching {
                day: LocalDate::from_days(get(row, 0)?),
                kind: fact_kind(get(row, 1)?)?,
                first: unsigned(row, 2)?,
                times: unsigned(row, 3)?,
            })
        });
        days.collect()
    }

    fn given_by_day(
        &self,
        commune: &str,
        day: LocalDate,
    ) -> Result<Vec<(LocalDate, GivenSum)>, StoreError> {
        let rows = self.query(
            "select campaign, round, detail, count(*), sum(money_vnd)::bigint,
                    sum(goods_value_vnd)::bigint, source, source_name, on_day
             from fact where commune = $1 and kind = $2 and standing and on_day <= $3
             group by on_day, campaign, round, detail, source, source_name
             order by on_day, campaign nulls first, round nulls first, detail collate \"C\",
                      source nulls first, source_name",
            &[&commune, &FactKind::Handover.code(), &day.days()],
        )?;
        let sums = rows.iter().map(|row| {
            let day = LocalDate::from_days(get(row, 8)?);
            Ok((day, given_sum(row)?))
        });
        sums.collect()
    }
}

//! Where a commune stands in numbers, in PostgreSQL.

use std::collections::BTreeMap;

use chungtay_shared::api::{FactKind, HamletReach, Reach};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::office::CATEGORY_TODAY;
use super::{PostgresTx, get, unsigned};
use crate::store::{StoreError, Tally};

impl PostgresTx<'_> {
    /// Households and household-times of a kind of fact within days, of one campaign if it is said, with
    /// money and goods.
    pub(super) fn reach(
        &self,
        commune: &str,
        kind: FactKind,
        ((first_day, last_day), campaign): ((i64, i64), Option<DocId>),
    ) -> Result<(Reach, i64, i64), StoreError> {
        let campaign = campaign.as_ref().map(|id| id.as_bytes().as_slice());
        let row = self.query_one(
            "select count(distinct coalesce(m.gone_into, f.doc)), count(*),
                    coalesce(sum(f.money_vnd), 0)::bigint,
                    coalesce(sum(f.goods_value_vnd), 0)::bigint
             from fact f left join household m
               on m.commune = f.commune and m.doc = f.doc and m.gone = 'same'
             where f.commune = $1 and f.kind = $2 and f.standing
               and f.on_day between $3 and $4 and ($5::bytea is null or f.campaign = $5)",
            &[&commune, &kind.code(), &first_day, &last_day, &campaign],
        )?;
        let reach = Reach {
            households: unsigned(&row, 0)?,
            times: unsigned(&row, 1)?,
        };
        Ok((reach, get(&row, 2)?, get(&row, 3)?))
    }

    /// Households on the list, and those reached in a campaign, or ever.
    pub(super) fn counted(
        &self,
        commune: &str,
        campaign: Option<&Campaign>,
    ) -> Result<Tally, StoreError> {
        // Each half is answered by an index alone.
        let households = self.query_one(
            "select (select count(*) from household where commune = $1)
                  - (select count(*) from household where commune = $1 and gone is not null)",
            &[&commune],
        )?;
        let always = (i64::MIN, i64::MAX);
        let window = campaign.map_or(always, |c| (c.from.days(), c.to.days()));
        let given = (always, campaign.map(|c| c.id));
        let (visited, ..) = self.reach(commune, FactKind::Visit, (window, None))?;
        let (aided, ..) = self.reach(commune, FactKind::Handover, given)?;
        Ok(Tally {
            households: unsigned(&households, 0)?,
            visited: visited.households,
            aided: aided.households,
        })
    }

    pub(super) fn by_category(
        &self,
        commune: &str,
        today: LocalDate,
    ) -> Result<BTreeMap<String, u64>, StoreError> {
        let counts = self.query(
            &format!(
                "select today.category, count(*)
                 from (select coalesce({CATEGORY_TODAY}, '') as category
                       from household h where h.commune = $1 and h.gone is null) today
                 group by today.category"
            ),
            &[&commune, &today.days()],
        )?;
        counts
            .iter()
            .map(|row| Ok((get(row, 0)?, unsigned(row, 1)?)))
            .collect()
    }

    pub(super) fn by_hamlet(&self, commune: &str) -> Result<Vec<HamletReach>, StoreError> {
        let hamlets = self.query(
            "select h.hamlet, count(*),
                    count(*) filter (where h.visit_count > 0 or exists (select 1 from household m
                        where m.commune = $1 and m.gone = 'same' and m.gone_into = h.doc
                          and m.visit_count > 0)),
                    count(*) filter (where h.handover_count > 0 or exists (select 1 from household m
                        where m.commune = $1 and m.gone = 'same' and m.gone_into = h.doc
                          and m.handover_count > 0))
             from household h where h.commune = $1 and h.gone is null
             group by h.hamlet order by min(h.hamlet_sort), h.hamlet",
            &[&commune],
        )?;
        hamlets
            .iter()
            .map(|row| {
                Ok(HamletReach {
                    name: get(row, 0)?,
                    households: unsigned(row, 1)?,
                    visited: unsigned(row, 2)?,
                    aided: unsigned(row, 3)?,
                })
            })
            .collect()
    }

    pub(super) fn count(&self, sql: &str, commune: &str) -> Result<u64, StoreError> {
        unsigned(&self.query_one(sql, &[&commune])?, 0)
    }
}

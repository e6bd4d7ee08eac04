//! Where a commune stands in numbers, in SQLite.

use std::collections::{BTreeMap, HashMap};

use chungtay_shared::api::{FactKind, HamletReach, Reach};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;
use rusqlite::params;

use super::office::{CATEGORY_TODAY, category};
use super::{SqliteTx, id, unsigned};
use crate::store::{StoreError, Tally};

impl SqliteTx<'_> {
    /// Households and household-times of a kind of fact within days, of one campaign if it is said, with
    /// money and goods.
    pub(super) fn reach(
        &self,
        commune: &str,
        kind: FactKind,
        ((first_day, last_day), campaign): ((i64, i64), Option<DocId>),
    ) -> Result<(Reach, i64, i64), StoreError> {
        let found = self
            .connection
            .prepare_cached(
                "with merged as materialized (select doc, gone_into from household
                                 where commune = ?1 and gone = 'same')
                 select count(distinct coalesce(m.gone_into, f.doc)), count(*),
                        coalesce(sum(f.money_vnd), 0), coalesce(sum(f.goods_value_vnd), 0)
                 from fact f left join merged m on m.doc = f.doc
                 where f.commune = ?1 and f.kind = ?2 and f.standing
                   and f.on_day between ?3 and ?4 and (?5 is null or f.campaign = ?5)",
            )?
            .query_row(
                params![
                    commune,
                    kind.code(),
                    first_day,
                    last_day,
                    campaign.as_ref().map(DocId::as_bytes)
                ],
                |row| {
                    let reach = Reach {
                        households: unsigned(row.get(0)?),
                        times: unsigned(row.get(1)?),
                    };
                    Ok((reach, row.get(2)?, row.get(3)?))
                },
            )?;
        Ok(found)
    }

    /// Households on the list, and those reached in a campaign, or ever.
    pub(super) fn counted(
        &self,
        commune: &str,
        campaign: Option<&Campaign>,
    ) -> Result<Tally, StoreError> {
        // Each half is answered by an index alone.
        let households = self
            .connection
            .prepare_cached(
                "select (select count(*) from household where commune = ?1)
                      - (select count(*) from household where commune = ?1 and gone is not null)",
            )?
            .query_row([commune], |row| row.get(0))?;
        let always = (i64::MIN, i64::MAX);
        let window = campaign.map_or(always, |c| (c.from.days(), c.to.days()));
        let given = (always, campaign.map(|c| c.id));
        let (visited, ..) = self.reach(commune, FactKind::Visit, (window, None))?;
        let (aided, ..) = self.reach(commune, FactKind::Handover, given)?;
        Ok(Tally {
            households: unsigned(households),
            visited: visited.households,
            aided: aided.households,
        })
    }

    pub(super) fn by_category(
        &self,
        commune: &str,
        today: LocalDate,
    ) -> Result<BTreeMap<String, u64>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "select coalesce({CATEGORY_TODAY}, '') as category, count(*)
             from household h where h.commune = ?1 and h.gone is null group by category"
        ))?;
        let counts = statement.query_map(params![commune, today.days()], |row| {
            Ok((row.get(0)?, unsigned(row.get(1)?)))
        })?;
        Ok(counts.collect::<Result<_, _>>()?)
    }

    /// The category of each household that has one today: of the statuses that hold, the last to begin, as
    /// [`CATEGORY_TODAY`] says of one.
    pub(super) fn categories(
        &self,
        commune: &str,
        today: LocalDate,
    ) -> Result<HashMap<DocId, Category>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select doc, from_day, order_ms, fact, category from status
             where commune = ?1 and from_day <= ?2 and (to_day is null or to_day >= ?2)",
        )?;
        let mut rows = statement.query(params![commune, today.days()])?;
        let mut last: HashMap<DocId, (i64, i64, Vec<u8>)> = HashMap::new();
        let mut categories = HashMap::new();
        while let Some(row) = rows.next()? {
            let doc: Vec<u8> = row.get(0)?;
            let doc = id(&doc, "status", "doc")?;
            let began = (row.get(1)?, row.get(2)?, row.get(3)?);
            if last.get(&doc).is_some_and(|other| *other > began) {
                continue;
            }
            last.insert(doc, began);
            if let Some(category) = category(row, 4)? {
                categories.insert(doc, category);
            }
        }
        Ok(categories)
    }

    pub(super) fn by_hamlet(&self, commune: &str) -> Result<Vec<HamletReach>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select h.hamlet, count(*),
                    sum(h.visit_count > 0 or exists (select 1 from household m
                        where m.commune = ?1 and m.gone = 'same' and m.gone_into = h.doc
                          and m.visit_count > 0)),
                    sum(h.handover_count > 0 or exists (select 1 from household m
                        where m.commune = ?1 and m.gone = 'same' and m.gone_into = h.doc
                          and m.handover_count > 0))
             from household h where h.commune = ?1 and h.gone is null
             group by h.hamlet order by min(h.hamlet_sort), h.hamlet",
        )?;
        let hamlets = statement.query_map([commune], |row| {
            Ok(HamletReach {
                name: row.get(0)?,
                households: unsigned(row.get(1)?),
                visited: unsigned(row.get(2)?),
                aided: unsigned(row.get(3)?),
            })
        })?;
        Ok(hamlets.collect::<Result<_, _>>()?)
    }

    pub(super) fn count(&self, sql: &'static str, commune: &str) -> Result<u64, StoreError> {
        let count: i64 = self
            .connection
            .prepare_cached(sql)?
            .query_row([commune], |row| row.get(0))?;
        Ok(unsigned(count))
    }
}

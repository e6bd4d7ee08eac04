//! What the office reads, in PostgreSQL.

use std::collections::BTreeMap;

use chungtay_shared::api::{
    ConflictLine, FactKind, FactLine, FactPage, FactQuery, HamletReach, HouseholdLine, Reach,
    Summary,
};
use chungtay_shared::document::Kind;
use chungtay_shared::household::{Category, FieldConflict, ProfileField};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::import::plan::ExistingHousehold;
use chungtay_shared::life::LifeKind;
use chungtay_shared::text;
use chungtay_shared::time::{LocalDate, Timestamp};
use postgres::Row;
use postgres::types::ToSql;

use super::{PostgresTx, get, id, narrow, signed, text as storable, unsigned};
use crate::store::json;
use crate::store::{Accounts as _, Office, Rights as _, StoreError};

/// Lines of one page at most.
const PAGE_LINES_MAX: u64 = 200;

/// Today's category of household `h`: of the statuses that hold on day `$2`, the last to begin.
const CATEGORY_TODAY: &str = "(select s.category from status s
    where s.commune = h.commune and s.doc = h.doc
      and s.from_day <= $2 and (s.to_day is null or s.to_day >= $2)
    order by s.from_day desc, s.order_ms desc, s.fact desc limit 1)";

/// The columns of a [`FactLine`], in the order of [`fact_line`].
pub(super) const FACT_LINE: &str =
    "f.fact, f.kind, f.doc, h.head_name, h.hamlet, f.at_ms, f.what, f.detail,
    f.note, f.money_vnd, f.goods_value_vnd, f.quantity_milli, f.unit, f.signed, f.actor,
    f.received_ms, f.standing";
/// Facts with their households.
pub(super) const FACTS: &str =
    " from fact f join household h on h.commune = f.commune and h.doc = f.doc";

impl Office for PostgresTx<'_> {
    fn summary(
        &self,
        commune: &str,
        today: LocalDate,
        campaign: Option<(&str, LocalDate, LocalDate)>,
    ) -> Result<Summary, StoreError> {
        let listed = self.query_one(
            "select count(*), coalesce(sum(member_count), 0)::bigint
             from household where commune = $1 and gone is null",
            &[&commune],
        )?;
        let always = (i64::MIN, i64::MAX);
        let window = campaign.map_or((1, 0), |(_, from, to)| (from.days(), to.days()));
        let (visited, ..) = self.reach(commune, FactKind::Visit, always)?;
        let (visited_in_campaign, ..) = self.reach(commune, FactKind::Visit, window)?;
        let (aided, money_vnd, goods_value_vnd) =
            self.reach(commune, FactKind::Handover, always)?;
        let (aided_in_campaign, ..) = self.reach(commune, FactKind::Handover, window)?;
        let owed = self.devices(commune)?;
        let owed = owed.iter().filter(|d| !d.revoked);
        Ok(Summary {
            households: unsigned(&listed, 0)?,
            members: unsigned(&listed, 1)?,
            by_category: self.by_category(commune, today)?,
            by_hamlet: self.by_hamlet(commune)?,
            visited,
            visited_in_campaign,
            aided,
            aided_in_campaign,
            money_vnd,
            goods_value_vnd,
            campaign_name: campaign
                .map(|(name, ..)| name.to_owned())
                .unwrap_or_default(),
            conflicts: self.count("select count(*) from conflict where commune = $1", commune)?,
            quarantined: self.count(
                "select count(*) from quarantine where commune = $1",
                commune,
            )?,
            proposals: self.open_proposals(commune)?.len() as u64,
            owed: owed
                .map(|d| d.made.saturating_sub(d.receipted + d.quarantined))
                .sum(),
            // What more than one query judges: `crate::review`, `crate::campaigns`.
            ..Summary::default()
        })
    }

    fn facts(&self, commune: &str, query: &FactQuery) -> Result<FactPage, StoreError> {
        let kind = query.kind.map_or("", FactKind::code);
        let hamlet = storable(&query.hamlet);
        let tokens = text::fold(&query.search);
        // Each word of the search must begin a word of the household's folded words.
        let patterns: Vec<String> = tokens
            .split_whitespace()
            .map(|token| storable(&format!("% {token}%")).into_owned())
            .collect();
        let mut filter = format!(
            "{FACTS} where f.commune = $1 and ($2 = '' or f.kind = $2) and ($3 = '' or h.hamlet = $3)",
        );
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&commune, &kind, &hamlet];
        for pattern in &patterns {
            values.push(pattern);
            let number = values.len();
            filter = format!("{filter} and (' ' || h.search) like ${number} escape ''");
        }
        let total = self.query_one(&format!("select count(*){filter}"), &values)?;
        let limit = signed(if query.limit == 0 {
            50
        } else {
            query.limit.min(PAGE_LINES_MAX)
        });
        let offset = signed(query.offset);
        values.extend([&limit as &(dyn ToSql + Sync), &offset]);
        let page = format!(
            "select {FACT_LINE}{filter} order by f.received_ms desc, f.fact desc limit ${} offset ${}",
            values.len() - 1,
            values.len()
        );
        let names = self.names(commune)?;
        let rows = self.query(&page, &values)?;
        Ok(FactPage {
            lines: rows
                .iter()
                .map(|row| fact_line(row, &names))
                .collect::<Result<_, _>>()?,
            total: unsigned(&total, 0)?,
        })
    }

    fn households(
        &self,
        commune: &str,
        today: LocalDate,
    ) -> Result<Vec<HouseholdLine>, StoreError> {
        let lines = self.query(
            &format!(
                "select h.doc, h.head_name, h.nickname, h.hamlet, {CATEGORY_TODAY}, h.birth_year,
                        h.member_count, h.visit_count, h.handover_count, h.value_vnd, h.search,
                    h.gone
                 from household h where h.commune = $1 order by h.sort, h.doc"
            ),
            &[&commune, &today.days()],
        )?;
        lines.iter().map(household_line).collect()
    }

    fn listed(
        &self,
        commune: &str,
        today: LocalDate,
    ) -> Result<Vec<ExistingHousehold>, StoreError> {
        let listed = self.query(
            &format!(
                "select h.doc, h.import_key, h.head_name, h.hamlet, h.birth_year, h.national_id,
                        {CATEGORY_TODAY}
                 from household h where h.commune = $1 order by h.doc"
            ),
            &[&commune, &today.days()],
        )?;
        listed
            .iter()
            .map(|row| {
                Ok(ExistingHousehold {
                    id: doc(row, 0)?,
                    import_key: get(row, 1)?,
                    head_name: get(row, 2)?,
                    hamlet: get(row, 3)?,
                    birth_year: birth_year(row, 4)?,
                    national_id: get(row, 5)?,
                    category: category(row, 6)?,
                })
            })
            .collect()
    }

    fn conflicts(&self, commune: &str) -> Result<Vec<ConflictLine>, StoreError> {
        let people = self.names(commune)?;
        let lines = self.query(
            "select c.doc, h.head_name, h.hamlet, c.field, c.rivals
             from conflict c join household h on h.commune = c.commune and h.doc = c.doc
             where c.commune = $1 order by h.sort, c.doc, c.field",
            &[&commune],
        )?;
        lines
            .iter()
            .map(|row| conflict_line(row, &people))
            .collect()
    }

    fn fund(&self, commune: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.query(
            "select snapshot from document where commune = $1 and kind = $2",
            &[&commune, &i64::from(Kind::Fund.number())],
        )?;
        found.first().map(|row| get(row, 0)).transpose()
    }

    fn campaigns(&self, commune: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        let found = self.query(
            "select snapshot from document where commune = $1 and kind = $2 order by doc",
            &[&commune, &i64::from(Kind::Campaign.number())],
        )?;
        found.iter().map(|row| get(row, 0)).collect()
    }

    fn names(&self, commune: &str) -> Result<BTreeMap<Actor, String>, StoreError> {
        let people = self.people(commune)?;
        Ok(people.into_iter().map(|p| (p.actor, p.name)).collect())
    }
}

impl PostgresTx<'_> {
    /// Households and household-times of a kind of fact within days, with money and goods.
    fn reach(
        &self,
        commune: &str,
        kind: FactKind,
        (first_day, last_day): (i64, i64),
    ) -> Result<(Reach, i64, i64), StoreError> {
        let row = self.query_one(
            "select count(distinct coalesce(m.gone_into, f.doc)), count(*),
                    coalesce(sum(f.money_vnd), 0)::bigint,
                    coalesce(sum(f.goods_value_vnd), 0)::bigint
             from fact f left join household m
               on m.commune = f.commune and m.doc = f.doc and m.gone = 'same'
             where f.commune = $1 and f.kind = $2 and f.standing
               and f.on_day between $3 and $4",
            &[&commune, &kind.code(), &first_day, &last_day],
        )?;
        let reach = Reach {
            households: unsigned(&row, 0)?,
            times: unsigned(&row, 1)?,
        };
        Ok((reach, get(&row, 2)?, get(&row, 3)?))
    }

    fn by_category(
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

    fn by_hamlet(&self, commune: &str) -> Result<Vec<HamletReach>, StoreError> {
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

    fn count(&self, sql: &str, commune: &str) -> Result<u64, StoreError> {
        unsigned(&self.query_one(sql, &[&commune])?, 0)
    }
}

fn household_line(row: &Row) -> Result<HouseholdLine, StoreError> {
    let count = |index, column| narrow(row, index, "household", column);
    Ok(HouseholdLine {
        id: doc(row, 0)?,
        head_name: get(row, 1)?,
        nickname: get(row, 2)?,
        hamlet: get(row, 3)?,
        category: category(row, 4)?,
        birth_year: birth_year(row, 5)?,
        member_count: count(6, "member_count")?,
        visit_count: count(7, "visit_count")?,
        handover_count: count(8, "handover_count")?,
        value_vnd: get(row, 9)?,
        search: get(row, 10)?,
        gone: life_kind(row, 11)?,
    })
}

fn conflict_line(row: &Row, people: &BTreeMap<Actor, String>) -> Result<ConflictLine, StoreError> {
    let wrong = |column| StoreError::Inconsistent {
        table: "conflict",
        column,
    };
    let (field, rivals): (&str, &str) = (get(row, 3)?, get(row, 4)?);
    let conflict = FieldConflict {
        field: ProfileField::from_code(field).ok_or_else(|| wrong("field"))?,
        values: json::read(rivals, "conflict", "rivals")?,
    };
    let authors = conflict.values.iter().map(|v| v.actor);
    let people = authors
        .filter_map(|a| Some((a, people.get(&a)?.clone())))
        .collect();
    Ok(ConflictLine {
        household: doc(row, 0)?,
        head_name: get(row, 1)?,
        hamlet: get(row, 2)?,
        conflict,
        people,
    })
}

pub(super) fn fact_line(
    row: &Row,
    names: &BTreeMap<Actor, String>,
) -> Result<FactLine, StoreError> {
    let kind: &str = get(row, 1)?;
    let actor: Actor = id(row, 14, "fact", "actor")?;
    let standing: bool = get(row, 16)?;
    Ok(FactLine {
        id: id(row, 0, "fact", "fact")?,
        kind: FactKind::from_code(kind).ok_or(StoreError::Inconsistent {
            table: "fact",
            column: "kind",
        })?,
        household: doc(row, 2)?,
        head_name: get(row, 3)?,
        hamlet: get(row, 4)?,
        at: Timestamp::from_ms(get(row, 5)?),
        what: get(row, 6)?,
        detail: get(row, 7)?,
        note: get(row, 8)?,
        money_vnd: get(row, 9)?,
        goods_value_vnd: get(row, 10)?,
        quantity_milli: get(row, 11)?,
        unit: get(row, 12)?,
        signed: get(row, 13)?,
        person_name: names.get(&actor).cloned().unwrap_or_default(),
        received_at: Timestamp::from_ms(get(row, 15)?),
        corrected: !standing,
    })
}

fn doc(row: &Row, column: usize) -> Result<DocId, StoreError> {
    id(row, column, "household", "doc")
}

pub(super) fn birth_year(row: &Row, column: usize) -> Result<Option<i32>, StoreError> {
    let year: Option<i64> = get(row, column)?;
    year.map(|year| {
        i32::try_from(year).map_err(|_| StoreError::Inconsistent {
            table: "household",
            column: "birth_year",
        })
    })
    .transpose()
}

fn life_kind(row: &Row, column: usize) -> Result<Option<LifeKind>, StoreError> {
    let code: Option<&str> = get(row, column)?;
    code.map(|code| {
        LifeKind::from_code(code).ok_or(StoreError::Inconsistent {
            table: "household",
            column: "gone",
        })
    })
    .transpose()
}

fn category(row: &Row, column: usize) -> Result<Option<Category>, StoreError> {
    let code: Option<&str> = get(row, column)?;
    code.map(|code| {
        Category::from_code(code).ok_or(StoreError::Inconsistent {
            table: "status",
            column: "category",
        })
    })
    .transpose()
}

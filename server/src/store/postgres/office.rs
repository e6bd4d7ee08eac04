//! What the office reads, in PostgreSQL.

use std::collections::BTreeMap;

use chungtay_shared::api::{
    ConflictLine, FactKind, FactLine, FactPage, FactQuery, HouseholdLine, Summary,
};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::document::Kind;
use chungtay_shared::household::{Category, FieldConflict, ProfileField};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::import::plan::ExistingHousehold;
use chungtay_shared::life::LifeKind;
use chungtay_shared::text;
use chungtay_shared::time::{LocalDate, Timestamp};
use postgres::Row;
use postgres::types::ToSql;

use super::facts::{FACT_LINE, FACTS_COUNTED};
use super::rights::id_if_any;
use super::{PostgresTx, get, id, narrow, signed, text as storable, unsigned};
use crate::said::Remembered;
use crate::store::json;
use crate::store::{
    Accounts as _, Devices as _, Office, Reaching, Rights as _, StoreError, Tally, add_seconds,
    fact_kind, needs_of,
};

/// Lines of one page at most.
const PAGE_LINES_MAX: u64 = 200;

/// Today's category of household `h`: of the statuses that hold on day `$2`, the last to begin.
pub(super) const CATEGORY_TODAY: &str = "(select s.category from status s
    where s.commune = h.commune and s.doc = h.doc
      and s.from_day <= $2 and (s.to_day is null or s.to_day >= $2)
    order by s.from_day desc, s.order_ms desc, s.fact desc limit 1)";

/// Documents of kind `$2`, which is never the households': the index leaves those out and is meant only
/// where a query says so as well.
const OF_KIND: &str = "commune = $1 and kind = $2 and kind <> 1";

impl Office for PostgresTx<'_> {
    fn summary(
        &self,
        commune: &str,
        today: LocalDate,
        campaign: Option<&Campaign>,
    ) -> Result<Summary, StoreError> {
        let listed = self.query_one(
            "select count(*), coalesce(sum(member_count), 0)::bigint
             from household where commune = $1 and gone is null",
            &[&commune],
        )?;
        let always = (i64::MIN, i64::MAX);
        let window = campaign.map_or((1, 0), |c| (c.from.days(), c.to.days()));
        let given = campaign.map(|c| (always, Some(c.id)));
        let (visited, ..) = self.reach(commune, FactKind::Visit, (always, None))?;
        let (visited_in_campaign, ..) = self.reach(commune, FactKind::Visit, (window, None))?;
        let (aided, money_vnd, goods_value_vnd) =
            self.reach(commune, FactKind::Handover, (always, None))?;
        let (aided_in_campaign, ..) =
            self.reach(commune, FactKind::Handover, given.unwrap_or((window, None)))?;
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
            campaign_name: campaign.map_or_else(String::new, |c| c.name.clone()),
            conflicts: self.count("select count(*) from conflict where commune = $1", commune)?,
            quarantined: self.count(
                "select count(*) from quarantine where commune = $1 and looked_ms is null",
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

    fn reached(&self, commune: &str, campaign: &Campaign) -> Result<Vec<Reaching>, StoreError> {
        let rows = self.query(
            "select coalesce(m.gone_into, f.doc) as household, f.kind, count(*)
             from fact f left join household m
               on m.commune = f.commune and m.doc = f.doc and m.gone = 'same'
             where f.commune = $1 and f.standing
               and ((f.kind = 'visit' and f.on_day between $2 and $3)
                    or (f.kind = 'handover' and f.campaign = $4))
             group by household, f.kind order by household, f.kind",
            &[
                &commune,
                &campaign.from.days(),
                &campaign.to.days(),
                &campaign.id.as_bytes().as_slice(),
            ],
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
            "{FACTS_COUNTED} where f.commune = $1 and ($2 = '' or f.kind = $2) and ($3 = '' or h.hamlet = $3)
               and ($4::bigint is null or f.on_day >= $4) and ($5::bigint is null or f.on_day <= $5)
               and ($6::bytea is null or f.campaign = $6) and (f.standing or not $7)",
        );
        let days = [query.from, query.to].map(|day| day.map(LocalDate::days));
        let campaign = query.campaign.as_ref().map(|id| id.as_bytes().as_slice());
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![
            &commune,
            &kind,
            &hamlet,
            &days[0],
            &days[1],
            &campaign,
            &query.standing,
        ];
        for pattern in &patterns {
            values.push(pattern);
            let number = values.len();
            filter = format!("{filter} and (' ' || h.search) like ${number} escape ''");
        }
        let total = self.query_one(
            &format!("select count(*), count(distinct h.doc){filter}"),
            &values,
        )?;
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
            households: unsigned(&total, 1)?,
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
                        h.gone, h.needs,
                    case h.gone when 'same' then h.gone_into end
                 from household h where h.commune = $1 order by h.sort, h.doc"
            ),
            &[&commune, &today.days()],
        )?;
        let mut seconds = Vec::new();
        for (row, place) in lines.iter().zip(0..) {
            if let Some(into) = id_if_any(row, 13, "gone_into")? {
                seconds.push((into, place));
            }
        }
        let mut lines = lines
            .iter()
            .map(household_line)
            .collect::<Result<Vec<_>, _>>()?;
        add_seconds(&mut lines, &seconds);
        Ok(lines)
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
                    import_keys: vec![get(row, 1)?],
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

    fn tally(&self, commune: &str, campaign: Option<&Campaign>) -> Result<Tally, StoreError> {
        self.counted(commune, campaign)
    }

    fn fund(&self, commune: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.snapshots(commune, Kind::Fund)?.into_iter().next())
    }

    fn campaigns(&self, commune: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        self.snapshots(commune, Kind::Campaign)
    }

    fn newest_of(&self, commune: &str, kind: Kind) -> Result<Vec<(DocId, u64)>, StoreError> {
        let found = self.query(
            &format!("select doc, last_seq from document where {OF_KIND} order by doc"),
            &[&commune, &i64::from(kind.number())],
        )?;
        let newest = found.iter();
        newest
            .map(|row| Ok((doc(row, 0)?, unsigned(row, 1)?)))
            .collect()
    }

    fn remembered(&self) -> Option<&Remembered> {
        self.remembered
    }

    fn names(&self, commune: &str) -> Result<BTreeMap<Actor, String>, StoreError> {
        let people = self.people(commune)?;
        Ok(people.into_iter().map(|p| (p.actor, p.name)).collect())
    }
}

impl PostgresTx<'_> {
    fn snapshots(&self, commune: &str, kind: Kind) -> Result<Vec<Vec<u8>>, StoreError> {
        let found = self.query(
            &format!("select snapshot from document where {OF_KIND} order by doc"),
            &[&commune, &i64::from(kind.number())],
        )?;
        found.iter().map(|row| get(row, 0)).collect()
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
        needs: needs_of(&get::<String>(row, 12)?),
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
        kind: fact_kind(kind)?,
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

pub(super) fn life_kind(row: &Row, column: usize) -> Result<Option<LifeKind>, StoreError> {
    let code: Option<&str> = get(row, column)?;
    code.map(|code| {
        LifeKind::from_code(code).ok_or(StoreError::Inconsistent {
            table: "household",
            column: "gone",
        })
    })
    .transpose()
}

pub(super) fn category(row: &Row, column: usize) -> Result<Option<Category>, StoreError> {
    let code: Option<&str> = get(row, column)?;
    code.map(|code| {
        Category::from_code(code).ok_or(StoreError::Inconsistent {
            table: "status",
            column: "category",
        })
    })
    .transpose()
}

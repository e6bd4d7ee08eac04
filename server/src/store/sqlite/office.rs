//! What the office reads, in SQLite.

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
use rusqlite::{Row, ToSql, params};

use super::{SqliteTx, id, signed, unsigned};
use crate::said::Remembered;
use crate::store::json;
use crate::store::{
    Accounts as _, Devices as _, Office, Reaching, Rights as _, StoreError, Tally, add_seconds,
    fact_kind, needs_of,
};

/// Lines of one page at most.
const PAGE_LINES_MAX: u64 = 200;

/// Today's category of household `h`: of the statuses that hold on day `?2`, the last to begin.
pub(super) const CATEGORY_TODAY: &str = "(select s.category from status s
    where s.commune = h.commune and s.doc = h.doc
      and s.from_day <= ?2 and (s.to_day is null or s.to_day >= ?2)
    order by s.from_day desc, s.order_ms desc, s.fact desc limit 1)";

/// The columns of a [`FactLine`], in the order of [`fact_line`].
pub(super) const FACT_LINE: &str =
    "f.fact, f.kind, h.doc, h.head_name, h.hamlet, f.at_ms, f.what, f.detail,
    f.note, f.money_vnd, f.goods_value_vnd, f.quantity_milli, f.unit, f.signed, f.actor,
    f.received_ms, f.standing";
/// Facts with the records they were written into.
pub(super) const FACTS: &str =
    " from fact f join household h on h.commune = f.commune and h.doc = f.doc";
/// Facts with the households they count for: a second record's with the household it is kept in.
const FACTS_COUNTED: &str =
    " from fact f join household r on r.commune = f.commune and r.doc = f.doc
      join household h on h.commune = f.commune
        and h.doc = case r.gone when 'same' then r.gone_into else r.doc end";

/// Documents of kind `?2`, which is never the households': the index leaves those out and is meant only
/// where a query says so as well. It is taken only where the order cannot come from the index of all
/// documents, which is what the sign before its column is for.
const OF_KIND: &str = "commune = ?1 and kind = ?2 and kind <> 1";

impl Office for SqliteTx<'_> {
    fn summary(
        &self,
        commune: &str,
        today: LocalDate,
        campaign: Option<&Campaign>,
    ) -> Result<Summary, StoreError> {
        let (households, members) = self.connection.query_row(
            "select count(*), coalesce(sum(member_count), 0) from household where commune = ?1 and gone is null",
            [commune],
            |row| Ok((row.get(0)?, row.get(1)?)),
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
            households: unsigned(households),
            members: unsigned(members),
            by_category: self.by_category(commune, today)?,
            by_hamlet: self.by_hamlet(commune)?,
            visited,
            visited_in_campaign,
            aided,
            aided_in_campaign,
            money_vnd,
            goods_value_vnd,
            campaign_name: campaign.map_or_else(String::new, |c| c.name.clone()),
            conflicts: self.count("select count(*) from conflict where commune = ?1", commune)?,
            quarantined: self.count(
                "select count(*) from quarantine where commune = ?1 and looked_ms is null",
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
        let mut statement = self.connection.prepare_cached(
            "with merged as materialized (select doc, gone_into from household
                             where commune = ?1 and gone = 'same')
             select coalesce(m.gone_into, f.doc) as household, f.kind, count(*)
             from fact f left join merged m on m.doc = f.doc
             where f.commune = ?1 and f.standing
               and ((f.kind = 'visit' and f.on_day between ?2 and ?3)
                    or (f.kind = 'handover' and f.campaign = ?4))
             group by household, f.kind order by household, f.kind",
        )?;
        let (from, to) = (campaign.from.days(), campaign.to.days());
        let mut rows = statement.query(params![commune, from, to, campaign.id.as_bytes()])?;
        let mut reached = Vec::new();
        while let Some(row) = rows.next()? {
            reached.push(Reaching {
                household: id(&row.get::<_, Vec<u8>>(0)?, "fact", "doc")?,
                kind: fact_kind(&row.get::<_, String>(1)?)?,
                times: unsigned(row.get(2)?),
            });
        }
        Ok(reached)
    }

    fn facts(&self, commune: &str, query: &FactQuery) -> Result<FactPage, StoreError> {
        let kind = query.kind.map_or("", FactKind::code);
        let tokens = text::fold(&query.search);
        // Each word of the search must begin a word of the household's folded words.
        let patterns: Vec<String> = tokens
            .split_whitespace()
            .map(|token| format!("% {token}%"))
            .collect();
        let mut filter = format!(
            "{FACTS_COUNTED} where f.commune = ?1 and (?2 = '' or f.kind = ?2) and (?3 = '' or h.hamlet = ?3)
               and (?4 is null or f.on_day >= ?4) and (?5 is null or f.on_day <= ?5)
               and (?6 is null or f.campaign = ?6) and (f.standing or not ?7)",
        );
        let days = [query.from, query.to].map(|day| day.map(LocalDate::days));
        let campaign = query.campaign.as_ref().map(DocId::as_bytes);
        let mut values: Vec<&dyn ToSql> = vec![
            &commune,
            &kind,
            &query.hamlet,
            &days[0],
            &days[1],
            &campaign,
            &query.standing,
        ];
        for pattern in &patterns {
            values.push(pattern);
            let number = values.len();
            filter = format!("{filter} and (' ' || h.search) like ?{number}");
        }
        let (total, households) = self
            .connection
            .prepare_cached(&format!("select count(*), count(distinct h.doc){filter}"))?
            .query_row(values.as_slice(), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let limit = signed(if query.limit == 0 {
            50
        } else {
            query.limit.min(PAGE_LINES_MAX)
        });
        let offset = signed(query.offset);
        values.extend([&limit as &dyn ToSql, &offset]);
        let page = format!(
            "select {FACT_LINE}{filter} order by f.received_ms desc, f.fact desc limit ?{} offset ?{}",
            values.len() - 1,
            values.len()
        );
        let names = self.names(commune)?;
        let mut statement = self.connection.prepare_cached(&page)?;
        let mut rows = statement.query(values.as_slice())?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(fact_line(row, &names)?);
        }
        Ok(FactPage {
            lines,
            total: unsigned(total),
            households: unsigned(households),
        })
    }

    fn households(
        &self,
        commune: &str,
        today: LocalDate,
    ) -> Result<Vec<HouseholdLine>, StoreError> {
        // One pass over the statuses costs far less than looking them up for each household.
        let categories = self.categories(commune, today)?;
        let mut statement = self.connection.prepare_cached(
            "select h.doc, h.head_name, h.nickname, h.hamlet, h.birth_year,
                    h.member_count, h.visit_count, h.handover_count, h.value_vnd, h.search,
                    h.gone, h.needs,
                    case h.gone when 'same' then h.gone_into end
             from household h where h.commune = ?1 order by h.sort, h.doc",
        )?;
        let mut rows = statement.query([commune])?;
        let (mut lines, mut seconds) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let kept_in: Option<Vec<u8>> = row.get(12)?;
            let id_of = doc(row, 0)?;
            let line = HouseholdLine {
                id: id_of,
                head_name: row.get(1)?,
                nickname: row.get(2)?,
                hamlet: row.get(3)?,
                category: categories.get(&id_of).copied(),
                birth_year: row.get(4)?,
                member_count: row.get(5)?,
                visit_count: row.get(6)?,
                handover_count: row.get(7)?,
                value_vnd: row.get(8)?,
                search: row.get(9)?,
                gone: life_kind(row, 10)?,
                needs: needs_of(&row.get::<_, String>(11)?),
            };
            if let Some(into) = kept_in {
                seconds.push((id(&into, "household", "gone_into")?, lines.len()));
            }
            lines.push(line);
        }
        add_seconds(&mut lines, &seconds);
        Ok(lines)
    }

    fn listed(
        &self,
        commune: &str,
        today: LocalDate,
    ) -> Result<Vec<ExistingHousehold>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "select h.doc, h.import_key, h.head_name, h.hamlet, h.birth_year, h.national_id,
                    {CATEGORY_TODAY}
             from household h where h.commune = ?1 order by h.doc"
        ))?;
        let mut rows = statement.query(params![commune, today.days()])?;
        let mut listed = Vec::new();
        while let Some(row) = rows.next()? {
            listed.push(ExistingHousehold {
                id: doc(row, 0)?,
                import_keys: vec![row.get(1)?],
                head_name: row.get(2)?,
                hamlet: row.get(3)?,
                birth_year: row.get(4)?,
                national_id: row.get(5)?,
                category: category(row, 6)?,
            });
        }
        Ok(listed)
    }

    fn conflicts(&self, commune: &str) -> Result<Vec<ConflictLine>, StoreError> {
        let people = self.names(commune)?;
        let mut statement = self.connection.prepare_cached(
            "select c.doc, h.head_name, h.hamlet, c.field, c.rivals
             from conflict c join household h on h.commune = c.commune and h.doc = c.doc
             where c.commune = ?1 order by h.sort, c.doc, c.field",
        )?;
        let mut rows = statement.query([commune])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let wrong = |column| StoreError::Inconsistent {
                table: "conflict",
                column,
            };
            let (field, rivals): (String, String) = (row.get(3)?, row.get(4)?);
            let conflict = FieldConflict {
                field: ProfileField::from_code(&field).ok_or_else(|| wrong("field"))?,
                values: json::read(&rivals, "conflict", "rivals")?,
            };
            let authors = conflict.values.iter().map(|v| v.actor);
            let people = authors
                .filter_map(|a| Some((a, people.get(&a)?.clone())))
                .collect();
            lines.push(ConflictLine {
                household: doc(row, 0)?,
                head_name: row.get(1)?,
                hamlet: row.get(2)?,
                conflict,
                people,
            });
        }
        Ok(lines)
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
        let mut statement = self.connection.prepare_cached(&format!(
            "select doc, last_seq from document where {OF_KIND} order by +doc"
        ))?;
        let mut rows = statement.query(params![commune, kind.number()])?;
        let mut newest = Vec::new();
        while let Some(row) = rows.next()? {
            newest.push((doc(row, 0)?, unsigned(row.get(1)?)));
        }
        Ok(newest)
    }

    fn remembered(&self) -> Option<&Remembered> {
        self.remembered
    }

    fn names(&self, commune: &str) -> Result<BTreeMap<Actor, String>, StoreError> {
        let people = self.people(commune)?;
        Ok(people.into_iter().map(|p| (p.actor, p.name)).collect())
    }
}

impl SqliteTx<'_> {
    fn snapshots(&self, commune: &str, kind: Kind) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "select snapshot from document where {OF_KIND} order by +doc"
        ))?;
        let found = statement.query_map(params![commune, kind.number()], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

pub(super) fn fact_line(
    row: &Row<'_>,
    names: &BTreeMap<Actor, String>,
) -> Result<FactLine, StoreError> {
    let fact: Vec<u8> = row.get(0)?;
    let kind: String = row.get(1)?;
    let actor: Vec<u8> = row.get(14)?;
    let actor: Actor = id(&actor, "fact", "actor")?;
    Ok(FactLine {
        id: id(&fact, "fact", "fact")?,
        kind: fact_kind(&kind)?,
        household: doc(row, 2)?,
        head_name: row.get(3)?,
        hamlet: row.get(4)?,
        at: Timestamp::from_ms(row.get(5)?),
        what: row.get(6)?,
        detail: row.get(7)?,
        note: row.get(8)?,
        money_vnd: row.get(9)?,
        goods_value_vnd: row.get(10)?,
        quantity_milli: row.get(11)?,
        unit: row.get(12)?,
        signed: row.get(13)?,
        person_name: names.get(&actor).cloned().unwrap_or_default(),
        received_at: Timestamp::from_ms(row.get(15)?),
        corrected: !row.get::<_, bool>(16)?,
    })
}

fn doc(row: &Row<'_>, column: usize) -> Result<DocId, StoreError> {
    let bytes: Vec<u8> = row.get(column)?;
    id(&bytes, "household", "doc")
}

pub(super) fn life_kind(row: &Row<'_>, column: usize) -> Result<Option<LifeKind>, StoreError> {
    let code: Option<String> = row.get(column)?;
    code.map(|code| {
        LifeKind::from_code(&code).ok_or(StoreError::Inconsistent {
            table: "household",
            column: "gone",
        })
    })
    .transpose()
}

pub(super) fn category(row: &Row<'_>, column: usize) -> Result<Option<Category>, StoreError> {
    let code: Option<String> = row.get(column)?;
    code.map(|code| {
        Category::from_code(&code).ok_or(StoreError::Inconsistent {
            table: "status",
            column: "category",
        })
    })
    .transpose()
}

//! Programs that read where units stand, in SQLite.

use chungtay_shared::api::FactKind;
use chungtay_shared::id::{DocId, FactId, ToolId};
use chungtay_shared::time::{LocalDate, Timestamp};
use rusqlite::{Row, params};

use super::office::{CATEGORY_TODAY, category, life_kind};
use super::rights::{id_at, id_if_any};
use super::{SqliteTx, unsigned};
use crate::store::row_seals::{self as seals, TOOL as TOOLS};
use crate::store::supports::source;
use crate::store::{FactPart, HouseholdPart, StoreError, Tool, Tools};

const TOOL: &str =
    "select id, commune, name, token_hash, made_ms, made_by, used_ms, revoked_ms from tool";

impl Tools for SqliteTx<'_> {
    fn add_tool(&self, tool: &Tool) -> Result<(), StoreError> {
        self.connection.execute(
            "insert into tool (commune, id, name, token_hash, made_ms, made_by)
             values (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                tool.commune,
                tool.id.as_bytes(),
                tool.name,
                tool.token_hash,
                tool.made_at.ms(),
                tool.made_by
            ],
        )?;
        seals::added(self, &TOOLS, &tool.commune, &[tool.id.as_bytes().into()])
    }

    fn tools(&self, commune: &str) -> Result<Vec<Tool>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{TOOL} where commune = ?1 order by made_ms desc, id desc"
        ))?;
        let mut rows = statement.query([commune])?;
        let mut tools = Vec::new();
        while let Some(row) = rows.next()? {
            tools.push(tool(row)?);
        }
        Ok(tools)
    }

    fn tool(&self, token_hash: &[u8; 32]) -> Result<Option<Tool>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{TOOL} where token_hash = ?1"))?;
        let mut rows = statement.query(params![token_hash])?;
        rows.next()?.map(tool).transpose()
    }

    fn note_use(&self, tool: &Tool, now: Timestamp) -> Result<(), StoreError> {
        self.connection.execute(
            "update tool set used_ms = ?3 where commune = ?1 and id = ?2",
            params![tool.commune, tool.id.as_bytes(), now.ms()],
        )?;
        Ok(())
    }

    fn revoke_tool(&self, commune: &str, tool: ToolId, now: Timestamp) -> Result<bool, StoreError> {
        let of = [("id", tool.as_bytes().into())];
        let revoked = seals::changing(self, &TOOLS, commune, &of, || {
            self.connection.execute(
                "update tool set revoked_ms = ?3
                 where commune = ?1 and id = ?2 and revoked_ms is null",
                params![commune, tool.as_bytes(), now.ms()],
            )
        })?;
        Ok(revoked > 0)
    }

    fn households_after(
        &self,
        commune: &str,
        after: Option<DocId>,
        limit: u32,
        today: LocalDate,
    ) -> Result<Vec<HouseholdPart>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "select h.doc, h.gone_into, h.hamlet, {CATEGORY_TODAY}, h.member_count, h.gone,
                    h.visit_count, h.handover_count, h.value_vnd
             from household h where h.commune = ?1 and h.doc > ?3 order by h.doc limit ?4"
        ))?;
        let after = after.as_ref().map_or(&[][..], |doc| &doc.as_bytes()[..]);
        let mut rows = statement.query(params![commune, today.days(), after, limit])?;
        let mut households = Vec::new();
        while let Some(row) = rows.next()? {
            households.push(HouseholdPart {
                id: id_at(row, 0)?,
                kept_in: id_if_any(row, 1)?,
                hamlet: row.get(2)?,
                category: category(row, 3)?,
                member_count: unsigned(row.get(4)?),
                gone: life_kind(row, 5)?,
                visit_count: unsigned(row.get(6)?),
                handover_count: unsigned(row.get(7)?),
                value_vnd: row.get(8)?,
            });
        }
        Ok(households)
    }

    fn facts_after(
        &self,
        commune: &str,
        kind: FactKind,
        after: Option<(DocId, FactId)>,
        limit: u32,
    ) -> Result<Vec<FactPart>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select f.fact, f.doc, h.hamlet, f.on_day, f.what, f.detail, f.money_vnd,
                    f.goods_value_vnd, f.quantity_milli, f.unit, f.campaign, f.received_ms,
                    f.standing, f.round, f.source, f.source_name, f.actor,
                    case h.gone when 'same' then h.gone_into end
             from fact f join household h on h.commune = f.commune and h.doc = f.doc
             where f.commune = ?1 and f.kind = ?2 and (f.doc, f.fact) > (?3, ?4)
             order by f.doc, f.fact limit ?5",
        )?;
        let doc = after
            .as_ref()
            .map_or(&[][..], |(doc, _)| &doc.as_bytes()[..]);
        let fact = after
            .as_ref()
            .map_or(&[][..], |(_, fact)| &fact.as_bytes()[..]);
        let mut rows = statement.query(params![commune, kind.code(), doc, fact, limit])?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            facts.push(FactPart {
                id: id_at(row, 0)?,
                household: id_at(row, 1)?,
                hamlet: row.get(2)?,
                on: LocalDate::from_days(row.get(3)?),
                what: row.get(4)?,
                detail: row.get(5)?,
                money_vnd: row.get(6)?,
                goods_value_vnd: row.get(7)?,
                quantity_milli: row.get(8)?,
                unit: row.get(9)?,
                campaign: id_if_any(row, 10)?,
                received_at: Timestamp::from_ms(row.get(11)?),
                standing: row.get(12)?,
                round: id_if_any(row, 13)?,
                source: source(row.get::<_, Option<String>>(14)?.as_deref())?,
                source_name: row.get(15)?,
                actor: id_at(row, 16)?,
                kept_in: id_if_any(row, 17)?,
            });
        }
        Ok(facts)
    }
}

fn tool(row: &Row<'_>) -> Result<Tool, StoreError> {
    let moment =
        |column| Ok::<_, StoreError>(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_ms));
    Ok(Tool {
        id: id_at(row, 0)?,
        commune: row.get(1)?,
        name: row.get(2)?,
        token_hash: row.get(3)?,
        made_at: Timestamp::from_ms(row.get(4)?),
        made_by: row.get(5)?,
        used_at: moment(6)?,
        revoked_at: moment(7)?,
    })
}

//! Programs that read where units stand, in PostgreSQL.

use chungtay_shared::api::FactKind;
use chungtay_shared::id::{DocId, FactId, ToolId};
use chungtay_shared::time::{LocalDate, Timestamp};
use postgres::Row;

use super::office::{CATEGORY_TODAY, category, life_kind};
use super::rights::id_if_any;
use super::{PostgresTx, get, id, text, unsigned};
use crate::store::row_seals::{self as seals, TOOL as TOOLS};
use crate::store::supports::source;
use crate::store::{FactPart, HouseholdPart, StoreError, Tool, Tools};

const TOOL: &str =
    "select id, commune, name, token_hash, made_ms, made_by, used_ms, revoked_ms from tool";

impl Tools for PostgresTx<'_> {
    fn add_tool(&self, tool: &Tool) -> Result<(), StoreError> {
        self.has_changed(&tool.commune);
        self.execute(
            "insert into tool (commune, id, name, token_hash, made_ms, made_by)
             values ($1, $2, $3, $4, $5, $6)",
            &[
                &tool.commune,
                &tool.id.as_bytes().as_slice(),
                &text(&tool.name),
                &tool.token_hash.as_slice(),
                &tool.made_at.ms(),
                &text(&tool.made_by),
            ],
        )?;
        seals::added(self, &TOOLS, &tool.commune, &[tool.id.as_bytes().into()])
    }

    fn tools(&self, commune: &str) -> Result<Vec<Tool>, StoreError> {
        let tools = self.query(
            &format!("{TOOL} where commune = $1 order by made_ms desc, id desc"),
            &[&commune],
        )?;
        tools.iter().map(tool).collect()
    }

    fn tool(&self, token_hash: &[u8; 32]) -> Result<Option<Tool>, StoreError> {
        let found = self.query_opt(
            &format!("{TOOL} where token_hash = $1"),
            &[&token_hash.as_slice()],
        )?;
        found.as_ref().map(tool).transpose()
    }

    fn note_use(&self, tool: &Tool, now: Timestamp) -> Result<(), StoreError> {
        self.execute(
            "update tool set used_ms = $3 where commune = $1 and id = $2",
            &[&tool.commune, &tool.id.as_bytes().as_slice(), &now.ms()],
        )?;
        Ok(())
    }

    fn revoke_tool(&self, commune: &str, tool: ToolId, now: Timestamp) -> Result<bool, StoreError> {
        self.has_changed(commune);
        let of = [("id", tool.as_bytes().into())];
        let revoked = seals::changing(self, &TOOLS, commune, &of, || {
            self.execute(
                "update tool set revoked_ms = $3
                 where commune = $1 and id = $2 and revoked_ms is null",
                &[&commune, &tool.as_bytes().as_slice(), &now.ms()],
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
        let after = after.as_ref().map_or(&[][..], |doc| &doc.as_bytes()[..]);
        let households = self.query(
            &format!(
                "select h.doc, h.gone_into, h.hamlet, {CATEGORY_TODAY}, h.member_count, h.gone,
                        h.visit_count, h.handover_count, h.value_vnd
                 from household h where h.commune = $1 and h.doc > $3 order by h.doc limit $4"
            ),
            &[&commune, &today.days(), &after, &i64::from(limit)],
        )?;
        let households = households.iter().map(|row| {
            Ok(HouseholdPart {
                id: id(row, 0, "household", "doc")?,
                kept_in: id_if_any(row, 1, "gone_into")?,
                hamlet: get(row, 2)?,
                category: category(row, 3)?,
                member_count: unsigned(row, 4)?,
                gone: life_kind(row, 5)?,
                visit_count: unsigned(row, 6)?,
                handover_count: unsigned(row, 7)?,
                value_vnd: get(row, 8)?,
            })
        });
        households.collect()
    }

    fn facts_after(
        &self,
        commune: &str,
        kind: FactKind,
        after: Option<(DocId, FactId)>,
        limit: u32,
    ) -> Result<Vec<FactPart>, StoreError> {
        let doc = after
            .as_ref()
            .map_or(&[][..], |(doc, _)| &doc.as_bytes()[..]);
        let fact = after
            .as_ref()
            .map_or(&[][..], |(_, fact)| &fact.as_bytes()[..]);
        let facts = self.query(
            "select f.fact, f.doc, h.hamlet, f.on_day, f.what, f.detail, f.money_vnd,
                    f.goods_value_vnd, f.quantity_milli, f.unit, f.campaign, f.received_ms,
                    f.standing, f.round, f.source, f.source_name, f.actor,
                    case h.gone when 'same' then h.gone_into end
             from fact f join household h on h.commune = f.commune and h.doc = f.doc
             where f.commune = $1 and f.kind = $2 and (f.doc, f.fact) > ($3, $4)
             order by f.doc, f.fact limit $5",
            &[&commune, &kind.code(), &doc, &fact, &i64::from(limit)],
        )?;
        let facts = facts.iter().map(|row| {
            Ok(FactPart {
                id: id(row, 0, "fact", "fact")?,
                household: id(row, 1, "fact", "doc")?,
                hamlet: get(row, 2)?,
                on: LocalDate::from_days(get(row, 3)?),
                what: get(row, 4)?,
                detail: get(row, 5)?,
                money_vnd: get(row, 6)?,
                goods_value_vnd: get(row, 7)?,
                quantity_milli: get(row, 8)?,
                unit: get(row, 9)?,
                campaign: id_if_any(row, 10, "campaign")?,
                received_at: Timestamp::from_ms(get(row, 11)?),
                standing: get(row, 12)?,
                round: id_if_any(row, 13, "round")?,
                source: source(get(row, 14)?)?,
                source_name: get(row, 15)?,
                actor: id(row, 16, "fact", "actor")?,
                kept_in: id_if_any(row, 17, "gone_into")?,
            })
        });
        facts.collect()
    }
}

fn tool(row: &Row) -> Result<Tool, StoreError> {
    let moment =
        |column| Ok::<_, StoreError>(get::<Option<i64>>(row, column)?.map(Timestamp::from_ms));
    let hash: &[u8] = get(row, 3)?;
    let token_hash = hash.try_into().map_err(|_| StoreError::Inconsistent {
        table: "tool",
        column: "token_hash",
    });
    Ok(Tool {
        id: id(row, 0, "tool", "id")?,
        commune: get(row, 1)?,
        name: get(row, 2)?,
        token_hash: token_hash?,
        made_at: Timestamp::from_ms(get(row, 4)?),
        made_by: get(row, 5)?,
        used_at: moment(6)?,
        revoked_at: moment(7)?,
    })
}

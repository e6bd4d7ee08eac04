//! Where cases of aid that takes time stand, in SQLite.

use chungtay_shared::api::FactKind;
use chungtay_shared::fund::Amount;
use chungtay_shared::support::Part;
use chungtay_shared::time::LocalDate;
use rusqlite::{Connection, params};

use super::SqliteTx;
use super::rights::id_at;
use crate::projection::CaseRow;
use crate::store::json;
use crate::store::supports::source;
use crate::store::{CasePaid, CaseStands, StoreError, Supports};

impl Supports for SqliteTx<'_> {
    fn cases(&self, commune: &str) -> Result<Vec<CaseStands>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select c.doc, h.head_name, h.hamlet, c.support_case, c.campaign, c.campaign_name,
                    c.item_name, c.need, c.place, c.step_code, c.step_name, c.since_day, c.ended,
                    c.stopped, c.parts, c.own_money_vnd, c.own_goods_value_vnd
             from support_case c join household h on h.commune = c.commune and h.doc = c.doc
             where c.commune = ?1 order by h.sort, c.doc, c.support_case",
        )?;
        let mut rows = statement.query([commune])?;
        let mut cases = Vec::new();
        while let Some(row) = rows.next()? {
            cases.push(CaseStands {
                household: id_at(row, 0)?,
                head_name: row.get(1)?,
                hamlet: row.get(2)?,
                case: CaseRow {
                    case: id_at(row, 3)?,
                    campaign: id_at(row, 4)?,
                    campaign_name: row.get(5)?,
                    item_name: row.get(6)?,
                    need: row.get(7)?,
                    place: row.get(8)?,
                    step_code: row.get(9)?,
                    step_name: row.get(10)?,
                    since: LocalDate::from_days(row.get(11)?),
                    ended: row.get(12)?,
                    stopped: row.get(13)?,
                    parts: json::read(&row.get::<_, String>(14)?, "support_case", "parts")?,
                    own_share: Amount {
                        money_vnd: row.get(15)?,
                        goods_value_vnd: row.get(16)?,
                    },
                },
            });
        }
        Ok(cases)
    }

    fn paid_of_cases(&self, commune: &str) -> Result<Vec<CasePaid>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select support_case, source, source_name, sum(money_vnd), sum(goods_value_vnd)
             from fact where commune = ?1 and support_case is not null and kind = ?2 and standing
             group by support_case, source, source_name
             order by support_case, source, source_name",
        )?;
        let mut rows = statement.query(params![commune, FactKind::Handover.code()])?;
        let mut paid = Vec::new();
        while let Some(row) = rows.next()? {
            let code: Option<String> = row.get(1)?;
            let part = source(code.as_deref())?.map(|source| {
                Ok::<_, StoreError>(Part {
                    source,
                    name: row.get(2)?,
                    amount: Amount {
                        money_vnd: row.get(3)?,
                        goods_value_vnd: row.get(4)?,
                    },
                })
            });
            if let Some(part) = part.transpose()? {
                paid.push(CasePaid {
                    case: id_at(row, 0)?,
                    part,
                });
            }
        }
        Ok(paid)
    }
}

/// Writes where a household's cases stand; what stood there before is gone.
pub(super) fn put(
    connection: &Connection,
    commune: &str,
    doc: &[u8; 16],
    cases: &[CaseRow],
) -> Result<(), StoreError> {
    connection
        .prepare_cached("delete from support_case where commune = ?1 and doc = ?2")?
        .execute(params![commune, doc])?;
    for case in cases {
        connection
            .prepare_cached(
                "insert into support_case
                 (commune, doc, support_case, campaign, campaign_name, item_name, need, place,
                  step_code, step_name, since_day, ended, stopped, parts, own_money_vnd,
                  own_goods_value_vnd)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(params![
                commune,
                doc,
                case.case.as_bytes(),
                case.campaign.as_bytes(),
                case.campaign_name,
                case.item_name,
                case.need,
                case.place,
                case.step_code,
                case.step_name,
                case.since.days(),
                case.ended,
                case.stopped,
                json::text(&case.parts)?,
                case.own_share.money_vnd,
                case.own_share.goods_value_vnd,
            ])?;
    }
    Ok(())
}

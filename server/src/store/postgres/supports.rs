//! Where cases of aid that takes time stand, in PostgreSQL.

use chungtay_shared::api::FactKind;
use chungtay_shared::fund::Amount;
use chungtay_shared::support::Part;
use chungtay_shared::time::LocalDate;

use super::{PostgresTx, get, id, text, unsigned};
use crate::projection::CaseRow;
use crate::store::json;
use crate::store::supports::source;
use crate::store::{CasePaid, CaseStands, StoreError, Supports};

impl Supports for PostgresTx<'_> {
    fn cases(&self, commune: &str) -> Result<Vec<CaseStands>, StoreError> {
        let rows = self.query(
            "select c.doc, h.head_name, h.hamlet, c.support_case, c.campaign, c.campaign_name,
                    c.item_name, c.need, c.place, c.step_code, c.step_name, c.since_day, c.ended,
                    c.stopped, c.parts, c.own_money_vnd, c.own_goods_value_vnd
             from support_case c join household h on h.commune = c.commune and h.doc = c.doc
             where c.commune = $1 order by h.sort, c.doc, c.support_case",
            &[&commune],
        )?;
        rows.iter()
            .map(|row| {
                let place = unsigned(row, 8)?;
                Ok(CaseStands {
                    household: id(row, 0, "support_case", "doc")?,
                    head_name: get(row, 1)?,
                    hamlet: get(row, 2)?,
                    case: CaseRow {
                        case: id(row, 3, "support_case", "support_case")?,
                        campaign: id(row, 4, "support_case", "campaign")?,
                        campaign_name: get(row, 5)?,
                        item_name: get(row, 6)?,
                        need: get(row, 7)?,
                        place: u32::try_from(place).unwrap_or(u32::MAX),
                        step_code: get(row, 9)?,
                        step_name: get(row, 10)?,
                        since: LocalDate::from_days(get(row, 11)?),
                        ended: get(row, 12)?,
                        stopped: get(row, 13)?,
                        parts: json::read(get(row, 14)?, "support_case", "parts")?,
                        own_share: Amount {
                            money_vnd: get(row, 15)?,
                            goods_value_vnd: get(row, 16)?,
                        },
                    },
                })
            })
            .collect()
    }

    fn paid_of_cases(&self, commune: &str) -> Result<Vec<CasePaid>, StoreError> {
        let rows = self.query(
            "select support_case, source, source_name, sum(money_vnd)::bigint,
                    sum(goods_value_vnd)::bigint
             from fact where commune = $1 and support_case is not null and kind = $2 and standing
             group by support_case, source, source_name
             order by support_case, source, source_name",
            &[&commune, &FactKind::Handover.code()],
        )?;
        let mut paid = Vec::new();
        for row in &rows {
            let Some(source) = source(get(row, 1)?)? else {
                continue;
            };
            paid.push(CasePaid {
                case: id(row, 0, "fact", "support_case")?,
                part: Part {
                    source,
                    name: get(row, 2)?,
                    amount: Amount {
                        money_vnd: get(row, 3)?,
                        goods_value_vnd: get(row, 4)?,
                    },
                },
            });
        }
        Ok(paid)
    }
}

/// Writes where a household's cases stand; what stood there before is gone.
pub(super) fn put(
    tx: &PostgresTx<'_>,
    commune: &str,
    doc: &[u8],
    cases: &[CaseRow],
) -> Result<(), StoreError> {
    tx.execute(
        "delete from support_case where commune = $1 and doc = $2",
        &[&commune, &doc],
    )?;
    for case in cases {
        tx.execute(
            "insert into support_case
             (commune, doc, support_case, campaign, campaign_name, item_name, need, place,
              step_code, step_name, since_day, ended, stopped, parts, own_money_vnd,
              own_goods_value_vnd)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            &[
                &commune,
                &doc,
                &case.case.as_bytes().as_slice(),
                &case.campaign.as_bytes().as_slice(),
                &text(&case.campaign_name),
                &text(&case.item_name),
                &text(&case.need),
                &i64::from(case.place),
                &text(&case.step_code),
                &text(&case.step_name),
                &case.since.days(),
                &case.ended,
                &case.stopped,
                &json::text(&case.parts)?,
                &case.own_share.money_vnd,
                &case.own_share.goods_value_vnd,
            ],
        )?;
    }
    Ok(())
}

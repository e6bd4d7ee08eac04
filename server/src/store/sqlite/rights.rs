//! What rights are judged by, in SQLite.

use chungtay_shared::api::{FactKind, FactLine};
use chungtay_shared::fund::Amount;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::review::Use;
use chungtay_shared::time::{LocalDate, Timestamp};
use rusqlite::{Row, params};

use super::office::{FACT_LINE, FACTS, fact_line};
use super::{SqliteTx, id, unsigned};
use crate::store::supports::source;
use crate::store::{GivenSum, Office as _, OpenProposal, Rights, StoreError};

impl Rights for SqliteTx<'_> {
    fn fact(
        &self,
        commune: &str,
        doc: DocId,
        fact: FactId,
    ) -> Result<Option<FactLine>, StoreError> {
        let names = self.names(commune)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "select {FACT_LINE}{FACTS} where f.commune = ?1 and f.doc = ?2 and f.fact = ?3"
        ))?;
        let mut rows = statement.query(params![commune, doc.as_bytes(), fact.as_bytes()])?;
        rows.next()?.map(|row| fact_line(row, &names)).transpose()
    }

    fn uses(&self, commune: &str) -> Result<Vec<Use>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select fact, doc, campaign, round, coalesce(giver, actor), at_ms,
                    support_case is not null from fact
             where commune = ?1 and kind = ?2 and standing and campaign is not null
               and doc not in (select doc from remainder where commune = ?1)
             order by received_ms, fact",
        )?;
        let mut rows = statement.query(params![commune, FactKind::Handover.code()])?;
        let mut uses = Vec::new();
        while let Some(row) = rows.next()? {
            uses.push(Use {
                fact: id_at(row, 0)?,
                household: id_at(row, 1)?,
                campaign: id_at(row, 2)?,
                round: id_if_any(row, 3)?,
                actor: id_at(row, 4)?,
                at: Timestamp::from_ms(row.get(5)?),
                of_case: row.get(6)?,
            });
        }
        Ok(uses)
    }

    fn given_by(&self, commune: &str, day: LocalDate) -> Result<Vec<GivenSum>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select campaign, round, detail, count(*), sum(money_vnd), sum(goods_value_vnd), source,
                    source_name
             from fact where commune = ?1 and kind = ?2 and standing and on_day <= ?3
             group by campaign, round, detail, source, source_name
             order by campaign, round, detail, source, source_name",
        )?;
        let kind = FactKind::Handover.code();
        let mut rows = statement.query(params![commune, kind, day.days()])?;
        let mut sums = Vec::new();
        while let Some(row) = rows.next()? {
            sums.push(given_sum(row)?);
        }
        Ok(sums)
    }

    fn open_proposals(&self, commune: &str) -> Result<Vec<OpenProposal>, StoreError> {
        let names = self.names(commune)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "select {FACT_LINE}, f.campaign{FACTS}
             where f.commune = ?1 and f.kind = ?2 and f.standing order by f.received_ms, f.fact"
        ))?;
        let mut rows = statement.query(params![commune, FactKind::Proposal.code()])?;
        let mut open = Vec::new();
        while let Some(row) = rows.next()? {
            open.push(OpenProposal {
                line: fact_line(row, &names)?,
                actor: id_at(row, 14)?,
                campaign: id_if_any(row, 17)?,
            });
        }
        Ok(open)
    }
}

/// The sum in a row of [`Rights::given_by`]'s columns.
pub(super) fn given_sum(row: &Row<'_>) -> Result<GivenSum, StoreError> {
    let code: Option<String> = row.get(6)?;
    Ok(GivenSum {
        source: source(code.as_deref())?,
        source_name: row.get(7)?,
        campaign: id_if_any(row, 0)?,
        round: id_if_any(row, 1)?,
        item: row.get(2)?,
        times: unsigned(row.get(3)?),
        amount: Amount {
            money_vnd: row.get(4)?,
            goods_value_vnd: row.get(5)?,
        },
    })
}

pub(super) fn id_at<T>(row: &Row<'_>, column: usize) -> Result<T, StoreError>
where
    T: for<'a> TryFrom<&'a [u8]>,
{
    let bytes: Vec<u8> = row.get(column)?;
    id(&bytes, "fact", "id")
}

pub(super) fn id_if_any<T>(row: &Row<'_>, column: usize) -> Result<Option<T>, StoreError>
where
    T: for<'a> TryFrom<&'a [u8]>,
{
    let bytes: Option<Vec<u8>> = row.get(column)?;
    bytes.map(|bytes| id(&bytes, "fact", "id")).transpose()
}

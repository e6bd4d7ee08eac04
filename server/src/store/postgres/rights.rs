//! What rights are judged by, in PostgreSQL.

use chungtay_shared::api::{FactKind, FactLine};
use chungtay_shared::fund::Amount;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::review::Use;
use chungtay_shared::time::{LocalDate, Timestamp};
use postgres::Row;

use super::facts::{FACT_LINE, FACTS};
use super::office::fact_line;
use super::{PostgresTx, get, id, unsigned};
use crate::store::supports::source;
use crate::store::{GivenSum, Office as _, OpenProposal, Rights, StoreError};

impl Rights for PostgresTx<'_> {
    fn fact(
        &self,
        commune: &str,
        doc: DocId,
        fact: FactId,
    ) -> Result<Option<FactLine>, StoreError> {
        let names = self.names(commune)?;
        let rows = self.query(
            &format!(
                "select {FACT_LINE}{FACTS} where f.commune = $1 and f.doc = $2 and f.fact = $3"
            ),
            &[
                &commune,
                &doc.as_bytes().as_slice(),
                &fact.as_bytes().as_slice(),
            ],
        )?;
        rows.first().map(|row| fact_line(row, &names)).transpose()
    }

    fn uses(&self, commune: &str) -> Result<Vec<Use>, StoreError> {
        let uses = self.query(
            "select fact, doc, campaign, round, coalesce(giver, actor), at_ms,
                    support_case is not null from fact
             where commune = $1 and kind = $2 and standing and campaign is not null
               and doc not in (select doc from remainder where commune = $1)
             order by received_ms, fact",
            &[&commune, &FactKind::Handover.code()],
        )?;
        uses.iter()
            .map(|row| {
                Ok(Use {
                    fact: id(row, 0, "fact", "fact")?,
                    household: id(row, 1, "fact", "doc")?,
                    campaign: id(row, 2, "fact", "campaign")?,
                    round: id_if_any(row, 3, "round")?,
                    actor: id(row, 4, "fact", "actor")?,
                    at: Timestamp::from_ms(get(row, 5)?),
                    of_case: get(row, 6)?,
                })
            })
            .collect()
    }

    fn given_by(&self, commune: &str, day: LocalDate) -> Result<Vec<GivenSum>, StoreError> {
        let sums = self.query(
            "select campaign, round, detail, count(*), sum(money_vnd)::bigint,
                    sum(goods_value_vnd)::bigint, source, source_name
             from fact where commune = $1 and kind = $2 and standing and on_day <= $3
             group by campaign, round, detail, source, source_name
             order by campaign nulls first, round nulls first, detail collate \"C\",
                      source nulls first, source_name",
            &[&commune, &FactKind::Handover.code(), &day.days()],
        )?;
        sums.iter().map(given_sum).collect()
    }

    fn open_proposals(&self, commune: &str) -> Result<Vec<OpenProposal>, StoreError> {
        let names = self.names(commune)?;
        let open = self.query(
            &format!(
                "select {FACT_LINE}, f.campaign{FACTS}
                 where f.commune = $1 and f.kind = $2 and f.standing
                 order by f.received_ms, f.fact"
            ),
            &[&commune, &FactKind::Proposal.code()],
        )?;
        open.iter()
            .map(|row| {
                Ok(OpenProposal {
                    line: fact_line(row, &names)?,
                    actor: id(row, 14, "fact", "actor")?,
                    campaign: id_if_any(row, 17, "campaign")?,
                })
            })
            .collect()
    }
}

/// The sum in a row of [`Rights::given_by`]'s columns.
pub(super) fn given_sum(row: &Row) -> Result<GivenSum, StoreError> {
    Ok(GivenSum {
        campaign: id_if_any(row, 0, "campaign")?,
        round: id_if_any(row, 1, "round")?,
        item: get(row, 2)?,
        source: source(get(row, 6)?)?,
        source_name: get(row, 7)?,
        times: unsigned(row, 3)?,
        amount: Amount {
            money_vnd: get(row, 4)?,
            goods_value_vnd: get(row, 5)?,
        },
    })
}

pub(super) fn id_if_any<T: for<'b> TryFrom<&'b [u8]>>(
    row: &Row,
    column: usize,
    name: &'static str,
) -> Result<Option<T>, StoreError> {
    let bytes: Option<&[u8]> = get(row, column)?;
    bytes.map(|_| id(row, column, "fact", name)).transpose()
}

//! What rights are judged by, in PostgreSQL.

use chungtay_shared::api::{FactKind, FactLine};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::review::Use;
use chungtay_shared::time::Timestamp;
use postgres::Row;

use super::office::{FACT_LINE, FACTS, fact_line};
use super::{PostgresTx, get, id};
use crate::store::{Office as _, OpenProposal, Rights, StoreError};

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
            "select fact, doc, campaign, round, actor, at_ms from fact
             where commune = $1 and kind = $2 and standing and campaign is not null
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
                })
            })
            .collect()
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

pub(super) fn id_if_any<T: for<'b> TryFrom<&'b [u8]>>(
    row: &Row,
    column: usize,
    name: &'static str,
) -> Result<Option<T>, StoreError> {
    let bytes: Option<&[u8]> = get(row, column)?;
    bytes.map(|_| id(row, column, "fact", name)).transpose()
}

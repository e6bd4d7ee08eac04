//! Proposals and their answers in a household's document: maps at the document's root, under
//! `proposal:<id>` and `answer:<id of the proposal>`. A map that holds them all would be made by each
//! of two phones in documents that are older than proposals, and one of the two would be hidden.

use std::collections::BTreeMap;

use automerge::ROOT;
use automerge::transaction::Transactable as _;

use super::fields::MapReader;
use super::write::{put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::handover::AidForm;
use crate::id::FactId;
use crate::proposal::{Proposal, ProposalAnswer, Proposed};

const PROPOSAL: &str = "proposal:";
const ANSWER: &str = "answer:";

impl Document {
    /// Adds a proposal.
    pub fn add_proposal(
        &mut self,
        author: Author,
        proposal: &Proposal,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let key = format!("{PROPOSAL}{}", proposal.id);
            let map = tx.put_object(ROOT, key, automerge::ObjType::Map)?;
            if let Some(campaign) = proposal.campaign {
                tx.put(&map, "campaign", campaign.to_string())?;
            }
            put_text(tx, &map, "campaign_name", &proposal.campaign_name)?;
            put_text(tx, &map, "item", &proposal.item)?;
            tx.put(&map, "form", proposal.form.code())?;
            for (key, number) in [
                ("money_vnd", proposal.money_vnd),
                ("quantity_milli", proposal.quantity_milli),
                ("goods_value_vnd", proposal.goods_value_vnd),
            ] {
                if number != 0 {
                    tx.put(&map, key, number)?;
                }
            }
            put_text(tx, &map, "unit", &proposal.unit)?;
            put_text(tx, &map, "reason", &proposal.reason)?;
            put_time(tx, &map, "recorded_at", proposal.recorded_at)
        })
    }

    /// Answers a proposal; only the office does.
    pub fn answer_proposal(
        &mut self,
        author: Author,
        proposal: FactId,
        answer: &ProposalAnswer,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let key = format!("{ANSWER}{proposal}");
            let map = tx.put_object(ROOT, key, automerge::ObjType::Map)?;
            tx.put(&map, "granted", answer.granted)?;
            put_text(tx, &map, "reason", &answer.reason)?;
            put_time(tx, &map, "recorded_at", answer.recorded_at)
        })
    }
}

/// All proposals with their answers, newest first.
pub(super) fn read(
    root: &MapReader<'_>,
    corrected_by: &BTreeMap<FactId, FactId>,
) -> Result<Vec<Proposed>, DocumentError> {
    let mut proposals = root
        .facts_under(PROPOSAL)?
        .into_iter()
        .map(|(id, actor, map)| {
            Ok(Proposed {
                fact: proposal(id, &map)?,
                actor,
                answer: None,
                corrected_by: corrected_by.get(&id).copied(),
            })
        })
        .collect::<Result<Vec<_>, DocumentError>>()?;
    for (id, _, map) in root.facts_under(ANSWER)? {
        let answered = proposals.iter_mut().find(|p| p.fact.id == id);
        answered.ok_or(DocumentError::Schema("answer"))?.answer = Some(ProposalAnswer {
            granted: map.flag("granted")?,
            reason: map.text("reason")?,
            recorded_at: map.timestamp("recorded_at")?,
        });
    }
    proposals.sort_by_key(|p| std::cmp::Reverse((p.fact.recorded_at, p.fact.id)));
    Ok(proposals)
}

fn proposal(id: FactId, map: &MapReader<'_>) -> Result<Proposal, DocumentError> {
    Ok(Proposal {
        id,
        campaign: map.parsed_if_any("campaign")?,
        campaign_name: map.text("campaign_name")?,
        item: map.text("item")?,
        form: map.code("form", AidForm::from_code)?,
        money_vnd: map.int("money_vnd")?,
        quantity_milli: map.int("quantity_milli")?,
        unit: map.text("unit")?,
        goods_value_vnd: map.int("goods_value_vnd")?,
        reason: map.text("reason")?,
        recorded_at: map.timestamp("recorded_at")?,
    })
}

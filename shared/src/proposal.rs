//! A proposal: what a volunteer would give, but holds no right for. The office answers it, unless
//! whoever made it takes it back before: by a correction, as any fact that was wrong.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, FieldErrors, Problem};
use crate::handover::{AidForm, Handover, HandoverDraft, Receiver};
use crate::id::{Actor, DocId, FactId};
use crate::limits::NOTE_CHARS_MAX;
use crate::time::Timestamp;

/// What somebody proposes to give a household. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// This fact.
    pub id: FactId,
    /// The campaign's document, if it shall be given within one.
    pub campaign: Option<DocId>,
    /// The campaign's name at that time.
    pub campaign_name: String,
    /// What shall be given.
    pub item: String,
    /// How.
    pub form: AidForm,
    /// Money in đồng; 0 when the form has none.
    pub money_vnd: i64,
    /// Goods in thousandths of the unit; 0 when the form has none.
    pub quantity_milli: i64,
    /// Unit of the quantity.
    pub unit: String,
    /// Value of the goods in đồng; 0 when unknown or none.
    pub goods_value_vnd: i64,
    /// Why, in the volunteer's words.
    pub reason: String,
    /// When it was made, by the device's clock.
    pub recorded_at: Timestamp,
}

/// The office's answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalAnswer {
    /// Whether it is granted: then somebody holds the right to give it.
    pub granted: bool,
    /// Why, in the office's words; may be empty when it is granted.
    pub reason: String,
    /// When it was answered.
    pub recorded_at: Timestamp,
}

/// A proposal, who made it, and what the office said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The proposal.
    pub fact: Proposal,
    /// Whose device wrote it.
    pub actor: Actor,
    /// The answer, once there is one.
    pub answer: Option<ProposalAnswer>,
    /// The correction by which whoever made it took it back, if they did.
    pub corrected_by: Option<FactId>,
}

impl Proposed {
    /// Whether the office has still to answer it.
    pub const fn is_open(&self) -> bool {
        self.answer.is_none() && self.corrected_by.is_none()
    }
}

impl Proposal {
    /// The proposal that a handover's form makes, or every field's problem. Nobody has received
    /// anything yet; instead it is asked why.
    pub fn from_draft(
        draft: &HandoverDraft,
        id: FactId,
        now: Timestamp,
    ) -> Result<Self, Vec<FieldError>> {
        let draft = HandoverDraft {
            at: now,
            round: None,
            receiver: Some(Receiver::Head),
            signature: None,
            ..draft.clone()
        };
        let mut errors = FieldErrors::default();
        let reason = errors.text("note", &draft.note, NOTE_CHARS_MAX);
        if reason.is_empty() {
            errors.add("note", Problem::Missing);
        }
        match (Handover::from_draft(&draft, id, now), errors.finish(reason)) {
            (Ok(meant), Ok(reason)) => Ok(Self {
                id,
                campaign: meant.campaign,
                campaign_name: meant.campaign_name,
                item: meant.item,
                form: meant.form,
                money_vnd: meant.money_vnd,
                quantity_milli: meant.quantity_milli,
                unit: meant.unit,
                goods_value_vnd: meant.goods_value_vnd,
                reason,
                recorded_at: now,
            }),
            (meant, reason) => {
                let mut errors = meant.err().unwrap_or_default();
                errors.extend(reason.err().unwrap_or_default());
                errors.dedup();
                Err(errors)
            }
        }
    }

    /// The draft that would make this proposal again, by which the server tries it.
    pub fn to_draft(&self) -> HandoverDraft {
        let meant = Handover {
            id: self.id,
            at: self.recorded_at,
            campaign: self.campaign,
            campaign_name: self.campaign_name.clone(),
            round: None,
            item: self.item.clone(),
            form: self.form,
            money_vnd: self.money_vnd,
            quantity_milli: self.quantity_milli,
            unit: self.unit.clone(),
            goods_value_vnd: self.goods_value_vnd,
            receiver: Receiver::Head,
            receiver_name: String::new(),
            relation: String::new(),
            signature: None,
            note: self.reason.clone(),
            case: None,
            source: None,
            source_name: String::new(),
            voucher: String::new(),
            recorded_at: self.recorded_at,
        };
        meant.to_draft()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_says_what_and_why_and_comes_out_of_its_draft_again() {
        let now = Timestamp::from_ms(1_792_200_600_000);
        let id = FactId::from_bytes([1; 16]);
        let mut draft = HandoverDraft {
            item: "Xe lăn".into(),
            form: Some(AidForm::InKind),
            quantity_text: "1".into(),
            unit: "chiếc".into(),
            ..HandoverDraft::default()
        };
        let problems = Proposal::from_draft(&draft, id, now).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["note"]);

        draft.note = "Ông Tám không đi lại được".into();
        let proposal = Proposal::from_draft(&draft, id, now).unwrap();
        assert_eq!(proposal.quantity_milli, 1_000);
        assert_eq!(
            Proposal::from_draft(&proposal.to_draft(), id, now),
            Ok(proposal)
        );
    }
}

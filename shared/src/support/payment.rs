//! What of a case's approved parts reached the household: a handover as any other, which names the case
//! and who paid. Only the office records one.

use serde::{Deserialize, Serialize};

use super::draft::typed;
use super::{Case, Part, left};
use crate::field::{FieldError, FieldErrors, Problem};
use crate::fund::Source;
use crate::handover::{AidForm, Handover, HandoverDraft, Receiver};
use crate::household::Household;
use crate::id::FactId;
use crate::money;
use crate::time::{LocalDate, Timestamp};

/// A payment as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentDraft {
    /// The case.
    pub case: FactId,
    /// The day.
    pub on: LocalDate,
    /// Who paid.
    pub source: Option<Source>,
    /// Which Fund, which donor.
    pub source_name: String,
    /// How.
    pub form: Option<AidForm>,
    /// Money, as typed.
    pub money_text: String,
    /// Quantity of goods, as typed.
    pub quantity_text: String,
    /// Unit of the quantity.
    pub unit: String,
    /// Value of the goods, as typed.
    pub goods_value_text: String,
    /// Number of the voucher (phiếu chi, ủy nhiệm chi).
    pub voucher: String,
    /// Who received it.
    pub receiver: Option<Receiver>,
    /// Their name, needed unless it is the head.
    pub receiver_name: String,
    /// Relation to the head, needed for somebody else.
    pub relation: String,
    /// Anything else; why, when it is more than was approved.
    pub note: String,
}

impl PaymentDraft {
    /// What is left of a part, to the head of the household, as the case's item is usually given.
    pub fn of(case: &Case, part: &Part, on: LocalDate) -> Self {
        let item = &case.item;
        let (money, goods) = (
            part.amount.money_vnd.max(0),
            part.amount.goods_value_vnd.max(0),
        );
        let form = match (money > 0, goods > 0) {
            (true, true) => AidForm::CashAndGoods,
            (false, true) => AidForm::InKind,
            _ if item.form == AidForm::BankTransfer => AidForm::BankTransfer,
            _ => AidForm::Cash,
        };
        // One piece of what the item is, where nobody said in which unit it is counted.
        let (quantity_milli, unit) = match item.quantity_milli {
            0 => (1_000, &item.name),
            quantity => (quantity, &item.unit),
        };
        Self {
            case: case.id,
            on,
            source: Some(part.source),
            source_name: part.name.clone(),
            form: Some(form),
            money_text: typed(money),
            quantity_text: money::format_quantity(quantity_milli),
            unit: unit.clone(),
            goods_value_text: typed(goods),
            voucher: String::new(),
            receiver: Some(Receiver::Head),
            receiver_name: String::new(),
            relation: String::new(),
            note: String::new(),
        }
    }

    /// The handover, or every field's problem.
    ///
    /// Only what was approved is paid, unless a note says why it is more, and nothing while the case is
    /// stopped.
    pub fn read(
        &self,
        household: &Household,
        id: FactId,
        now: Timestamp,
    ) -> Result<Handover, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let Some(file) = household.case(self.case) else {
            errors.add("case", Problem::Unknown);
            return Err(errors.into_problems());
        };
        if self.on > now.local_date() {
            errors.add("on", Problem::InFuture);
        }
        let approved = file.approved();
        let of_source = |part: &&Part| {
            let source = self.source;
            source.is_some_and(|source| part.is_of(source, &self.source_name))
        };
        if approved.is_empty() {
            errors.add("source", Problem::NotApproved);
        } else if file.standing().stopped.is_some() {
            errors.add("source", Problem::Stopped);
        } else if self.source.is_none() {
            errors.add("source", Problem::Missing);
        } else if !approved.iter().any(|part| of_source(&part)) {
            errors.add("source", Problem::NotApproved);
        }
        let form = self.form.unwrap_or(AidForm::Cash);
        if form.has_goods() && self.goods_value_text.trim().is_empty() {
            errors.add("goods_value_text", Problem::Missing);
        }
        let read = self.handover_draft(&file.case, now);
        let read = Handover::from_draft(&read, id, now);
        let left = left(approved, &household.paid(self.case));
        let left = left.iter().find(of_source).map(|part| part.amount);
        if let (Ok(handover), Some(left)) = (&read, left) {
            let is_over = handover.money_vnd > left.money_vnd
                || handover.goods_value_vnd > left.goods_value_vnd;
            if is_over && handover.note.is_empty() {
                errors.add("note", Problem::OverApproved);
            }
        }
        match (read, errors.finish(())) {
            (Ok(handover), Ok(())) => Ok(handover),
            (read, checked) => {
                let mut problems = checked.err().unwrap_or_default();
                problems.extend(read.err().unwrap_or_default());
                Err(problems)
            }
        }
    }

    fn handover_draft(&self, case: &Case, now: Timestamp) -> HandoverDraft {
        // A day to come is said at its own field already.
        let at = if self.on < now.local_date() {
            Timestamp::from_local(self.on, 12, 0)
        } else {
            now
        };
        HandoverDraft {
            at,
            campaign: Some(case.campaign),
            campaign_name: case.campaign_name.clone(),
            round: None,
            item: case.item.name.clone(),
            form: self.form,
            money_text: self.money_text.clone(),
            quantity_text: self.quantity_text.clone(),
            unit: self.unit.clone(),
            goods_value_text: self.goods_value_text.clone(),
            receiver: self.receiver,
            receiver_name: self.receiver_name.clone(),
            relation: self.relation.clone(),
            signature: None,
            note: self.note.clone(),
            case: Some(case.id),
            source: self.source,
            source_name: self.source_name.clone(),
            voucher: self.voucher.clone(),
        }
    }
}

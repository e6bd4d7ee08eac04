//! A handover of aid: what the form holds, the rules, and the fact that comes of it.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::fund::Source;
use crate::id::{DocId, FactId};
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX, VALUE_VND_MAX};
use crate::money;
use crate::signature::Signature;
use crate::time::Timestamp;

codes!(
    /// How aid is given. Money and goods are two amounts: one total cannot be split again.
    AidForm {
        /// Tiền mặt.
        Cash = "cash",
        /// Chuyển khoản.
        BankTransfer = "bank_transfer",
        /// Hiện vật.
        InKind = "in_kind",
        /// Tiền mặt và hiện vật.
        CashAndGoods = "cash_and_goods",
    }
);

impl AidForm {
    /// Whether money is part of it.
    pub const fn has_money(self) -> bool {
        matches!(self, Self::Cash | Self::BankTransfer | Self::CashAndGoods)
    }

    /// Whether goods are part of it.
    pub const fn has_goods(self) -> bool {
        matches!(self, Self::InKind | Self::CashAndGoods)
    }
}

codes!(
    /// Who received it.
    Receiver {
        /// Chủ hộ.
        Head = "head",
        /// Người đại diện.
        Representative = "representative",
        /// Somebody else, with their relation (nhận thay).
        Other = "other",
    }
);

/// What the handover form holds. Amounts stay as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandoverDraft {
    /// When it was handed over.
    pub at: Timestamp,
    /// The campaign it belongs to.
    pub campaign: Option<DocId>,
    /// The campaign's name at that time.
    pub campaign_name: String,
    /// The round whose right is used, if it is given by one.
    pub round: Option<FactId>,
    /// What was given, by name.
    pub item: String,
    /// How.
    pub form: Option<AidForm>,
    /// Money, as typed: `1.500.000`, `1500000`, `1,5 tr`.
    pub money_text: String,
    /// Quantity of goods, as typed: `10`, `2,5`.
    pub quantity_text: String,
    /// Unit of the quantity: kg, phần, thẻ.
    pub unit: String,
    /// Value of the goods in money, as typed.
    pub goods_value_text: String,
    /// Who received it.
    pub receiver: Option<Receiver>,
    /// Their name, needed unless it is the head.
    pub receiver_name: String,
    /// Relation to the head, needed for somebody else.
    pub relation: String,
    /// The finger signature, if one was given.
    pub signature: Option<Signature>,
    /// Anything else.
    pub note: String,
    /// The case it is paid for (`crate::support`); only the office records such a one.
    pub case: Option<FactId>,
    /// Who paid it, of a case.
    pub source: Option<Source>,
    /// Which Fund, which donor paid it, of a case; else the donor of a gift outside every campaign.
    pub source_name: String,
    /// Number of the voucher it was paid by, of a case.
    pub voucher: String,
}

/// A handover that took place. Never edited: a mistake is corrected by another fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// This fact.
    pub id: FactId,
    /// When.
    pub at: Timestamp,
    /// The campaign's document, if it was given within one.
    pub campaign: Option<DocId>,
    /// The campaign's name at that time.
    pub campaign_name: String,
    /// The round whose right was used, if it was given by one.
    pub round: Option<FactId>,
    /// What was given.
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
    /// Who received it.
    pub receiver: Receiver,
    /// Their name; empty for the head.
    pub receiver_name: String,
    /// Relation to the head; empty for the head.
    pub relation: String,
    /// The finger signature.
    pub signature: Option<Signature>,
    /// Free note.
    pub note: String,
    /// The case it was paid for; of anything else the item says who pays.
    pub case: Option<FactId>,
    /// Who paid it, of a case or a direct gift.
    pub source: Option<Source>,
    /// Which Fund, which donor; empty for the unit's own Fund.
    pub source_name: String,
    /// Number of the voucher.
    pub voucher: String,
    /// When it was recorded, by the device's clock.
    pub recorded_at: Timestamp,
}

impl Handover {
    /// The fact, or every field's problem.
    pub fn from_draft(
        draft: &HandoverDraft,
        id: FactId,
        now: Timestamp,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let form = draft.form.unwrap_or(AidForm::Cash);
        let receiver = draft.receiver.unwrap_or(Receiver::Head);
        if draft.at > now.plus_ms(15 * 60_000) {
            errors.add("at", Problem::InFuture);
        }
        if draft.form.is_none() {
            errors.add("form", Problem::Missing);
        }
        if draft.receiver.is_none() {
            errors.add("receiver", Problem::Missing);
        }
        let money_vnd = if form.has_money() {
            errors.take("money_text", required_amount(&draft.money_text))
        } else {
            0
        };
        let quantity_milli = if form.has_goods() {
            errors.take("quantity_text", required_quantity(&draft.quantity_text))
        } else {
            0
        };
        let goods_value_vnd = if form.has_goods() && !draft.goods_value_text.trim().is_empty() {
            errors.take("goods_value_text", required_amount(&draft.goods_value_text))
        } else {
            0
        };
        let (source, source_name, voucher) = who_paid(draft, &mut errors);
        let handover = Self {
            id,
            at: draft.at,
            campaign: draft.campaign,
            campaign_name: errors.text("campaign", &draft.campaign_name, LINE_CHARS_MAX),
            round: draft.round,
            item: errors.text("item", &draft.item, LINE_CHARS_MAX),
            form,
            money_vnd,
            quantity_milli,
            unit: if form.has_goods() {
                errors.text("unit", &draft.unit, LINE_CHARS_MAX)
            } else {
                String::new()
            },
            goods_value_vnd,
            receiver,
            receiver_name: if receiver == Receiver::Head {
                String::new()
            } else {
                errors.text("receiver_name", &draft.receiver_name, LINE_CHARS_MAX)
            },
            relation: if receiver == Receiver::Head {
                String::new()
            } else {
                errors.text("relation", &draft.relation, LINE_CHARS_MAX)
            },
            signature: draft.signature.clone().filter(|s| !s.is_empty()),
            note: errors.text("note", &draft.note, NOTE_CHARS_MAX),
            case: draft.case,
            source,
            source_name,
            voucher,
            recorded_at: now,
        };
        handover.needed_texts(&mut errors);
        errors.finish(handover)
    }

    fn needed_texts(&self, errors: &mut FieldErrors) {
        if self.item.is_empty() {
            errors.add("item", Problem::Missing);
        }
        if self.form.has_goods() && self.unit.is_empty() {
            errors.add("unit", Problem::Missing);
        }
        if self.receiver != Receiver::Head && self.receiver_name.is_empty() {
            errors.add("receiver_name", Problem::Missing);
        }
        if self.receiver == Receiver::Other && self.relation.is_empty() {
            errors.add("relation", Problem::Missing);
        }
    }

    /// Whether it was paid for a case (`crate::support`): the office's to record and to take back.
    pub fn is_payment(&self) -> bool {
        let says_who_paid = self.source.is_some() || !self.source_name.is_empty();
        self.case.is_some() || !self.voucher.is_empty() || says_who_paid && !self.is_direct_gift()
    }

    /// Whether it is a donor's own gift, outside every campaign: whoever brought it says whose it is.
    pub fn is_direct_gift(&self) -> bool {
        self.source == Some(Source::Direct)
            && !self.source_name.is_empty()
            && self.campaign.is_none()
            && self.round.is_none()
            && self.case.is_none()
    }

    /// Money and goods together, in đồng.
    pub const fn value_vnd(&self) -> i64 {
        self.money_vnd.saturating_add(self.goods_value_vnd)
    }

    /// Whether it is known what the goods were worth; money needs no agreement.
    pub const fn is_value_known(&self) -> bool {
        match self.form {
            AidForm::Cash | AidForm::BankTransfer => true,
            AidForm::InKind | AidForm::CashAndGoods => self.goods_value_vnd != 0,
        }
    }

    /// The draft that would make this fact again, to begin a correction with.
    pub fn to_draft(&self) -> HandoverDraft {
        let amount = |vnd: i64| {
            if vnd == 0 {
                String::new()
            } else {
                money::format_vnd(vnd)
            }
        };
        HandoverDraft {
            at: self.at,
            campaign: self.campaign,
            campaign_name: self.campaign_name.clone(),
            round: self.round,
            item: self.item.clone(),
            form: Some(self.form),
            money_text: amount(self.money_vnd),
            quantity_text: if self.quantity_milli == 0 {
                String::new()
            } else {
                money::format_quantity(self.quantity_milli)
            },
            unit: self.unit.clone(),
            goods_value_text: amount(self.goods_value_vnd),
            receiver: Some(self.receiver),
            receiver_name: self.receiver_name.clone(),
            relation: self.relation.clone(),
            signature: self.signature.clone(),
            note: self.note.clone(),
            case: self.case,
            source: self.source,
            source_name: self.source_name.clone(),
            voucher: self.voucher.clone(),
        }
    }
}

/// Who paid, their name and the voucher: of a case as the office says, of a gift outside every campaign its
/// donor. Of all else the item says it.
fn who_paid(draft: &HandoverDraft, errors: &mut FieldErrors) -> (Option<Source>, String, String) {
    let name = errors.text("source", &draft.source_name, LINE_CHARS_MAX);
    let voucher = errors.text("voucher", &draft.voucher, LINE_CHARS_MAX);
    if draft.case.is_some() {
        (draft.source, name, voucher)
    } else if draft.campaign.is_none() && draft.round.is_none() && !name.is_empty() {
        (Some(Source::Direct), name, String::new())
    } else {
        (None, String::new(), String::new())
    }
}

fn required_amount(text: &str) -> Result<i64, Problem> {
    let value_vnd = money::parse_vnd(text)?;
    match value_vnd {
        ..=0 => Err(Problem::NotPositive),
        _ if value_vnd > VALUE_VND_MAX => Err(Problem::TooLarge),
        _ => Ok(value_vnd),
    }
}

fn required_quantity(text: &str) -> Result<i64, Problem> {
    let quantity_milli = money::parse_quantity(text)?;
    if quantity_milli <= 0 {
        Err(Problem::NotPositive)
    } else {
        Ok(quantity_milli)
    }
}

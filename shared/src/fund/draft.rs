//! What the office types, and the rules an entry obeys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Amount, Entered, Entry, EntryKind, fulfilled, standing};
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::FactId;
use crate::limits::{COMMUNE_CODE_CHARS_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::money;
use crate::offer::{Offer, OfferKind};
use crate::time::{LocalDate, Timestamp};

/// An entry as typed. Amounts stay as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryDraft {
    /// What it is.
    pub kind: EntryKind,
    /// The day it counts for.
    pub on: LocalDate,
    /// Donor, receiver, or the other unit; of a decision who signed it.
    pub party: String,
    /// Money, as typed: `1.500.000`, `1,5 tr`; may be empty.
    pub money_text: String,
    /// Agreed value of goods, as typed; may be empty.
    pub goods_value_text: String,
    /// Which goods, in words.
    pub goods: String,
    /// What it is for.
    pub purpose: String,
    /// Number of the voucher or of the decision.
    pub voucher: String,
    /// The pledge it fulfils.
    pub pledge: Option<FactId>,
    /// The decision it is spent by.
    pub decision: Option<FactId>,
    /// Of a transfer, code of the other unit where this server keeps that one too.
    #[serde(default)]
    pub unit: String,
    /// Of what was transferred here, the other unit's entry.
    #[serde(default)]
    pub transfer: Option<FactId>,
    /// What a volunteer told, which this enters (`crate::offer`).
    #[serde(default)]
    pub offer: Option<FactId>,
}

impl EntryDraft {
    /// A form in which nothing was typed yet.
    pub const fn empty(kind: EntryKind, on: LocalDate) -> Self {
        Self {
            kind,
            on,
            party: String::new(),
            money_text: String::new(),
            goods_value_text: String::new(),
            goods: String::new(),
            purpose: String::new(),
            voucher: String::new(),
            pledge: None,
            decision: None,
            unit: String::new(),
            transfer: None,
            offer: None,
        }
    }

    /// The receipt of what another unit has transferred here, to be looked through before it is entered.
    pub fn receiving(sent: &Entry, unit: &str, unit_name: &str, on: LocalDate) -> Self {
        let text = |amount_vnd: i64| match amount_vnd {
            0 => String::new(),
            _ => money::format_vnd(amount_vnd),
        };
        Self {
            party: unit_name.to_owned(),
            money_text: text(sent.amount.money_vnd),
            goods_value_text: text(sent.amount.goods_value_vnd),
            goods: sent.goods.clone(),
            purpose: sent.purpose.clone(),
            unit: unit.to_owned(),
            transfer: Some(sent.id),
            ..Self::empty(EntryKind::TransferIn, on)
        }
    }

    /// The pledge or receipt of what a volunteer told, to be looked through before it is entered.
    pub fn telling(offer: &Offer) -> Self {
        let kind = match offer.offered {
            OfferKind::Promised => EntryKind::Pledge,
            OfferKind::Received => EntryKind::Receipt,
        };
        Self {
            party: offer.giver.clone(),
            money_text: match offer.money_vnd {
                0 => String::new(),
                money_vnd => money::format_vnd(money_vnd),
            },
            goods: offer.goods.clone(),
            purpose: offer.note.clone(),
            voucher: offer.receipt.clone(),
            offer: Some(offer.id),
            ..Self::empty(kind, offer.on)
        }
    }

    /// The entry, or every field's problem.
    ///
    /// A number stands for one voucher of its kind; a pledge that has come in whole takes no further
    /// receipt, what was transferred none after its first; by a decision no more is spent than it says and
    /// its rounds leave (`bound`); a decision has a number.
    pub fn read(
        &self,
        entries: &[Entered],
        bound: &BTreeMap<FactId, Amount>,
        id: FactId,
        now: Timestamp,
    ) -> Result<Entry, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let unit = if self.kind.is_transfer() {
            &self.unit
        } else {
            ""
        };
        let entry = Entry {
            id,
            kind: self.kind,
            on: self.on,
            party: errors.text("party", &self.party, LINE_CHARS_MAX),
            amount: Amount {
                money_vnd: amount(&mut errors, "money_text", &self.money_text),
                goods_value_vnd: amount(&mut errors, "goods_value_text", &self.goods_value_text),
            },
            goods: errors.text("goods", &self.goods, LINE_CHARS_MAX),
            purpose: errors.text("purpose", &self.purpose, NOTE_CHARS_MAX),
            voucher: errors.text("voucher", &self.voucher, LINE_CHARS_MAX),
            pledge: self.pledge.filter(|_| self.kind == EntryKind::Receipt),
            decision: self.decision.filter(|_| self.kind == EntryKind::Outlay),
            unit: errors.text("unit", unit, COMMUNE_CODE_CHARS_MAX),
            transfer: self.transfer.filter(|_| self.kind == EntryKind::TransferIn),
            recorded_at: now,
        };
        if entry.on > now.local_date() {
            errors.add("on", Problem::InFuture);
        }
        if entry.party.is_empty() && entry.kind != EntryKind::Decision {
            errors.add("party", Problem::Missing);
        }
        let typed = [&self.money_text, &self.goods_value_text];
        if typed.iter().all(|text| text.trim().is_empty()) {
            errors.add("money_text", Problem::Missing);
        } else if !errors.has("money_text") && !errors.has("goods_value_text") {
            if entry.amount.is_zero() {
                errors.add("money_text", Problem::NotPositive);
            }
            if entry.amount.goods_value_vnd > 0 && entry.goods.is_empty() {
                errors.add("goods", Problem::Missing);
            }
        }
        let is_same = |other: &Entry| entry.transfer.is_some() && other.transfer == entry.transfer;
        if standing(entries).any(is_same) {
            errors.add("transfer", Problem::AlreadyReceived);
        }
        numbered(&mut errors, &entry, entries);
        within(&mut errors, &entry, entries, bound);
        errors.finish(entry)
    }
}

/// The reason for voiding an entry, or what forbids it: what others rest upon stays.
pub fn check_void(
    entries: &[Entered],
    bound: &BTreeMap<FactId, Amount>,
    id: FactId,
    reason: &str,
) -> Result<String, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", reason, NOTE_CHARS_MAX);
    if reason.is_empty() {
        errors.add("reason", Problem::Missing);
    }
    let rests = |entry: &Entry| [entry.pledge, entry.decision].contains(&Some(id));
    if standing(entries).any(rests) || bound.contains_key(&id) {
        errors.add("entry", Problem::InUse);
    } else if standing(entries).all(|entry| entry.id != id) {
        errors.add("entry", Problem::Unknown);
    }
    errors.finish(reason)
}

fn amount(errors: &mut FieldErrors, field: &str, text: &str) -> i64 {
    if text.trim().is_empty() {
        0
    } else {
        errors.take(field, money::parse_vnd(text))
    }
}

fn numbered(errors: &mut FieldErrors, entry: &Entry, entries: &[Entered]) {
    if entry.voucher.is_empty() {
        if entry.kind == EntryKind::Decision {
            errors.add("voucher", Problem::NoDecisionNumber);
        }
        return;
    }
    // Numbers begin anew each year. Those of what another unit has sent are that unit's own.
    let is_same = |other: &Entry| {
        other.kind == entry.kind
            && other.voucher == entry.voucher
            && other.on.year() == entry.on.year()
            && (entry.kind != EntryKind::TransferIn
                || (&other.unit, &other.party) == (&entry.unit, &entry.party))
    };
    // A promise has no voucher of ours: two donors may number theirs alike.
    if entry.kind != EntryKind::Pledge && standing(entries).any(is_same) {
        errors.add("voucher", Problem::Taken);
    }
}

fn within(
    errors: &mut FieldErrors,
    entry: &Entry,
    entries: &[Entered],
    bound: &BTreeMap<FactId, Amount>,
) {
    let named = |id: FactId, kind: EntryKind| {
        standing(entries).find(|other| other.id == id && other.kind == kind)
    };
    let done = |id: FactId| {
        fulfilled(standing(entries))
            .get(&id)
            .copied()
            .unwrap_or_default()
    };
    if let Some(id) = entry.pledge {
        match named(id, EntryKind::Pledge) {
            None => errors.add("pledge", Problem::Unknown),
            Some(pledge) => {
                let left = pledge.amount - done(id);
                if left.money_vnd <= 0 && left.goods_value_vnd <= 0 {
                    errors.add("pledge", Problem::AlreadyReceived);
                }
            }
        }
    }
    if let Some(id) = entry.decision {
        match named(id, EntryKind::Decision) {
            None => errors.add("decision", Problem::Unknown),
            Some(decision) => {
                let by_rounds = bound.get(&id).copied().unwrap_or_default();
                let left = decision.amount - done(id) - by_rounds - entry.amount;
                if entry.amount.money_vnd > 0 && left.money_vnd < 0 {
                    errors.add("money_text", Problem::TooLarge);
                }
                if entry.amount.goods_value_vnd > 0 && left.goods_value_vnd < 0 {
                    errors.add("goods_value_text", Problem::TooLarge);
                }
            }
        }
    }
}

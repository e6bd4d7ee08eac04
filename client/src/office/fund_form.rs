//! The form of an entry of the Fund: everything stays as typed until it is entered.

use std::collections::BTreeMap;
use std::rc::Rc;

use chungtay_shared::api::fund::Arriving;
use chungtay_shared::api::units::UnitName;
use chungtay_shared::date::read_day;
use chungtay_shared::field::FieldError;
use chungtay_shared::fund::{Amount, Entered, Entry, EntryDraft, EntryKind, fulfilled, standing};
use chungtay_shared::id::FactId;
use chungtay_shared::money::parse_vnd;
use chungtay_shared::offer::Offer;
use chungtay_shared::time::{LocalDate, Timestamp};
use yew::Reducible;

/// What the form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FundForm {
    /// The entry; its day is what [`Self::on`] says.
    pub(crate) draft: EntryDraft,
    /// The day it counts for, as typed.
    pub(crate) on: String,
    /// The party that the choice of a pledge or of a unit has put there.
    preset_party: String,
    /// Problems found when it was last to be entered.
    pub(crate) errors: Vec<FieldError>,
}

/// A text field of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FundField {
    /// Donor, receiver, the other Fund, or who signed.
    Party,
    /// Money.
    Money,
    /// Which goods.
    Goods,
    /// Their value.
    GoodsValue,
    /// What it is for.
    Purpose,
    /// Number of the voucher or of the decision.
    Voucher,
}

impl FundField {
    /// The field's name, as in [`EntryDraft`].
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Money => "money_text",
            Self::Goods => "goods",
            Self::GoodsValue => "goods_value_text",
            Self::Purpose => "purpose",
            Self::Voucher => "voucher",
        }
    }

    /// What stands in it.
    pub(crate) fn of(self, draft: &EntryDraft) -> &str {
        match self {
            Self::Party => &draft.party,
            Self::Money => &draft.money_text,
            Self::Goods => &draft.goods,
            Self::GoodsValue => &draft.goods_value_text,
            Self::Purpose => &draft.purpose,
            Self::Voucher => &draft.voucher,
        }
    }
}

/// What a person does to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FundAction {
    /// Chooses what is entered.
    Kind(EntryKind),
    /// Types the day.
    On(String),
    /// Types into a field.
    Text(FundField, String),
    /// Chooses a pledge, with who made it, or none.
    Pledge(Option<(FactId, String)>),
    /// Chooses a decision, or none.
    Decision(Option<FactId>),
    /// Chooses a unit of this server on the other side of a transfer, or none: it is somewhere else.
    Unit(Option<UnitName>),
    /// Begins with what another unit has sent, received on this day.
    Receive(Box<Arriving>, LocalDate),
    /// Begins with what a volunteer was promised or handed.
    Told(Box<Offer>),
    /// These problems were found; none when it is sent.
    Refused(Vec<FieldError>),
    /// It was entered: the next of the same kind and day may follow.
    Entered,
}

impl FundForm {
    /// An empty form.
    pub(crate) fn new(kind: EntryKind, on: LocalDate) -> Self {
        Self {
            draft: EntryDraft::empty(kind, on),
            on: on.display(),
            preset_party: String::new(),
            errors: Vec::new(),
        }
    }

    /// What is sent to the server, or every problem that can be seen here.
    pub(crate) fn to_request(
        &self,
        entries: &[Entered],
        bound: &BTreeMap<FactId, Amount>,
        now: Timestamp,
    ) -> Result<EntryDraft, Vec<FieldError>> {
        let mut draft = self.draft.clone();
        // What was chosen before the kind was changed is not sent along unseen.
        draft.pledge = draft.pledge.filter(|_| draft.kind == EntryKind::Receipt);
        draft.decision = draft.decision.filter(|_| draft.kind == EntryKind::Outlay);
        draft.transfer = draft
            .transfer
            .filter(|_| draft.kind == EntryKind::TransferIn);
        match read_day(&self.on) {
            Ok(on) => Ok(EntryDraft { on, ..draft }),
            Err(problem) => {
                // Without a day the server does not look at the other fields: all at once.
                draft.on = now.local_date();
                let field = "on".to_owned();
                let mut errors = vec![FieldError { field, problem }];
                let others = draft.read(entries, bound, FactId::from_bytes([0; 16]), now);
                errors.extend(others.err().into_iter().flatten());
                Err(errors)
            }
        }
    }

    /// What is still to come of the chosen pledge, and what is typed, where that is more of money or of
    /// goods: who gives more than was promised is thanked and written down.
    pub(crate) fn beyond_pledge(&self, entries: &[Entered]) -> Option<(Amount, Amount)> {
        let draft = &self.draft;
        let pledge = draft.pledge.filter(|_| draft.kind == EntryKind::Receipt)?;
        let open = open(entries, &BTreeMap::new(), EntryKind::Pledge, Some(pledge));
        let (_, left) = open.into_iter().find(|(entry, _)| entry.id == pledge)?;
        let left = Amount {
            money_vnd: left.money_vnd.max(0),
            goods_value_vnd: left.goods_value_vnd.max(0),
        };
        let typed = Amount {
            money_vnd: parse_vnd(&draft.money_text).unwrap_or_default(),
            goods_value_vnd: parse_vnd(&draft.goods_value_text).unwrap_or_default(),
        };
        let is_more = !typed.is_within(left);
        is_more.then_some((left, typed))
    }

    /// Puts a unit of this server on the other side of a transfer, or nobody yet. What one unit has sent
    /// was sent by no other.
    fn set_unit(&mut self, unit: Option<UnitName>) {
        let (code, name) = unit.map_or_else(Default::default, |unit| (unit.code, unit.name));
        if self.draft.unit != code {
            self.draft.transfer = None;
        }
        // Of a unit of this server there is one name: nobody types another one into a field that is hidden.
        if !code.is_empty() {
            self.draft.party.clear();
        }
        self.draft.unit = code;
        self.preset_party(name);
    }

    /// Whoever made the pledge most likely gives; another name that was typed stays.
    fn preset_party(&mut self, party: String) {
        let typed = &mut self.draft.party;
        if typed.trim().is_empty() || *typed == self.preset_party {
            typed.clone_from(&party);
        }
        self.preset_party = party;
    }
}

impl Reducible for FundForm {
    type Action = FundAction;

    fn reduce(self: Rc<Self>, action: FundAction) -> Rc<Self> {
        let mut next = (*self).clone();
        let draft = &mut next.draft;
        match action {
            FundAction::Kind(kind) => {
                draft.kind = kind;
                let leaves_unit = !kind.is_transfer() && !draft.unit.is_empty();
                if leaves_unit {
                    next.set_unit(None);
                }
                next.errors.clear();
            }
            FundAction::On(on) => next.on = on,
            FundAction::Text(field, text) => match field {
                FundField::Party => draft.party = text,
                FundField::Money => draft.money_text = text,
                FundField::Goods => draft.goods = text,
                FundField::GoodsValue => draft.goods_value_text = text,
                FundField::Purpose => draft.purpose = text,
                FundField::Voucher => draft.voucher = text,
            },
            FundAction::Pledge(pledge) => {
                draft.pledge = pledge.as_ref().map(|(id, _)| *id);
                next.preset_party(pledge.map_or_else(String::new, |(_, party)| party));
            }
            FundAction::Decision(decision) => draft.decision = decision,
            FundAction::Unit(unit) => next.set_unit(unit),
            FundAction::Receive(sent, on) => {
                let Arriving { unit, entry } = *sent;
                next = Self {
                    draft: EntryDraft::receiving(&entry, &unit.code, &unit.name, on),
                    preset_party: unit.name,
                    ..Self::new(EntryKind::TransferIn, on)
                };
            }
            FundAction::Told(offer) => {
                let told = EntryDraft::telling(&offer);
                next = Self {
                    draft: told.clone(),
                    ..Self::new(told.kind, offer.on)
                };
            }
            FundAction::Refused(errors) => next.errors = errors,
            FundAction::Entered => {
                let empty = Self::new(draft.kind, draft.on);
                next = Self {
                    on: next.on,
                    ..empty
                };
            }
        }
        Rc::new(next)
    }
}

/// Pledges of which something is still to come, or decisions of which something is left that rounds are
/// not to give (`bound`), newest first, each with what that is; also the one that is `chosen`, whatever has become of it.
pub(crate) fn open<'a>(
    entries: &'a [Entered],
    bound: &BTreeMap<FactId, Amount>,
    kind: EntryKind,
    chosen: Option<FactId>,
) -> Vec<(&'a Entry, Amount)> {
    let done = fulfilled(standing(entries));
    let of = |by: &BTreeMap<FactId, Amount>, id| by.get(&id).copied().unwrap_or_default();
    let of_kind = entries.iter().filter(|entered| entered.entry.kind == kind);
    let with_left = of_kind.map(|entered| {
        let entry = &entered.entry;
        let left = entry.amount - of(&done, entry.id) - of(bound, entry.id);
        let is_open = entered.void.is_none() && (left.money_vnd > 0 || left.goods_value_vnd > 0);
        (entry, left, is_open)
    });
    with_left
        .filter(|(entry, _, is_open)| *is_open || Some(entry.id) == chosen)
        .map(|(entry, left, _)| (entry, left))
        .collect()
}

#[cfg(test)]
mod tests;

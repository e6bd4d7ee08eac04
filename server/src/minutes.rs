//! Biên bản bàn giao: that something was handed over to a household, for giver, receiver and witnesses to
//! sign. What is not known is left to be written by hand.

use std::collections::BTreeMap;

use chungtay_shared::handover::{AidForm, Handover, Receiver};
use chungtay_shared::household::{Household, ProfileField, Recorded};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::support::{Building, CaseFile, Decision};
use chungtay_shared::time::LocalDate;

use crate::kept::Kept;

mod docx;

pub use docx::document;

/// What was handed over, by whom and to whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Minutes {
    /// The commune's name.
    pub commune: String,
    /// Whether everybody in it is invented.
    pub synthetic: bool,
    /// The day it was handed over; of a case that is not handed over yet, none.
    day: Option<LocalDate>,
    campaign_name: String,
    item: String,
    /// Who handed it over; empty where that is for the office to say.
    giver: String,
    receiver: Party,
    /// The head in whose place somebody else received it.
    supported: Option<String>,
    decision: Option<Decision>,
    building: Option<Building>,
    gifts: Vec<Gift>,
}

/// Who received it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Party {
    name: String,
    /// To the head; empty for the head.
    relation: String,
    national_id: String,
    phone: String,
    address: String,
}

/// One handover.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gift {
    day: LocalDate,
    item: String,
    form: AidForm,
    money_vnd: i64,
    quantity_milli: i64,
    unit: String,
    goods_value_vnd: i64,
    voucher: String,
    signed_by_finger: bool,
}

impl Gift {
    fn of(handover: &Handover) -> Self {
        Self {
            day: handover.at.local_date(),
            item: handover.item.clone(),
            form: handover.form,
            money_vnd: handover.money_vnd,
            quantity_milli: handover.quantity_milli,
            unit: handover.unit.clone(),
            goods_value_vnd: handover.goods_value_vnd,
            voucher: handover.voucher.clone(),
            signed_by_finger: handover.signature.is_some(),
        }
    }
}

/// Whose paper it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// The commune's name.
    pub commune: String,
    /// Whether everybody in it is invented.
    pub synthetic: bool,
}

impl Minutes {
    /// Of the handover or the case with this id; none when there is none that counts.
    pub fn of(
        issuer: Issuer,
        kept: &Kept,
        fact: FactId,
        names: &BTreeMap<Actor, String>,
    ) -> Option<Self> {
        let found = kept.records().find_map(|record| {
            let mut handovers = record.handovers.iter();
            let handover = handovers.find(|h| h.fact.id == fact && h.corrected_by.is_none());
            let handover = handover.map(|handover| Said::Handover(record, handover));
            handover.or_else(|| record.case(fact).map(|file| Said::Case(record, file)))
        });
        let begun = Self::begun(issuer, &kept.household);
        Some(match found? {
            Said::Handover(record, handover) => begun.with_handover(record, handover, names),
            Said::Case(record, file) => begun.with_case(record, file),
        })
    }

    fn begun(issuer: Issuer, household: &Household) -> Self {
        let of = |field| household.profile.get(field).to_owned();
        let place = [
            of(ProfileField::Address),
            of(ProfileField::Hamlet),
            issuer.commune.clone(),
        ];
        let place = place.into_iter().filter(|part| !part.is_empty());
        Self {
            commune: issuer.commune,
            synthetic: issuer.synthetic,
            day: None,
            campaign_name: String::new(),
            item: String::new(),
            giver: String::new(),
            receiver: Party {
                name: of(ProfileField::HeadName),
                relation: String::new(),
                national_id: of(ProfileField::NationalId),
                phone: of(ProfileField::Phone),
                address: place.collect::<Vec<_>>().join(", "),
            },
            supported: None,
            decision: None,
            building: None,
            gifts: Vec::new(),
        }
    }

    fn with_handover(
        mut self,
        record: &Household,
        recorded: &Recorded<Handover>,
        names: &BTreeMap<Actor, String>,
    ) -> Self {
        let handover = &recorded.fact;
        // What is paid of a case is recorded by the office, whoever hands it over.
        if !handover.is_payment() {
            let giver = names.get(&record.giver(recorded));
            self.giver = giver.cloned().unwrap_or_default();
        }
        self.day = Some(handover.at.local_date());
        self.campaign_name.clone_from(&handover.campaign_name);
        self.item.clone_from(&handover.item);
        self.gifts = vec![Gift::of(handover)];
        let file = handover.case.and_then(|case| record.case(case));
        self.decision = file.and_then(decision);
        self.received_by(handover);
        self
    }

    fn with_case(mut self, record: &Household, file: &CaseFile) -> Self {
        let mut payments: Vec<&Handover> = record.payments(file.case.id).collect();
        payments.sort_by_key(|paid| (paid.at, paid.id));
        let standing = file.standing();
        self.day = standing.ended.then_some(standing.since);
        self.campaign_name.clone_from(&file.case.campaign_name);
        self.item.clone_from(&file.case.item.name);
        self.decision = decision(file);
        let said = (1..=standing.at).rev().filter_map(|place| file.said(place));
        self.building = said.into_iter().find_map(|step| step.building);
        self.gifts = payments.iter().map(|paid| Gift::of(paid)).collect();
        if let Some(last) = payments.last() {
            self.received_by(last);
        }
        self
    }

    /// Nothing is known of somebody who received it in the head's place but their name.
    fn received_by(&mut self, handover: &Handover) {
        if handover.receiver == Receiver::Head || handover.receiver_name.is_empty() {
            return;
        }
        let head = std::mem::take(&mut self.receiver);
        self.receiver = Party {
            name: handover.receiver_name.clone(),
            relation: handover.relation.clone(),
            ..Party::default()
        };
        self.supported = Some(format!("{}, {}", head.name, head.address));
    }
}

/// What the minutes are of.
enum Said<'a> {
    Handover(&'a Household, &'a Recorded<Handover>),
    Case(&'a Household, &'a CaseFile),
}

/// The decision that a case was last approved by.
fn decision(file: &CaseFile) -> Option<Decision> {
    let reached = (1..=file.standing().at).rev();
    let mut said = reached.filter_map(|place| file.said(place));
    said.find_map(|step| step.decision.clone())
}

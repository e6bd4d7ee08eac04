//! Danh sách ký nhận: who was given what, for each to sign. One sheet for each kind of aid, by hamlet
//! and name, as communes here keep it on paper.

use std::collections::BTreeMap;

use chungtay_shared::api::ReceiptListQuery;
use chungtay_shared::fund::Source;
use chungtay_shared::handover::{AidForm, Receiver};
use chungtay_shared::household::{Category, Household, ProfileField};
use chungtay_shared::id::to_hex;
use chungtay_shared::round::CampaignRights;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::time::LocalDate;
use sha2::{Digest as _, Sha256};

use crate::fund;

mod workbook;

pub use workbook::workbook;

/// A commune prints some hundred lists a year.
const MARK_BYTES: usize = 3;

/// The sheets of a commune, by the name of what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptList {
    /// The commune's name.
    pub commune: String,
    /// Whether everybody on it is invented.
    pub synthetic: bool,
    /// Which handovers these are.
    pub selection: ReceiptListQuery,
    /// The day it is made.
    pub today: LocalDate,
    campaigns: Vec<CampaignRights>,
    sheets: BTreeMap<String, Vec<Line>>,
}

/// One handover that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Hamlet, then given name; then the day.
    sort: (String, i64),
    head_name: String,
    national_id: String,
    campaign_name: String,
    hamlet: String,
    /// In force that day.
    category: Option<Category>,
    form: AidForm,
    quantity_milli: i64,
    unit: String,
    value_vnd: i64,
    /// Whether it is known what its goods were worth.
    is_value_known: bool,
    /// Who received it in the head's place, with their relation.
    receiver: Option<(String, String)>,
    day: LocalDate,
    signed_by_finger: bool,
    /// Who paid, as far as it is said, and which Fund or donor that was.
    source: Option<Source>,
    source_name: String,
}

impl ReceiptList {
    /// Nobody yet; the campaigns say who pays for what.
    pub fn new(
        commune: String,
        synthetic: bool,
        selection: ReceiptListQuery,
        today: LocalDate,
        campaigns: Vec<CampaignRights>,
    ) -> Self {
        Self {
            commune,
            synthetic,
            selection,
            today,
            campaigns,
            sheets: BTreeMap::new(),
        }
    }

    /// What a photographed page is matched by: the same for the same rows, whenever they are printed. In
    /// the access log it says who has taken the list.
    pub fn mark(&self) -> String {
        let mut hash = Sha256::new();
        for (item, lines) in &self.sheets {
            hash.update(format!("{item:?}"));
            for line in lines {
                hash.update(format!("{line:?}"));
            }
        }
        to_hex(&hash.finalize()[..MARK_BYTES])
    }

    /// Adds what a household was given, as far as it was selected and still stands.
    pub fn add(&mut self, household: &Household) {
        let hamlet = household.profile.get(ProfileField::Hamlet);
        let sort = HouseholdRow::of(household).sort;
        for recorded in &household.handovers {
            let handover = &recorded.fact;
            let day = handover.at.local_date();
            if recorded.corrected_by.is_some() || !is_meant(&self.selection, hamlet, day) {
                continue;
            }
            let (source, source_name) = fund::paid_by(
                &self.campaigns,
                (handover.source, &handover.source_name),
                (handover.campaign, handover.round, &handover.item),
            );
            let line = Line {
                source,
                source_name,
                sort: (sort.clone(), handover.at.ms()),
                head_name: household.profile.get(ProfileField::HeadName).to_owned(),
                national_id: household.profile.get(ProfileField::NationalId).to_owned(),
                campaign_name: handover.campaign_name.clone(),
                hamlet: hamlet.to_owned(),
                category: household.category_on(day),
                form: handover.form,
                quantity_milli: handover.quantity_milli,
                unit: handover.unit.clone(),
                value_vnd: handover.value_vnd(),
                is_value_known: handover.is_value_known(),
                receiver: (handover.receiver != Receiver::Head)
                    .then(|| (handover.receiver_name.clone(), handover.relation.clone())),
                day,
                signed_by_finger: handover.signature.is_some(),
            };
            let sheet = self.sheets.entry(handover.item.clone()).or_default();
            let at = sheet.partition_point(|before| before.sort <= line.sort);
            sheet.insert(at, line);
        }
    }
}

fn is_meant(selection: &ReceiptListQuery, hamlet: &str, day: LocalDate) -> bool {
    selection.from.is_none_or(|from| from <= day)
        && selection.to.is_none_or(|to| day <= to)
        && (selection.hamlet.is_empty() || selection.hamlet == hamlet)
}

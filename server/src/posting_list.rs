//! Danh sách niêm yết công khai: to whom a campaign gave what, for everybody to read. It says no more of
//! a household than its head's name, its hamlet, what it was given and what that was worth.

use std::collections::BTreeMap;

use chungtay_shared::campaign::Campaign;
use chungtay_shared::household::ProfileField;
use chungtay_shared::time::LocalDate;

use crate::kept::Kept;

mod workbook;

pub use workbook::workbook;

/// What a campaign gave, by the name of what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingList {
    /// The commune's name.
    pub commune: String,
    /// Whether everybody on it is invented.
    pub synthetic: bool,
    /// The day it is made.
    pub today: LocalDate,
    /// Of which campaign.
    pub campaign: Campaign,
    /// Only this item, by name.
    pub item: Option<String>,
    sheets: BTreeMap<String, Vec<Line>>,
}

/// What one household was given of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    head_name: String,
    hamlet: String,
    /// Goods in thousandths, by their unit.
    goods: BTreeMap<String, i64>,
    value_vnd: i64,
}

impl PostingList {
    /// Nobody yet.
    pub const fn new(
        commune: String,
        synthetic: bool,
        today: LocalDate,
        campaign: Campaign,
        item: Option<String>,
    ) -> Self {
        Self {
            commune,
            synthetic,
            today,
            campaign,
            item,
            sheets: BTreeMap::new(),
        }
    }

    /// Adds what a household was given and stands. Households come in the lists' order.
    pub fn add(&mut self, kept: &Kept) {
        let mut given: BTreeMap<&str, Line> = BTreeMap::new();
        let handovers = kept.handovers().map(|recorded| &recorded.fact);
        for handover in handovers.filter(|h| h.campaign == Some(self.campaign.id)) {
            if self
                .item
                .as_ref()
                .is_some_and(|item| *item != handover.item)
            {
                continue;
            }
            let profile = &kept.household.profile;
            let line = given.entry(&handover.item).or_insert_with(|| Line {
                head_name: profile.get(ProfileField::HeadName).to_owned(),
                hamlet: profile.get(ProfileField::Hamlet).to_owned(),
                goods: BTreeMap::new(),
                value_vnd: 0,
            });
            line.value_vnd += handover.value_vnd();
            if handover.quantity_milli != 0 {
                *line.goods.entry(handover.unit.clone()).or_default() += handover.quantity_milli;
            }
        }
        for (item, line) in given {
            self.sheets.entry(item.to_owned()).or_default().push(line);
        }
    }
}

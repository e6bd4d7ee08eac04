//! Danh sách niêm yết công khai: to whom a campaign gave what, for everybody to read. It says no more of
//! a household than its head's name, its hamlet, what it was given and what that was worth; of one that does not agree
//! to it, not its name.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::campaign::Campaign;
use chungtay_shared::consent::DataUse;
use chungtay_shared::handover::Handover;
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::FactId;
use chungtay_shared::round::{CampaignRights, Round};
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
    /// What each round gives, as it is called now.
    rounds: BTreeMap<FactId, String>,
    /// All that the campaign gives, as it was ever called.
    names: BTreeSet<String>,
    sheets: BTreeMap<String, Vec<Line>>,
}

/// What stands for a gift that somebody wrote down in words of their own: those may say more of a
/// household than everybody may read.
const OTHER: &str = "Hỗ trợ khác";

/// What stands for the name of whoever does not agree to be named.
const UNNAMED: &str = "(không nêu tên)";

/// What one household was given of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    head_name: String,
    hamlet: String,
    /// Goods in thousandths, by their unit.
    goods: BTreeMap<String, i64>,
    value_vnd: i64,
    /// Of how many handovers nobody knows what the goods were worth.
    of_unknown_value: usize,
}

impl PostingList {
    /// Nobody yet.
    pub fn new(
        commune: String,
        synthetic: bool,
        today: LocalDate,
        rights: CampaignRights,
        item: Option<String>,
    ) -> Self {
        let CampaignRights {
            campaign, rounds, ..
        } = rights;
        let now = |round: &Round| {
            let mut items = campaign.items.iter();
            let known = items.find(|item| item.id == round.item.id);
            known.unwrap_or(&round.item).name.clone()
        };
        let items = campaign.items.iter();
        let items = items.chain(rounds.iter().map(|round| &round.item));
        Self {
            commune,
            synthetic,
            today,
            names: items.map(|item| item.name.clone()).collect(),
            rounds: rounds.iter().map(|round| (round.id, now(round))).collect(),
            campaign,
            item,
            sheets: BTreeMap::new(),
        }
    }

    /// Adds what a household was given and stands. Households come in the lists' order.
    pub fn add(&mut self, kept: &Kept) {
        let mut given: BTreeMap<&str, Line> = BTreeMap::new();
        let name = if kept.refuses(DataUse::Posting) {
            UNNAMED
        } else {
            kept.household.profile.get(ProfileField::HeadName)
        };
        let handovers = kept.handovers().map(|recorded| &recorded.fact);
        for handover in handovers.filter(|h| h.campaign == Some(self.campaign.id)) {
            let item = self.called(handover);
            if self.item.as_deref().is_some_and(|only| only != item) {
                continue;
            }
            let profile = &kept.household.profile;
            let line = given.entry(item).or_insert_with(|| Line {
                head_name: name.to_owned(),
                hamlet: profile.get(ProfileField::Hamlet).to_owned(),
                goods: BTreeMap::new(),
                value_vnd: 0,
                of_unknown_value: 0,
            });
            line.value_vnd += handover.value_vnd();
            line.of_unknown_value += usize::from(!handover.is_value_known());
            if handover.quantity_milli != 0 && item != OTHER {
                *line.goods.entry(handover.unit.clone()).or_default() += handover.quantity_milli;
            }
        }
        let given: Vec<(String, Line)> = given
            .into_iter()
            .map(|(item, line)| (item.to_owned(), line))
            .collect();
        for (item, line) in given {
            self.sheets.entry(item).or_default().push(line);
        }
    }

    /// What everybody may read of a gift: the campaign's own name of it.
    fn called<'a>(&'a self, handover: &'a Handover) -> &'a str {
        let of_round = handover.round.and_then(|round| self.rounds.get(&round));
        match of_round {
            Some(now) => now,
            None if handover.case.is_some() || self.names.contains(&handover.item) => {
                &handover.item
            }
            None => OTHER,
        }
    }
}

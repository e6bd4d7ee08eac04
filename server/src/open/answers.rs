//! What programs are told, as it stands in the answers: names and codes stay, new fields may come.

use chungtay_shared::api::HamletReach;
use chungtay_shared::campaign::{AidItem, Indicator};
use chungtay_shared::fund;
use chungtay_shared::handover::AidForm;
use serde::Serialize;
use utoipa::ToSchema;

use super::coded::codes;
use crate::report::Counts;

/// Money in đồng, and the value of goods in đồng.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct Amount {
    /// Money in đồng.
    pub money_vnd: i64,
    /// Value of goods in đồng, as far as it is known.
    pub goods_value_vnd: i64,
}

impl From<fund::Amount> for Amount {
    fn from(amount: fund::Amount) -> Self {
        let fund::Amount {
            money_vnd,
            goods_value_vnd,
        } = amount;
        Self {
            money_vnd,
            goods_value_vnd,
        }
    }
}

/// Households and how often they were reached.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct Reach {
    /// Households.
    pub households: u64,
    /// Household-times.
    pub times: u64,
}

/// A unit's Fund today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FundAccount {
    /// Came in from donors.
    pub received: Amount,
    /// Came from other units' Funds.
    pub transferred_in: Amount,
    /// Went to other units' Funds.
    pub transferred_out: Amount,
    /// Was spent by entries.
    pub spent: Amount,
    /// Was handed over to households.
    pub given: Amount,
    /// Is left.
    pub left: Amount,
}

/// Where a unit stands. Visits and aid are those of the campaign that is meant, if there is one, else all.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Unit {
    /// Its code.
    #[schema(example = "31135")]
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many steps below the token's unit it stands; 0 for that one itself.
    pub depth: usize,
    /// Households on its list.
    pub households: u64,
    /// Of those, visited at least once.
    pub visited: u64,
    /// Of those, given something at least once.
    pub aided: u64,
    /// What they were given, whoever paid.
    pub given: Amount,
    /// Its Fund today.
    pub fund: FundAccount,
    /// Records that phones have made and not handed in.
    pub records_owed: u64,
    /// Records set aside.
    pub records_set_aside: u64,
    /// When any of its phones was last heard.
    #[schema(format = DateTime)]
    pub heard_at: Option<String>,
}

/// All Funds together: what one has transferred to another is counted once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FundsTogether {
    /// Came in from donors.
    pub received: Amount,
    /// Came from Funds of other units.
    pub from_outside: Amount,
    /// Went to Funds of other units.
    pub to_outside: Amount,
    /// Was spent by entries.
    pub spent: Amount,
    /// Was handed over to households.
    pub given: Amount,
    /// Is left in all the Funds.
    pub left: Amount,
    /// Was sent and has not been entered where it was sent.
    pub on_the_way: Amount,
}

/// How far a target was reached.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Target {
    /// What is counted.
    #[schema(schema_with = codes::<Indicator>)]
    pub indicator: Indicator,
    /// What is aimed at: households, or đồng.
    pub target: i64,
    /// What was reached.
    pub reached: i64,
}

/// The token's unit and those below it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Units {
    /// The campaign that is meant; empty when there is none.
    pub campaign_name: String,
    /// The token's unit, then those below, each after the one it stands under.
    pub units: Vec<Unit>,
    /// All their Funds.
    pub funds: FundsTogether,
    /// How far the targets of the unit's campaign were reached by all.
    pub targets: Vec<Target>,
}

/// Something a campaign gives.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Item {
    /// Its id in the campaign.
    pub id: String,
    /// As people call it.
    pub name: String,
    /// How it is given.
    #[schema(schema_with = codes::<AidForm>)]
    pub form: AidForm,
}

impl From<&AidItem> for Item {
    fn from(item: &AidItem) -> Self {
        Self {
            id: item.id.to_string(),
            name: item.name.clone(),
            form: item.form,
        }
    }
}

/// A campaign of a unit, what it aims at and what was reached.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Campaign {
    /// Its id.
    pub id: String,
    /// As people call it.
    pub name: String,
    /// First day.
    #[schema(format = Date)]
    pub from: String,
    /// Last day.
    #[schema(format = Date)]
    pub to: String,
    /// The unit above's campaign that it was handed down from.
    pub handed_down_from: Option<String>,
    /// What is given.
    pub items: Vec<Item>,
    /// Visits within its days.
    pub visited_households: u64,
    /// Households that were given something in it.
    pub aided_households: u64,
    /// What they were given.
    pub given: Amount,
    /// What came in from donors within its days.
    pub raised: Amount,
    /// Its targets.
    pub targets: Vec<Target>,
}

/// Every campaign of a unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Campaigns {
    /// The newest first.
    pub campaigns: Vec<Campaign>,
}

/// Households that have something in common, in the campaign that is meant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Group {
    /// Name of the hamlet, or code of the category; empty where none was said.
    pub of: String,
    /// On the list.
    pub households: u64,
    /// Visits in the campaign.
    pub visited: Reach,
    /// Handovers in the campaign.
    pub aided: Reach,
}

impl Group {
    pub(super) fn new(of: &str, counts: &Counts) -> Self {
        Self {
            of: of.to_owned(),
            households: counts.households,
            visited: Reach {
                households: counts.visited.households,
                times: counts.visited.times,
            },
            aided: Reach {
                households: counts.aided.households,
                times: counts.aided.times,
            },
        }
    }
}

/// Households of a hamlet, whatever the campaign.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HamletEver {
    /// Its name; empty where none was said.
    pub name: String,
    /// On the list.
    pub households: u64,
    /// Of those, ever visited.
    pub visited: u64,
    /// Of those, ever given something.
    pub aided: u64,
}

impl From<HamletReach> for HamletEver {
    fn from(hamlet: HamletReach) -> Self {
        let HamletReach {
            name,
            households,
            visited,
            aided,
        } = hamlet;
        Self {
            name,
            households,
            visited,
            aided,
        }
    }
}

/// Where a unit stands in numbers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Overview {
    /// Households on the list.
    pub households: u64,
    /// People in them, as far as known.
    pub members: u64,
    /// Visits in all.
    pub visited: Reach,
    /// Handovers in all.
    pub aided: Reach,
    /// What was handed over in all.
    pub given: Amount,
    /// Every hamlet, whatever the campaign.
    pub hamlets: Vec<HamletEver>,
    /// The campaign that the groups are of; empty when there is none, and then nobody was reached in it.
    pub campaign_name: String,
    /// By hamlet, in the lists' order.
    pub by_hamlet: Vec<Group>,
    /// By category today.
    pub by_category: Vec<Group>,
}

/// Why a request was refused.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Refusal {
    /// What happened, such as `tool_revoked`.
    pub code: String,
    /// One sentence for people.
    pub message: String,
    /// Always empty here.
    pub fields: Vec<String>,
}

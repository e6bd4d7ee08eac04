//! What a campaign looks like: rows that tables show, and the same rows drawn.

use serde::{Deserialize, Serialize};

use crate::fund::Amount;
use crate::time::LocalDate;

/// How the campaign that is meant went and stands. Of no campaign there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PicturesPage {
    /// The campaign's name; empty when there is none.
    pub campaign_name: String,
    /// Each day on which something was done, the first first.
    pub days: Vec<DayLine>,
    /// Each hamlet in the lists' order; an empty name, last, is of households with none. Of several units,
    /// each unit.
    pub hamlets: Vec<HamletLine>,
    /// Each day of the campaign on which money or goods came into the Fund or went out of it. What the Funds
    /// of several units send each other is neither.
    pub money: Vec<MoneyLine>,
    /// All that came in and went out before the campaign, by the day before it.
    pub money_before: Option<MoneyLine>,
    /// [`Self::days`], drawn.
    pub progress: Picture,
    /// [`Self::hamlets`], drawn.
    pub by_hamlet: Picture,
    /// [`Self::money`], drawn.
    pub in_and_out: Picture,
}

/// The same picture for a screen that is wide or paper, and for one that is held in the hand. There are
/// no words in it but names of hamlets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// An SVG, 680 px wide; empty where there is nothing to draw.
    pub wide: String,
    /// An SVG, 320 px wide.
    pub narrow: String,
}

/// One day of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// The day.
    pub day: LocalDate,
    /// Visits on it.
    pub visits: u64,
    /// Handovers on it.
    pub handovers: u64,
    /// Households visited by its end.
    pub visited: u64,
    /// Households given something by its end.
    pub aided: u64,
}

/// One hamlet in a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HamletLine {
    /// Its name.
    pub name: String,
    /// Households on the list.
    pub households: u64,
    /// Of it, visited in the campaign.
    pub visited: u64,
    /// Of it, given something in the campaign.
    pub aided: u64,
}

/// What came into the Fund and went out of it on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyLine {
    /// The day.
    pub day: LocalDate,
    /// Received from donors and other Funds.
    pub came: Amount,
    /// Spent, handed over and passed on.
    pub went: Amount,
}

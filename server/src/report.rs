//! Báo cáo: what a campaign came to, for the unit above: of one unit, or of a unit and all below it.
//! Only counts and sums: no household is named in it. The office words it (`wording`) and gets it as a
//! text document, to write its own judgement into.

use chungtay_shared::api::report::{ReportQuery, ReportScope};
use chungtay_shared::api::{CampaignState, TargetReached};
use chungtay_shared::fund::{Account, Amount, RollUp, Source};
use chungtay_shared::household::Category;
use chungtay_shared::publicity::Channel;
use chungtay_shared::time::LocalDate;

use crate::campaigns;
use crate::fund::Given;
use crate::store::{StoreError, Tx};
use part::Part;

mod docx;
mod part;
mod reach;
mod values;
mod whole;
pub mod wording;

pub use docx::document;
pub(crate) use reach::within;
pub use reach::{Counts, Group, Reached};

/// What a campaign came to by the end of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The unit's name.
    pub commune: String,
    /// Whether everything in it is invented.
    pub synthetic: bool,
    /// The day it is made.
    pub today: LocalDate,
    /// The campaign, what it rests on and aims at.
    pub state: CampaignState,
    /// Households on the list.
    pub households: u64,
    /// People in them, as far as known.
    pub members: u64,
    /// Who was visited and aided within its window.
    pub reached: Reached,
    /// What was given in it, as its items stand, then what it has no item for.
    pub given: Vec<GivenLine>,
    /// What was promised to the Fund by the end of the day.
    pub pledged: Amount,
    /// Where the Fund stands at the end of the day, with all that came and went before the campaign.
    pub fund: FundStands,
    /// How far its targets were reached.
    pub targets: Vec<TargetReached>,
    /// What was done for publicity, by channels that were used.
    pub publicity: Vec<ChannelTotal>,
    /// Each unit of a report of several, the unit itself first.
    pub units: Vec<UnitPart>,
}

/// Where one Fund stands, or several together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FundStands {
    /// The unit's own.
    Own(Account),
    /// Of the unit and all below it, what they sent each other counted once.
    Whole(RollUp),
}

impl FundStands {
    /// What came in from donors.
    pub const fn received(&self) -> Amount {
        match self {
            Self::Own(account) => account.received,
            Self::Whole(sum) => sum.received,
        }
    }

    /// What was spent, and handed over to households.
    pub fn spent(&self) -> Amount {
        let [spent, given] = match self {
            Self::Own(account) => [account.spent, account.given],
            Self::Whole(sum) => [sum.spent, sum.given],
        };
        [spent, given].into_iter().sum()
    }

    /// What is left.
    pub fn left(&self) -> Amount {
        match self {
            Self::Own(account) => account.left(),
            Self::Whole(sum) => sum.left,
        }
    }

    /// What one of the Funds has sent and another has not entered yet.
    pub fn on_the_way(&self) -> Amount {
        match self {
            Self::Own(_) => Amount::default(),
            Self::Whole(sum) => sum.on_the_way,
        }
    }
}

/// One unit in a report of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPart {
    /// Its name.
    pub name: String,
    /// Who was reached there.
    pub counts: Counts,
    /// By the category on the day the report is made.
    pub by_category: Vec<Group<Option<Category>>>,
    /// What was handed over there in the campaign.
    pub given: Amount,
    /// By how many handovers.
    pub times: u64,
    /// What was promised to its Fund.
    pub pledged: Amount,
    /// Where its Fund stands.
    pub account: Account,
}

/// What was given of one item at somebody's expense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenLine {
    /// The item's name.
    pub item: String,
    /// Who paid, as far as somebody has said.
    pub source: Option<Source>,
    /// Which Fund, which donor.
    pub source_name: String,
    /// Handovers.
    pub times: u64,
    /// What they were worth.
    pub amount: Amount,
}

/// What was done by one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelTotal {
    /// By what.
    pub channel: Channel,
    /// Activities that count.
    pub activities: u64,
    /// People reached, each as often as they were, as far as known.
    pub reach: u64,
}

/// The report of a campaign of the unit on `today`; none when it has no such campaign.
pub fn report(
    tx: &dyn Tx,
    unit: &str,
    query: &ReportQuery,
    today: LocalDate,
) -> Result<Option<Report>, StoreError> {
    let states = campaigns::states(tx, unit)?;
    let found = states.into_iter().find(|s| s.campaign.id == query.campaign);
    let Some(state) = found else {
        return Ok(None);
    };
    match query.scope {
        ReportScope::Own => own(tx, state, today),
        ReportScope::Whole => whole::report(tx, state, today),
    }
    .map(Some)
}

fn own(tx: &dyn Tx, state: CampaignState, today: LocalDate) -> Result<Report, StoreError> {
    let unit = state.campaign.commune.clone();
    let communes = tx.communes()?;
    let commune = communes.iter().find(|commune| commune.code == unit);
    let part = Part::of(&mut Given::by(tx, today)?, &unit, Some(&state))?;
    Ok(Report {
        commune: commune.map_or_else(String::new, |commune| commune.name.clone()),
        synthetic: commune.is_some_and(|commune| commune.synthetic),
        today,
        households: part.listed.households,
        members: part.listed.members,
        targets: campaigns::reached(&state, part.sums(&state)),
        pledged: part.pledged(today),
        fund: FundStands::Own(part.account(today)),
        reached: part.listed.reached.clone(),
        given: part.given,
        publicity: part.publicity,
        units: Vec::new(),
        state,
    })
}

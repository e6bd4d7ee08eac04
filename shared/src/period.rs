//! Kỳ báo cáo: a stretch of a campaign whose figures are closed ("chốt") and never change again. What
//! arises later of its days stands in the next one, with a line that leads from the one to the other:
//! what was closed before, what came and went since, and the period's own days are all there is.
//!
//! Figures are whole numbers and are serialised in one way alone, so that the same figures are the same
//! bytes.

mod flow;
mod urging;

use serde::{Deserialize, Serialize};

use crate::api::{Reach, TargetReached};
use crate::field::{FieldError, FieldErrors, Problem};
use crate::fund::{Account, Amount, Transferred};
use crate::id::{DocId, FactId};
use crate::time::{LocalDate, Timestamp};

pub use flow::{ChannelLine, Flow, FundFlow, GivenLine, Reconciliation};
pub use urging::{
    Answer, Due, Punctuality, Reminder, ReminderChannel, Sent, Urged, UrgedStatement, UrgingDraft,
    answer, dues, is_struck,
};

/// How the figures are written down. A later way gets a later number; what was closed keeps its own.
pub const FIGURES_VERSION: u32 = 1;

/// Everything a report says of a period, as it was when the period was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// How they are written down.
    pub version: u32,
    /// Code of the unit.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// Whether everything in it is invented.
    pub synthetic: bool,
    /// The campaign.
    pub campaign: DocId,
    /// Its name.
    pub campaign_name: String,
    /// The campaigns of units above that it is, the nearest first.
    pub origins: Vec<DocId>,
    /// Number of the period within the campaign, from 1.
    pub n: u64,
    /// Its first day.
    pub from: LocalDate,
    /// Its last day.
    pub to: LocalDate,
    /// Up to this number of the unit's log everything was counted.
    pub counted_to: u64,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// Who closed it, by name.
    pub closed_by: String,
    /// Households on the list.
    pub households: u64,
    /// People in them, as far as known.
    pub members: u64,
    /// Who was reached in the period.
    pub own: Reached,
    /// Who was reached since the campaign's first day.
    pub total: Reached,
    /// By hamlet, in the lists' order; an empty name, last, is of households with none.
    pub by_hamlet: Vec<GroupLine>,
    /// By code of the category on the period's last day; an empty one, last, is of households with none.
    pub by_category: Vec<GroupLine>,
    /// How all sums follow from what was closed before.
    pub reconciliation: Reconciliation,
    /// What was promised to the Fund by the last day and had not come in.
    pub outstanding: Amount,
    /// What other units' Funds sent and got by the last day.
    pub transfers: Vec<Transferred>,
    /// How far the campaign's targets were reached by the last day.
    pub targets: Vec<TargetReached>,
}

impl Figures {
    /// Where the Fund stood at the end of the last day.
    pub const fn account(&self) -> Account {
        let fund = &self.reconciliation.total.fund;
        Account {
            received: fund.received,
            transferred_in: fund.transferred_in,
            transferred_out: fund.transferred_out,
            spent: fund.spent,
            given: fund.given,
        }
    }

    /// Whether the campaign is this one, or one that was handed down from it.
    pub fn is_of(&self, campaign: DocId) -> bool {
        self.campaign == campaign || self.origins.contains(&campaign)
    }
}

/// Households and household-times that were reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// By visits within the campaign's window.
    pub visited: Reach,
    /// By handovers of the campaign.
    pub aided: Reach,
}

impl std::ops::AddAssign for Reached {
    fn add_assign(&mut self, other: Self) {
        for (own, more) in [
            (&mut self.visited, other.visited),
            (&mut self.aided, other.aided),
        ] {
            own.households += more.households;
            own.times += more.times;
        }
    }
}

/// Households that have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupLine {
    /// What: a hamlet's name, a category's code.
    pub of: String,
    /// On the list.
    pub households: u64,
    /// Reached in the period.
    pub own: Reached,
    /// Reached since the campaign's first day.
    pub total: Reached,
}

/// What was counted that has no log number of its own. A later reading compares with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Entries of the Fund.
    pub entries: Vec<FactId>,
    /// Activities for publicity.
    pub activities: Vec<FactId>,
}

/// A period that was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The figures.
    pub figures: Figures,
    /// The same, as they were serialised when the period was closed.
    pub body: String,
    /// SHA-256 of `body`.
    pub hash: [u8; 32],
    /// What was counted.
    pub counted: Counted,
}

/// Closes a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosePeriod {
    /// Of this campaign.
    pub campaign: DocId,
    /// The period that is meant: what another officer closed meanwhile is not closed twice.
    pub n: u64,
    /// Its last day.
    pub to: LocalDate,
}

/// Which period comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// Its number.
    pub n: u64,
    /// Its first day.
    pub from: LocalDate,
}

impl Next {
    /// The one after `last`, or the first of a campaign that begins on `begins`.
    pub fn after(last: Option<&Figures>, begins: LocalDate) -> Self {
        match last {
            Some(last) => Self {
                n: last.n + 1,
                from: LocalDate::from_days(last.to.days() + 1),
            },
            None => Self { n: 1, from: begins },
        }
    }

    /// What speaks against closing it so: it was closed already, another one comes first, its last day
    /// has not come, or lies in a period before.
    pub fn check(self, wanted: &ClosePeriod, today: LocalDate) -> Result<(), Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        if wanted.n < self.n {
            errors.add("n", Problem::Taken);
        } else if wanted.n > self.n {
            errors.add("n", Problem::NotNext);
        } else if wanted.to > today {
            errors.add("to", Problem::InFuture);
        } else if wanted.to < self.from {
            errors.add("to", Problem::TooEarly);
        }
        errors.finish(())
    }
}

#[cfg(test)]
mod tests;

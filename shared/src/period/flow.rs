//! What flows in a period and can be added up: household-times, money and goods, the Fund, publicity.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fund::{Amount, EntryKind, Source};
use crate::publicity::Channel;

/// Sums of a stretch of days. What was taken back since is less than nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Visits.
    pub visits: i64,
    /// Handovers of the campaign, by item and who paid; no line of nothing.
    pub given: Vec<GivenLine>,
    /// The Fund.
    pub fund: FundFlow,
    /// What was done for publicity, by channel; no line of nothing.
    pub publicity: Vec<ChannelLine>,
}

/// What was handed over of one item at somebody's expense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenLine {
    /// The item's name.
    pub item: String,
    /// Who paid, as far as somebody has said.
    pub source: Option<Source>,
    /// Which Fund, which donor.
    pub source_name: String,
    /// Handovers.
    pub times: i64,
    /// What they were worth.
    pub amount: Amount,
}

/// What was done by one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelLine {
    /// By what.
    pub channel: Channel,
    /// Activities.
    pub activities: i64,
    /// People reached, each as often as they were, as far as known.
    pub reach: i64,
}

/// What came into the Fund and went out of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundFlow {
    /// Was promised.
    pub pledged: Amount,
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
}

impl FundFlow {
    /// Counts an entry. A decision moves nothing.
    pub fn add_entry(&mut self, kind: EntryKind, amount: Amount) {
        match kind {
            EntryKind::Pledge => self.pledged += amount,
            EntryKind::Receipt => self.received += amount,
            EntryKind::TransferIn => self.transferred_in += amount,
            EntryKind::TransferOut => self.transferred_out += amount,
            EntryKind::Outlay => self.spent += amount,
            EntryKind::Decision => {}
        }
    }

    /// What came in less what went out.
    pub fn change(&self) -> Amount {
        let came: Amount = [self.received, self.transferred_in].into_iter().sum();
        let went = [self.transferred_out, self.spent, self.given];
        came - went.into_iter().sum()
    }

    fn sums(&mut self) -> [&mut Amount; 6] {
        [
            &mut self.pledged,
            &mut self.received,
            &mut self.transferred_in,
            &mut self.transferred_out,
            &mut self.spent,
            &mut self.given,
        ]
    }
}

impl Flow {
    /// Handovers.
    pub fn handovers(&self) -> i64 {
        self.given.iter().map(|line| line.times).sum()
    }

    /// What was handed over.
    pub fn amount(&self) -> Amount {
        self.given.iter().map(|line| line.amount).sum()
    }

    /// Whether nothing flowed.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.merged(other, 1)
    }

    /// This without the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.merged(other, -1)
    }

    fn merged(&self, other: &Self, sign: i64) -> Self {
        let mut fund = self.fund;
        let mut more = other.fund;
        for (own, more) in fund.sums().into_iter().zip(more.sums()) {
            *own += times(*more, sign);
        }
        Self {
            visits: self.visits + sign * other.visits,
            given: given(&self.given, &other.given, sign),
            fund,
            publicity: publicity(&self.publicity, &other.publicity, sign),
        }
    }
}

fn times(amount: Amount, factor: i64) -> Amount {
    Amount {
        money_vnd: factor * amount.money_vnd,
        goods_value_vnd: factor * amount.goods_value_vnd,
    }
}

fn given(own: &[GivenLine], other: &[GivenLine], sign: i64) -> Vec<GivenLine> {
    let mut sums: BTreeMap<(&str, Option<Source>, &str), (i64, Amount)> = BTreeMap::new();
    let own = own.iter().map(|line| (line, 1));
    for (line, sign) in own.chain(other.iter().map(|line| (line, sign))) {
        let key = (line.item.as_str(), line.source, line.source_name.as_str());
        let sum = sums.entry(key).or_default();
        sum.0 += sign * line.times;
        sum.1 += times(line.amount, sign);
    }
    let lines = sums.into_iter();
    let lines = lines.filter(|(_, (times, amount))| *times != 0 || !amount.is_zero());
    let lines = lines.map(|((item, source, name), (times, amount))| GivenLine {
        item: item.to_owned(),
        source,
        source_name: name.to_owned(),
        times,
        amount,
    });
    lines.collect()
}

fn publicity(own: &[ChannelLine], other: &[ChannelLine], sign: i64) -> Vec<ChannelLine> {
    let mut sums: BTreeMap<Channel, (i64, i64)> = BTreeMap::new();
    let own = own.iter().map(|line| (line, 1));
    for (line, sign) in own.chain(other.iter().map(|line| (line, sign))) {
        let sum = sums.entry(line.channel).or_default();
        sum.0 += sign * line.activities;
        sum.1 += sign * line.reach;
    }
    let lines = sums.into_iter().filter(|(_, sum)| *sum != (0, 0));
    let lines = lines.map(|(channel, (activities, reach))| ChannelLine {
        channel,
        activities,
        reach,
    });
    lines.collect()
}

/// How a period's sums follow from those of the periods before. `late` and `withdrawn` are counted
/// record by record; what they leave open is in `other`: another payer or item was written where
/// something had been counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// All that was closed before; for a first period what came before its first day.
    pub earlier: Flow,
    /// Arrived after it was closed, of days that were closed.
    pub late: Flow,
    /// Was counted and does not count any more: it was corrected or taken back. Less than nothing.
    pub withdrawn: Flow,
    /// What is counted under another item or payer now; its sums are nothing.
    pub other: Flow,
    /// Of the period's own days.
    pub own: Flow,
    /// All of it.
    pub total: Flow,
}

impl Reconciliation {
    /// From what was closed, what that stretch of days comes to now, what came and went of it record by
    /// record, and the period's own days.
    pub fn of(earlier: Flow, now: &Flow, (late, withdrawn): (Flow, Flow), own: Flow) -> Self {
        let other = now.minus(&earlier).minus(&late).minus(&withdrawn);
        Self {
            total: now.plus(&own),
            earlier,
            late,
            withdrawn,
            other,
            own,
        }
    }

    /// All that arose after the close.
    pub fn arisen(&self) -> Flow {
        self.late.plus(&self.withdrawn).plus(&self.other)
    }

    /// Whether the lines are all there is, to the đồng.
    pub fn is_balanced(&self) -> bool {
        self.earlier.plus(&self.arisen()).plus(&self.own) == self.total
    }
}

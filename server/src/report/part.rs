//! What one unit adds to a report.

use std::sync::Arc;

use chungtay_shared::api::CampaignState;
use chungtay_shared::fund::{Account, Amount, Entered, EntryKind, account, standing};
use chungtay_shared::publicity::{Channel, Noted};
use chungtay_shared::time::LocalDate;

use super::{ChannelTotal, GivenLine};
use crate::campaigns::Sums;
use crate::counted::{self, Listed};
use crate::fund::{self, Given};
use crate::said;
use crate::store::{GivenSum, StoreError};

/// What one unit adds to a report.
#[derive(Debug)]
pub(super) struct Part {
    /// Who is on its list, and who was reached.
    pub(super) listed: Arc<Listed>,
    /// What was given in the campaign.
    pub(super) given: Vec<GivenLine>,
    /// What was done for publicity.
    pub(super) publicity: Vec<ChannelTotal>,
    /// Its Fund's entries.
    pub(super) entries: Vec<Entered>,
    /// What its Fund has paid of what was handed over, there and below.
    pub(super) from_own_fund: Amount,
}

impl Part {
    /// Of a unit; one that does not run the campaign adds its households and its Fund.
    pub(super) fn of(
        all_given: &mut Given<'_>,
        unit: &str,
        state: Option<&CampaignState>,
    ) -> Result<Self, StoreError> {
        let (tx, today) = (all_given.tx(), all_given.day());
        let campaign = state.map(|state| &state.campaign);
        let listed = counted::listed(tx, unit, campaign, today)?;
        let campaigns = said::campaigns(tx, unit)?;
        let is_meant = |said: &&Arc<said::Campaign>| {
            campaign.is_some_and(|campaign| said.state.campaign.id == campaign.id)
        };
        let said = campaigns.iter().find(is_meant);
        Ok(Self {
            listed,
            given: match state {
                Some(state) => given(&all_given.within(unit)?.sums, &campaigns, state),
                None => Vec::new(),
            },
            publicity: said.map_or_else(Vec::new, |said| publicity(&said.publicity)),
            entries: fund::entries(tx, unit)?,
            from_own_fund: fund::from_own_fund(&all_given.paid_in(unit)?),
        })
    }

    /// Where its Fund stands.
    pub(super) fn account(&self, today: LocalDate) -> Account {
        account(&self.entries, self.from_own_fund, today)
    }

    /// What was promised to its Fund.
    pub(super) fn pledged(&self, today: LocalDate) -> Amount {
        self.entered(EntryKind::Pledge, |on| on <= today)
    }

    /// What was handed over in the campaign.
    pub(super) fn amount_given(&self) -> Amount {
        self.given.iter().map(|line| line.amount).sum()
    }

    /// What targets are set for.
    pub(super) fn sums(&self, state: &CampaignState) -> Sums {
        let (from, to) = (state.campaign.from, state.campaign.to);
        Sums {
            visited: self.listed.reached.visited.households,
            aided: self.listed.reached.aided.households,
            given: self.amount_given(),
            raised: self.entered(EntryKind::Receipt, |on| (from..=to).contains(&on)),
        }
    }

    fn entered(&self, kind: EntryKind, is_meant: impl Fn(LocalDate) -> bool) -> Amount {
        let meant = standing(&self.entries).filter(|e| e.kind == kind && is_meant(e.on));
        meant.map(|entry| entry.amount).sum()
    }
}

/// What handovers of the campaign gave, by item and by who paid for it.
fn given(
    sums: &[GivenSum],
    campaigns: &[Arc<said::Campaign>],
    state: &CampaignState,
) -> Vec<GivenLine> {
    let id = Some(state.campaign.id);
    let mut lines: Vec<GivenLine> = Vec::new();
    for sum in sums.iter().filter(|sum| sum.campaign == id) {
        let (source, source_name) = fund::paid_by(
            campaigns.iter().map(|said| &said.rights),
            (sum.source, &sum.source_name),
            (sum.campaign, sum.round, &sum.item),
        );
        let line = GivenLine {
            item: sum.item.clone(),
            source,
            source_name,
            times: sum.times,
            amount: sum.amount,
        };
        add_given(&mut lines, line);
    }
    sort_given(&mut lines, state);
    lines
}

/// Adds what was given to the line of the same item and source, or as another line.
pub(super) fn add_given(lines: &mut Vec<GivenLine>, line: GivenLine) {
    let same = lines.iter_mut().find(|known| {
        (&known.item, known.source, &known.source_name)
            == (&line.item, line.source, &line.source_name)
    });
    match same {
        Some(known) => {
            known.times += line.times;
            known.amount += line.amount;
        }
        None => lines.push(line),
    }
}

/// As the campaign's items stand, then what it has no item for.
pub(super) fn sort_given(lines: &mut [GivenLine], state: &CampaignState) {
    let items = &state.campaign.items;
    let place = |line: &GivenLine| items.iter().position(|item| item.name == line.item);
    lines.sort_by(|a, b| {
        let key = |line: &GivenLine| (place(line).unwrap_or(items.len()), line.source);
        (key(a), &a.item, &a.source_name).cmp(&(key(b), &b.item, &b.source_name))
    });
}

/// What was done for publicity in the campaign and counts.
fn publicity(noted: &[Noted]) -> Vec<ChannelTotal> {
    let counting = || noted.iter().filter(|noted| noted.struck.is_none());
    let totals = Channel::ALL.iter().map(|&channel| {
        let of_channel = || counting().filter(|n| n.activity.channel == channel);
        ChannelTotal {
            channel,
            activities: of_channel().count() as u64,
            reach: of_channel().map(|n| u64::from(n.activity.reach)).sum(),
        }
    });
    totals.filter(|total| total.activities > 0).collect()
}

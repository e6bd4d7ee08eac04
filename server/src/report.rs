//! Báo cáo: what a campaign came to, for the unit above. Only counts and sums: no household is named
//! in it. The office gets it as a text document, to write its own judgement into.

use chungtay_shared::api::report::ReportQuery;
use chungtay_shared::api::{CampaignState, TargetReached};
use chungtay_shared::document::Document;
use chungtay_shared::fund::{Account, Amount, Source};
use chungtay_shared::id::DocId;
use chungtay_shared::publicity::Channel;
use chungtay_shared::time::LocalDate;

use crate::campaigns::{self, Sums};
use crate::store::{StoreError, Tx};
use crate::{fund, rounds};

mod docx;
mod reach;

pub use docx::document;
pub use reach::{Counts, Group, Reached};

/// What a campaign came to by the end of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The commune's name.
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
    /// Where the Fund stands at the end of the day, with all that came and went before the campaign.
    pub account: Account,
    /// How far its targets were reached.
    pub targets: Vec<TargetReached>,
    /// What was done for publicity, by channels that were used.
    pub publicity: Vec<ChannelTotal>,
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

/// The report of a campaign of the commune on `today`; none when it has no such campaign.
pub fn report(
    tx: &dyn Tx,
    commune: &str,
    query: &ReportQuery,
    today: LocalDate,
) -> Result<Option<Report>, StoreError> {
    let states = campaigns::states(tx, commune)?;
    let found = states.into_iter().find(|s| s.campaign.id == query.campaign);
    let Some(state) = found else {
        return Ok(None);
    };
    let campaign = &state.campaign;
    let id = campaign.id;
    let summary = tx.summary(commune, today, Some(campaign))?;
    let targets = campaigns::reached(&state, Sums::of(tx, &state.campaign, &summary, today)?);
    let of_commune = tx.communes()?.into_iter().find(|c| c.code == commune);
    let (name, synthetic) = of_commune.map_or_else(Default::default, |c| (c.name, c.synthetic));
    Ok(Some(Report {
        commune: name,
        synthetic,
        today,
        households: summary.households,
        members: summary.members,
        reached: Reached {
            visited: summary.visited_in_campaign,
            aided: summary.aided_in_campaign,
            ..reach::within(tx, campaign, today)?
        },
        given: given(tx, commune, &state, today)?,
        account: fund::page(tx, commune, today)?.account,
        targets,
        publicity: publicity(tx, id)?,
        state,
    }))
}

/// What handovers of the campaign gave, by item and by who paid for it.
fn given(
    tx: &dyn Tx,
    commune: &str,
    state: &CampaignState,
    today: LocalDate,
) -> Result<Vec<GivenLine>, StoreError> {
    let rights = rounds::rights_of(tx, commune)?;
    let id = Some(state.campaign.id);
    let mut lines: Vec<GivenLine> = Vec::new();
    let sums = tx.given_by(commune, today)?.into_iter();
    for sum in sums.filter(|sum| sum.campaign == id) {
        let (source, source_name) = fund::paid_by(
            &rights,
            (sum.source, &sum.source_name),
            (sum.campaign, sum.round, &sum.item),
        );
        let line = GivenLine {
            item: sum.item,
            source,
            source_name,
            times: sum.times,
            amount: sum.amount,
        };
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
    let items = &state.campaign.items;
    let place = |line: &GivenLine| items.iter().position(|item| item.name == line.item);
    lines.sort_by(|a, b| {
        let key = |line: &GivenLine| (place(line).unwrap_or(items.len()), line.source);
        (key(a), &a.item, &a.source_name).cmp(&(key(b), &b.item, &b.source_name))
    });
    Ok(lines)
}

/// What was done for publicity in the campaign and counts.
fn publicity(tx: &dyn Tx, campaign: DocId) -> Result<Vec<ChannelTotal>, StoreError> {
    let Some(stored) = tx.document(campaign)? else {
        return Ok(Vec::new());
    };
    let mut noted = Document::load(&stored.bytes)?.publicity()?;
    noted.retain(|noted| noted.struck.is_none());
    let totals = Channel::ALL.iter().map(|&channel| {
        let of_channel = || noted.iter().filter(|n| n.activity.channel == channel);
        ChannelTotal {
            channel,
            activities: of_channel().count() as u64,
            reach: of_channel().map(|n| u64::from(n.activity.reach)).sum(),
        }
    });
    Ok(totals.filter(|total| total.activities > 0).collect())
}

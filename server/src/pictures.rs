//! How a commune's campaign went and stands, as rows and as pictures of the same rows.

use std::collections::BTreeMap;

use chungtay_shared::api::FactKind;
use chungtay_shared::api::pictures::{DayLine, HamletLine, MoneyLine, PicturesPage};
use chungtay_shared::campaign::{Campaign, Indicator};
use chungtay_shared::fund::{Amount, EntryKind, Source, standing};
use chungtay_shared::time::LocalDate;

use crate::store::{StoreError, Tx};
use crate::{campaigns, counted, fund, rounds};
use drawn::Span;

mod drawn;
pub mod whole;

pub(crate) use whole::FundsAbove;

/// The pictures could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PicturesError {
    /// The rows could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rows could not be drawn.
    #[error("a picture could not be drawn")]
    Drawing,
}

impl From<drawn::DrawingError> for PicturesError {
    fn from(_: drawn::DrawingError) -> Self {
        Self::Drawing
    }
}

/// The rows of the campaign that is meant `today`, drawn too.
pub fn page(tx: &dyn Tx, commune: &str, today: LocalDate) -> Result<PicturesPage, PicturesError> {
    let states = campaigns::states(tx, commune)?;
    let Some(state) = campaigns::current(&states, today) else {
        return Ok(PicturesPage::default());
    };
    let campaign = &state.campaign;
    let listed = counted::listed(tx, commune, Some(campaign), today)?;
    let hamlets = listed.reached.by_hamlet.iter().map(|group| HamletLine {
        name: group.of.clone(),
        households: group.counts.households,
        visited: group.counts.visited.households,
        aided: group.counts.aided.households,
    });
    let (days, hamlets) = (days(tx, campaign)?, hamlets.collect::<Vec<_>>());
    let (before, money) = money(tx, campaign, today)?;
    let span = span(campaign, &days, today);
    let target = state.mandate.targets.get(&Indicator::Visited).copied();
    Ok(PicturesPage {
        campaign_name: campaign.name.clone(),
        progress: drawn::progress(span, &days, target)?,
        by_hamlet: drawn::hamlets(&hamlets)?,
        in_and_out: drawn::money(span, &before, &money)?,
        money_before: Some(before),
        days,
        hamlets,
        money,
    })
}

/// The campaign's days, and those before and after on which something of it was given.
fn span(campaign: &Campaign, days: &[DayLine], today: LocalDate) -> Span {
    let first = days.first().map_or(campaign.from, |line| line.day);
    let last = days.last().map_or(campaign.to, |line| line.day);
    let to = campaign.to.max(last);
    Span {
        from: campaign.from.min(first),
        to,
        today: today.min(to),
    }
}

fn days(tx: &dyn Tx, campaign: &Campaign) -> Result<Vec<DayLine>, StoreError> {
    let mut days: Vec<DayLine> = Vec::new();
    let (mut visited, mut aided) = (0, 0);
    for reaching in &*counted::reached_by_day(tx, campaign)? {
        let (visits, handovers) = match reaching.kind {
            FactKind::Visit => (reaching.times, 0),
            FactKind::Handover | FactKind::Proposal => (0, reaching.times),
        };
        match reaching.kind {
            FactKind::Visit => visited += reaching.first,
            FactKind::Handover | FactKind::Proposal => aided += reaching.first,
        }
        match days.last_mut().filter(|line| line.day == reaching.day) {
            Some(line) => {
                line.visits += visits;
                line.handovers += handovers;
                (line.visited, line.aided) = (visited, aided);
            }
            None => days.push(DayLine {
                day: reaching.day,
                visits,
                handovers,
                visited,
                aided,
            }),
        }
    }
    Ok(days)
}

/// What came into the commune's Fund and went out of it before the campaign, and on each of its days.
fn money(
    tx: &dyn Tx,
    campaign: &Campaign,
    today: LocalDate,
) -> Result<(MoneyLine, Vec<MoneyLine>), StoreError> {
    let commune = campaign.commune.as_str();
    let mut all = Vec::new();
    for entry in standing(&fund::entries(tx, commune)?) {
        match entry.kind {
            EntryKind::Receipt | EntryKind::TransferIn => {
                all.push((entry.on, Flow::Came(entry.amount)));
            }
            EntryKind::Outlay | EntryKind::TransferOut => {
                all.push((entry.on, Flow::Went(entry.amount)));
            }
            EntryKind::Pledge | EntryKind::Decision => {}
        }
    }
    let rights = rounds::rights_of(tx, commune)?;
    for (day, sum) in &*counted::given_by_day(tx, commune, today)? {
        let said = (sum.source, sum.source_name.as_str());
        let (source, _) = fund::paid_by(&rights, said, (sum.campaign, sum.round, &sum.item));
        if source == Some(Source::OwnFund) {
            all.push((*day, Flow::Went(sum.amount)));
        }
    }
    Ok(flows(campaign, today, all))
}

/// What came into a Fund, or went out of it.
#[derive(Debug, Clone, Copy)]
enum Flow {
    /// Came in.
    Came(Amount),
    /// Went out.
    Went(Amount),
}

/// What came and went before the campaign, and on each of its days until today.
fn flows(
    campaign: &Campaign,
    today: LocalDate,
    all: Vec<(LocalDate, Flow)>,
) -> (MoneyLine, Vec<MoneyLine>) {
    let eve = LocalDate::from_days(campaign.from.days() - 1);
    let nothing = |day| MoneyLine {
        day,
        came: Amount::default(),
        went: Amount::default(),
    };
    let mut before = nothing(eve);
    let mut days: BTreeMap<LocalDate, MoneyLine> = BTreeMap::new();
    for (day, flow) in all {
        if day > campaign.to || day > today {
            continue;
        }
        let line = if day <= eve {
            &mut before
        } else {
            days.entry(day).or_insert_with(|| nothing(day))
        };
        match flow {
            Flow::Came(amount) => line.came += amount,
            Flow::Went(amount) => line.went += amount,
        }
    }
    (before, days.into_values().collect())
}

//! How the campaign of a unit and of all below it went and stands, each unit a bar.

use std::collections::BTreeMap;

use chungtay_shared::api::FactKind;
use chungtay_shared::api::pictures::{DayLine, HamletLine, PicturesPage};
use chungtay_shared::campaign::{CampaignState, Indicator};
use chungtay_shared::fund::{EntryKind, Source, standing};
use chungtay_shared::text::fold;
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::tree::Tree;

use super::{Flow, PicturesError, drawn, flows, span};
use crate::campaigns::{self, handed_down};
use crate::store::{Commune, StoreError, Tx};
use crate::{counted, fund, rounds};

/// The rows of the campaign that is meant `today` in all units, drawn too.
pub fn page(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<PicturesPage, PicturesError> {
    let states = campaigns::states(tx, unit)?;
    let Some(state) = campaigns::current(&states, today) else {
        return Ok(PicturesPage::default());
    };
    let (tree, communes) = (tx.tree()?, tx.communes()?);
    let run = handed_down::everywhere(tx, &tree, state, today)?;
    let on = handed_down::meant_day(&state.campaign, today);
    let below = tree.all_below(unit, on).into_iter().map(|(code, _)| code);
    let named = |code: &str| communes.iter().find(|commune| commune.code == code);
    let units: Vec<&Commune> = std::iter::once(unit)
        .chain(below)
        .filter_map(named)
        .collect();
    let (days, bars) = (days(tx, &run)?, bars(tx, &units, &run)?);
    let mut all = Vec::new();
    for unit in &units {
        of_fund(tx, (unit, &units), &tree, today, &mut all)?;
    }
    let (before, money) = flows(&state.campaign, today, all);
    let span = span(&state.campaign, &days, today);
    let target = state.mandate.targets.get(&Indicator::Visited).copied();
    Ok(PicturesPage {
        campaign_name: state.campaign.name.clone(),
        progress: drawn::progress(span, &days, target)?,
        by_hamlet: drawn::hamlets(&bars)?,
        in_and_out: drawn::money(span, &before, &money)?,
        money_before: Some(before),
        days,
        hamlets: bars,
        money,
    })
}

/// What was done on each day, in all units that run the campaign.
fn days(tx: &dyn Tx, run: &[CampaignState]) -> Result<Vec<DayLine>, StoreError> {
    let mut days: BTreeMap<LocalDate, DayLine> = BTreeMap::new();
    for state in run {
        for reaching in &*counted::reached_by_day(tx, &state.campaign)? {
            let line = days.entry(reaching.day).or_insert(DayLine {
                day: reaching.day,
                visits: 0,
                handovers: 0,
                visited: 0,
                aided: 0,
            });
            match reaching.kind {
                FactKind::Visit => {
                    line.visits += reaching.times;
                    line.visited += reaching.first;
                }
                FactKind::Handover | FactKind::Proposal => {
                    line.handovers += reaching.times;
                    line.aided += reaching.first;
                }
            }
        }
    }
    let (mut visited, mut aided) = (0, 0);
    let mut days: Vec<DayLine> = days.into_values().collect();
    for line in &mut days {
        visited += line.visited;
        aided += line.aided;
        (line.visited, line.aided) = (visited, aided);
    }
    Ok(days)
}

/// A bar for each unit that has households, or has reached some.
fn bars(
    tx: &dyn Tx,
    units: &[&Commune],
    run: &[CampaignState],
) -> Result<Vec<HamletLine>, StoreError> {
    let mut bars = Vec::new();
    for unit in units {
        let state = run.iter().find(|state| state.campaign.commune == unit.code);
        let tally = counted::tally(tx, &unit.code, state.map(|state| &state.campaign))?;
        let (visited, aided) = state.map_or((0, 0), |_| (tally.visited, tally.aided));
        if tally.households + visited + aided > 0 {
            bars.push(HamletLine {
                name: unit.name.clone(),
                households: tally.households,
                visited,
                aided,
            });
        }
    }
    Ok(bars)
}

/// What came into a unit's Fund from without these units, and what went out to without them or was given
/// to its households by a Fund of theirs. What these units' Funds send each other stays with them.
fn of_fund(
    tx: &dyn Tx,
    (unit, units): (&Commune, &[&Commune]),
    tree: &Tree,
    today: LocalDate,
    all: &mut Vec<(LocalDate, Flow)>,
) -> Result<(), StoreError> {
    let is_one = |code: &str| units.iter().any(|unit| unit.code == code);
    for entry in standing(&fund::entries(tx, &unit.code)?) {
        let flow = match entry.kind {
            EntryKind::Receipt => Flow::Came(entry.amount),
            EntryKind::TransferIn if !is_one(&entry.unit) => Flow::Came(entry.amount),
            EntryKind::Outlay => Flow::Went(entry.amount),
            EntryKind::TransferOut if !is_one(&entry.unit) => Flow::Went(entry.amount),
            EntryKind::TransferIn
            | EntryKind::TransferOut
            | EntryKind::Pledge
            | EntryKind::Decision => continue,
        };
        all.push((entry.on, flow));
    }
    let above = FundsAbove::of(tree, &unit.code, units, today);
    let rights = rounds::rights_of(tx, &unit.code)?;
    for (day, sum) in &*counted::given_by_day(tx, &unit.code, today)? {
        let said = (sum.source, sum.source_name.as_str());
        let (source, name) = fund::paid_by(&rights, said, (sum.campaign, sum.round, &sum.item));
        if above.have_paid(source, &name) {
            all.push((*day, Flow::Went(sum.amount)));
        }
    }
    Ok(())
}

/// The Funds of a unit and of those above it among some: what they pay to its households is theirs together.
pub(crate) struct FundsAbove(Vec<String>);

impl FundsAbove {
    /// Those above `unit`, nearest first, as they stand `today`.
    pub(crate) fn of(tree: &Tree, unit: &str, units: &[&Commune], today: LocalDate) -> Self {
        let above = std::iter::successors(tree.above(unit, today), |unit| tree.above(unit, today));
        let above = above
            .take(units.len())
            .filter_map(|code| units.iter().find(|unit| unit.code == code));
        Self(above.map(|unit| fold(&unit.name)).collect())
    }

    /// Whether one of them has paid, or the unit's own.
    pub(crate) fn have_paid(&self, source: Option<Source>, name: &str) -> bool {
        match source {
            Some(Source::OwnFund) => true,
            // A Fund above that nobody named is the nearest one.
            Some(Source::HigherFund) if name.is_empty() => !self.0.is_empty(),
            Some(Source::HigherFund) => self.0.contains(&fold(name)),
            _ => false,
        }
    }
}

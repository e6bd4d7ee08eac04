//! Draws up the figures of a period.

use std::collections::BTreeMap;

use chungtay_shared::api::{FactKind, HouseholdLine, Reach};
use chungtay_shared::campaign::CampaignState;
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::fund::{Amount, EntryKind, standing, transferred};
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;
use chungtay_shared::period::{
    Closing, Counted, FIGURES_VERSION, Figures, Flow, GroupLine, Next, Reached, Reconciliation,
};
use chungtay_shared::time::{LocalDate, Timestamp};

use super::count::Count;
use crate::campaigns::{self, Sums};
use crate::fund;
use crate::store::{Reaching, StoreError, Tx};

/// Who closes a period, and when.
pub(super) struct Made {
    pub(super) by: String,
    pub(super) at: Timestamp,
    pub(super) counted_to: u64,
}

/// The figures of the period that comes `next` after `last`, up to the day `to`, as everything stands at
/// the log's last number.
pub(super) fn draw_up(
    tx: &dyn Tx,
    state: &CampaignState,
    (last, next): (Option<&Closing>, Next),
    to: LocalDate,
    made: Made,
) -> Result<(Figures, Counted), StoreError> {
    let campaign = &state.campaign;
    let unit = campaign.commune.as_str();
    let count = Count::new(tx, state, made.counted_to)?;
    let reconciliation = reconciliation(&count, last, next, to)?;
    let households = tx.households(unit, to)?;
    let own = tx.reached_between(campaign, count.between(next.from.days(), to))?;
    // What was handed over before the campaign's first day is of the campaign all the same.
    let total = tx.reached_between(campaign, count.between(i64::MIN, to))?;
    let groups = Groups::of(&households, &own, &total);
    let named = tx.communes()?.into_iter().find(|c| c.code == unit);
    let (unit_name, synthetic) = named.map_or_else(Default::default, |c| (c.name, c.synthetic));
    let listed = || households.iter().filter(|line| line.gone.is_none());
    let total = reached(&total);
    let figures = Figures {
        version: FIGURES_VERSION,
        unit: unit.to_owned(),
        unit_name,
        synthetic,
        campaign: campaign.id,
        campaign_name: campaign.name.clone(),
        origins: origins(tx, state)?,
        n: next.n,
        from: next.from,
        to,
        counted_to: made.counted_to,
        closed_at: made.at,
        closed_by: made.by,
        households: listed().count() as u64,
        members: listed().map(|line| u64::from(line.member_count)).sum(),
        own: reached(&own),
        total,
        by_hamlet: groups.by_hamlet(),
        by_category: groups.by_category(),
        outstanding: fund::outstanding(&count.entries, to),
        transfers: transferred(&count.entries, to),
        targets: campaigns::reached(state, sums(&count, state, total, &reconciliation, to)),
        reconciliation,
    };
    Ok((figures, count.counted(to)))
}

/// The campaigns of units above that this one is, the nearest first.
pub(super) fn origins(tx: &dyn Tx, state: &CampaignState) -> Result<Vec<DocId>, StoreError> {
    let mut found = Vec::new();
    let mut origin = state.origin.clone();
    while let Some(above) = origin.filter(|above| !found.contains(&above.campaign)) {
        found.push(above.campaign);
        let states = campaigns::states(tx, &above.unit)?.into_iter();
        let mut there = states.filter(|state| state.campaign.id == above.campaign);
        origin = there.next().and_then(|state| state.origin);
    }
    Ok(found)
}

fn reconciliation(
    count: &Count<'_>,
    last: Option<&Closing>,
    next: Next,
    to: LocalDate,
) -> Result<Reconciliation, StoreError> {
    let own = count.now(Some(next.from), to)?;
    let before = count.now(None, LocalDate::from_days(next.from.days() - 1))?;
    Ok(if let Some(last) = last {
        let earlier = last.figures.reconciliation.total.clone();
        Reconciliation::of(earlier, &before, count.since(last)?, own)
    } else {
        let nothing = (Flow::default(), Flow::default());
        Reconciliation::of(before.clone(), &before, nothing, own)
    })
}

fn sums(
    count: &Count<'_>,
    state: &CampaignState,
    total: Reached,
    reconciliation: &Reconciliation,
    to: LocalDate,
) -> Sums {
    let raised = standing(&count.entries).filter(|entry| {
        entry.kind == EntryKind::Receipt && entry.on <= to && state.campaign.contains(entry.on)
    });
    Sums {
        visited: total.visited.households,
        aided: total.aided.households,
        given: reconciliation.total.amount(),
        raised: raised.map(|entry| entry.amount).sum::<Amount>(),
    }
}

fn reached(reachings: &[Reaching]) -> Reached {
    let mut sum = Reached::default();
    for reaching in reachings {
        sum += of(reaching);
    }
    sum
}

fn of(reaching: &Reaching) -> Reached {
    let reach = Reach {
        households: 1,
        times: reaching.times,
    };
    match reaching.kind {
        FactKind::Visit => Reached {
            visited: reach,
            ..Reached::default()
        },
        FactKind::Handover | FactKind::Proposal => Reached {
            aided: reach,
            ..Reached::default()
        },
    }
}

/// Households with how they were reached, to be grouped.
struct Groups<'a> {
    households: &'a [HouseholdLine],
    counts: BTreeMap<DocId, (Reached, Reached)>,
}

impl<'a> Groups<'a> {
    fn of(households: &'a [HouseholdLine], own: &[Reaching], total: &[Reaching]) -> Self {
        let mut counts: BTreeMap<DocId, (Reached, Reached)> = BTreeMap::new();
        for reaching in own {
            counts.entry(reaching.household).or_default().0 += of(reaching);
        }
        for reaching in total {
            counts.entry(reaching.household).or_default().1 += of(reaching);
        }
        Self { households, counts }
    }

    /// Adds a household; one that has moved away since counts as reached and not as on the list.
    fn add(&self, line: &mut GroupLine, household: &HouseholdLine) {
        line.households += u64::from(household.gone.is_none());
        let (own, total) = self.counts.get(&household.id).copied().unwrap_or_default();
        line.own += own;
        line.total += total;
    }

    fn by_hamlet(&self) -> Vec<GroupLine> {
        let mut groups: BTreeMap<(bool, String, &str), GroupLine> = BTreeMap::new();
        for household in self.households {
            let hamlet = household.hamlet.as_str();
            let key = (hamlet.is_empty(), hamlet_sort_key(hamlet), hamlet);
            let line = groups.entry(key).or_insert_with(|| empty(hamlet));
            self.add(line, household);
        }
        groups.into_values().filter(is_anybody).collect()
    }

    fn by_category(&self) -> Vec<GroupLine> {
        let all = Category::ALL.iter().copied().map(Some).chain([None]);
        let groups = all.map(|category| {
            let mut line = empty(category.map_or("", Category::code));
            for household in self.households.iter().filter(|h| h.category == category) {
                self.add(&mut line, household);
            }
            line
        });
        groups.filter(is_anybody).collect()
    }
}

fn empty(of: &str) -> GroupLine {
    GroupLine {
        of: of.to_owned(),
        households: 0,
        own: Reached::default(),
        total: Reached::default(),
    }
}

fn is_anybody(line: &GroupLine) -> bool {
    line.households > 0 || line.total != Reached::default()
}

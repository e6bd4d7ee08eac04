//! Who was visited and who was given something in a campaign, by hamlet and category.

use std::collections::BTreeMap;

use chungtay_shared::api::{FactKind, HouseholdLine, Reach};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;

use crate::store::{StoreError, Tx};

/// Who was reached in a campaign.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reached {
    /// Visits.
    pub visited: Reach,
    /// Handovers.
    pub aided: Reach,
    /// Households on the list that were not visited.
    pub not_visited: u64,
    /// By hamlet, in the lists' order; an empty name, last, is of households with none.
    pub by_hamlet: Vec<Group<String>>,
    /// By the category on the day the report is made; none, last, is of households with none.
    pub by_category: Vec<Group<Option<Category>>>,
}

/// Households that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<Of> {
    /// What.
    pub of: Of,
    /// How many, and how many of them were reached.
    pub counts: Counts,
}

/// How many households there are and were reached. Those that have moved away since count as reached
/// and not as on the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// On the list.
    pub households: u64,
    /// Visits.
    pub visited: Reach,
    /// Handovers.
    pub aided: Reach,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.households += other.households;
        self.visited.households += other.visited.households;
        self.visited.times += other.visited.times;
        self.aided.households += other.aided.households;
        self.aided.times += other.aided.times;
    }
}

/// Which of these households were reached in a campaign, if there is one.
pub(crate) fn within(
    tx: &dyn Tx,
    campaign: Option<&Campaign>,
    households: &[HouseholdLine],
) -> Result<Reached, StoreError> {
    let mut counts: BTreeMap<DocId, Counts> = BTreeMap::new();
    let reached = match campaign {
        Some(campaign) => tx.reached(&campaign.commune, campaign)?,
        None => Vec::new(),
    };
    for reaching in reached {
        let counts = counts.entry(reaching.household).or_default();
        let reach = match reaching.kind {
            FactKind::Visit => &mut counts.visited,
            FactKind::Handover | FactKind::Proposal => &mut counts.aided,
        };
        *reach = Reach {
            households: 1,
            times: reaching.times,
        };
    }
    let of = |line: &HouseholdLine| Counts {
        households: u64::from(line.gone.is_none()),
        ..counts.get(&line.id).copied().unwrap_or_default()
    };
    let (mut visited, mut aided) = (Reach::default(), Reach::default());
    for of in counts.values() {
        for (sum, one) in [(&mut visited, of.visited), (&mut aided, of.aided)] {
            sum.households += one.households;
            sum.times += one.times;
        }
    }
    let is_left = |line: &&HouseholdLine| {
        line.gone.is_none() && counts.get(&line.id).is_none_or(|of| of.visited.times == 0)
    };
    Ok(Reached {
        visited,
        aided,
        not_visited: households.iter().filter(is_left).count() as u64,
        by_hamlet: by_hamlet(households, of),
        by_category: by_category(households, of),
    })
}

fn by_hamlet(
    households: &[HouseholdLine],
    of: impl Fn(&HouseholdLine) -> Counts,
) -> Vec<Group<String>> {
    let mut groups: BTreeMap<(bool, String, &str), Counts> = BTreeMap::new();
    for line in households {
        let hamlet = line.hamlet.as_str();
        let key = (hamlet.is_empty(), hamlet_sort_key(hamlet), hamlet);
        *groups.entry(key).or_default() += of(line);
    }
    let groups = groups.into_iter().map(|((_, _, hamlet), counts)| Group {
        of: hamlet.to_owned(),
        counts,
    });
    groups.filter(|group| is_anybody(&group.counts)).collect()
}

fn by_category(
    households: &[HouseholdLine],
    of: impl Fn(&HouseholdLine) -> Counts,
) -> Vec<Group<Option<Category>>> {
    let all = Category::ALL.iter().copied().map(Some).chain([None]);
    let groups = all.map(|category| {
        let mut counts = Counts::default();
        for line in households.iter().filter(|line| line.category == category) {
            counts += of(line);
        }
        Group {
            of: category,
            counts,
        }
    });
    groups.filter(|group| is_anybody(&group.counts)).collect()
}

fn is_anybody(counts: &Counts) -> bool {
    *counts != Counts::default()
}

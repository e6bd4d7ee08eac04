//! Who was visited and who was given something in a campaign, by hamlet and category.

use std::collections::BTreeMap;

use chungtay_shared::api::{FactKind, Reach};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;

use crate::store::{Placed, StoreError, Tx};

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
    households: &[Placed],
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
    let of = |line: &Placed| Counts {
        households: u64::from(line.is_listed),
        ..counts.get(&line.id).copied().unwrap_or_default()
    };
    let (mut visited, mut aided) = (Reach::default(), Reach::default());
    for of in counts.values() {
        for (sum, one) in [(&mut visited, of.visited), (&mut aided, of.aided)] {
            sum.households += one.households;
            sum.times += one.times;
        }
    }
    let is_left = |line: &&Placed| {
        line.is_listed && counts.get(&line.id).is_none_or(|of| of.visited.times == 0)
    };
    Ok(Reached {
        visited,
        aided,
        not_visited: households.iter().filter(is_left).count() as u64,
        by_hamlet: by_hamlet(households, of),
        by_category: by_category(households, of),
    })
}

fn by_hamlet(households: &[Placed], of: impl Fn(&Placed) -> Counts) -> Vec<Group<String>> {
    let mut groups: BTreeMap<&str, Counts> = BTreeMap::new();
    for line in households {
        *groups.entry(line.hamlet.as_str()).or_default() += of(line);
    }
    // A hamlet's place is worked out once, not for each of its households.
    let mut placed: Vec<_> = groups
        .into_iter()
        .map(|(hamlet, counts)| ((hamlet.is_empty(), hamlet_sort_key(hamlet), hamlet), counts))
        .collect();
    placed.sort_by(|(a, _), (b, _)| a.cmp(b));
    let groups = placed.into_iter().map(|((_, _, hamlet), counts)| Group {
        of: hamlet.to_owned(),
        counts,
    });
    groups.filter(|group| is_anybody(&group.counts)).collect()
}

fn by_category(
    households: &[Placed],
    of: impl Fn(&Placed) -> Counts,
) -> Vec<Group<Option<Category>>> {
    let mut counted: BTreeMap<Option<Category>, Counts> = BTreeMap::new();
    for line in households {
        *counted.entry(line.category).or_default() += of(line);
    }
    let all = Category::ALL.iter().copied().map(Some).chain([None]);
    let groups = all.map(|category| Group {
        of: category,
        counts: counted.get(&category).copied().unwrap_or_default(),
    });
    groups.filter(|group| is_anybody(&group.counts)).collect()
}

fn is_anybody(counts: &Counts) -> bool {
    *counts != Counts::default()
}

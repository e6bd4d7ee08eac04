//! What was handed over to households, by who paid for it.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use chungtay_shared::api::fund::SourceLine;
use chungtay_shared::campaign::AidItem;
use chungtay_shared::fund::{Amount, Source};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::round::CampaignRights;
use chungtay_shared::text::fold;
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::tree::Tree;

use crate::counted;
use crate::said;
use crate::store::{Commune, GivenSum, StoreError, Tx};

/// What units have handed over by the end of a day. Each is read once, however often it is asked for: for
/// itself, and for those above it, whose Funds may have paid.
pub(crate) struct Given<'a> {
    tx: &'a dyn Tx,
    day: LocalDate,
    tree: Tree,
    communes: Vec<Commune>,
    known: BTreeMap<String, Rc<GivenIn>>,
}

/// What one unit has handed over.
pub(crate) struct GivenIn {
    /// As the database adds it up.
    pub sums: Arc<Vec<GivenSum>>,
    /// By who paid for it.
    pub lines: Vec<SourceLine>,
}

impl<'a> Given<'a> {
    /// By the end of `day`.
    pub(crate) fn by(tx: &'a dyn Tx, day: LocalDate) -> Result<Self, StoreError> {
        Ok(Self {
            tx,
            day,
            tree: tx.tree()?,
            communes: tx.communes()?,
            known: BTreeMap::new(),
        })
    }

    /// Where it is read.
    pub(crate) const fn tx(&self) -> &'a dyn Tx {
        self.tx
    }

    /// The day that is meant.
    pub(crate) const fn day(&self) -> LocalDate {
        self.day
    }

    /// What a unit itself has handed over.
    pub(crate) fn within(&mut self, unit: &str) -> Result<Rc<GivenIn>, StoreError> {
        if let Some(known) = self.known.get(unit) {
            return Ok(Rc::clone(known));
        }
        let campaigns = said::campaigns(self.tx, unit)?;
        let sums = counted::given(self.tx, unit, self.day)?;
        let lines = sources(&campaigns, &sums);
        let given = Rc::new(GivenIn { sums, lines });
        self.known.insert(unit.to_owned(), Rc::clone(&given));
        Ok(given)
    }

    /// What a unit's households were given, by who paid for it, and what households of units below were
    /// given from this unit's Fund.
    pub(crate) fn paid_in(&mut self, unit: &str) -> Result<Vec<SourceLine>, StoreError> {
        let mut lines = self.within(unit)?.lines.clone();
        let name = self.communes.iter().find(|commune| commune.code == unit);
        let name = fold(name.map_or("", |commune| commune.name.as_str()));
        let below: Vec<(String, usize)> = self
            .tree
            .all_below(unit, self.day)
            .into_iter()
            .map(|(below, depth)| (below.to_owned(), depth))
            .collect();
        for (below, depth) in below {
            let there = self.within(&below)?;
            // A Fund above that nobody named is the nearest one.
            let is_ours = |line: &SourceLine| {
                line.source == Some(Source::HigherFund)
                    && (fold(&line.name) == name || (line.name.is_empty() && depth == 1))
            };
            for line in there.lines.iter().filter(|line| is_ours(line)) {
                add(&mut lines, line.times, line.amount);
            }
        }
        Ok(lines)
    }
}

/// What of it was paid by the unit's own Fund.
pub(crate) fn from_own_fund(lines: &[SourceLine]) -> Amount {
    let own = lines
        .iter()
        .filter(|line| line.source == Some(Source::OwnFund));
    own.map(|line| line.amount).sum()
}

/// Adds to the line of the own Fund, which stands first.
fn add(lines: &mut Vec<SourceLine>, times: u64, amount: Amount) {
    let is_own = |line: &SourceLine| line.source == Some(Source::OwnFund);
    if !lines.iter().any(is_own) {
        let own = SourceLine {
            source: Some(Source::OwnFund),
            name: String::new(),
            times: 0,
            amount: Amount::default(),
        };
        lines.insert(0, own);
    }
    for own in lines.iter_mut().filter(|line| is_own(line)) {
        own.times += times;
        own.amount += amount;
    }
}

/// What was handed over, by who paid for it: the unit's own Fund first, what nobody has said last.
///
/// What a round's item says counts for all that was given by its rights, whatever the campaign's list
/// says today; where it says nothing, and without a round, the campaign's item decides.
fn sources(campaigns: &[Arc<said::Campaign>], given: &[GivenSum]) -> Vec<SourceLine> {
    let mut lines: BTreeMap<(bool, Option<Source>, String), SourceLine> = BTreeMap::new();
    for sum in given {
        let (source, name) = paid_by(
            campaigns.iter().map(|said| &said.rights),
            (sum.source, &sum.source_name),
            (sum.campaign, sum.round, &sum.item),
        );
        let line = lines
            .entry((source.is_none(), source, name.clone()))
            .or_insert_with(|| SourceLine {
                source,
                name,
                times: 0,
                amount: Amount::default(),
            });
        line.times += sum.times;
        line.amount += sum.amount;
    }
    lines.into_values().collect()
}

/// Who paid for something, and which Fund or donor that was: what a payment says itself, else its item.
pub fn paid_by<'a>(
    campaigns: impl IntoIterator<Item = &'a CampaignRights>,
    (source, name): (Option<Source>, &str),
    (campaign, round, item): (Option<DocId>, Option<FactId>, &str),
) -> (Option<Source>, String) {
    let item = item_given(campaigns, campaign, round, item);
    let (source, name) = match (source, item) {
        (None, Some(item)) => (item.source, item.source_name.as_str()),
        said => (said.0, name),
    };
    // There is one own Fund, whatever somebody wrote beside it.
    let name = if source == Some(Source::OwnFund) {
        ""
    } else {
        name
    };
    (source, name.to_owned())
}

/// The item that was given, which says who pays for it.
fn item_given<'a>(
    campaigns: impl IntoIterator<Item = &'a CampaignRights>,
    campaign: Option<DocId>,
    round: Option<FactId>,
    name: &str,
) -> Option<&'a AidItem> {
    let mut campaigns = campaigns.into_iter();
    let campaign = campaigns.find(|c| Some(c.campaign.id) == campaign)?;
    let of_round = campaign.rounds.iter().find(|r| Some(r.id) == round);
    let of_round = of_round.map(|round| &round.item);
    if let Some(item) = of_round.filter(|item| item.source.is_some()) {
        return Some(item);
    }
    let mut items = campaign.campaign.items.iter();
    items.find(|item| match of_round {
        Some(issued) => item.id == issued.id,
        None => item.name == name,
    })
}

//! What was handed over to households, by who paid for it.

use std::collections::BTreeMap;

use chungtay_shared::api::fund::SourceLine;
use chungtay_shared::campaign::AidItem;
use chungtay_shared::fund::{Amount, Source};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::round::CampaignRights;
use chungtay_shared::text::fold;
use chungtay_shared::time::LocalDate;

use crate::rounds::rights_of;
use crate::store::{GivenSum, StoreError, Tx};

/// What a unit's households were given by the end of `day`, by who paid for it, and what households of
/// units below were given from this unit's Fund.
pub(crate) fn paid(tx: &dyn Tx, unit: &str, day: LocalDate) -> Result<Vec<SourceLine>, StoreError> {
    let own = sources(&rights_of(tx, unit)?, tx.given_by(unit, day)?);
    let communes = tx.communes()?;
    let name = communes.iter().find(|commune| commune.code == unit);
    let name = fold(name.map_or("", |commune| commune.name.as_str()));
    let tree = tx.tree()?;
    let mut lines: Vec<SourceLine> = own;
    for (below, depth) in tree.all_below(unit, day) {
        let there = sources(&rights_of(tx, below)?, tx.given_by(below, day)?);
        // A Fund above that nobody named is the nearest one.
        let is_ours = |line: &SourceLine| {
            line.source == Some(Source::HigherFund)
                && (fold(&line.name) == name || (line.name.is_empty() && depth == 1))
        };
        for line in there.iter().filter(|line| is_ours(line)) {
            add(&mut lines, line.times, line.amount);
        }
    }
    Ok(lines)
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
fn sources(campaigns: &[CampaignRights], given: Vec<GivenSum>) -> Vec<SourceLine> {
    let mut lines: BTreeMap<(bool, Option<Source>, String), SourceLine> = BTreeMap::new();
    for sum in given {
        let (source, name) = paid_by(
            campaigns,
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
pub fn paid_by(
    campaigns: &[CampaignRights],
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
    campaigns: &'a [CampaignRights],
    campaign: Option<DocId>,
    round: Option<FactId>,
    name: &str,
) -> Option<&'a AidItem> {
    let campaign = campaigns.iter().find(|c| Some(c.campaign.id) == campaign)?;
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

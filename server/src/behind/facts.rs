//! Visits and handovers behind a number.

use std::collections::BTreeSet;

use chungtay_shared::api::FactKind;
use chungtay_shared::api::behind::{Behind, BehindRow, Figure, Part, RowKind};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::fund::{Amount, Source};
use chungtay_shared::round::CampaignRights;
use chungtay_shared::text::fold;

use super::{At, entries, named, number, row};
use crate::fund::paid_by;
use crate::pictures::FundsAbove;
use crate::rounds;
use crate::store::{Commune, FactPart, StoreError};

/// Households that were reached: each counts by the first of what reached it.
pub(super) fn reached(
    at: &At<'_>,
    unit: &str,
    behind: Behind,
) -> Result<Vec<BehindRow>, StoreError> {
    let kind = if behind.figure == Figure::Aided {
        FactKind::Handover
    } else {
        FactKind::Visit
    };
    let mut facts = meant(at, unit, kind, behind)?;
    facts.sort_by_key(|fact| (fact.on, fact.id));
    let mut seen = BTreeSet::new();
    let parts = facts.iter().map(|fact| {
        let household = fact.kept_in.unwrap_or(fact.household);
        Part::of(u64::from(seen.insert(household)))
    });
    let parts: Vec<Part> = parts.collect();
    let lines = Lines::of(at, unit)?;
    let rows = facts.into_iter().zip(parts);
    Ok(rows
        .map(|(fact, part)| lines.row(fact, kind, part))
        .collect())
}

/// Visits or handovers, one by one.
pub(super) fn times(at: &At<'_>, unit: &str, behind: Behind) -> Result<Vec<BehindRow>, StoreError> {
    let kind = if behind.figure == Figure::Handovers {
        FactKind::Handover
    } else {
        FactKind::Visit
    };
    let lines = Lines::of(at, unit)?;
    let facts = meant(at, unit, kind, behind)?.into_iter();
    Ok(facts
        .map(|fact| lines.row(fact, kind, Part::of(1)))
        .collect())
}

/// What was handed over by today, whoever paid.
pub(super) fn given(at: &At<'_>, unit: &str) -> Result<Vec<BehindRow>, StoreError> {
    let lines = Lines::of(at, unit)?;
    let facts = meant(at, unit, FactKind::Handover, Figure::Given.by(at.today))?.into_iter();
    Ok(facts
        .map(|fact| {
            let worth = worth(&fact);
            lines.row(fact, FactKind::Handover, worth)
        })
        .collect())
}

/// What was handed over from a unit's own Fund by today: there, and in units below that name it.
pub(super) fn from_fund(at: &At<'_>, unit: &str) -> Result<Vec<BehindRow>, StoreError> {
    let communes = at.tx.communes()?;
    let find = |code: &str| communes.iter().find(|commune| commune.code == code);
    let name = fold(find(unit).map_or("", |commune| commune.name.as_str()));
    let mut rows = Vec::new();
    let below = at.below.tree.all_below(unit, at.today);
    for (code, depth) in std::iter::once((unit, 0)).chain(below) {
        let lines = Lines::of(at, code)?;
        for fact in handed_over(at, code)? {
            let (source, paid) = lines.paid_by(&fact);
            let is_paid = match source {
                Some(Source::OwnFund) => depth == 0,
                // A Fund above that nobody named is the nearest one.
                Some(Source::HigherFund) => {
                    depth > 0 && (fold(&paid) == name || (paid.is_empty() && depth == 1))
                }
                _ => false,
            };
            if is_paid {
                let worth = worth(&fact);
                rows.push(BehindRow {
                    unit: find(code).filter(|_| depth > 0).map(named),
                    ..lines.row(fact, FactKind::Handover, worth)
                });
            }
        }
    }
    Ok(rows)
}

/// What the Funds together have handed over to a unit's households on days.
pub(super) fn went(at: &At<'_>, unit: &str, behind: Behind) -> Result<Vec<BehindRow>, StoreError> {
    let units: Vec<&Commune> = at.below.units.iter().map(|(commune, _)| commune).collect();
    let above = FundsAbove::of(&at.below.tree, unit, &units, at.today);
    let lines = Lines::of(at, unit)?;
    let mut rows = Vec::new();
    for fact in handed_over(at, unit)? {
        let (source, name) = lines.paid_by(&fact);
        if above.have_paid(source, &name) && entries::on(at, behind, fact.on) {
            let worth = worth(&fact);
            rows.push(lines.row(fact, FactKind::Handover, worth));
        }
    }
    Ok(rows)
}

/// Facts that count in the campaign that is meant, or ever where a unit runs none. What is asked of days is
/// of the campaign alone.
fn meant(
    at: &At<'_>,
    unit: &str,
    kind: FactKind,
    behind: Behind,
) -> Result<Vec<FactPart>, StoreError> {
    let campaign = at.below.run_by(unit).map(|state| &state.campaign);
    if campaign.is_none() && behind.is_of_days() && behind.figure != Figure::Given {
        return Ok(Vec::new());
    }
    let mut facts = standing(at, unit, kind)?;
    facts.retain(|fact| behind.holds(fact.on) && campaign.is_none_or(|c| counts(c, kind, fact)));
    Ok(facts)
}

/// A visit counts by its day, a handover by the campaign it names.
fn counts(campaign: &Campaign, kind: FactKind, fact: &FactPart) -> bool {
    match kind {
        FactKind::Visit => (campaign.from..=campaign.to).contains(&fact.on),
        FactKind::Handover | FactKind::Proposal => fact.campaign == Some(campaign.id),
    }
}

fn handed_over(at: &At<'_>, unit: &str) -> Result<Vec<FactPart>, StoreError> {
    let mut facts = standing(at, unit, FactKind::Handover)?;
    facts.retain(|fact| fact.on <= at.today);
    Ok(facts)
}

fn standing(at: &At<'_>, unit: &str, kind: FactKind) -> Result<Vec<FactPart>, StoreError> {
    let mut facts = at.tx.facts_after(unit, kind, None, u32::MAX)?;
    facts.retain(|fact| fact.standing);
    Ok(facts)
}

fn worth(fact: &FactPart) -> Part {
    Part::from(Amount {
        money_vnd: fact.money_vnd,
        goods_value_vnd: fact.goods_value_vnd,
    })
}

/// What a unit's campaigns say of what was handed over there.
struct Lines {
    rights: Vec<CampaignRights>,
}

impl Lines {
    fn of(at: &At<'_>, unit: &str) -> Result<Self, StoreError> {
        let rights = rounds::rights_of(at.tx, unit)?;
        Ok(Self { rights })
    }

    fn paid_by(&self, fact: &FactPart) -> (Option<Source>, String) {
        paid_by(
            &self.rights,
            (fact.source, &fact.source_name),
            (fact.campaign, fact.round, &fact.detail),
        )
    }

    /// What was given is named where the campaign names it: what somebody typed may say more of a household
    /// than is anybody's business.
    fn row(&self, fact: FactPart, kind: FactKind, part: Part) -> BehindRow {
        let (kind, is_named) = match kind {
            FactKind::Visit => (RowKind::Visit, false),
            FactKind::Handover | FactKind::Proposal => (RowKind::Handover, self.names(&fact)),
        };
        BehindRow {
            on: Some(fact.on),
            household: Some(fact.household),
            hamlet: fact.hamlet,
            code: fact.what,
            item: if is_named { fact.detail } else { String::new() },
            round: fact.round,
            recorder: number(fact.actor.as_bytes()),
            part,
            ..row(kind, fact.id.to_string())
        }
    }

    fn names(&self, fact: &FactPart) -> bool {
        let mut campaigns = self.rights.iter().map(|rights| &rights.campaign);
        let campaign = campaigns.find(|campaign| Some(campaign.id) == fact.campaign);
        campaign.is_some_and(|c| c.items.iter().any(|item| item.name == fact.detail))
    }
}

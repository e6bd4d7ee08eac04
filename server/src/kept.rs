//! A commune's households as papers name them: each once, with the second records that are kept in it.

use std::collections::BTreeMap;

use chungtay_shared::consent::{Consent, DataUse, last_word};
use chungtay_shared::document::{Document, Kind};
use chungtay_shared::handover::Handover;
use chungtay_shared::household::{Household, ProfileField, Recorded};
use chungtay_shared::id::DocId;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::visit::Visit;

use crate::lives;
use crate::store::{StoreError, Tx};

/// A household and all that is recorded of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The record it is kept in, which says who they are.
    pub household: Household,
    /// Second records of it.
    pub second: Vec<Household>,
}

impl Kept {
    /// All of its records.
    pub fn records(&self) -> impl Iterator<Item = &Household> {
        std::iter::once(&self.household).chain(&self.second)
    }

    /// All that was said of what it agrees to, of all its records.
    pub fn consents(&self) -> impl Iterator<Item = &Recorded<Consent>> {
        self.records().flat_map(|record| &record.consents)
    }

    /// Whether somebody of the household has said no to a purpose, and not yes since.
    pub fn refuses(&self, data_use: DataUse) -> bool {
        matches!(last_word(self.consents(), data_use), Some((_, false)))
    }

    /// Visits that stand, of all its records.
    pub fn visits(&self) -> impl Iterator<Item = &Recorded<Visit>> {
        let all = self.records().flat_map(|record| &record.visits);
        all.filter(|visit| visit.corrected_by.is_none())
    }

    /// Handovers that stand, of all its records.
    pub fn handovers(&self) -> impl Iterator<Item = &Recorded<Handover>> {
        let all = self.records().flat_map(|record| &record.handovers);
        all.filter(|handover| handover.corrected_by.is_none())
    }
}

/// Every record of the commune, second ones too.
pub fn records(tx: &dyn Tx, commune: &str) -> Result<Vec<Household>, StoreError> {
    let mut records = Vec::new();
    for head in tx.heads_after(commune, 0, u32::MAX)? {
        if head.kind == Kind::Household
            && let Some(stored) = tx.document(head.doc)?
        {
            records.push(Document::load(&stored.bytes)?.household()?);
        }
    }
    Ok(records)
}

/// Every household of the commune, in the lists' order.
pub fn of_commune(tx: &dyn Tx, commune: &str) -> Result<Vec<Kept>, StoreError> {
    let merged = lives::of_commune(&tx.lives(commune)?).merged;
    let (second, own): (Vec<_>, Vec<_>) = records(tx, commune)?
        .into_iter()
        .partition(|record| merged.contains_key(&record.id));
    let mut second_of: BTreeMap<DocId, Vec<Household>> = BTreeMap::new();
    for record in second {
        let kept = merged.get(&record.id).copied().unwrap_or(record.id);
        second_of.entry(kept).or_default().push(record);
    }
    let mut all: Vec<Kept> = own
        .into_iter()
        .map(|household| Kept {
            second: second_of.remove(&household.id).unwrap_or_default(),
            household,
        })
        .collect();
    all.sort_by_cached_key(|kept| (HouseholdRow::of(&kept.household).sort, kept.household.id));
    Ok(all)
}

/// One record of the commune, with those that are kept in it.
pub fn one(tx: &dyn Tx, commune: &str, id: DocId) -> Result<Option<Kept>, StoreError> {
    let stored = tx.document(id)?;
    let stored = stored.filter(|s| s.commune == commune && s.kind == Kind::Household);
    let Some(stored) = stored else {
        return Ok(None);
    };
    let household = Document::load(&stored.bytes)?.household()?;
    let merged = lives::of_commune(&tx.lives(commune)?).merged;
    let second = merged.iter().filter(|(_, kept)| **kept == id);
    let second = second
        .map(|(second, _)| tx.document(*second))
        .filter_map(Result::transpose)
        .map(|stored| Ok(Document::load(&stored?.bytes)?.household()?))
        .collect::<Result<Vec<_>, StoreError>>()?;
    Ok(Some(Kept { household, second }))
}

/// The household that a record of the commune is of: the record it is kept in, with all second ones.
pub fn household_of(tx: &dyn Tx, commune: &str, id: DocId) -> Result<Option<Kept>, StoreError> {
    let merged = lives::of_commune(&tx.lives(commune)?).merged;
    one(tx, commune, merged.get(&id).copied().unwrap_or(id))
}

/// Heads of the households that a household's life speaks of.
pub fn heads(
    tx: &dyn Tx,
    commune: &str,
    household: &Household,
) -> Result<BTreeMap<DocId, String>, StoreError> {
    let mut heads = BTreeMap::new();
    for other in household.life.iter().filter_map(|event| event.fact.other) {
        let stored = tx.document(other)?;
        if let Some(stored) = stored.filter(|stored| stored.commune == commune) {
            let other_household = Document::load(&stored.bytes)?.household()?;
            let name = other_household.profile.get(ProfileField::HeadName);
            heads.insert(other, name.to_owned());
        }
    }
    Ok(heads)
}

//! The comparison itself: certain matches first, then names, then the rows among themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::identity::{Identity, Likeness};
use super::{AskWhy, Decision, ExistingHousehold, MatchedBy, PlannedItem};
use crate::household::{Profile, ProfileField};
use crate::id::DocId;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::import::hamlet::Spelling;
use crate::import::{ListReading, ListedHousehold};
use crate::text::fold;

pub(super) struct Planner<'a> {
    reading: &'a ListReading,
    existing: &'a [ExistingHousehold],
    by_key: BTreeMap<&'a str, usize>,
    by_national_id: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// How the commune spells each hamlet, by the key it is compared by.
    hamlets: BTreeMap<String, Vec<Spelling>>,
    /// Existing households that a row is certainly.
    claimed: BTreeSet<usize>,
    certain: BTreeMap<usize, (usize, MatchedBy)>,
    rows: Vec<Identity>,
    rows_by_name: BTreeMap<String, Vec<usize>>,
    rows_by_national_id: BTreeMap<String, usize>,
    pub(super) doubts: Vec<(usize, Doubt)>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(reading: &'a ListReading, existing: &'a [ExistingHousehold]) -> Self {
        let mut planner = Self {
            reading,
            existing,
            by_key: BTreeMap::new(),
            by_national_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
            hamlets: BTreeMap::new(),
            claimed: BTreeSet::new(),
            certain: BTreeMap::new(),
            rows: reading.households.iter().map(Identity::of_row).collect(),
            rows_by_name: BTreeMap::new(),
            rows_by_national_id: BTreeMap::new(),
            doubts: Vec::new(),
        };
        for (index, household) in existing.iter().enumerate() {
            let identity = Identity::of_existing(household);
            for key in household.import_keys.iter().filter(|key| !key.is_empty()) {
                planner.by_key.entry(key).or_insert(index);
            }
            if let Some(id) = &identity.national_id {
                planner
                    .by_national_id
                    .entry(id.clone())
                    .or_default()
                    .push(index);
            }
            planner
                .by_name
                .entry(identity.name)
                .or_default()
                .push(index);
            if let Some(hamlet) = identity.hamlet {
                let known = planner.hamlets.entry(hamlet.key().to_owned()).or_default();
                if !known.contains(&hamlet) {
                    known.push(hamlet);
                }
            }
        }
        planner
    }

    /// Rows that are certainly households the commune has; done first, so that no other row is
    /// taken for one of those.
    pub(super) fn match_certainly(&mut self, index: usize) {
        let row = &self.reading.households[index];
        if let Some(found) = self.by_key.get(row.import_key.as_str()) {
            self.claimed.insert(*found);
            self.certain.insert(index, (*found, MatchedBy::ImportKey));
            return;
        }
        let same_id = self.rows[index]
            .national_id
            .as_ref()
            .and_then(|id| self.by_national_id.get(id));
        if let Some([found]) = same_id.map(Vec::as_slice)
            && self.claimed.insert(*found)
        {
            self.certain.insert(index, (*found, MatchedBy::NationalId));
            let household = &self.existing[*found];
            if fold(&household.head_name) != self.rows[index].name {
                let read = row.profile.get(ProfileField::HeadName);
                self.doubt(index, DoubtKind::NameDiffers, read, &household.head_name);
            }
        }
    }

    pub(super) fn item(&mut self, index: usize) -> PlannedItem {
        let row = &self.reading.households[index];
        let decision = self.decide(index);
        self.remember(index);
        if let Decision::Ask { why, .. } = &decision {
            self.doubt_question(index, *why);
        }
        let before = match &decision {
            Decision::Matched(..) => self
                .certain
                .get(&index)
                .map(|(found, _)| self.existing[*found].category),
            Decision::Create | Decision::Ask { .. } => None,
        };
        PlannedItem {
            status_differs: row
                .category
                .filter(|c| before.is_some_and(|b| b != Some(*c))),
            decision,
            profile: self.profile(row),
            new_status: false,
        }
    }

    fn decide(&mut self, index: usize) -> Decision {
        if let Some((found, by)) = self.certain.get(&index) {
            return Decision::Matched(self.existing[*found].id, *by);
        }
        let row = self.rows[index].clone();
        let Some(_) = &row.hamlet else {
            let namesakes = self.by_name.get(&row.name).into_iter().flatten();
            let namesakes = namesakes.filter(|other| !self.claimed.contains(other));
            let namesakes: Vec<usize> = namesakes.copied().collect();
            return Decision::Ask {
                candidates: self.ids(&namesakes),
                why: AskWhy::HamletMissing,
            };
        };
        if let Some(id) = &row.national_id {
            let on_list = self.by_national_id.get(id).map_or(&[][..], Vec::as_slice);
            if on_list.len() > 1 {
                return Decision::Ask {
                    candidates: self.ids(on_list),
                    why: AskWhy::SameIdOnList,
                };
            }
            if let Some(earlier) = self.rows_by_national_id.get(id) {
                return Decision::Ask {
                    candidates: self.ids(on_list),
                    why: AskWhy::SameIdInFile { index: *earlier },
                };
            }
        }
        if let Some(decision) = self.same_name_on_list(index, &row) {
            return decision;
        }
        self.same_name_in_file(index, &row)
            .unwrap_or(Decision::Create)
    }

    fn same_name_on_list(&mut self, index: usize, row: &Identity) -> Option<Decision> {
        let mut candidates = Vec::new();
        let mut differing = None;
        for other in self.by_name.get(&row.name).map_or(&[][..], Vec::as_slice) {
            if self.claimed.contains(other) {
                continue;
            }
            match row.likeness(&Identity::of_existing(&self.existing[*other])) {
                Likeness::OtherPlace => {}
                Likeness::ToldApart => differing = Some(*other),
                Likeness::Unsure => candidates.push(*other),
            }
        }
        if !candidates.is_empty() {
            let candidates = self.ids(&candidates);
            return Some(Decision::Ask {
                candidates,
                why: AskWhy::SameNameOnList,
            });
        }
        if let Some(other) = differing {
            let other = Identity::of_existing(&self.existing[other]).describe();
            self.doubt(index, DoubtKind::SameNameOnList, &row.describe(), &other);
        }
        None
    }

    /// Rows above with this name in this hamlet. Told apart, both are doubted and created.
    fn same_name_in_file(&mut self, index: usize, row: &Identity) -> Option<Decision> {
        let earlier = self
            .rows_by_name
            .get(&row.name)
            .cloned()
            .unwrap_or_default();
        let mut told_apart = Vec::new();
        for other in earlier {
            match row.likeness(&self.rows[other]) {
                Likeness::OtherPlace => {}
                Likeness::ToldApart => told_apart.push(other),
                Likeness::Unsure => {
                    let why = AskWhy::SameNameInFile { index: other };
                    return Some(Decision::Ask {
                        candidates: Vec::new(),
                        why,
                    });
                }
            }
        }
        for other in told_apart {
            let (one, two) = (row.describe(), self.rows[other].describe());
            self.doubt(index, DoubtKind::SameNameInFile, &one, &two);
            self.doubt(other, DoubtKind::SameNameInFile, &two, &one);
        }
        None
    }

    /// A question is a doubt too: whoever reads only the doubts must see it.
    fn doubt_question(&mut self, index: usize, why: AskWhy) {
        let kind = match why {
            AskWhy::SameNameOnList => DoubtKind::SameNameOnList,
            AskWhy::SameNameInFile { .. } => DoubtKind::SameNameInFile,
            AskWhy::SameIdOnList | AskWhy::SameIdInFile { .. } => DoubtKind::IdRepeated,
            // Reading the row has said it already.
            AskWhy::HamletMissing => return,
        };
        let row = &self.reading.households[index].profile;
        let field = if kind == DoubtKind::IdRepeated {
            ProfileField::NationalId
        } else {
            ProfileField::HeadName
        };
        self.doubt(index, kind, row.get(field), "");
    }

    fn remember(&mut self, index: usize) {
        let row = &self.rows[index];
        self.rows_by_name
            .entry(row.name.clone())
            .or_default()
            .push(index);
        if let Some(id) = &row.national_id {
            self.rows_by_national_id.entry(id.clone()).or_insert(index);
        }
    }

    /// The row's profile, its hamlet spelt as the commune spells it.
    fn profile(&self, row: &ListedHousehold) -> Profile {
        let spelling = Spelling::read(row.hamlet());
        let known = spelling.and_then(|spelling| {
            let known = self.hamlets.get(spelling.key())?;
            let same: Vec<_> = known
                .iter()
                .filter(|known| known.may_be(&spelling))
                .collect();
            match same.as_slice() {
                [one] => Some(one.shown().to_owned()),
                _ => None,
            }
        });
        match known {
            Some(hamlet) => row.profile.clone().with(ProfileField::Hamlet, hamlet),
            None => row.profile.clone(),
        }
    }

    fn ids(&self, indices: &[usize]) -> Vec<DocId> {
        indices
            .iter()
            .map(|index| self.existing[*index].id)
            .collect()
    }

    fn doubt(&mut self, index: usize, kind: DoubtKind, read: &str, assumed: &str) {
        let row = &self.reading.households[index];
        let doubt = Doubt {
            sheet: row.sheet.clone(),
            row: row.row,
            column: String::new(),
            read: read.to_owned(),
            kind,
            assumed: assumed.to_owned(),
        };
        if !self.doubts.iter().any(|(_, known)| *known == doubt) {
            self.doubts.push((index, doubt));
        }
    }
}

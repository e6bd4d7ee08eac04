//! A campaign that a unit above defines and the units below run: its name, its days, its items and the
//! documents that order it are said above; targets, rounds and further items are each unit's own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{AidItem, Campaign, Eligibility, Governing, Mandate};
use crate::fund::Source;
use crate::id::{DocId, FactId};

/// Where a campaign was defined that a unit above has handed down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Code of the unit right above.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// Its campaign.
    pub campaign: DocId,
    /// Items that come from there.
    pub items: BTreeSet<FactId>,
    /// Governing documents that come from there.
    pub documents: BTreeSet<FactId>,
}

/// A campaign as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignState {
    /// The campaign.
    #[serde(flatten)]
    pub campaign: Campaign,
    /// What it rests on and aims at.
    pub mandate: Mandate,
    /// The unit above that has defined it, if one has.
    #[serde(default)]
    pub origin: Option<Origin>,
}

impl CampaignState {
    /// The campaign `id` of the unit `below`, as this one of the unit above (called `unit_name`) has it
    /// run there; `there` is what that unit has of it already.
    #[must_use]
    pub fn handed_down(
        &self,
        unit_name: &str,
        below: &str,
        id: DocId,
        there: Option<&Self>,
    ) -> Self {
        let above = &self.campaign;
        let seen_from_below = |item: &AidItem| {
            let mut item = item.clone();
            if item.source == Some(Source::OwnFund) {
                item.source = Some(Source::HigherFund);
                unit_name.clone_into(&mut item.source_name);
            }
            item
        };
        let documents = &self.mandate.documents;
        let origin = Origin {
            unit: above.commune.clone(),
            unit_name: unit_name.to_owned(),
            campaign: above.id,
            items: above.items.iter().map(|item| item.id).collect(),
            documents: documents.iter().map(|document| document.id).collect(),
        };
        let mut items: Vec<AidItem> = above.items.iter().map(seen_from_below).collect();
        let mut documents = documents.clone();
        let mut meant_for = self.mandate.meant_for.clone();
        if let Some(there) = there {
            meant_for.extend(there.meant_for_own());
            items.extend(there.own_items().filter(|i| !origin.items.contains(&i.id)));
            let own = there.own_documents();
            documents.extend(own.filter(|d| !origin.documents.contains(&d.id)));
        }
        Self {
            campaign: Campaign {
                id,
                commune: below.to_owned(),
                items,
                has_rounds: there.is_some_and(|there| there.campaign.has_rounds),
                ..above.clone()
            },
            mandate: Mandate {
                documents,
                targets: there.map_or_else(Default::default, |t| t.mandate.targets.clone()),
                meant_for,
            },
            origin: Some(origin),
        }
    }

    /// What this campaign becomes when its own unit saves it as `sent`: what the unit above has said
    /// stays as it stands here, whatever was sent for it.
    #[must_use]
    pub fn saved(&self, mut sent: Self) -> Self {
        sent.origin.clone_from(&self.origin);
        sent.campaign.has_rounds = self.campaign.has_rounds;
        if let Some(origin) = &self.origin {
            let Campaign { name, from, to, .. } = &self.campaign;
            sent.campaign.name.clone_from(name);
            (sent.campaign.from, sent.campaign.to) = (*from, *to);
            let above = self.campaign.items.iter();
            let above = above
                .filter(|item| origin.items.contains(&item.id))
                .cloned();
            let own: Vec<AidItem> = sent.own_items().collect();
            sent.campaign.items = above.chain(own).collect();
            let above = self.mandate.documents.iter();
            let above = above.filter(|d| origin.documents.contains(&d.id)).cloned();
            let meant_above = self.mandate.meant_for.iter();
            let meant_above = meant_above.filter(|(item, _)| origin.items.contains(item));
            let meant_above: Vec<_> = meant_above.map(|(i, m)| (*i, m.clone())).collect();
            sent.mandate.meant_for = sent.meant_for_own().chain(meant_above).collect();
            let own: Vec<Governing> = sent.own_documents().collect();
            sent.mandate.documents = above.chain(own).collect();
        }
        sent
    }

    /// Items that do not come from above.
    fn own_items(&self) -> impl Iterator<Item = AidItem> {
        let is_own = |item: &&AidItem| {
            let mut origin = self.origin.iter();
            !origin.any(|origin| origin.items.contains(&item.id))
        };
        self.campaign.items.iter().filter(is_own).cloned()
    }

    /// Whom the items are meant for that do not come from above.
    fn meant_for_own(&self) -> impl Iterator<Item = (FactId, Eligibility)> {
        let meant = |item: AidItem| Some((item.id, self.mandate.meant_for.get(&item.id)?.clone()));
        self.own_items().filter_map(meant)
    }

    /// Governing documents that do not come from above.
    fn own_documents(&self) -> impl Iterator<Item = Governing> {
        let is_own = |document: &&Governing| {
            let mut origin = self.origin.iter();
            !origin.any(|origin| origin.documents.contains(&document.id))
        };
        self.mandate.documents.iter().filter(is_own).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Indicator;
    use crate::handover::AidForm;
    use crate::household::Category;
    use crate::time::LocalDate;

    fn item(id: u8, name: &str, source: Option<Source>) -> AidItem {
        AidItem {
            id: FactId::from_bytes([id; 16]),
            name: name.to_owned(),
            form: AidForm::Cash,
            money_vnd: 500_000,
            quantity_milli: 0,
            unit: String::new(),
            goods_value_vnd: 0,
            source,
            source_name: String::new(),
            steps: Vec::new(),
        }
    }

    fn letter(id: u8, number: &str) -> Governing {
        Governing {
            id: FactId::from_bytes([id; 16]),
            number: number.to_owned(),
            on: LocalDate::new(2022, 10, 11).unwrap(),
            issuer: "Thành ủy Cần Thơ".into(),
            title: String::new(),
        }
    }

    fn for_the(category: Category) -> Eligibility {
        Eligibility {
            categories: [category].into(),
            ..Eligibility::default()
        }
    }

    /// The city's campaign: a gift paid by its own Fund, one paid by nobody knows whom yet.
    fn city() -> CampaignState {
        CampaignState {
            campaign: Campaign {
                id: DocId::from_bytes([1; 16]),
                commune: "92".into(),
                name: "Tháng cao điểm 2022".into(),
                from: LocalDate::new(2022, 10, 17).unwrap(),
                to: LocalDate::new(2022, 11, 18).unwrap(),
                items: vec![
                    item(1, "Quà Tháng cao điểm", Some(Source::OwnFund)),
                    item(2, "Học bổng", None),
                ],
                has_rounds: false,
            },
            mandate: Mandate {
                documents: vec![letter(1, "605-CV/TU")],
                targets: [(Indicator::Visited, 9_000)].into(),
                meant_for: [(FactId::from_bytes([1; 16]), for_the(Category::Poor))].into(),
            },
            origin: None,
        }
    }

    fn commune(there: Option<&CampaignState>) -> CampaignState {
        let id = DocId::from_bytes([2; 16]);
        city().handed_down("Thành phố Cần Thơ", "31309", id, there)
    }

    #[test]
    fn a_commune_runs_what_the_city_defined_and_sees_who_pays() {
        let commune = commune(None);
        assert_eq!(commune.campaign.name, "Tháng cao điểm 2022");
        let gift = &commune.campaign.items[0];
        assert_eq!(gift.source, Some(Source::HigherFund));
        assert_eq!(gift.source_name, "Thành phố Cần Thơ");
        assert_eq!(commune.campaign.items[1].source, None);
        assert_eq!(commune.mandate.documents, city().mandate.documents);
        assert!(commune.mandate.targets.is_empty(), "targets are its own");
        assert_eq!(commune.origin.unwrap().campaign, city().campaign.id);
    }

    /// The commune adds a gift of its own, a plan of its own and its targets.
    fn added(mut commune: CampaignState) -> CampaignState {
        let rice = item(7, "Gạo", Some(Source::Direct));
        commune.campaign.items.push(rice);
        commune.mandate.documents.push(letter(7, "01/KH-MTTQ"));
        commune.mandate.targets = [(Indicator::Visited, 120)].into();
        let own = (FactId::from_bytes([7; 16]), for_the(Category::NearPoor));
        commune.mandate.meant_for.extend([own]);
        commune
    }

    #[test]
    fn what_a_commune_adds_is_its_own_and_what_the_city_says_stays() {
        let there = commune(None);
        let mut sent = added(there.clone());
        sent.campaign.has_rounds = true;
        sent.campaign.name = "Tên khác".into();
        sent.campaign.from = LocalDate::new(2022, 1, 1).unwrap();
        sent.campaign.items.remove(0);
        sent.campaign.items[0].money_vnd = 1;
        sent.mandate.documents.remove(0);
        let other = for_the(Category::Policy);
        sent.mandate
            .meant_for
            .extend([(FactId::from_bytes([1; 16]), other)]);
        sent.origin = None;
        assert_eq!(there.saved(sent), added(there));
    }

    #[test]
    fn the_city_changes_its_campaign_and_the_communes_own_stays() {
        let there = added(commune(None));
        let mut changed = city();
        changed.campaign.to = LocalDate::new(2022, 11, 30).unwrap();
        changed.campaign.items.remove(1);
        changed.mandate.documents.push(letter(2, "650-CV/TU"));
        let id = there.campaign.id;
        let now = changed.handed_down("Thành phố Cần Thơ", "31309", id, Some(&there));
        assert_eq!(now.campaign.to, changed.campaign.to);
        let names = |state: &CampaignState| {
            let items = state.campaign.items.iter();
            items.map(|item| item.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&now), ["Quà Tháng cao điểm", "Gạo"]);
        let numbers = now.mandate.documents.iter().map(|d| d.number.as_str());
        let numbers: Vec<&str> = numbers.collect();
        assert_eq!(numbers, ["605-CV/TU", "650-CV/TU", "01/KH-MTTQ"]);
        assert_eq!(now.mandate.targets, there.mandate.targets);
        assert_eq!(now.mandate.meant_for, there.mandate.meant_for);
        // Said again, nothing changes any more.
        let again = changed.handed_down("Thành phố Cần Thơ", "31309", id, Some(&now));
        assert_eq!(again, now);
    }

    #[test]
    fn a_district_hands_on_what_the_city_gave_it_with_the_citys_money_named() {
        let id = DocId::from_bytes([3; 16]);
        let district = city().handed_down("Thành phố Cần Thơ", "926", id, None);
        let district = added(district);
        let commune = district.handed_down("Huyện Phong Điền", "31309", id, None);
        let payers: Vec<&str> = commune
            .campaign
            .items
            .iter()
            .map(|item| item.source_name.as_str())
            .collect();
        assert_eq!(payers, ["Thành phố Cần Thơ", "", ""]);
        assert_eq!(commune.origin.unwrap().unit, "926");
    }
}

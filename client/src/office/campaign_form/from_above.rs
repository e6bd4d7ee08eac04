//! What of a campaign a unit above has said, and what is one's own. The first is sent along as it stands:
//! problems are named by place, and the server keeps what was said above whatever is sent for it.

use chungtay_shared::api::AidItemDraft;
use chungtay_shared::campaign::GoverningDraft;

use super::CampaignForm;

impl CampaignForm {
    /// Items that the unit above has said.
    pub(crate) fn items_from_above(&self) -> impl Iterator<Item = &AidItemDraft> {
        self.items.iter().filter(|item| self.has_said_item(item))
    }

    /// The unit's own items, each with its place among all of them.
    pub(crate) fn own_items(&self) -> impl Iterator<Item = (usize, &AidItemDraft)> {
        let items = self.items.iter().enumerate();
        items.filter(|(_, item)| !self.has_said_item(item))
    }

    /// Governing documents that the unit above has said.
    pub(crate) fn documents_from_above(&self) -> impl Iterator<Item = &GoverningDraft> {
        let documents = self.mandate.documents.iter();
        documents.filter(|document| self.has_said_document(document))
    }

    /// The unit's own governing documents, each with its place among all of them.
    pub(crate) fn own_documents(&self) -> impl Iterator<Item = (usize, &GoverningDraft)> {
        let documents = self.mandate.documents.iter().enumerate();
        documents.filter(|(_, document)| !self.has_said_document(document))
    }

    fn has_said_item(&self, item: &AidItemDraft) -> bool {
        let said = self.origin.as_ref().zip(item.id);
        said.is_some_and(|(origin, id)| origin.items.contains(&id))
    }

    fn has_said_document(&self, document: &GoverningDraft) -> bool {
        let said = self.origin.as_ref().zip(document.id);
        said.is_some_and(|(origin, id)| origin.documents.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use chungtay_shared::api::CampaignState;
    use chungtay_shared::campaign::{AidItem, Campaign, Governing, Mandate, Origin};
    use chungtay_shared::handover::AidForm;
    use chungtay_shared::id::{DocId, FactId};
    use yew::Reducible;

    use super::super::{CampaignAction, GoverningField, ItemField};
    use super::*;

    fn item(n: u8, name: &str) -> AidItem {
        AidItem {
            id: FactId::from_bytes([n; 16]),
            name: name.to_owned(),
            form: AidForm::Cash,
            money_vnd: 500_000,
            quantity_milli: 0,
            unit: String::new(),
            goods_value_vnd: 0,
            source: None,
            source_name: String::new(),
            steps: Vec::new(),
        }
    }

    fn letter(n: u8, number: &str) -> Governing {
        Governing {
            id: FactId::from_bytes([n; 16]),
            number: number.to_owned(),
            on: "2022-10-11".parse().unwrap(),
            issuer: "Thành ủy Cần Thơ".to_owned(),
            title: String::new(),
        }
    }

    /// A commune's campaign: the city has said one item and one letter, the commune has added one of each.
    fn form() -> CampaignForm {
        CampaignForm::of(&CampaignState {
            campaign: Campaign {
                id: DocId::from_bytes([2; 16]),
                commune: "31135".to_owned(),
                name: "Tháng cao điểm".to_owned(),
                from: "2026-10-17".parse().unwrap(),
                to: "2026-11-18".parse().unwrap(),
                items: vec![item(1, "Quà của thành phố"), item(7, "Gạo")],
                has_rounds: false,
            },
            mandate: Mandate {
                documents: vec![letter(1, "605-CV/TU"), letter(7, "01/KH-MTTQ")],
                targets: [].into(),
                meant_for: [].into(),
            },
            origin: Some(Origin {
                unit: "92".to_owned(),
                unit_name: "Thành phố Cần Thơ".to_owned(),
                campaign: DocId::from_bytes([1; 16]),
                items: [FactId::from_bytes([1; 16])].into(),
                documents: [FactId::from_bytes([1; 16])].into(),
            }),
        })
    }

    fn after(actions: impl IntoIterator<Item = CampaignAction>) -> CampaignForm {
        (*actions.into_iter().fold(Rc::new(form()), Reducible::reduce)).clone()
    }

    #[test]
    fn what_the_city_has_said_cannot_be_taken_away_and_ones_own_can() {
        let form = after([
            CampaignAction::Remove(0),
            CampaignAction::RemoveGoverning(0),
            CampaignAction::Remove(1),
            CampaignAction::RemoveGoverning(1),
        ]);
        assert_eq!(form.items_from_above().count(), 1);
        assert_eq!(form.documents_from_above().count(), 1);
        assert_eq!(form.own_items().count(), 0);
        assert_eq!(form.own_documents().count(), 0);
    }

    #[test]
    fn what_is_added_comes_after_what_was_said_above_and_all_of_it_is_sent() {
        let number = GoverningField::Number;
        let form = after([
            CampaignAction::Add,
            CampaignAction::Item(2, ItemField::Name, "Chăn ấm".to_owned()),
            CampaignAction::Form(2, AidForm::Cash),
            CampaignAction::Governing(1, number, "02/KH-MTTQ".to_owned()),
        ]);
        let places: Vec<usize> = form.own_items().map(|(place, _)| place).collect();
        assert_eq!(places, [1, 2]);
        let sent = form.to_request().unwrap();
        let names: Vec<&str> = sent.items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["Quà của thành phố", "Gạo", "Chăn ấm"]);
        let documents = sent.mandate.documents.iter();
        let numbers: Vec<&str> = documents.map(|d| d.number.as_str()).collect();
        assert_eq!(numbers, ["605-CV/TU", "02/KH-MTTQ"]);
    }
}

use chungtay_shared::campaign::{AidItem, Campaign, Governing, Mandate};
use chungtay_shared::id::FactId;
use chungtay_shared::time::LocalDate;

use super::*;

fn typed(actions: impl IntoIterator<Item = CampaignAction>) -> CampaignForm {
    let empty = Rc::new(CampaignForm::default());
    (*actions.into_iter().fold(empty, Reducible::reduce)).clone()
}

fn peak_month() -> Vec<CampaignAction> {
    vec![
        CampaignAction::Name("Tháng cao điểm".to_owned()),
        CampaignAction::From("17/10/2026".to_owned()),
        CampaignAction::To("18-11-2026".to_owned()),
        CampaignAction::Add,
        CampaignAction::Item(0, ItemField::Name, "Quà".to_owned()),
        CampaignAction::Form(0, AidForm::Cash),
        CampaignAction::Item(0, ItemField::Money, "1,5 tr".to_owned()),
    ]
}

fn campaign(items: Vec<AidItem>) -> Campaign {
    Campaign {
        id: DocId::from_bytes([1; 16]),
        commune: "99001".to_owned(),
        name: "Tháng cao điểm".to_owned(),
        from: LocalDate::new(2026, 10, 17).unwrap(),
        to: LocalDate::new(2026, 11, 18).unwrap(),
        items,
        has_rounds: false,
    }
}

fn mandate() -> Mandate {
    Mandate {
        documents: vec![Governing {
            id: FactId::from_bytes([5; 16]),
            number: "605-CV/TU".to_owned(),
            on: LocalDate::new(2022, 10, 11).unwrap(),
            issuer: "Thành ủy Cần Thơ".to_owned(),
            title: "Tháng cao điểm".to_owned(),
        }],
        targets: [
            (Indicator::Visited, 1_200),
            (Indicator::Raised, 1_500_000_000),
        ]
        .into(),
        meant_for: [].into(),
    }
}

/// The form of a campaign with a mandate, after this was done to it.
fn edited(actions: impl IntoIterator<Item = CampaignAction>) -> CampaignForm {
    let form = CampaignForm::of(&CampaignState {
        campaign: campaign(Vec::new()),
        mandate: mandate(),
        origin: None,
    });
    (*actions.into_iter().fold(Rc::new(form), Reducible::reduce)).clone()
}

fn governing(place: usize, field: GoverningField, text: &str) -> CampaignAction {
    CampaignAction::Governing(place, field, text.to_owned())
}

/// What the server would make of what is sent; new documents get this id.
fn sent_mandate(form: &CampaignForm) -> Mandate {
    let request = form.to_request().unwrap();
    request
        .mandate
        .read(|| FactId::from_bytes([9; 16]))
        .unwrap()
}

#[test]
fn lan_types_a_campaign_the_way_she_writes() {
    let request = typed(peak_month()).to_request().unwrap();
    assert_eq!(request.from, LocalDate::new(2026, 10, 17).unwrap());
    assert_eq!(request.to, LocalDate::new(2026, 11, 18).unwrap());
    assert_eq!(request.items[0].money_text, "1,5 tr");
}

#[test]
fn every_problem_is_seen_at_its_own_field() {
    let mut story = peak_month();
    story.extend([
        CampaignAction::To("16/10/2026".to_owned()),
        CampaignAction::Item(0, ItemField::Money, "nhiều".to_owned()),
        CampaignAction::Add,
    ]);
    let errors = typed(story).to_request().unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        fields,
        ["to", "items.0.money_text", "items.1.name", "items.1.form"]
    );
}

#[test]
fn goods_typed_before_the_form_became_cash_are_not_sent() {
    let mut story = peak_month();
    story.extend([
        CampaignAction::Form(0, AidForm::InKind),
        CampaignAction::Item(0, ItemField::Quantity, "10".to_owned()),
        CampaignAction::Item(0, ItemField::Unit, "kg".to_owned()),
    ]);
    let goods = typed(story.clone()).to_request().unwrap();
    assert_eq!(
        (
            goods.items[0].money_text.as_str(),
            goods.items[0].unit.as_str()
        ),
        ("", "kg")
    );
    story.push(CampaignAction::Form(0, AidForm::Cash));
    let cash = typed(story).to_request().unwrap();
    assert_eq!(
        (
            cash.items[0].money_text.as_str(),
            cash.items[0].unit.as_str()
        ),
        ("1,5 tr", "")
    );
}

#[test]
fn who_pays_for_an_item_is_there_again_when_the_campaign_is_edited() {
    let item = AidItem {
        id: FactId::from_bytes([3; 16]),
        name: "Quà".to_owned(),
        form: AidForm::Cash,
        money_vnd: 500_000,
        quantity_milli: 0,
        unit: String::new(),
        goods_value_vnd: 0,
        source: Some(Source::Direct),
        source_name: "Công ty Ba Đình".to_owned(),
        steps: Vec::new(),
    };
    let mut form = CampaignForm::of(&CampaignState {
        campaign: campaign(vec![item]),
        mandate: Mandate::default(),
        origin: None,
    });
    let sent = |form: &CampaignForm| {
        let item = form.to_request().unwrap().items.remove(0);
        (item.source, item.source_name)
    };
    assert_eq!(
        sent(&form),
        (Some(Source::Direct), "Công ty Ba Đình".to_owned())
    );
    for source in [Some(Source::OwnFund), None] {
        form = (*Rc::new(form).reduce(CampaignAction::Source(0, source))).clone();
        assert_eq!(sent(&form), (source, String::new()));
    }
    assert_eq!(form.items[0].source_name, "Công ty Ba Đình");
}

#[test]
fn the_usual_peak_month_can_be_sent_as_it_is() {
    let plan = CampaignPlan::of_year(2026).unwrap();
    assert!(CampaignForm::of_peak_month(&plan).to_request().is_ok());
}

#[test]
fn a_campaign_that_is_edited_keeps_its_mandate() {
    let renamed = edited([CampaignAction::Name("Tháng cao điểm 2026".to_owned())]);
    assert_eq!(renamed.name, "Tháng cao điểm 2026");
    assert_eq!(sent_mandate(&renamed), mandate());
    let target = |text: &str| CampaignAction::Target(Indicator::Visited, text.to_owned());
    let changed = edited([
        CampaignAction::AddGoverning,
        governing(1, GoverningField::Number, "01/KH-MTTQ"),
        governing(1, GoverningField::On, "1/9/2026"),
        governing(1, GoverningField::Issuer, "MTTQ xã"),
        governing(0, GoverningField::Title, ""),
        target(""),
        CampaignAction::Target(Indicator::Given, "500 triệu".to_owned()),
    ]);
    let sent = sent_mandate(&changed);
    let ids: Vec<FactId> = sent.documents.iter().map(|document| document.id).collect();
    assert_eq!(
        ids,
        [FactId::from_bytes([5; 16]), FactId::from_bytes([9; 16])]
    );
    assert_eq!(sent.documents[0].title, "");
    assert_eq!(sent.documents[1].issuer, "MTTQ xã");
    let targets = [
        (Indicator::Given, 500_000_000),
        (Indicator::Raised, 1_500_000_000),
    ];
    assert_eq!(sent.targets, targets.into());
    let without = edited([
        CampaignAction::RemoveGoverning(7),
        CampaignAction::RemoveGoverning(0),
    ]);
    assert_eq!(sent_mandate(&without).documents, []);
}

#[test]
fn problems_of_the_mandate_stand_at_their_fields_and_all_stays_as_typed() {
    let form = edited([
        CampaignAction::To("16/10/2026".to_owned()),
        CampaignAction::AddGoverning,
        governing(1, GoverningField::On, "10/2022"),
        governing(9, GoverningField::On, "nowhere"),
        CampaignAction::Target(Indicator::Visited, "nhiều".to_owned()),
        CampaignAction::Target(Indicator::Aided, "0".to_owned()),
    ]);
    let errors = form.to_request().unwrap_err();
    let found: Vec<(&str, Problem)> = errors
        .iter()
        .map(|error| (error.field.as_str(), error.problem))
        .collect();
    let number = governing_field(1, GoverningField::Number);
    let issuer = governing_field(1, GoverningField::Issuer);
    let on = governing_field(1, GoverningField::On);
    let visited = target_field(Indicator::Visited);
    let aided = target_field(Indicator::Aided);
    assert_eq!(
        found,
        [
            ("to", Problem::Unreadable),
            (number.as_str(), Problem::Missing),
            (issuer.as_str(), Problem::Missing),
            (on.as_str(), Problem::Unreadable),
            (visited.as_str(), Problem::Unreadable),
            (aided.as_str(), Problem::NotPositive),
        ]
    );
    assert_eq!(form.mandate.documents[1].on_text, "10/2022");
    assert_eq!(form.mandate.targets[&Indicator::Visited], "nhiều");
    let refused = CampaignAction::Refused(errors.clone());
    let shown = (*Rc::new(form).reduce(refused)).clone();
    assert_eq!(shown.errors, errors);
    assert_eq!(shown.mandate.documents[0].number, "605-CV/TU");
}

#[test]
fn problems_are_forgotten_when_places_move_until_it_is_sent_again() {
    let problem = FieldError {
        field: governing_field(0, GoverningField::Number),
        problem: Problem::Missing,
    };
    let moved = edited([
        CampaignAction::Refused(vec![problem.clone()]),
        CampaignAction::RemoveGoverning(0),
    ]);
    assert!(moved.errors.is_empty() && moved.has_moved);
    let after = |errors| {
        let next = Rc::new(moved.clone()).reduce(CampaignAction::Refused(errors));
        next.has_moved
    };
    assert!(after(vec![problem]));
    assert!(!after(Vec::new()));
}

#[test]
fn the_usual_peak_month_leaves_the_mandate_as_it_was_typed() {
    let plan = CampaignPlan::of_year(2026).unwrap();
    let form = typed([
        CampaignAction::AddGoverning,
        governing(0, GoverningField::Number, "605-CV/TU"),
        CampaignAction::Begin(Box::new(CampaignForm::of_peak_month(&plan))),
    ]);
    assert_eq!(form.mandate.documents[0].number, "605-CV/TU");
    assert!(!form.items.is_empty());
}

use chungtay_shared::campaign::AidItem;
use chungtay_shared::id::FactId;

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
    };
    let campaign = Campaign {
        id: DocId::from_bytes([1; 16]),
        commune: "99001".to_owned(),
        name: "Tháng cao điểm".to_owned(),
        from: LocalDate::new(2026, 10, 17).unwrap(),
        to: LocalDate::new(2026, 11, 18).unwrap(),
        items: vec![item],
        has_rounds: false,
    };
    let mut form = CampaignForm::of(&campaign);
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

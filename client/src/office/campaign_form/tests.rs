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
fn the_usual_peak_month_can_be_sent_as_it_is() {
    let plan = CampaignPlan::of_year(2026).unwrap();
    assert!(CampaignForm::of_peak_month(&plan).to_request().is_ok());
}

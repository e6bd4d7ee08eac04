use super::*;
use chungtay_shared::api::rounds::RightState;
use chungtay_shared::handover::AidForm;
use chungtay_shared::life::LifeKind;
use chungtay_shared::support::Preset;
use chungtay_shared::time::Timestamp;

const MAI: Actor = Actor::from_bytes([1; 16]);
const TU: Actor = Actor::from_bytes([2; 16]);

fn id(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

fn item(n: u8) -> AidItem {
    AidItem {
        id: FactId::from_bytes([n; 16]),
        name: format!("Quà {n}"),
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

fn campaigns() -> Vec<Campaign> {
    vec![Campaign {
        id: id(50),
        commune: "99001".into(),
        name: "Tháng cao điểm".into(),
        from: "2026-10-17".parse().unwrap(),
        to: "2026-11-18".parse().unwrap(),
        items: vec![item(1), item(2)],
        has_rounds: true,
    }]
}

fn household(n: u8, hamlet: &str, category: Option<Category>) -> HouseholdLine {
    HouseholdLine {
        id: id(n),
        head_name: format!("Hộ {n}"),
        nickname: String::new(),
        hamlet: hamlet.into(),
        category,
        birth_year: None,
        member_count: 0,
        visit_count: 0,
        handover_count: 0,
        value_vnd: 0,
        search: String::new(),
        gone: None,
        needs: Vec::new(),
    }
}

fn ward() -> Vec<HouseholdLine> {
    vec![
        household(1, "Ấp 10", Some(Category::Poor)),
        household(2, "Ấp 3", Some(Category::NearPoor)),
        household(3, "Ấp 3", Some(Category::Poor)),
        household(4, "Ấp 3", None),
    ]
}

fn issued() -> RoundState {
    RoundState {
        id: FactId::from_bytes([9; 16]),
        campaign: id(50),
        campaign_name: String::new(),
        name: "Đợt 1".into(),
        item: item(1),
        issued_at: Timestamp::from_ms(0),
        rights: vec![RightState {
            household: id(3),
            holder: MAI,
            given_at: None,
        }],
        moves: Vec::new(),
        holders: BTreeMap::new(),
        custody: None,
        meant_for: None,
        decision: String::new(),
    }
}

fn begun_on(today: &str) -> RoundForm {
    RoundForm::new(&campaigns(), &BTreeMap::new(), today.parse().unwrap())
}

fn after(actions: Vec<RoundAction>) -> RoundForm {
    let form = actions
        .into_iter()
        .fold(Rc::new(begun_on("2026-11-01")), RoundForm::reduce);
    (*form).clone()
}

#[test]
fn who_has_a_right_already_is_left_out_and_hamlets_come_in_numeric_order() {
    let form = after(vec![
        RoundAction::Item(Some(item(1).id), None),
        RoundAction::Holder("Ấp 3".into(), Some(MAI)),
    ]);
    let plan = form.plan(&campaigns(), &[issued()], &ward());
    let hamlets: Vec<(&str, usize)> = plan
        .hamlets
        .iter()
        .map(|line| (line.name.as_str(), line.households.len()))
        .collect();
    assert_eq!(hamlets, [("Ấp 3", 1), ("Ấp 10", 1)]);
    assert_eq!((plan.have_one, plan.rights, plan.holders), (1, 1, 1));
    assert_eq!(plan.money_vnd, 500_000);
    assert_eq!(form.name(&campaigns(), &[issued()], "Đợt"), "Đợt 2");

    let request = form.to_request(&campaigns(), &plan, "Đợt 2").unwrap();
    assert_eq!(request.rights, BTreeMap::from([(MAI, vec![id(2)])]));
    let again = after(vec![
        RoundAction::Item(Some(item(1).id), None),
        RoundAction::Again(true),
        RoundAction::Category(Category::Other),
        RoundAction::AllHolders(vec!["Ấp 3".into(), "Ấp 10".into()], Some(TU)),
    ]);
    let plan = again.plan(&campaigns(), &[issued()], &ward());
    assert_eq!((plan.have_one, plan.rights, plan.holders), (0, 4, 1));
}

#[test]
fn households_that_are_gone_are_neither_offered_nor_counted() {
    let mut ward = ward();
    ward[1].gone = Some(LifeKind::MovedAway);
    ward[2].gone = Some(LifeKind::Same);
    let form = after(vec![
        RoundAction::Item(Some(item(1).id), None),
        RoundAction::AllHolders(vec!["Ấp 3".into(), "Ấp 10".into()], Some(MAI)),
    ]);
    let plan = form.plan(&campaigns(), &[issued()], &ward);
    let hamlets: Vec<&str> = plan.hamlets.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(hamlets, ["Ấp 10"]);
    assert_eq!((plan.rights, plan.have_one), (1, 0));
}

#[test]
fn gifts_are_counted_from_hand_to_hand_only_where_that_was_ticked() {
    let asked = |ticked: Option<bool>| {
        let mut actions = vec![
            RoundAction::Item(Some(item(1).id), None),
            RoundAction::Holder("Ấp 3".into(), Some(MAI)),
        ];
        actions.extend(ticked.map(RoundAction::InCustody));
        let form = after(actions);
        let plan = form.plan(&campaigns(), &[], &ward());
        form.to_request(&campaigns(), &plan, "Đợt 1").unwrap()
    };
    assert!(!asked(None).in_custody);
    assert!(asked(Some(true)).in_custody);
}

#[test]
fn a_round_is_begun_in_the_campaign_that_runs() {
    assert_eq!(begun_on("2026-11-18").campaign, Some(id(50)));
    let over = begun_on("2026-11-19");
    assert_eq!(over.campaign, None);
    assert_eq!(over.campaign(&campaigns()).map(|c| c.id), Some(id(50)));
}

#[test]
fn a_form_with_gaps_says_all_of_them() {
    let form = after(vec![RoundAction::Name(" ".into())]);
    let plan = form.plan(&campaigns(), &[], &ward());
    let name = form.name(&campaigns(), &[], "Đợt");
    let problems = form.to_request(&campaigns(), &plan, &name).unwrap_err();
    let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["rights", "name", "item"]);
}

#[test]
fn aid_that_takes_time_is_named_apart_and_never_chosen() {
    let mut campaigns = campaigns();
    let house = &mut campaigns[0].items[1];
    house.steps = Preset::House.plan(str::to_owned);
    let house = house.id;
    let form = after(vec![RoundAction::Item(Some(house), None)]);
    let (at_once, by_case) = form.offered(&campaigns);
    assert_eq!((at_once.len(), by_case[0].id), (1, house));
    // It got its steps while the form was open, and there is one thing left to give.
    let given = form.item(&campaigns).map(|item| item.id);
    assert_eq!(given, Some(item(1).id));
    campaigns[0].items.remove(0);
    assert_eq!(form.item(&campaigns), None);
}

#[test]
fn a_round_for_those_who_lack_a_house_leaves_out_who_lacks_nothing_or_something_else() {
    let mut ward = ward();
    ward[0].needs = vec![Need::HousingQuality, Need::Water];
    ward[1].needs = vec![Need::Job];
    let form = Rc::new(RoundForm::new(
        &campaigns(),
        &BTreeMap::new(),
        "2026-10-20".parse().unwrap(),
    ));
    let everybody = form.plan(&campaigns(), &[], &ward);
    let lacking = |need| everybody.needs.get(&need).copied();
    assert_eq!(lacking(Need::HousingQuality), Some(1));
    assert_eq!(lacking(Need::Job), Some(1));
    assert_eq!(lacking(Need::Telecom), None);

    let form = form.reduce(RoundAction::Need(Need::HousingQuality));
    let meant = |form: &RoundForm| -> Vec<DocId> {
        let plan = form.plan(&campaigns(), &[], &ward);
        plan.hamlets
            .into_iter()
            .flat_map(|h| h.households)
            .collect()
    };
    assert_eq!(meant(&form), [ward[0].id]);
    let form = form.reduce(RoundAction::Need(Need::Job));
    assert_eq!(meant(&form).len(), 2);
    let form = form.reduce(RoundAction::Need(Need::Job));
    let form = form.reduce(RoundAction::Need(Need::HousingQuality));
    assert_eq!(form.plan(&campaigns(), &[], &ward), everybody);
}

#[test]
fn whom_an_item_is_meant_for_is_chosen_with_it_and_kept_with_the_round() {
    let meant = Eligibility {
        categories: [Category::Poor].into(),
        on: "2026-10-31".parse().ok(),
        ..Eligibility::default()
    };
    let form = after(vec![
        RoundAction::Item(Some(item(1).id), Some(meant.clone())),
        RoundAction::Holder("Ấp 3".into(), Some(MAI)),
        RoundAction::Decision(Some(item(7).id)),
    ]);
    assert_eq!(form.on_text, "31/10/2026");
    let plan = form.plan(&campaigns(), &[], &ward());
    let asked = form.to_request(&campaigns(), &plan, "Đợt 1").unwrap();
    let only_hamlet_3 = Eligibility {
        hamlets: ["Ấp 3".to_owned()].into(),
        ..meant.clone()
    };
    assert_eq!(asked.basis.meant_for, Some(only_hamlet_3));
    assert_eq!(asked.basis.decision, Some(item(7).id));

    let all = vec!["Ấp 3".into(), "Ấp 10".into()];
    let form = Rc::new(form).reduce(RoundAction::AllHolders(all, Some(MAI)));
    let asked = form.to_request(&campaigns(), &plan, "Đợt 1").unwrap();
    assert_eq!(asked.basis.meant_for, Some(meant));

    let form = form.reduce(RoundAction::On("31/13/2026".into()));
    let problems = form.to_request(&campaigns(), &plan, "Đợt 1").unwrap_err();
    assert_eq!(problems[0].field, "on");
}

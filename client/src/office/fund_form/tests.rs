use chungtay_shared::field::Problem;
use chungtay_shared::fund::Void;
use chungtay_shared::id::Actor;

use super::*;

fn id(n: u8) -> FactId {
    FactId::from_bytes([n; 16])
}

fn now() -> Timestamp {
    Timestamp::from_local("2026-10-17".parse().unwrap(), 8, 0)
}

fn pledge(n: u8, party: &str, money_vnd: i64) -> Entered {
    let entry = Entry {
        id: id(n),
        kind: EntryKind::Pledge,
        on: "2026-10-01".parse().unwrap(),
        party: party.to_owned(),
        amount: Amount {
            money_vnd,
            goods_value_vnd: 0,
        },
        goods: String::new(),
        purpose: String::new(),
        voucher: String::new(),
        pledge: None,
        decision: None,
        unit: String::new(),
        transfer: None,
        recorded_at: now(),
    };
    Entered {
        entry,
        actor: Actor::from_bytes([9; 16]),
        void: None,
    }
}

fn receipt_of(n: u8, pledged: u8, money_vnd: i64) -> Entered {
    let mut receipt = pledge(n, "Công ty Ba Đình", money_vnd);
    receipt.entry.kind = EntryKind::Receipt;
    receipt.entry.pledge = Some(id(pledged));
    receipt
}

fn after(actions: impl IntoIterator<Item = FundAction>) -> FundForm {
    let empty = FundForm::new(EntryKind::Receipt, now().local_date());
    (*actions.into_iter().fold(Rc::new(empty), FundForm::reduce)).clone()
}

fn text(field: FundField, text: &str) -> FundAction {
    FundAction::Text(field, text.to_owned())
}

fn choose(n: u8, party: &str) -> FundAction {
    FundAction::Pledge(Some((id(n), party.to_owned())))
}

#[test]
fn a_day_that_cannot_be_read_hides_no_other_problem() {
    let form = after([FundAction::On("hôm qua".into())]);
    let errors = form.to_request(&[], &BTreeMap::new(), now()).unwrap_err();
    let named: Vec<_> = errors
        .iter()
        .map(|error| (error.field.as_str(), error.problem))
        .collect();
    assert_eq!(
        named,
        [
            ("on", Problem::Unreadable),
            ("party", Problem::Missing),
            ("money_text", Problem::Missing),
        ]
    );
}

#[test]
fn more_than_is_left_of_a_pledge_is_said_with_both_amounts_and_sent_all_the_same() {
    let entries = [
        pledge(1, "Công ty Ba Đình", 1_500_000),
        receipt_of(2, 1, 1_000_000),
    ];
    let typed = |money: &str, goods_value: &str| {
        after([
            choose(1, "Công ty Ba Đình"),
            text(FundField::Money, money),
            text(FundField::Goods, "gạo"),
            text(FundField::GoodsValue, goods_value),
            text(FundField::Voucher, "PT 2"),
        ])
    };
    let amount = |money_vnd, goods_value_vnd| Amount {
        money_vnd,
        goods_value_vnd,
    };
    assert_eq!(typed("500k", "").beyond_pledge(&entries), None);
    let more = typed("700k", "");
    let said = (amount(500_000, 0), amount(700_000, 0));
    assert_eq!(more.beyond_pledge(&entries), Some(said));
    let draft = more.to_request(&entries, &BTreeMap::new(), now()).unwrap();
    let entry = draft
        .read(&entries, &BTreeMap::new(), id(9), now())
        .unwrap();
    assert_eq!(entry.amount, amount(700_000, 0));
    // Rice was not promised.
    let rice = (amount(500_000, 0), amount(500_000, 200_000));
    assert_eq!(typed("500k", "200k").beyond_pledge(&entries), Some(rice));
    // Nothing is said of a pledge that the entry does not name.
    let free = after([text(FundField::Money, "5 tr")]);
    assert_eq!(free.beyond_pledge(&entries), None);
    let outlay = after([
        choose(1, "Công ty Ba Đình"),
        text(FundField::Money, "5 tr"),
        FundAction::Kind(EntryKind::Outlay),
    ]);
    assert_eq!(outlay.beyond_pledge(&entries), None);
}

#[test]
fn a_pledge_presets_its_donor_and_overwrites_no_other_name() {
    let party = |actions: Vec<FundAction>| after(actions).draft.party;
    let ba_dinh = || choose(1, "Công ty Ba Đình");
    assert_eq!(party(vec![ba_dinh()]), "Công ty Ba Đình");
    assert_eq!(party(vec![ba_dinh(), choose(2, "Bà Tư")]), "Bà Tư");
    assert_eq!(party(vec![ba_dinh(), FundAction::Pledge(None)]), "");
    let typed = text(FundField::Party, "Bà Sáu");
    assert_eq!(party(vec![typed, ba_dinh()]), "Bà Sáu");
}

#[test]
fn what_another_kind_asks_for_is_not_sent_unseen() {
    let chosen = || {
        vec![
            choose(1, "Bà Tư"),
            FundAction::Decision(Some(id(2))),
            text(FundField::Money, "500k"),
        ]
    };
    let sent = |kind: EntryKind| {
        let mut actions = chosen();
        actions.push(FundAction::Kind(kind));
        let draft = after(actions)
            .to_request(&[], &BTreeMap::new(), now())
            .unwrap();
        (draft.pledge, draft.decision)
    };
    assert_eq!(sent(EntryKind::Receipt), (Some(id(1)), None));
    assert_eq!(sent(EntryKind::Outlay), (None, Some(id(2))));
    assert_eq!(sent(EntryKind::TransferIn), (None, None));
}

#[test]
fn the_next_entry_begins_with_the_same_kind_and_day_and_is_empty() {
    let form = after([
        FundAction::On("16/10/2026".into()),
        FundAction::Kind(EntryKind::Outlay),
        text(FundField::Money, "500k"),
        FundAction::Decision(Some(id(2))),
        FundAction::Entered,
    ]);
    let draft = form.to_request(&[], &BTreeMap::new(), now()).unwrap();
    let begun = FundForm::new(EntryKind::Outlay, "2026-10-16".parse().unwrap());
    assert_eq!(draft, begun.draft);
}

#[test]
fn pledges_are_offered_while_something_is_still_to_come() {
    let mut voided = pledge(3, "Bà Sáu", 100);
    voided.void = Some(Void {
        reason: "ghi nhầm".to_owned(),
        actor: chungtay_shared::id::Actor::from_bytes([9; 16]),
        recorded_at: now(),
    });
    let entries = [
        pledge(1, "Công ty Ba Đình", 1_000),
        pledge(2, "Bà Tư", 300),
        voided,
        receipt_of(4, 1, 400),
        receipt_of(5, 2, 300),
    ];
    let offered = |chosen: Option<FactId>| {
        open(&entries, &BTreeMap::new(), EntryKind::Pledge, chosen)
            .into_iter()
            .map(|(entry, left)| (entry.id, left.money_vnd))
            .collect::<Vec<_>>()
    };
    assert_eq!(offered(None), [(id(1), 600)]);
    assert_eq!(offered(Some(id(2))), [(id(1), 600), (id(2), 0)]);
}

fn city() -> UnitName {
    UnitName {
        code: "92".to_owned(),
        name: "Thành phố Cần Thơ".to_owned(),
    }
}

/// The city has sent 40 million.
fn sent_by_the_city() -> Arriving {
    let mut sent = pledge(3, "Phường Ninh Kiều", 40_000_000).entry;
    sent.kind = EntryKind::TransferOut;
    sent.unit = "31135".to_owned();
    Arriving {
        unit: city(),
        entry: sent,
    }
}

fn receive() -> FundAction {
    FundAction::Receive(Box::new(sent_by_the_city()), now().local_date())
}

#[test]
fn what_the_city_has_sent_is_entered_as_it_was_sent_or_as_it_was_counted() {
    let form = after([receive(), text(FundField::Voucher, "PT-7")]);
    let sent = form.to_request(&[], &BTreeMap::new(), now()).unwrap();
    assert_eq!(sent.transfer, Some(id(3)));
    assert_eq!(
        (sent.unit.as_str(), sent.party.as_str()),
        ("92", "Thành phố Cần Thơ")
    );
    assert_eq!(sent.money_text, "40.000.000");
    assert_eq!(sent.voucher, "PT-7");
    let counted = after([receive(), text(FundField::Money, "39,5 tr")]);
    let sent = counted.to_request(&[], &BTreeMap::new(), now()).unwrap();
    assert_eq!(
        (sent.transfer, sent.money_text.as_str()),
        (Some(id(3)), "39,5 tr")
    );
    // What comes next is another entry.
    let next = after([receive(), FundAction::Entered]).draft;
    assert_eq!(
        next,
        EntryDraft::empty(EntryKind::TransferIn, now().local_date())
    );
}

#[test]
fn another_kind_or_another_unit_receives_nothing_of_what_the_city_has_sent() {
    let receipt = after([receive(), FundAction::Kind(EntryKind::Receipt)]).draft;
    assert_eq!((receipt.unit.as_str(), receipt.party.as_str()), ("", ""));
    assert_eq!(receipt.transfer, None);
    let out = after([receive(), FundAction::Kind(EntryKind::TransferOut)]);
    let sent = out.to_request(&[], &BTreeMap::new(), now()).unwrap();
    assert_eq!((sent.unit.as_str(), sent.transfer), ("92", None));
    let elsewhere = after([receive(), FundAction::Unit(None)]).draft;
    assert_eq!((elsewhere.party.as_str(), elsewhere.transfer), ("", None));
    let same = after([receive(), FundAction::Unit(Some(city()))]).draft;
    assert_eq!(same.transfer, Some(id(3)), "the unit is the same");
}

#[test]
fn a_transfer_names_the_unit_that_was_chosen_and_another_fund_is_typed() {
    let out = FundAction::Kind(EntryKind::TransferOut);
    let typed = text(FundField::Party, "Quỹ huyện");
    let chosen = after([out.clone(), typed.clone(), FundAction::Unit(Some(city()))]).draft;
    assert_eq!(
        (chosen.unit.as_str(), chosen.party.as_str()),
        ("92", "Thành phố Cần Thơ")
    );
    let other = after([
        out,
        FundAction::Unit(Some(city())),
        FundAction::Unit(None),
        typed,
    ])
    .draft;
    assert_eq!(
        (other.unit.as_str(), other.party.as_str()),
        ("", "Quỹ huyện")
    );
}

//! Goods that the Fund received, on their way into the commune's store. Goal: each receipt's goods go in
//! once and say where they came from, the Fund has what it had, and neither is undone while the other
//! stands on it. Method: the real store in one process.

use chungtay_server::error::ApiError;
use chungtay_server::state::Clock as _;
use chungtay_shared::custody::{Movement, MovementKind};
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::id::FactId;
use chungtay_tests::ward::month::{Month, fields_of, month};

const UNION: &str = "Công đoàn Trường Tiểu học";

/// A receipt of 200 gifts in kind.
fn goods(month: &Month) -> FactId {
    let server = &month.ward.server;
    let draft = EntryDraft {
        goods_value_text: "20 triệu".into(),
        goods: "200 phần quà".into(),
        voucher: "BN 07".into(),
        ..server.entry(EntryKind::Receipt, UNION, "")
    };
    server.enter(&draft).unwrap();
    newest(month)
}

fn newest(month: &Month) -> FactId {
    let today = month.ward.clock.now().local_date();
    let mut entries = month.ward.server.fund_on(today).entries;
    entries.sort_by_key(|entered| entered.entry.recorded_at);
    entries.last().expect("an entry").entry.id
}

#[test]
fn what_was_received_goes_into_the_store_once_and_both_say_so() {
    let mut month = month();
    let round = month.issue_in_custody();
    let receipt = goods(&month);
    let server = &month.ward.server;
    let today = month.ward.clock.now().local_date();
    let before = server.fund_on(today);
    assert_eq!(before.stores.len(), 1);
    assert!(before.stored.is_empty());

    server.take_in(receipt, round, "200").unwrap();
    let after = server.fund_on(today);
    assert_eq!(after.account, before.account, "the Fund has what it had");
    let stored = &after.stored[&receipt];
    assert_eq!((stored.round, stored.count), (round, 200));
    let custody = server.custody(round);
    assert_eq!(custody.stock.unwrap().left(), 200);
    let movement = &custody.movements[0];
    assert_eq!(movement.kind, MovementKind::Received);
    assert_eq!(movement.entry, Some(receipt));
    assert_eq!(
        (movement.party.as_str(), movement.note.as_str()),
        (UNION, "BN 07")
    );

    let twice = fields_of(server.take_in(receipt, round, "200"));
    assert_eq!(twice, [("entry".to_owned(), Problem::AlreadyReceived)]);
    assert_eq!(server.custody(round).stock.unwrap().left(), 200);
}

#[test]
fn a_receipt_is_voided_only_after_its_goods_were_taken_out_of_the_store_again() {
    let mut month = month();
    let round = month.issue_in_custody();
    let receipt = goods(&month);
    let server = &month.ward.server;
    server.take_in(receipt, round, "200").unwrap();
    assert_eq!(
        fields_of(server.void(receipt, "ghi nhầm")),
        [("entry".to_owned(), Problem::InUse)]
    );
    let movement = server.custody(round).movements[0].id;
    server.void_movement(round, movement).unwrap();
    // What was taken out can go in again, as another number.
    server.take_in(receipt, round, "199").unwrap();
    let movements = server.custody(round).movements;
    let is_there = |m: &&Movement| m.kind == MovementKind::Received && m.stands();
    let again = movements.iter().find(is_there).unwrap().id;
    server.void_movement(round, again).unwrap();
    server.void(receipt, "ghi nhầm").unwrap();
    assert!(matches!(
        server.take_in(receipt, round, "200"),
        Err(ApiError::NotFound)
    ));
}

#[test]
fn only_goods_that_have_come_go_in_and_only_where_they_are_counted() {
    let mut month = month();
    let counted = month.issue_in_custody();
    let server = &month.ward.server;
    server
        .enter(&server.entry(EntryKind::Receipt, UNION, "3 triệu"))
        .unwrap();
    let money = newest(&month);
    month.ward.clock.pass_ms(1_000);
    assert_eq!(
        fields_of(server.take_in(money, counted, "3")),
        [("entry".to_owned(), Problem::Unknown)]
    );
    let receipt = goods(&month);
    let unread = fields_of(server.take_in(receipt, counted, "hai trăm"));
    assert_eq!(unread, [("count_text".to_owned(), Problem::Unreadable)]);
    let nowhere = FactId::from_bytes([9; 16]);
    assert!(matches!(
        server.take_in(receipt, nowhere, "200"),
        Err(ApiError::NotFound)
    ));
    assert!(server.custody(counted).stock.is_none());
}

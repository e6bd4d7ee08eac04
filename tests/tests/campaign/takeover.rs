//! A new phone in an old one's place, told by the ward's people. Goal: what the old phone was still to give
//! passes to the new one whole, in one step that somebody answers for; nothing of it is given twice by
//! phones that know of it, and no gift is lost on the way. Method: real phones and the real store in one
//! process.

use std::collections::BTreeSet;

use chungtay_shared::api::Role;
use chungtay_shared::api::takeover::{OldPhone, OldStanding};
use chungtay_shared::custody::{MovementDraft, MovementKind};
use chungtay_shared::field::Problem;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::life::LifeKind;
use chungtay_shared::review::Doubt;
use chungtay_tests::ward::month::{Month, fields_of, month, problem_of};

fn old_phone(month: &Month) -> OldPhone {
    let old = month.ward.server.old_phones().old;
    let [one] = &old[..] else { panic!("{old:?}") };
    one.clone()
}

fn held_by(month: &Month, round: FactId, holder: Actor) -> BTreeSet<DocId> {
    let rounds = month.ward.server.rounds().rounds;
    let found = rounds.into_iter().find(|known| known.id == round);
    let rights = found.expect("the round").rights.into_iter();
    let theirs = rights.filter(|right| right.holder == holder);
    theirs.map(|right| right.household).collect()
}

fn stock_left(month: &Month, round: FactId) -> i64 {
    let stock = month.ward.server.custody(round).stock;
    stock.expect("a store that is kept").left()
}

/// Mai opens a link on another phone; the actor it writes with.
fn mai_gets_another_phone(month: &mut Month) -> Actor {
    month.ward.clock.pass_ms(60_000);
    month.ward.enrol("Mai");
    month.ward.settle();
    month.ward.phone("Mai").actor()
}

#[test]
fn mais_new_phone_goes_on_with_what_her_old_one_had_not_given() {
    let mut month = month();
    let round = month.issue();
    month.give("Mai", 0, round).unwrap();
    month.ward.settle();
    assert!(month.ward.server.old_phones().old.is_empty(), "nobody asks");

    let new = mai_gets_another_phone(&mut month);
    let old = old_phone(&month);
    assert_eq!(old.actor, Some(month.mai));
    assert_eq!((old.standing, old.newest), (OldStanding::InUse, Some(new)));
    assert_eq!((old.held[0].to_give, old.held[0].gifts), (1, 0));

    let server = &month.ward.server;
    server.take_over(old.device, Some(new), "Bà Sáu").unwrap();
    month.ward.settle();
    assert!(month.ward.server.old_phones().old.is_empty());
    assert_eq!(
        held_by(&month, round, new),
        [month.households[1]].into(),
        "what was given stays with whoever gave it"
    );
    assert_eq!(
        problem_of(month.give("Hùng", 1, round)),
        Problem::NoRight,
        "it is nobody else's"
    );
    month.give("Mai", 1, round).unwrap();
    month.ward.settle();
    assert!(month.ward.server.review().doubts.is_empty());
    let moves = &month.ward.server.rounds().rounds[0].moves;
    assert_eq!((moves.len(), moves[0].holder), (1, Some(new)));
    assert_eq!(moves[0].approved_by, "Bà Sáu");
}

#[test]
fn what_a_lost_phone_had_given_before_it_was_replaced_is_found_and_nothing_is_refused() {
    let mut month = month();
    let round = month.issue();
    // Mai gives without network, and her phone is gone. Hùng carries on.
    month.give("Mai", 0, round).unwrap();
    month.ward.server.lock_phone_of("Mai");
    let old = old_phone(&month);
    assert_eq!((old.standing, old.newest), (OldStanding::Locked, None));
    let server = &month.ward.server;
    let to = Some(month.hung);
    server.take_over(old.device, to, "Bà Sáu").unwrap();
    assert!(held_by(&month, round, month.mai).is_empty());
    month.sync("Hùng");
    month.give("Hùng", 0, round).unwrap();
    month.sync("Hùng");

    // It turns up in a drawer, comes back by a link and brings what it had.
    let link = month.ward.server.invite("Mai", Role::Volunteer);
    let back = month.ward.server_and("Mai", |server, phone, rng, now| {
        phone.open_link(server, &link, rng, now)
    });
    assert!(back.unwrap().is_some());
    month.ward.settle();
    let doubts = month.ward.server.review().doubts;
    assert_eq!(doubts.len(), 1);
    assert_eq!(doubts[0].doubt, Doubt::Twice);
}

#[test]
fn the_gifts_go_along_and_whoever_takes_them_counts_them() {
    let mut month = month();
    let round = month.issue_in_custody();
    let received = MovementDraft {
        count_text: "10".into(),
        party: "Hội Chữ thập đỏ".into(),
        ..MovementDraft::empty(MovementKind::Received)
    };
    month.ward.server.move_gifts(round, &received).unwrap();
    let issued = month.ward.server.hand_out(round, month.mai, 2);
    month.ward.settle();
    month.confirm("Mai", issued.id, "2").unwrap();
    month.give("Mai", 0, round).unwrap();
    month.ward.settle();
    // One more was given to her which she has not confirmed.
    month.ward.server.hand_out(round, month.mai, 1);
    month.ward.settle();
    let left = stock_left(&month, round);

    let new = mai_gets_another_phone(&mut month);
    let old = old_phone(&month);
    assert_eq!((old.held[0].to_give, old.held[0].gifts), (1, 2));
    let server = &month.ward.server;
    server.take_over(old.device, Some(new), "Bà Sáu").unwrap();
    month.ward.settle();
    let server = &month.ward.server;
    assert_eq!(
        stock_left(&month, round),
        left,
        "the store gave nothing more"
    );
    let (before, after) = (server.balance(round, month.mai), server.balance(round, new));
    assert_eq!((before.in_hand(), before.waiting), (0, 0));
    assert_eq!((after.in_hand(), after.waiting), (0, 2));

    assert_eq!(
        problem_of(month.give("Mai", 1, round)),
        Problem::NotTaken,
        "she has not counted them yet"
    );
    let rounds = month.ward.server.rounds().rounds;
    let movements = &rounds[0].custody.as_ref().unwrap().movements;
    let waits = movements.iter().find(|movement| movement.waits()).unwrap();
    month.confirm("Mai", waits.id, "2").unwrap();
    month.give("Mai", 1, round).unwrap();
    month.ward.settle();
    assert_eq!(month.ward.server.balance(round, new).in_hand(), 1);
    assert!(month.ward.server.review().custody.is_empty());
}

#[test]
fn nobody_takes_over_alone_or_for_a_phone_that_cannot_give_and_never_twice() {
    let mut month = month();
    month.issue();
    let new = mai_gets_another_phone(&mut month);
    let device = old_phone(&month).device;
    let server = &month.ward.server;
    let officer = server.officer_name().to_owned();
    let refused = |to, by: &str| fields_of(server.take_over(device, to, by));
    assert_eq!(
        refused(Some(new), &officer),
        [("approved_by".to_owned(), Problem::SecondPerson)]
    );
    assert_eq!(
        refused(None, "Bà Sáu"),
        [("to".to_owned(), Problem::Missing)]
    );
    let itself = Some(month.mai);
    assert_eq!(
        refused(itself, "Bà Sáu"),
        [("to".to_owned(), Problem::Unknown)]
    );
    let nobody = Some(Actor::from_bytes([7; 16]));
    assert_eq!(refused(nobody, " ").len(), 2, "every reason is told");

    server.take_over(device, Some(new), "Bà Sáu").unwrap();
    assert_eq!(
        refused(Some(new), "Bà Sáu"),
        [("device".to_owned(), Problem::Missing)]
    );
}

#[test]
fn a_household_that_is_gone_is_nobodys_to_give_and_its_right_stays() {
    let mut month = month();
    let round = month.issue();
    let gone = month.ward.server.told(LifeKind::MovedAway);
    month.ward.server.tell(month.households[1], &gone).unwrap();
    month.ward.settle();
    let new = mai_gets_another_phone(&mut month);
    let old = old_phone(&month);
    assert_eq!(old.held[0].to_give, 1);
    let server = &month.ward.server;
    server.take_over(old.device, Some(new), "Bà Sáu").unwrap();
    assert_eq!(held_by(&month, round, new), [month.households[0]].into());
    assert_eq!(
        held_by(&month, round, month.mai),
        [month.households[1]].into()
    );
}

//! Two records of one household, told by the ward's people. Goal: they become one, lose nothing and can
//! be two again; what is still to be given is given once. Method: real phones and the real store in
//! one process.

use std::collections::BTreeMap;

use chungtay_server::state::Clock as _;
use chungtay_shared::api::FactPage;
use chungtay_shared::duplicate::Reason;
use chungtay_shared::field::Problem;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::life::LifeKind;
use chungtay_shared::review::Doubt;
use chungtay_tests::ward::month::{Month, fields_of, month, problem_of, save};
use chungtay_tests::ward::phone::{hand_over, register, visit};

/// Mai and Hùng each register the same household without network, and each gives it something.
fn written_down_twice(month: &mut Month) -> (DocId, DocId) {
    let mut register_as = |name: &str, head: &str| {
        let id = save(&mut month.ward, name, &register(head, "Ấp 5")).unwrap();
        let now = month.ward.clock.now();
        save(&mut month.ward, name, &visit(id, now, "thăm hộ")).unwrap();
        save(&mut month.ward, name, &hand_over(id, now, "200.000")).unwrap();
        id
    };
    let by_mai = register_as("Mai", "Phạm Thị Lụa");
    let by_hung = register_as("Hùng", "PHẠM THỊ LỤA");
    month.ward.settle();
    (by_mai, by_hung)
}

#[test]
fn a_household_that_two_people_wrote_down_becomes_one_loses_nothing_and_can_be_two_again() {
    let mut month = month();
    let (kept, merged) = written_down_twice(&mut month);
    let server = &month.ward.server;
    let review = server.review();
    assert_eq!((review.lookalikes_total, review.lookalikes.len()), (1, 1));
    let pair = &review.lookalikes[0];
    assert_eq!(pair.reasons, [Reason::SameName]);
    let ids: Vec<DocId> = pair.records.iter().map(|record| record.line.id).collect();
    assert!(ids.contains(&kept) && ids.contains(&merged));
    let before = (
        server.summary(),
        server.facts(),
        server.household(merged).unwrap(),
    );
    assert_eq!((before.0.households, before.0.aided.households), (6, 2));

    server.tell_same(kept, merged).unwrap();
    let after = server.summary();
    assert_eq!((after.households, after.aided.households), (5, 1));
    assert_eq!(
        (after.aided.times, after.money_vnd),
        (before.0.aided.times, before.0.money_vnd),
        "what was given was given"
    );
    let hamlet = after.by_hamlet.iter().find(|h| h.name == "Ấp 5").unwrap();
    assert_eq!((hamlet.households, hamlet.visited, hamlet.aided), (1, 1, 1));
    let facts = server.facts();
    let ids = |page: &FactPage| page.lines.iter().map(|line| line.id).collect::<Vec<_>>();
    assert_eq!(ids(&facts), ids(&before.1), "no receipt is rewritten");
    // The list behind the numbers counts as they do: each fact stands under the household it counts for.
    assert_eq!((facts.total, facts.households), (before.1.total, 1));
    assert!(facts.lines.iter().all(|line| line.household == kept));
    let listed = server.listed();
    let line = listed.iter().find(|line| line.id == kept).unwrap();
    assert_eq!((line.visit_count, line.handover_count), (2, 2));
    assert_eq!(line.value_vnd, 400_000);
    assert!(server.review().lookalikes.is_empty());
    month.ward.settle();
    for name in ["Mai", "Hùng"] {
        assert_eq!(month.row(name, merged).merged_into, Some(kept));
    }

    let server = &month.ward.server;
    server.tell_distinct([kept, merged]).unwrap();
    assert_eq!(server.facts(), before.1);
    let undone = server.summary();
    assert_eq!((undone.households, undone.aided.households), (6, 2));
    let held = server.household(merged).unwrap();
    assert_eq!(
        (held.visits, held.handovers, held.profile),
        (before.2.visits, before.2.handovers, before.2.profile)
    );
    assert_eq!(
        held.life.len(),
        2,
        "both decisions are kept, with their reasons"
    );
    // They were said to be two: they are not asked about again.
    assert!(server.review().lookalikes.is_empty());
    month.ward.settle();
    assert_eq!(month.row("Mai", merged).merged_into, None);
    // And they may be one after all, whichever of the two is kept.
    for [kept, merged] in [[merged, kept], [kept, merged]] {
        let server = &month.ward.server;
        server.tell_same(kept, merged).unwrap();
        assert_eq!(server.summary().households, 5);
        server.tell_distinct([kept, merged]).unwrap();
        assert_eq!(server.summary().households, 6);
    }
    month.ward.server.tell_same(kept, merged).unwrap();
    assert_eq!(month.ward.server.summary().households, 5);
}

/// Who may give a round's item, by household.
fn holders(month: &Month, round: FactId) -> BTreeMap<DocId, Actor> {
    let rounds = month.ward.server.rounds().rounds;
    let round = rounds.into_iter().find(|r| r.id == round).unwrap();
    let rights = round.rights.iter();
    rights.map(|r| (r.household, r.holder)).collect()
}

#[test]
fn a_household_with_two_records_is_given_once() {
    let mut month = month();
    let round = month.issue();
    // The third is Hùng's, the first two are Mai's; the fourth has no right.
    let [first, second, third, fourth] = month.households[..] else {
        panic!()
    };
    // Of two rights one is withdrawn, and a right passes to the record that has none.
    month.ward.server.tell_same(first, third).unwrap();
    month.ward.server.tell_same(fourth, second).unwrap();
    assert_eq!(
        holders(&month, round),
        BTreeMap::from([(first, month.mai), (fourth, month.mai)])
    );
    month.ward.settle();
    assert_eq!(problem_of(month.give("Hùng", 2, round)), Problem::Gone);
    month.give("Mai", 0, round).unwrap();
    month.give("Mai", 3, round).unwrap();
    month.ward.settle();
    assert!(month.ward.server.review().doubts.is_empty());
}

#[test]
fn households_that_were_taken_for_one_are_each_given_what_was_theirs() {
    let mut month = month();
    let round = month.issue();
    let [sau, tam, ba, tu] = month.households[..] else {
        panic!()
    };
    let issued = holders(&month, round);
    // One right was withdrawn, another passed to the record that had none; the office gave that one to
    // Hùng meanwhile.
    month.ward.server.tell_same(sau, ba).unwrap();
    month.ward.server.tell_same(tu, tam).unwrap();
    month.ward.server.move_right(round, tu, Some(month.hung));
    month.ward.server.tell_distinct([ba, sau]).unwrap();
    month.ward.server.tell_distinct([tu, tam]).unwrap();
    let mut again = issued.clone();
    again.insert(tam, month.hung);
    assert_eq!(holders(&month, round), again);
    month.ward.settle();
    for (name, household) in [("Mai", 0), ("Hùng", 1), ("Hùng", 2)] {
        month.give(name, household, round).unwrap();
    }
    assert_eq!(problem_of(month.give("Mai", 3, round)), Problem::NoRight);
    month.ward.settle();
    assert!(month.ward.server.review().doubts.is_empty());
}

#[test]
fn a_right_that_was_used_while_two_records_were_one_does_not_come_back() {
    let mut month = month();
    let round = month.issue();
    let [sau, tam, ba, tu] = month.households[..] else {
        panic!()
    };
    // Bà Tám's right passes to Tư, who is given her gift; Hùng gives Ba, without having heard that her
    // right was withdrawn.
    month.ward.server.tell_same(tu, tam).unwrap();
    month.ward.server.tell_same(sau, ba).unwrap();
    month.give("Hùng", 2, round).unwrap();
    month.sync("Mai");
    month.give("Mai", 3, round).unwrap();
    month.ward.settle();
    month.ward.server.tell_distinct([tam, tu]).unwrap();
    month.ward.server.tell_distinct([ba, sau]).unwrap();
    let held = BTreeMap::from([(sau, month.mai), (tu, month.mai)]);
    assert_eq!(holders(&month, round), held);
    month.ward.settle();
    month.give("Mai", 0, round).unwrap();
    month.ward.settle();
    assert!(month.ward.server.review().doubts.is_empty());
}

#[test]
fn a_right_does_not_come_back_to_a_household_whose_third_record_was_given() {
    let mut month = month();
    let round = month.issue();
    let [sau, tam, ba, _] = month.households[..] else {
        panic!()
    };
    month.give("Mai", 1, round).unwrap();
    month.give("Hùng", 2, round).unwrap();
    month.ward.settle();
    let server = &month.ward.server;
    server.tell_same(sau, tam).unwrap();
    server.tell_same(sau, ba).unwrap();
    server.tell_distinct([tam, sau]).unwrap();
    assert!(!holders(&month, round).contains_key(&sau));

    // The office offers the household no second one either, whichever of its records holds the right.
    let again = BTreeMap::from([(month.mai, vec![sau])]);
    let refused = server.issue_round(&month.campaign, "Đợt 2", again);
    assert_eq!(
        fields_of(refused),
        [("rights".to_owned(), Problem::AlreadyGiven)]
    );
}

#[test]
fn of_three_records_of_one_household_each_takes_its_own_right_along() {
    let mut month = month();
    let round = month.issue();
    let [sau, tam, ba, tu] = month.households[..] else {
        panic!()
    };
    let issued = holders(&month, round);
    // Tư has no right: Ba's is used for both, and for want of another one Sáu's is withdrawn.
    month.ward.server.tell_same(tu, ba).unwrap();
    month.ward.server.tell_same(tu, sau).unwrap();
    let once = BTreeMap::from([(tu, month.hung), (tam, month.mai)]);
    assert_eq!(holders(&month, round), once);
    // Without Ba, Sáu's is what Tư is given by.
    month.ward.server.tell_distinct([tu, ba]).unwrap();
    let (of_tu, of_ba) = ((tu, month.mai), (ba, month.hung));
    let each = BTreeMap::from([of_tu, (tam, month.mai), of_ba]);
    assert_eq!(holders(&month, round), each);
    month.ward.server.tell_distinct([tu, sau]).unwrap();
    assert_eq!(holders(&month, round), issued);
    // A gift to one record is a gift to the household, whichever record comes to it next.
    month.give("Hùng", 2, round).unwrap();
    month.ward.settle();
    month.ward.server.tell_same(tu, ba).unwrap();
    month.ward.server.tell_same(tu, sau).unwrap();
    assert_eq!(
        holders(&month, round),
        BTreeMap::from([(ba, month.hung), (tam, month.mai)])
    );
}

#[test]
fn two_gifts_to_two_records_of_one_household_are_found_when_they_become_one() {
    let mut month = month();
    let round = month.issue();
    month.give("Mai", 0, round).unwrap();
    month.give("Hùng", 2, round).unwrap();
    month.ward.settle();
    assert!(month.ward.server.review().doubts.is_empty());
    month
        .ward
        .server
        .tell_same(month.households[0], month.households[2])
        .unwrap();
    let doubts = month.ward.server.review().doubts;
    assert_eq!(doubts.len(), 1);
    assert_eq!((doubts[0].doubt, doubts[0].lines.len()), (Doubt::Twice, 2));
}

#[test]
fn records_that_cannot_be_one_or_two_stay_as_they_are() {
    let mut month = month();
    month.issue();
    let [sau, tam, ba, tu] = month.households[..] else {
        panic!()
    };
    let server = &month.ward.server;
    let field = |name: &str, problem| (name.to_owned(), problem);
    assert_eq!(
        fields_of(server.tell_same(sau, sau)),
        [field("kept", Problem::Gone)]
    );
    server.tell_same(sau, tam).unwrap();
    assert_eq!(
        fields_of(server.tell_same(ba, tam)),
        [field("merged", Problem::Gone)]
    );
    assert_eq!(
        fields_of(server.tell_same(tam, ba)),
        [field("kept", Problem::Gone)]
    );
    assert_eq!(
        fields_of(server.tell_same(ba, sau)),
        [field("merged", Problem::HoldsOthers)]
    );
    let moved = server.tell(tam, &server.told(LifeKind::MovedAway));
    assert_eq!(fields_of(moved), [field("kind", Problem::Gone)]);
    server.tell(tu, &server.told(LifeKind::NobodyLeft)).unwrap();
    let rights = BTreeMap::from([(month.mai, vec![tu])]);
    let round = server.issue_round(&month.campaign, "Đợt 2", rights);
    assert_eq!(fields_of(round), [field("rights", Problem::Gone)]);
    server.tell_distinct([sau, ba]).unwrap();
    assert_eq!(
        fields_of(server.tell_distinct([ba, sau])),
        [field("records", Problem::Unchanged)]
    );
}

//! What a round stands on, told by the office's people. Goal: a list is true of what it says it was made
//! by, on the day it says, and by a decision no more is given than it says, in rounds and outlays together.
//! Method: the real store in one process; the documents read again.

use std::collections::BTreeMap;

use chungtay_shared::api::lives::TellStatus;
use chungtay_shared::api::rounds::IssueRound;
use chungtay_shared::campaign::Eligibility;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::household::Category;
use chungtay_shared::id::FactId;
use chungtay_shared::round::Basis;
use chungtay_shared::time::LocalDate;
use chungtay_tests::ward::month::{Month, fields_of, month};

const DAY_MS: i64 = 86_400_000;

fn today(month: &Month) -> LocalDate {
    month.ward.server.now().local_date()
}

/// A round for the first so many households, all of them Mai's.
fn wanted(month: &Month, name: &str, households: usize, basis: Basis) -> IssueRound {
    IssueRound {
        campaign: month.campaign.id,
        name: name.to_owned(),
        item: month.campaign.items[0].id,
        rights: BTreeMap::from([(month.mai, month.households[..households].to_vec())]),
        in_custody: false,
        again: false,
        basis,
    }
}

fn poor(on: Option<LocalDate>) -> Basis {
    Basis {
        meant_for: Some(Eligibility {
            categories: [Category::Poor].into(),
            on,
            ..Eligibility::default()
        }),
        decision: None,
    }
}

/// The office says by decision that a household is poor from today on.
fn decide_poor(month: &Month, household: usize) {
    let told = TellStatus {
        category: Category::Poor,
        decision: "15/QĐ-UBND".to_owned(),
        from: today(month),
        to: None,
        answers: None,
    };
    let server = &month.ward.server;
    server
        .tell_status(month.households[household], &told)
        .unwrap();
}

#[test]
fn a_list_is_held_to_the_categories_of_the_day_it_says_and_keeps_what_it_was_made_by() {
    let month = month();
    decide_poor(&month, 0);
    let first_day = today(&month);
    month.ward.clock.pass_ms(3 * DAY_MS);
    decide_poor(&month, 1);
    let server = &month.ward.server;

    // By the list of three days ago the second household was not poor yet.
    let on_the_first_day = wanted(&month, "Đợt 1", 2, poor(Some(first_day)));
    assert_eq!(
        fields_of(server.issue(&on_the_first_day)),
        [("meant_for".to_owned(), Problem::Unknown)]
    );
    let today = wanted(&month, "Đợt 1", 2, poor(None));
    let issued = server.issue(&today).unwrap();
    assert_eq!(issued.meant_for, today.basis.meant_for);
    assert_eq!(server.rounds().rounds.len(), 1);
}

/// A decision that says so much, as the Fund has it.
fn decide(month: &Month, money: &str) -> FactId {
    let server = &month.ward.server;
    let decision = EntryDraft {
        voucher: "21/QĐ-MTTQ-BTT".to_owned(),
        ..server.entry(EntryKind::Decision, "", money)
    };
    server.enter(&decision).unwrap();
    server.fund_on(today(month)).entries[0].entry.id
}

#[test]
fn by_a_decision_rounds_and_outlays_together_give_no_more_than_it_says() {
    let month = month();
    let decision = decide(&month, "1.500.000");
    let by_it = Basis {
        meant_for: None,
        decision: Some(decision),
    };
    let server = &month.ward.server;
    // Four gifts of 500.000 đ are more than it says, three are all of it.
    let refused = server.issue(&wanted(&month, "Đợt 1", 4, by_it.clone()));
    assert_eq!(
        fields_of(refused),
        [("decision".to_owned(), Problem::TooLarge)]
    );
    let round = server
        .issue(&wanted(&month, "Đợt 1", 3, by_it.clone()))
        .unwrap();
    assert_eq!(round.decision, "21/QĐ-MTTQ-BTT");
    assert!(
        server.rounds().decisions.is_empty(),
        "nothing is left of it"
    );
    let page = server.fund_on(today(&month));
    assert_eq!(page.bound[&decision].money_vnd, 1_500_000);
    let spent = EntryDraft {
        decision: Some(decision),
        ..server.entry(EntryKind::Outlay, "Hộ bà Sáu", "500.000")
    };
    assert_eq!(
        fields_of(server.enter(&spent)),
        [("money_text".to_owned(), Problem::TooLarge)]
    );
    assert_eq!(
        fields_of(server.void(decision, "nhập nhầm")),
        [("entry".to_owned(), Problem::InUse)]
    );
    // A fourth household finds no room; where a right is withdrawn there is some.
    let moved = |household: usize, holder| {
        server.try_to_move(round.id, month.households[household], holder, "Bà Tư")
    };
    assert_eq!(
        fields_of(moved(3, Some(month.hung))),
        [("households".to_owned(), Problem::TooLarge)]
    );
    moved(0, None).unwrap();
    moved(3, Some(month.hung)).unwrap();
    // To give a right that is there to somebody else takes no more.
    moved(1, Some(month.hung)).unwrap();
}

#[test]
fn a_decision_that_is_not_there_pays_for_nothing() {
    let month = month();
    let nowhere = Basis {
        meant_for: None,
        decision: Some(FactId::from_bytes([9; 16])),
    };
    let refused = month
        .ward
        .server
        .issue(&wanted(&month, "Đợt 1", 1, nowhere));
    assert_eq!(
        fields_of(refused),
        [("decision".to_owned(), Problem::Unknown)]
    );
}

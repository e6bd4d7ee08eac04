//! Rounds and their rights, told by the ward's people. Goal: inside the plan nobody is given twice and
//! nobody gives what they hold no right for, however long two phones are offline; what lies outside
//! the plan is found and looked at. Method: real phones and the real store in one process.

use std::collections::BTreeMap;

use chungtay_server::error::ApiError;
use chungtay_server::state::Clock as _;
use chungtay_shared::field::Problem;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::life::LifeKind;
use chungtay_shared::phone::message::{Ask, Correcting, Failure};
use chungtay_shared::review::Doubt;
use chungtay_tests::ward::month::{Month, fields_of, month, problem_of, save};
use chungtay_tests::ward::phone::{hand_over, hand_over_in, propose};

#[test]
fn before_a_round_is_issued_everybody_gives_as_they_see_fit() {
    let mut month = month();
    let now = month.ward.clock.now();
    for name in ["Mai", "Hùng"] {
        let ask = hand_over_in(month.households[0], now, &month.campaign, None);
        save(&mut month.ward, name, &ask).unwrap();
    }
    month.ward.settle();
    assert!(month.ward.server.review().doubts.is_empty());
}

#[test]
fn two_phones_that_are_offline_for_days_give_each_right_once() {
    let mut month = month();
    let round = month.issue();
    // Three days without network; everybody tries everything.
    for _ in 0..3 {
        for household in 0..4 {
            for name in ["Mai", "Hùng"] {
                let _ = month.give(name, household, round);
            }
        }
        month.ward.clock.pass_ms(86_400_000);
    }
    month.ward.settle();
    assert_eq!(month.given(), 3, "three rights were issued");
    let state = &month.ward.server.rounds().rounds[0];
    assert!(state.rights.iter().all(|right| right.given_at.is_some()));
    assert!(month.ward.server.review().doubts.is_empty());
    for (name, household, problem) in [
        ("Mai", 0, Problem::AlreadyGiven),
        ("Hùng", 0, Problem::AlreadyGiven),
        ("Hùng", 3, Problem::NoRight),
    ] {
        assert_eq!(problem_of(month.give(name, household, round)), problem);
    }
    // What a donor gives by their own hand is no part of the campaign.
    let now = month.ward.clock.now();
    let direct = hand_over(month.households[3], now, "200.000");
    save(&mut month.ward, "Hùng", &direct).unwrap();
}

#[test]
fn a_lost_phones_right_goes_to_another_and_what_it_gave_meanwhile_is_found() {
    let mut month = month();
    let round = month.issue();
    // Mai gives and then loses her phone, before it has heard of anything.
    month.give("Mai", 0, round).unwrap();
    month
        .ward
        .server
        .move_right(round, month.households[0], Some(month.hung));
    month.ward.clock.pass_ms(1_000);
    month.sync("Hùng");
    month.give("Hùng", 0, round).unwrap();
    month.sync("Hùng");
    assert!(month.ward.server.review().doubts.is_empty());

    // It is found again, and brings what it has: nothing is refused, and a person looks at it.
    month.ward.settle();
    assert_eq!(month.given(), 2);
    let doubts = month.ward.server.review().doubts;
    assert_eq!(doubts.len(), 1);
    assert_eq!((doubts[0].doubt, doubts[0].lines.len()), (Doubt::Twice, 2));
    let names: Vec<&str> = doubts[0]
        .lines
        .iter()
        .map(|l| l.person_name.as_str())
        .collect();
    assert!(names.contains(&"Mai") && names.contains(&"Hùng"));

    let facts: Vec<FactId> = doubts[0].lines.iter().map(|line| line.id).collect();
    month
        .ward
        .server
        .settle_doubt(month.campaign.id, facts.clone())
        .unwrap();
    assert!(month.ward.server.review().doubts.is_empty());
    let again = month.ward.server.settle_doubt(month.campaign.id, facts);
    assert_eq!(fields_of(again), [("facts".to_owned(), Problem::Missing)]);
}

#[test]
fn what_is_proposed_in_the_field_is_answered_at_the_office_and_then_given() {
    let mut month = month();
    let round = month.issue();
    let left_out = month.households[3];
    let now = month.ward.clock.now();
    for why in ["nhà cháy đêm qua", "hỏi thêm lần nữa"] {
        let ask = propose(left_out, now, &month.campaign, why);
        save(&mut month.ward, "Mai", &ask).unwrap();
    }
    month.ward.settle();
    assert_eq!(month.ward.server.summary().proposals, 2);
    assert_eq!(
        month.ward.server.summary().money_vnd,
        0,
        "nothing was given yet"
    );
    let proposals = month.ward.server.review().proposals;
    let [first, second] = &proposals[..] else {
        panic!("{proposals:?}")
    };
    let choices: Vec<_> = first
        .rounds
        .iter()
        .map(|r| (r.id, r.name.as_str()))
        .collect();
    assert_eq!(choices, [(round, "Đợt 1")]);

    let server = &month.ward.server;
    server
        .answer_proposal(left_out, first.line.id, Some(round), "")
        .unwrap();
    let unsaid = server.answer_proposal(left_out, second.line.id, None, " ");
    assert_eq!(fields_of(unsaid), [("reason".to_owned(), Problem::Missing)]);
    let twice = server.answer_proposal(left_out, second.line.id, Some(round), "");
    assert!(
        matches!(twice, Err(ApiError::NotFound)),
        "the right is Mai's already"
    );
    server
        .answer_proposal(left_out, second.line.id, None, "đã duyệt lần trước")
        .unwrap();
    assert!(server.review().proposals.is_empty());
    month.ward.settle();

    let seen = month.ward.phone("Mai").household(left_out).unwrap();
    let answers = seen.proposals.iter().map(|p| p.answer.as_ref().unwrap());
    let granted: Vec<bool> = answers.map(|answer| answer.granted).collect();
    assert_eq!(granted.iter().filter(|granted| **granted).count(), 1);
    assert_eq!(problem_of(month.give("Hùng", 3, round)), Problem::NoRight);
    month.give("Mai", 3, round).unwrap();
    month.ward.settle();
    assert!(month.ward.server.review().doubts.is_empty());
}

#[test]
fn a_round_that_cannot_be_meant_is_refused_with_every_reason_and_nothing_is_issued() {
    let mut month = month();
    let round = month.issue();
    let server = &month.ward.server;
    let twice = BTreeMap::from([
        (month.mai, vec![month.households[0]]),
        (month.hung, vec![month.households[0]]),
    ]);
    let problems = fields_of(server.issue_round(&month.campaign, "Đợt 1", twice));
    assert!(
        problems.contains(&("name".to_owned(), Problem::Taken)),
        "{problems:?}"
    );
    assert!(problems.contains(&("rights".to_owned(), Problem::Ambiguous)));

    let again = BTreeMap::from([(month.hung, vec![month.households[0]])]);
    let problems = fields_of(server.issue_round(&month.campaign, "Đợt 2", again));
    assert_eq!(problems, [("rights".to_owned(), Problem::AlreadyGiven)]);
    let nobody = BTreeMap::from([(Actor::from_bytes([7; 16]), vec![month.households[3]])]);
    let problems = fields_of(server.issue_round(&month.campaign, "Đợt 2", nobody));
    assert_eq!(problems, [("holder".to_owned(), Problem::Unknown)]);
    let nowhere = BTreeMap::from([(month.mai, vec![DocId::from_bytes([9; 16])])]);
    let problems = fields_of(server.issue_round(&month.campaign, " ", nowhere));
    assert!(
        problems.contains(&("name".to_owned(), Problem::Missing)),
        "{problems:?}"
    );
    assert!(problems.contains(&("rights".to_owned(), Problem::Unknown)));
    let problems = fields_of(server.issue_round(&month.campaign, "Đợt 2", BTreeMap::new()));
    assert_eq!(problems, [("rights".to_owned(), Problem::Missing)]);

    let rounds = server.rounds().rounds;
    assert_eq!(rounds.len(), 1);
    assert_eq!((rounds[0].id, rounds[0].rights.len()), (round, 3));
}

#[test]
fn mai_takes_back_what_she_proposed_as_long_as_the_office_has_not_answered() {
    let mut month = month();
    let round = month.issue();
    let left_out = month.households[3];
    let now = month.ward.clock.now();
    for why in ["nhà cháy đêm qua", "hỏi thêm lần nữa"] {
        let ask = propose(left_out, now, &month.campaign, why);
        save(&mut month.ward, "Mai", &ask).unwrap();
    }
    month.ward.settle();
    let [first, second] = &month.ward.server.review().proposals[..] else {
        panic!("two proposals")
    };
    let (first, second) = (first.line.id, second.line.id);
    let take_back = |month: &mut Month, name: &str, fact| {
        let correcting = Correcting {
            fact,
            reason: "hộ bên cạnh, không phải hộ này".into(),
        };
        let household = month.households[3];
        let ask = Ask::Retract {
            household,
            correcting,
        };
        save(&mut month.ward, name, &ask)
    };
    // It is Mai's; without network she takes it back, once.
    let by_hung = take_back(&mut month, "Hùng", first);
    assert_eq!(by_hung, Err(Failure::NotFound));
    take_back(&mut month, "Mai", first).unwrap();
    assert_eq!(take_back(&mut month, "Mai", first), Err(Failure::NotFound));
    // She takes back the other as well, while the office grants it: what was granted is granted.
    take_back(&mut month, "Mai", second).unwrap();
    let server = &month.ward.server;
    server
        .answer_proposal(left_out, second, Some(round), "")
        .unwrap();
    month.ward.settle();

    let server = &month.ward.server;
    assert!(server.review().proposals.is_empty());
    assert_eq!(server.summary().proposals, 0);
    let late = server.answer_proposal(left_out, first, Some(round), "");
    assert!(matches!(late, Err(ApiError::NotFound)));
    assert_eq!(take_back(&mut month, "Mai", second), Err(Failure::NotFound));
    for name in ["Mai", "Hùng"] {
        let seen = month.ward.phone(name).household(left_out).unwrap();
        let of = |id| seen.proposals.iter().find(|p| p.fact.id == id).unwrap();
        assert!(of(first).corrected_by.is_some() && of(first).answer.is_none());
        assert!(of(second).answer.as_ref().is_some_and(|a| a.granted));
    }
    month.give("Mai", 3, round).unwrap();
}

#[test]
fn a_proposal_from_a_phone_that_is_locked_can_be_declined_and_not_granted_to_nobody() {
    let mut month = month();
    let round = month.issue();
    let left_out = month.households[3];
    let ask = propose(
        left_out,
        month.ward.clock.now(),
        &month.campaign,
        "nhà cháy",
    );
    save(&mut month.ward, "Mai", &ask).unwrap();
    month.ward.settle();
    month.ward.server.lock_phone_of("Mai");
    let proposals = month.ward.server.review().proposals;
    assert!(proposals[0].rounds.is_empty());
    let id = proposals[0].line.id;
    let server = &month.ward.server;
    let granted = server.answer_proposal(left_out, id, Some(round), "");
    assert!(matches!(granted, Err(ApiError::NotFound)));
    server
        .answer_proposal(left_out, id, None, "chị Mai đã nghỉ")
        .unwrap();
    assert!(server.review().proposals.is_empty());
}

#[test]
fn what_came_before_the_first_round_is_no_question_and_whoever_is_gone_is_granted_nothing() {
    let mut month = month();
    let now = month.ward.clock.now();
    let gift = hand_over_in(month.households[0], now, &month.campaign, None);
    save(&mut month.ward, "Mai", &gift).unwrap();
    month.ward.settle();
    month.ward.clock.pass_ms(60_000);
    let round = month.issue();
    assert!(month.ward.server.review().doubts.is_empty());

    let left_out = month.households[3];
    let ask = propose(left_out, now, &month.campaign, "nhà cháy");
    save(&mut month.ward, "Mai", &ask).unwrap();
    month.ward.settle();
    let id = month.ward.server.review().proposals[0].line.id;
    let server = &month.ward.server;
    server
        .tell(left_out, &server.told(LifeKind::NobodyLeft))
        .unwrap();
    let granted = server.answer_proposal(left_out, id, Some(round), "");
    assert_eq!(
        fields_of(granted),
        [("granted_in".to_owned(), Problem::Gone)]
    );
    server
        .answer_proposal(left_out, id, None, "không còn ai")
        .unwrap();
}

#[test]
fn a_right_is_given_to_another_only_when_a_second_person_agrees() {
    let mut month = month();
    let round = month.issue();
    let server = &month.ward.server;
    let (tu, officer) = (month.households[0], server.officer_name());
    let alone = server.try_to_move(round, tu, None, &format!(" {officer} "));
    assert_eq!(
        fields_of(alone),
        [("approved_by".to_owned(), Problem::SecondPerson)]
    );
    server.try_to_move(round, tu, None, "Bà Sáu").unwrap();
}

#[test]
fn what_is_given_in_another_campaign_at_the_same_time_is_that_ones() {
    let mut month = month();
    let other = month.ward.server.begin_campaign();
    month.ward.settle();
    let now = month.ward.clock.now();
    for (household, campaign) in [
        (0, month.campaign.clone()),
        (1, other.clone()),
        (2, other.clone()),
    ] {
        let ask = hand_over_in(month.households[household], now, &campaign, None);
        save(&mut month.ward, "Mai", &ask).unwrap();
    }
    month.ward.settle();
    let server = &month.ward.server;
    let aided = |campaign| {
        let summary = server.summary_of(campaign);
        (
            summary.aided_in_campaign.households,
            summary.aided.households,
        )
    };
    assert_eq!(aided(&month.campaign), (1, 3));
    assert_eq!(aided(&other), (2, 3));
}

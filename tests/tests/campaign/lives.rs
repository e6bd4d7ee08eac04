//! What becomes of households, told by the ward's people. Goal: what volunteers see reaches the office
//! and its answer reaches them; nobody is given what was meant for a household that is gone; what was
//! officially decided holds on its days. Method: real phones and the
//! real store in one process.

use chungtay_server::error::ApiError;
use chungtay_server::state::Clock as _;
use chungtay_shared::api::lives::{TellLife, TellStatus};
use chungtay_shared::field::Problem;
use chungtay_shared::household::{Category, ProfileField};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::life::{ChangeSeen, LifeKind};
use chungtay_shared::review::Doubt;
use chungtay_tests::ward::month::{fields_of, month, problem_of, save};
use chungtay_tests::ward::phone::notice;

#[test]
fn what_a_volunteer_hears_is_answered_by_the_office_and_the_phones_hear_it() {
    let mut month = month();
    let round = month.issue();
    let [sau, tam] = [month.households[0], month.households[1]];
    let now = month.ward.clock.now();
    save(
        &mut month.ward,
        "Mai",
        &notice(sau, now, ChangeSeen::MovedAway, "chuyển lên thành phố"),
    )
    .unwrap();
    save(
        &mut month.ward,
        "Mai",
        &notice(tam, now, ChangeSeen::HeadDied, "mất hôm rằm"),
    )
    .unwrap();
    month.ward.settle();
    let server = &month.ward.server;
    let noticed = server.review().noticed;
    let [first, second] = &noticed[..] else {
        panic!("{noticed:?}")
    };
    let (moved, died) = if first.line.household == sau {
        (first, second)
    } else {
        (second, first)
    };
    assert_eq!(
        (moved.seen, died.seen),
        (ChangeSeen::MovedAway, ChangeSeen::HeadDied)
    );
    assert_eq!(moved.line.person_name, "Mai");
    // A note decides nothing.
    assert_eq!(server.summary().households, 4);

    let answer = |line: &chungtay_shared::api::FactLine, kind| TellLife {
        answers: Some(line.id),
        ..server.told(kind)
    };
    server
        .tell(sau, &answer(&moved.line, LifeKind::MovedAway))
        .unwrap();
    let with_head = TellLife {
        head_name: "Lê Thị Chín".into(),
        ..answer(&died.line, LifeKind::HeadDied)
    };
    server.tell(tam, &with_head).unwrap();
    assert!(server.review().noticed.is_empty());
    assert_eq!(server.summary().households, 3);
    let stranded = server.review().stranded;
    assert_eq!(stranded.len(), 1);
    assert_eq!((stranded[0].household, stranded[0].round), (sau, round));
    assert_eq!(stranded[0].holder_name, "Mai");
    month.ward.settle();

    assert_eq!(month.row("Mai", sau).gone, Some(LifeKind::MovedAway));
    assert_eq!(month.row("Hùng", tam).head_name, "Lê Thị Chín");
    assert_eq!(month.row("Hùng", tam).gone, None);
    assert_eq!(problem_of(month.give("Mai", 0, round)), Problem::Gone);
    month.give("Mai", 1, round).unwrap();

    // They come back, and the right that waited is good again.
    let server = &month.ward.server;
    server.tell(sau, &server.told(LifeKind::Stays)).unwrap();
    assert!(server.review().stranded.is_empty());
    month.ward.settle();
    month.give("Mai", 0, round).unwrap();
    month.ward.settle();
    assert!(month.ward.server.review().doubts.is_empty());
}

#[test]
fn what_was_given_to_a_household_after_it_had_moved_away_is_found() {
    let mut month = month();
    let round = month.issue();
    let long_ago = TellLife {
        on: chungtay_shared::time::LocalDate::from_days(
            month.ward.clock.now().local_date().days() - 20,
        ),
        ..month.ward.server.told(LifeKind::MovedAway)
    };
    month
        .ward
        .server
        .tell(month.households[0], &long_ago)
        .unwrap();
    // Mai has not heard of it.
    month.give("Mai", 0, round).unwrap();
    month.ward.settle();
    let doubts = month.ward.server.review().doubts;
    assert_eq!(doubts.len(), 1);
    assert_eq!(doubts[0].doubt, Doubt::Gone);
}

#[test]
fn a_household_splits_and_another_joins_its_children_and_each_page_says_so() {
    let mut month = month();
    let [sau, tam, ba] = [
        month.households[0],
        month.households[1],
        month.households[2],
    ];
    let server = &month.ward.server;
    let split = TellLife {
        head_name: "Đặng Văn Út".into(),
        ..server.told(LifeKind::Split)
    };
    server.tell(sau, &split).unwrap();
    let joins = TellLife {
        joined: Some(ba),
        ..server.told(LifeKind::Joined)
    };
    server.tell(tam, &joins).unwrap();
    // One more by the split, one less by the joining.
    assert_eq!(server.summary().households, 4);
    let told = |id: DocId| {
        let life = server.household(id).unwrap().life;
        life.into_iter()
            .map(|event| (event.fact.kind, event.fact.other))
            .collect::<Vec<_>>()
    };
    let [(LifeKind::Split, Some(new))] = told(sau)[..] else {
        panic!("{:?}", told(sau))
    };
    assert_eq!(told(new), [(LifeKind::Formed, Some(sau))]);
    assert_eq!(told(tam), [(LifeKind::Joined, Some(ba))]);
    assert_eq!(told(ba), [(LifeKind::TookIn, Some(tam))]);
    month.ward.settle();
    let row = month.row("Hùng", new);
    assert_eq!(
        (row.head_name.as_str(), row.hamlet.as_str()),
        ("Đặng Văn Út", "Ấp 3")
    );
    assert_eq!(month.row("Hùng", tam).gone, Some(LifeKind::Joined));
}

#[test]
fn what_cannot_be_meant_is_refused_with_every_reason_and_nothing_is_written() {
    let mut month = month();
    month.issue();
    let sau = month.households[0];
    let server = &month.ward.server;
    let refused = |household, wanted: TellLife| fields_of(server.tell(household, &wanted));
    let field = |name: &str, problem| (name.to_owned(), problem);

    let tomorrow =
        chungtay_shared::time::LocalDate::from_days(month.ward.clock.now().local_date().days() + 1);
    let split = TellLife {
        on: tomorrow,
        reason: " ".into(),
        ..server.told(LifeKind::Split)
    };
    let problems = refused(sau, split);
    for expected in [
        field("reason", Problem::Missing),
        field("on", Problem::InFuture),
        field("head_name", Problem::Missing),
    ] {
        assert!(problems.contains(&expected), "{problems:?}");
    }
    assert_eq!(
        refused(sau, server.told(LifeKind::Stays)),
        [field("kind", Problem::Unchanged)]
    );
    assert_eq!(
        refused(sau, server.told(LifeKind::Same)),
        [field("kind", Problem::Unknown)]
    );
    let joins = |joined| TellLife {
        joined,
        ..server.told(LifeKind::Joined)
    };
    assert_eq!(
        refused(sau, joins(None)),
        [field("joined", Problem::Missing)]
    );
    assert_eq!(
        refused(sau, joins(Some(sau))),
        [field("joined", Problem::Unknown)]
    );
    let answers = TellLife {
        answers: Some(FactId::from_bytes([7; 16])),
        ..server.told(LifeKind::MovedAway)
    };
    assert_eq!(refused(sau, answers), [field("answers", Problem::Unknown)]);
    let nobody = server.tell(
        DocId::from_bytes([7; 16]),
        &server.told(LifeKind::MovedAway),
    );
    assert!(matches!(nobody, Err(ApiError::NotFound)));
    let campaign = server.tell(month.campaign.id, &server.told(LifeKind::MovedAway));
    assert!(matches!(campaign, Err(ApiError::NotFound)));

    let head = server.household(sau).unwrap();
    assert_eq!(head.profile.get(ProfileField::HeadName), "Đặng Thị Sáu");
    assert!(head.life.is_empty());
}

fn decision(category: Category, number: &str, from: &str) -> TellStatus {
    TellStatus {
        category,
        decision: number.into(),
        from: from.parse().unwrap(),
        to: None,
        answers: None,
    }
}

#[test]
fn a_household_escapes_poverty_falls_back_and_each_day_has_its_category_under_its_standard() {
    let mut month = month();
    let household = month.households[0];
    let server = &month.ward.server;
    for (category, number, from) in [
        (Category::Poor, "187/QĐ-UBND", "2025-01-01"),
        (Category::NewlyEscaped, "205/QĐ-UBND", "2026-01-01"),
        (Category::Poor, "240/QĐ-UBND", "2027-01-01"),
    ] {
        let told = server.tell_status(household, &decision(category, number, from));
        told.unwrap();
    }
    let said = server.household(household).unwrap();
    let on = |date: &str| said.category_on(date.parse().unwrap());
    assert_eq!(on("2025-06-01"), Some(Category::Poor));
    assert_eq!(on("2026-06-01"), Some(Category::NewlyEscaped));
    assert_eq!(on("2027-01-01"), Some(Category::Poor));
    let standards: Vec<&str> = said
        .statuses
        .iter()
        .map(|status| status.fact.standard.as_str())
        .filter(|standard| !standard.is_empty())
        .collect();
    assert_eq!(standards, ["2022-2025", "2022-2025", "2027-2030"]);

    // The last one was another household's; what was recorded wrongly stays to be read.
    let wrong = said.statuses.last().unwrap().fact.id;
    server.no_status(household, wrong).unwrap();
    let said = server.household(household).unwrap();
    let next_year = "2027-01-01".parse().unwrap();
    let before = Some(Category::Difficult);
    assert_eq!(said.category_on(next_year), before, "as it was registered");
    assert!(said.statuses.last().unwrap().corrected_by.is_some());
    assert_eq!(
        fields_of(server.no_status(household, wrong)),
        [("status".to_owned(), Problem::Unknown)]
    );
    month.ward.settle();
    let row = month.row("Hùng", household);
    assert_eq!(row.category_on(next_year), before);
}

#[test]
fn a_decision_that_cannot_be_meant_is_refused_with_every_reason() {
    let month = month();
    let household = month.households[0];
    let server = &month.ward.server;
    let poor = decision(Category::Poor, "187/QĐ-UBND", "2025-01-01");
    server.tell_status(household, &poor).unwrap();
    let unmeant = TellStatus {
        to: Some("2025-12-31".parse().unwrap()),
        ..decision(Category::Poor, " ", "2029-01-01")
    };
    let problems = fields_of(server.tell_status(household, &unmeant));
    for expected in [
        ("decision", Problem::NoDecisionNumber),
        ("from", Problem::InFuture),
        ("to", Problem::Unreadable),
    ] {
        assert!(
            problems.contains(&(expected.0.to_owned(), expected.1)),
            "{problems:?}"
        );
    }
    let nothing_decided = decision(Category::Other, "1/QĐ-UBND", "1899-01-01");
    let problems = fields_of(server.tell_status(household, &nothing_decided));
    assert_eq!(
        problems,
        [
            ("from".to_owned(), Problem::Unreadable),
            ("category".to_owned(), Problem::Missing)
        ]
    );
    assert_eq!(
        fields_of(server.tell_status(household, &poor)),
        [("category".to_owned(), Problem::Unchanged)]
    );
}

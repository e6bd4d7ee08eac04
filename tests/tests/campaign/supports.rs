//! Aid that takes time, told by the ward's people. Goal: a house goes from a survey without network to
//! the key by decisions of the office; what is paid of it counts once, by who paid, everywhere. Method:
//! real phones and the real store in one process.

use chungtay_server::fund;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::api::supports::OpenCase;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::Source;
use chungtay_shared::life::LifeKind;
use chungtay_shared::phone::message::{Ask, Correcting, Failure, RecordKind};
use chungtay_shared::support::{Part, STOP, StepDraft, total};
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::building::{
    approval, approved, building_month, handed_over, on_phone, only, part, payment, step, survey,
};
use chungtay_tests::ward::month::{fields_of, problem_of, save};

#[test]
fn mai_surveys_without_network_the_office_approves_and_pays_and_hung_says_it_is_handed_over() {
    let mut month = building_month();
    let ask = survey(&month, 0, 1);
    save(&mut month.ward, "Mai", &ask).unwrap();
    let records = month.ward.phone("Mai").records();
    assert_eq!(records[0].kind, RecordKind::Case);
    let sau = month.households[0];
    assert_eq!(month.row("Mai", sau).under_way, "Nhà Đại đoàn kết: survey");
    assert!(month.ward.server.supports().is_empty());
    month.ward.settle();
    let line = only(&month);
    assert_eq!(
        (line.place, line.household, line.approved.len()),
        (0, sau, 0)
    );

    let draft = approval(&month, line.case);
    month.ward.server.note_step(sau, draft).unwrap();
    let said = month.ward.server.household(sau).unwrap();
    for (source, money) in [(Source::OwnFund, "50 tr"), (Source::Direct, "10 tr")] {
        let draft = payment(&only(&month), &said, source, money);
        month.ward.server.pay_case(sau, draft).unwrap();
    }
    month.ward.settle();
    month.ward.settle();
    for draft in [
        step(&month, line.case, "building"),
        handed_over(&month, line.case),
    ] {
        let ask = Ask::NoteStep {
            household: sau,
            draft,
        };
        save(&mut month.ward, "Hùng", &ask).unwrap();
    }
    month.ward.settle();
    month.ward.settle();
    let line = only(&month);
    assert!(line.ended);
    assert_eq!(line.paid, line.approved);
    assert_eq!(line.own_share.money_vnd, 30_000_000);
    let hers = on_phone(&mut month, "Mai", sau);
    let file = hers.case(line.case).unwrap();
    assert_eq!(file.standing().at, usize::try_from(line.place).unwrap());
    assert_eq!(hers.paid(line.case), line.paid);
    assert_eq!(month.row("Mai", sau).under_way, "");
    assert!(month.ward.server.quarantine().is_empty());
}

#[test]
fn what_is_paid_of_a_house_counts_once_and_by_who_paid_and_needs_no_right() {
    let (mut month, sau, case) = approved();
    month.issue();
    let said = month.ward.server.household(sau).unwrap();
    let line = only(&month);
    let own = payment(&line, &said, Source::OwnFund, "30 tr");
    month.ward.server.pay_case(sau, own).unwrap();
    let direct = payment(&line, &said, Source::Direct, "10 tr");
    month.ward.server.pay_case(sau, direct).unwrap();
    assert_eq!(total(&only(&month).paid).money_vnd, 40_000_000);
    let summary = month.ward.server.summary();
    assert_eq!(summary.money_vnd, 40_000_000);
    let today = month.ward.clock.now().local_date();
    let (state, _) = month.ward.server.office();
    let page = read(&*state.store, |tx| fund::page(tx, COMMUNE, today)).unwrap();
    assert_eq!(page.account.given.money_vnd, 30_000_000);
    let direct = page
        .sources
        .iter()
        .find(|s| s.source == Some(Source::Direct));
    let direct = direct.map(|line| (line.name.as_str(), line.amount.money_vnd));
    assert_eq!(direct, Some(("Công ty Hậu Giang", 10_000_000)));
    assert!(month.ward.server.review().doubts.is_empty());

    // One payment was entered by mistake: it is taken back, and counts nowhere.
    let said = month.ward.server.household(sau).unwrap();
    let wrong = said
        .payments(case)
        .find(|h| h.source == Some(Source::Direct));
    let wrong = wrong.unwrap().id;
    month.ward.server.take_back_support(sau, wrong).unwrap();
    assert_eq!(total(&only(&month).paid).money_vnd, 30_000_000);
    assert_eq!(month.ward.server.summary().money_vnd, 30_000_000);
}

#[test]
fn a_scholarship_is_received_with_its_last_step() {
    let mut month = building_month();
    let ask = survey(&month, 1, 2);
    save(&mut month.ward, "Mai", &ask).unwrap();
    month.ward.settle();
    let (tam, line) = (month.households[1], only(&month));
    let received = StepDraft {
        parts: vec![part(Source::Budget, "Ngân sách xã", "1 tr")],
        ..step(&month, line.case, "received")
    };
    month.ward.server.note_step(tam, received).unwrap();
    let line = only(&month);
    assert!(line.ended);
    let expected = Part {
        source: Source::Budget,
        name: "Ngân sách xã".into(),
        amount: line.approved[0].amount,
    };
    assert_eq!((line.paid, month.given()), (vec![expected], 1));
}

#[test]
fn the_office_is_told_everything_that_an_approval_lacks_and_nothing_is_stored() {
    let mut month = building_month();
    let ask = survey(&month, 0, 1);
    save(&mut month.ward, "Mai", &ask).unwrap();
    month.ward.settle();
    let (sau, line) = (month.households[0], only(&month));
    let refused = month
        .ward
        .server
        .note_step(sau, step(&month, line.case, "approved"));
    let expected = [
        ("number", Problem::NoDecisionNumber),
        ("signed_by", Problem::Missing),
        ("decided_on", Problem::Missing),
        ("parts", Problem::Missing),
    ];
    let expected = expected.map(|(field, problem)| (field.to_owned(), problem));
    assert_eq!(fields_of(refused), expected);
    assert_eq!(only(&month), line);
}

#[test]
fn what_mai_and_hung_note_of_one_house_at_once_comes_to_the_same_everywhere() {
    let (mut month, sau, case) = approved();
    for name in ["Mai", "Hùng"] {
        let draft = step(&month, case, "building");
        let ask = Ask::NoteStep {
            household: sau,
            draft,
        };
        save(&mut month.ward, name, &ask).unwrap();
    }
    let stop = StepDraft {
        note: "Vướng đất".into(),
        ..step(&month, case, STOP)
    };
    month.ward.server.note_step(sau, stop).unwrap();
    month.ward.settle();
    month.ward.settle();
    let line = only(&month);
    assert_eq!((line.place, line.stopped), (2, true));
    for name in ["Mai", "Hùng"] {
        let known = on_phone(&mut month, name, sau);
        let standing = known.case(case).unwrap().standing();
        assert_eq!((standing.at, standing.stopped.is_some()), (2, true));
    }
    // While it is stopped nobody goes on.
    let draft = handed_over(&month, case);
    let refused = save(
        &mut month.ward,
        "Mai",
        &Ask::NoteStep {
            household: sau,
            draft,
        },
    );
    let Err(Failure::Invalid(errors)) = refused else {
        panic!("not refused: {refused:?}")
    };
    assert_eq!(errors[0].problem, Problem::Stopped);
}

#[test]
fn on_the_phone_nobody_decides_pays_or_corrects_a_payment() {
    let (mut month, sau, case) = approved();
    let said = month.ward.server.household(sau).unwrap();
    let draft = payment(&only(&month), &said, Source::OwnFund, "30 tr");
    month.ward.server.pay_case(sau, draft).unwrap();
    month.ward.settle();
    month.ward.settle();
    let paid = on_phone(&mut month, "Mai", sau)
        .payments(case)
        .next()
        .unwrap()
        .clone();
    let decide = Ask::NoteStep {
        household: sau,
        draft: approval(&month, case),
    };
    let retract = Ask::Retract {
        household: sau,
        correcting: Correcting {
            fact: paid.id,
            reason: "nhầm".into(),
        },
    };
    let pay = Ask::SaveHandover {
        household: sau,
        draft: paid.to_draft(),
        correcting: None,
    };
    for ask in [decide, retract, pay] {
        assert_eq!(save(&mut month.ward, "Mai", &ask), Err(Failure::NotFound));
    }
}

#[test]
fn nothing_is_begun_for_a_household_that_is_gone_on_the_phone_or_at_the_office() {
    let mut month = building_month();
    let gone = month.households[0];
    let ask = survey(&month, 0, 1);
    let server = &month.ward.server;
    server
        .tell(gone, &server.told(LifeKind::NobodyLeft))
        .unwrap();
    month.ward.settle();
    assert_eq!(
        problem_of(save(&mut month.ward, "Mai", &ask)),
        Problem::Gone
    );
    let Ask::OpenCase {
        household,
        campaign,
        item,
        draft,
    } = ask
    else {
        panic!("no case: {ask:?}")
    };
    let wanted = OpenCase {
        household,
        campaign,
        item,
        draft,
    };
    let refused = fields_of(month.ward.server.open_case(&wanted));
    assert_eq!(refused, [("item".to_owned(), Problem::Gone)]);
}

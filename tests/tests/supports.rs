//! Aid that takes time, told by the ward's people. Goal: a house goes from a survey without network to
//! the key by decisions of the office; what is paid of it counts once, by who paid, everywhere; phones
//! decide and pay nothing. Method: real phones and the real store in one process; forged changes at the
//! gate.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use chungtay_server::fund;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::api::supports::CaseLine;
use chungtay_shared::api::{AidItemDraft, SaveCampaign};
use chungtay_shared::campaign::MandateDraft;
use chungtay_shared::document::{Author, Document, Written};
use chungtay_shared::field::Problem;
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::{Correction, Household};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::limits::{AREA_M2_MAX, STEPS_MAX};
use chungtay_shared::phone::message::{Ask, Correcting, Failure, RecordKind};
use chungtay_shared::support::{
    Building, BuildingDraft, CaseDraft, DecisionDraft, Part, PartDraft, PaymentDraft, Preset, STOP,
    Step, StepDraft, StepRule, TakenBack, total,
};
use chungtay_shared::sync::gate::{Claim, Opened, Refusal, admit};
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::month::{Month, fields_of, month, save};

/// A month whose campaign builds houses and gives scholarships, besides its gifts by right.
fn building_month() -> Month {
    let mut month = month();
    let campaign = &month.campaign;
    let item = |name: &str, preset: Preset, money: &str| AidItemDraft {
        name: name.into(),
        form: Some(AidForm::BankTransfer),
        money_text: money.into(),
        source: Some(Source::OwnFund),
        steps: preset.plan(str::to_owned),
        ..AidItemDraft::default()
    };
    let gift = AidItemDraft {
        id: Some(campaign.items[0].id),
        name: campaign.items[0].name.clone(),
        form: Some(AidForm::Cash),
        money_text: "500.000".into(),
        source: Some(Source::OwnFund),
        ..AidItemDraft::default()
    };
    month.campaign = month.ward.server.save_campaign(&SaveCampaign {
        id: Some(campaign.id),
        name: campaign.name.clone(),
        from: campaign.from,
        to: campaign.to,
        items: vec![
            gift,
            item("Nhà Đại đoàn kết", Preset::House, "60 tr"),
            item("Học bổng", Preset::Other, "1 tr"),
        ],
        mandate: MandateDraft::default(),
    });
    month.ward.settle();
    month
}

fn survey(month: &Month, household: usize, item: usize) -> Ask {
    Ask::OpenCase {
        household: month.households[household],
        campaign: month.campaign.id,
        item: month.campaign.items[item].id,
        draft: CaseDraft {
            need: "Nhà tre lá, mái dột".into(),
            ..CaseDraft::empty(month.ward.clock.now().local_date())
        },
    }
}

fn step(month: &Month, case: FactId, code: &str) -> StepDraft {
    StepDraft::empty(case, code, month.ward.clock.now().local_date())
}

fn part(source: Source, name: &str, money: &str) -> PartDraft {
    PartDraft {
        source: Some(source),
        name: name.into(),
        money_text: money.into(),
        goods_value_text: String::new(),
    }
}

fn approval(month: &Month, case: FactId) -> StepDraft {
    StepDraft {
        decision: DecisionDraft {
            number: "15/QĐ-MTTQ".into(),
            on: Some(month.ward.clock.now().local_date()),
            signed_by: "Chủ tịch Mặt trận xã".into(),
        },
        parts: vec![
            part(Source::OwnFund, "", "50 tr"),
            part(Source::Direct, "Công ty Hậu Giang", "10 tr"),
        ],
        own_money_text: "30 tr".into(),
        ..step(month, case, "approved")
    }
}

fn handed_over(month: &Month, case: FactId) -> StepDraft {
    StepDraft {
        building: BuildingDraft {
            area_text: "45".into(),
            hard_floor: true,
            hard_frame: true,
            hard_roof: true,
        },
        ..step(month, case, "handed_over")
    }
}

fn only(month: &Month) -> CaseLine {
    let mut lines = month.ward.server.supports();
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

/// Mrs Sáu's house, surveyed by Mai and approved by the office; everybody knows it.
fn approved() -> (Month, DocId, FactId) {
    let mut month = building_month();
    let ask = survey(&month, 0, 1);
    save(&mut month.ward, "Mai", &ask).unwrap();
    month.ward.settle();
    let (sau, case) = (month.households[0], only(&month).case);
    let draft = approval(&month, case);
    month.ward.server.note_step(sau, draft).unwrap();
    month.ward.settle();
    month.ward.settle();
    (month, sau, case)
}

fn on_phone(month: &mut Month, name: &str, doc: DocId) -> Household {
    month.ward.phone(name).household(doc).unwrap()
}

fn payment(line: &CaseLine, household: &Household, source: Source, money: &str) -> PaymentDraft {
    let file = household.case(line.case).unwrap();
    let part = file.approved().iter().find(|part| part.source == source);
    PaymentDraft {
        money_text: money.into(),
        ..PaymentDraft::of(&file.case, part.unwrap(), line.since)
    }
}

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

/// What becomes of a change that Mai's phone sends to Mrs Sáu's document.
fn let_in(
    month: &mut Month,
    doc: DocId,
    change: impl FnOnce(&mut Document, Author) -> Written,
) -> Result<(), Refusal> {
    let actor = month.mai;
    let mut document = month.ward.phone("Mai").document(doc).unwrap();
    let base = Opened::read(document.save()).unwrap();
    let at = month.ward.clock.now();
    let written = change(&mut document, Author { actor, at });
    let claim = Claim {
        doc,
        kind: chungtay_shared::document::Kind::Household,
        commune: COMMUNE,
        actor,
    };
    admit(Some(&base), claim, &written.bytes).map(|_| ())
}

/// What no phone has said yet.
const NEW: FactId = FactId::from_bytes([55; 16]);

#[test]
fn a_phone_notes_steps_that_rest_on_no_decision_and_say_no_amounts() {
    let (mut month, sau, case) = approved();
    let known = on_phone(&mut month, "Mai", sau);
    let first = known.case(case).unwrap().steps[0].step.id;
    let at = month.ward.clock.now();
    let building = step(&month, case, "building").read(&known, NEW, at);
    let building = building.unwrap();
    let approval = approval(&month, case).read(&known, NEW, at).unwrap();
    let like = |change: &dyn Fn(&mut Step)| {
        let mut step = building.clone();
        change(&mut step);
        step
    };
    let built = |area_m2: i64| {
        like(&|step| {
            step.code = "handed_over".into();
            step.building = Some(Building {
                area_milli: area_m2 * 1_000,
                ..Building::default()
            });
        })
    };
    let stop = like(&|step| {
        step.code = STOP.into();
        step.note = "dừng".into();
    });
    let with_parts = like(&|step| step.parts.clone_from(&approval.parts));
    // Another one of the same id would take the first one's place.
    let same_id = like(&|step| step.id = first);
    for (step, expected) in [
        (building.clone(), Ok(())),
        (built(AREA_M2_MAX), Ok(())),
        (built(AREA_M2_MAX + 1), Err(Refusal::InvalidValue)),
        (built(0), Err(Refusal::InvalidValue)),
        (approval.clone(), Err(Refusal::NotPermitted)),
        (with_parts, Err(Refusal::NotPermitted)),
        (stop, Err(Refusal::NotPermitted)),
        (
            like(&|step| step.code = "moon".into()),
            Err(Refusal::NotPermitted),
        ),
        (like(&|step| step.case = NEW), Err(Refusal::Schema)),
        (same_id, Err(Refusal::RewritesFact)),
    ] {
        let answer = let_in(&mut month, sau, |document, author| {
            document.note_step(author, &step).unwrap()
        });
        assert_eq!(answer, expected, "{step:?}");
    }
}

#[test]
fn a_phone_opens_cases_that_obey_their_form() {
    let (mut month, sau, case) = approved();
    let known = on_phone(&mut month, "Mai", sau);
    let mut another = known.case(case).unwrap().case.clone();
    another.id = NEW;
    let rule = |n: usize| StepRule {
        code: format!("s{n}"),
        name: format!("Bước {n}"),
        ..StepRule::default()
    };
    let steps = |count: usize| (0..count).map(rule).collect::<Vec<_>>();
    for (plan, need, expected) in [
        (steps(STEPS_MAX), "mái dột", Ok(())),
        (steps(STEPS_MAX + 1), "mái dột", Err(Refusal::InvalidValue)),
        (steps(0), "mái dột", Err(Refusal::InvalidValue)),
        (steps(2), " ", Err(Refusal::InvalidValue)),
    ] {
        another.item.steps = plan;
        another.need = need.into();
        let answer = let_in(&mut month, sau, |document, author| {
            document.open_case(author, &another).unwrap()
        });
        assert_eq!(answer, expected);
    }
}

#[test]
fn a_phone_pays_nothing_corrects_no_payment_and_takes_no_case_back() {
    let (mut month, sau, case) = approved();
    let said = month.ward.server.household(sau).unwrap();
    let draft = payment(&only(&month), &said, Source::OwnFund, "30 tr");
    month.ward.server.pay_case(sau, draft).unwrap();
    month.ward.settle();
    month.ward.settle();
    let known = on_phone(&mut month, "Mai", sau);
    let paid = known.payments(case).next().unwrap();
    let mut again = paid.clone();
    again.id = NEW;
    let pays = let_in(&mut month, sau, |document, author| {
        document.add_handover(author, &again, None).unwrap()
    });
    let corrects = let_in(&mut month, sau, |document, author| {
        let correction = Correction {
            id: NEW,
            corrects: paid.id,
            replacement: None,
            reason: "nhầm".into(),
            recorded_at: author.at,
        };
        document.retract(author, &correction).unwrap()
    });
    let taken_back = let_in(&mut month, sau, |document, author| {
        let taken_back = TakenBack {
            reason: "nhầm".into(),
            recorded_at: author.at,
        };
        document.take_back_step(author, case, &taken_back).unwrap()
    });
    for refused in [pays, corrects, taken_back] {
        assert_eq!(refused, Err(Refusal::NotPermitted));
    }
}

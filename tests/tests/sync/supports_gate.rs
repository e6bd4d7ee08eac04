//! What the gate lets a phone say of aid that takes time. Goal: phones open cases and note steps, and
//! decide, pay and take back nothing. Method: changes made by hand.

use chungtay_server::state::Clock as _;
use chungtay_shared::document::{Author, Document, Kind, Written};
use chungtay_shared::fund::Source;
use chungtay_shared::household::Correction;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::limits::{HOUSE_AREA_MAX, STEPS_MAX};
use chungtay_shared::support::{Building, STOP, Step, StepRule, TakenBack};
use chungtay_shared::sync::gate::{Claim, Opened, Refusal, admit};
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::building::{approval, approved, on_phone, only, payment, step};
use chungtay_tests::ward::month::Month;

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
        kind: Kind::Household,
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
        (built(HOUSE_AREA_MAX), Ok(())),
        (built(HOUSE_AREA_MAX + 1), Err(Refusal::InvalidValue)),
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

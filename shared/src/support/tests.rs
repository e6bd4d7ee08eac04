//! Mrs Sáu's house, from the survey to the key, and what people say of it at once.

use super::*;
use crate::campaign::Campaign;
use crate::field::{FieldError, Problem};
use crate::handover::AidForm;
use crate::household::{Profile, Recorded};
use crate::limits::{HOUSE_AREA_MAX, PARTS_MAX};

mod payments;
mod plans;

const OFFICE: Actor = Actor::from_bytes([9; 16]);
const MAI: Actor = Actor::from_bytes([1; 16]);
const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

fn id(n: u8) -> FactId {
    FactId::from_bytes([n; 16])
}

fn today() -> LocalDate {
    NOW.local_date()
}

fn house() -> AidItem {
    AidItem {
        id: id(100),
        name: "Nhà Đại đoàn kết".into(),
        form: AidForm::BankTransfer,
        money_vnd: 60_000_000,
        quantity_milli: 0,
        unit: String::new(),
        goods_value_vnd: 0,
        source: Some(Source::OwnFund),
        source_name: String::new(),
        steps: Preset::House.plan(str::to_owned),
    }
}

fn campaign(item: AidItem) -> Campaign {
    Campaign {
        id: DocId::from_bytes([50; 16]),
        commune: "99001".into(),
        name: "Tháng cao điểm".into(),
        from: "2026-10-17".parse().unwrap(),
        to: "2026-11-18".parse().unwrap(),
        items: vec![item],
        has_rounds: true,
    }
}

/// Mrs Sáu's household with her case (1), to which people add.
struct Sau(Household);

impl Sau {
    fn surveyed(item: AidItem) -> Self {
        let draft = CaseDraft {
            need: "Nhà tre lá, mái dột".into(),
            estimate_text: "90 tr".into(),
            ..CaseDraft::empty(today())
        };
        let mut household = Household {
            id: DocId::from_bytes([6; 16]),
            commune: "99001".into(),
            import_key: String::new(),
            profile: Profile::default(),
            conflicts: Vec::new(),
            statuses: Vec::new(),
            visits: Vec::new(),
            handovers: Vec::new(),
            proposals: Vec::new(),
            corrections: Vec::new(),
            life: Vec::new(),
            cases: Vec::new(),
            consents: Vec::new(),
        };
        let item_id = item.id;
        let case = draft.read_for(&household, &campaign(item), item_id, id(1), NOW);
        household.cases.push(CaseFile {
            case: case.unwrap(),
            actor: MAI,
            taken_back: None,
            steps: Vec::new(),
        });
        Self(household)
    }

    fn file(&self) -> &CaseFile {
        &self.0.cases[0]
    }

    fn say(&mut self, n: u8, draft: &StepDraft) -> Vec<(String, Problem)> {
        match draft.read(&self.0, id(n), NOW) {
            Ok(step) => {
                self.hear(step);
                Vec::new()
            }
            Err(errors) => fields(errors),
        }
    }

    fn hear(&mut self, step: Step) {
        self.0.cases[0].steps.push(Said {
            step,
            actor: OFFICE,
            taken_back: None,
        });
    }

    fn take_back(&mut self, n: u8) {
        let mut steps = self.0.cases[0].steps.iter_mut();
        let said = steps.find(|said| said.step.id == id(n)).unwrap();
        said.taken_back = Some(TakenBack {
            reason: "ghi nhầm".into(),
            recorded_at: NOW,
        });
    }

    fn pay(&mut self, n: u8, draft: &PaymentDraft) -> Vec<(String, Problem)> {
        match draft.read(&self.0, id(n), NOW) {
            Ok(fact) => {
                self.0.handovers.push(Recorded {
                    fact,
                    actor: OFFICE,
                    corrected_by: None,
                });
                Vec::new()
            }
            Err(errors) => fields(errors),
        }
    }

    fn step_name(&self) -> &str {
        &self.file().stands_at().unwrap().name
    }
}

fn fields(errors: Vec<FieldError>) -> Vec<(String, Problem)> {
    errors.into_iter().map(|e| (e.field, e.problem)).collect()
}

fn problem(field: &str, problem: Problem) -> Vec<(String, Problem)> {
    vec![(field.to_owned(), problem)]
}

fn step(code: &str) -> StepDraft {
    StepDraft::empty(id(1), code, today())
}

fn part(source: Source, name: &str, money: &str) -> PartDraft {
    PartDraft {
        source: Some(source),
        name: name.into(),
        money_text: money.into(),
        goods_value_text: String::new(),
    }
}

fn approval() -> StepDraft {
    StepDraft {
        decision: DecisionDraft {
            number: "15/QĐ-MTTQ".into(),
            on: Some(today()),
            signed_by: "Chủ tịch Mặt trận".into(),
        },
        parts: vec![
            part(Source::OwnFund, "", "50 tr"),
            part(Source::Direct, "Công ty Hậu Giang", "20 tr"),
        ],
        own_money_text: "17 tr".into(),
        own_goods_value_text: "10 tr".into(),
        ..step("approved")
    }
}

fn handed_over() -> StepDraft {
    StepDraft {
        building: BuildingDraft {
            area_text: "45,5".into(),
            hard_floor: true,
            hard_frame: true,
            hard_roof: true,
        },
        ..step("handed_over")
    }
}

fn payment(sau: &Sau, source: Source, money: &str) -> PaymentDraft {
    let mut parts = sau.file().approved().iter();
    let part = parts.find(|part| part.source == source).unwrap();
    PaymentDraft {
        money_text: money.into(),
        ..PaymentDraft::of(&sau.file().case, part, today())
    }
}

#[test]
fn her_house_goes_step_by_step_from_the_survey_to_the_key() {
    let mut sau = Sau::surveyed(house());
    assert_eq!(
        (sau.step_name(), sau.file().case.estimate_vnd),
        ("survey", 90_000_000)
    );
    assert!(sau.file().approved().is_empty());
    assert_eq!(
        sau.say(2, &step("building")),
        problem("code", Problem::NotNext)
    );
    assert_eq!(sau.say(2, &approval()), []);
    assert_eq!(total(sau.file().approved()).money_vnd, 70_000_000);
    assert_eq!(
        sau.file().approval().unwrap().own_share.money_vnd,
        17_000_000
    );
    assert_eq!(sau.say(3, &step("building")), []);
    assert_eq!(sau.say(4, &handed_over()), []);
    let file = sau.file();
    assert!(file.standing().ended);
    let built = file.said(3).unwrap().building.unwrap();
    assert_eq!((built.area_milli, built.hard_roof), (45_500, true));
    assert_eq!(sau.say(5, &step(STOP)), problem_of_stop());
    for said in &sau.file().steps {
        assert_eq!(check_step_shape(sau.file(), &said.step), Ok(()));
    }
    assert_eq!(check_case_shape(&sau.file().case), Ok(()));
}

/// What has ended is not stopped, and why is asked all the same.
fn problem_of_stop() -> Vec<(String, Problem)> {
    vec![
        ("note".to_owned(), Problem::Missing),
        ("code".to_owned(), Problem::NotNext),
    ]
}

#[test]
fn an_approval_says_everything_it_lacks_at_once() {
    let mut sau = Sau::surveyed(house());
    let empty = StepDraft {
        parts: vec![
            part(Source::Direct, " ", ""),
            part(Source::OwnFund, "xã", "1.5"),
            part(Source::OwnFund, "", "5 tr"),
        ],
        ..step("approved")
    };
    let expected = [
        ("number", Problem::NoDecisionNumber),
        ("signed_by", Problem::Missing),
        ("decided_on", Problem::Missing),
        ("parts.0.name", Problem::NoDonor),
        ("parts.0.money_text", Problem::NotPositive),
        ("parts.1.money_text", Problem::Ambiguous),
        ("parts.2.source", Problem::Taken),
    ];
    let expected = expected.map(|(field, problem)| (field.to_owned(), problem));
    assert_eq!(sau.say(2, &empty), expected);
    let nobody = StepDraft {
        parts: Vec::new(),
        ..approval()
    };
    assert_eq!(sau.say(2, &nobody), problem("parts", Problem::Missing));
    let donor = |n: usize| part(Source::Direct, &format!("Nhà hảo tâm {n}"), "1 tr");
    let of = |count: usize| StepDraft {
        parts: (0..count).map(donor).collect(),
        ..approval()
    };
    assert_eq!(
        sau.say(2, &of(PARTS_MAX + 1)),
        problem("parts", Problem::TooLarge)
    );
    assert_eq!(sau.say(2, &of(PARTS_MAX)), []);
}

#[test]
fn a_step_is_not_of_tomorrow_nor_before_the_one_it_follows() {
    let mut sau = Sau::surveyed(house());
    let on = |days: i64| LocalDate::from_days(today().days() + days);
    let dated = |days| StepDraft {
        on: on(days),
        ..approval()
    };
    assert_eq!(sau.say(2, &dated(1)), problem("on", Problem::InFuture));
    assert_eq!(sau.say(2, &dated(-1)), problem("on", Problem::TooEarly));
    assert_eq!(sau.say(2, &dated(0)), []);
    let vast = |area: i64| StepDraft {
        building: BuildingDraft {
            area_text: area.to_string(),
            ..BuildingDraft::default()
        },
        ..handed_over()
    };
    assert_eq!(sau.say(3, &step("building")), []);
    let refused = sau.say(4, &vast(HOUSE_AREA_MAX + 1));
    assert_eq!(refused, problem("area_text", Problem::TooLarge));
    assert_eq!(sau.say(4, &vast(HOUSE_AREA_MAX)), []);
}

#[test]
fn what_is_stopped_goes_on_only_once_it_is_said_so_and_is_paid_nothing_meanwhile() {
    let mut sau = Sau::surveyed(house());
    assert_eq!(sau.say(2, &approval()), []);
    let stop = StepDraft {
        note: "Vướng đất đai".into(),
        ..step(STOP)
    };
    assert_eq!(sau.say(3, &step(RESUME)), problem("code", Problem::NotNext));
    assert_eq!(sau.say(3, &stop), []);
    assert_eq!(sau.file().standing().stopped.unwrap().note, "Vướng đất đai");
    assert_eq!(
        sau.say(4, &step("building")),
        problem("code", Problem::Stopped)
    );
    let paid = payment(&sau, Source::OwnFund, "10 tr");
    assert_eq!(sau.pay(20, &paid), problem("source", Problem::Stopped));
    assert_eq!(sau.say(4, &step(RESUME)), []);
    assert!(sau.file().standing().stopped.is_none());
    assert_eq!(sau.say(5, &step("building")), []);
    assert_eq!(sau.pay(20, &paid), []);
}

#[test]
fn what_mai_and_the_office_say_at_once_comes_to_the_same_in_any_order() {
    let mut before = Sau::surveyed(house());
    assert_eq!(before.say(2, &approval()), []);
    let said = |draft: &StepDraft, n: u8, later_ms: i64| Step {
        recorded_at: NOW.plus_ms(later_ms),
        ..draft.read(&before.0, id(n), NOW).unwrap()
    };
    let stop = StepDraft {
        note: "Chờ vật tư".into(),
        ..step(STOP)
    };
    let building = said(&step("building"), 3, 5_000);
    let done = Step {
        code: "handed_over".into(),
        id: id(4),
        building: Some(Building::default()),
        ..building.clone()
    };
    let again = Step {
        id: id(5),
        note: "Mai".into(),
        recorded_at: NOW.plus_ms(6_000),
        ..building.clone()
    };
    let facts = [building, done, again, said(&stop, 6, 7_000)];
    let mut found = Vec::new();
    for turn in 0..facts.len() {
        let mut sau = Sau(before.0.clone());
        let mut facts = facts.clone();
        facts.rotate_left(turn);
        for fact in facts {
            sau.hear(fact);
        }
        let file = sau.file();
        let standing = file.standing();
        let building = file.said(2).map(|step| step.id);
        found.push((
            standing.at,
            standing.ended,
            standing.stopped.is_some(),
            building,
        ));
    }
    // What has ended is not stopped; of two that say one step the last counts.
    assert!(
        found.iter().all(|of| *of == (3, true, false, Some(id(5)))),
        "{found:?}"
    );
}

#[test]
fn without_its_approval_a_house_that_is_built_waits_for_another_one() {
    let mut sau = Sau::surveyed(house());
    assert_eq!(sau.say(2, &approval()), []);
    assert_eq!(sau.say(3, &step("building")), []);
    // The office took it back before it heard of Mai's step.
    sau.take_back(2);
    assert_eq!(sau.step_name(), "survey");
    assert!(sau.file().approved().is_empty());
    assert_eq!(sau.say(4, &approval()), []);
    assert_eq!(sau.step_name(), "building");
}

//! The steps of a kind of aid, as the office writes them.

use super::*;
use crate::field::FieldErrors;
use crate::limits::STEPS_MAX;

#[test]
fn a_plan_begins_with_a_survey_and_names_each_step_once() {
    let check = |mut plan: Vec<StepRule>| {
        let mut errors = FieldErrors::default();
        validate_plan(&mut errors, "steps", &mut plan);
        fields(errors.into_problems())
    };
    for preset in Preset::ALL {
        let plan = preset.plan(str::to_owned);
        assert_eq!(check(plan.clone()), []);
        assert_eq!(plan_from_text(&plan_to_text(&plan)), Some(plan));
    }
    assert_eq!(check(Vec::new()), []);
    assert_eq!(plan_from_text(""), Some(Vec::new()));
    assert_eq!(plan_from_text("survey -"), None);
    assert_eq!(plan_from_text("survey gold Khảo sát"), None);
    let rule = |n: usize| StepRule {
        code: format!("s{n}"),
        name: format!("Bước {n}"),
        ..StepRule::default()
    };
    let of = |count| (0..count).map(rule).collect::<Vec<_>>();
    assert_eq!(check(of(STEPS_MAX)), []);
    assert_eq!(
        check(of(STEPS_MAX + 1)),
        problem("steps", Problem::TooLarge)
    );
    assert_eq!(check(of(1)), problem("steps", Problem::Missing));
    let mut wrong = of(3);
    wrong[0].needs.insert(StepNeed::Amount);
    wrong[1].name = "Bước 0".into();
    wrong[2].code = STOP.into();
    let expected = [
        ("steps.1.name", Problem::Taken),
        ("steps", Problem::Unreadable),
        ("steps", Problem::Unreadable),
    ];
    let expected = expected.map(|(field, problem)| (field.to_owned(), problem));
    assert_eq!(check(wrong), expected);
}

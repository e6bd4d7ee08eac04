//! The steps of a kind of aid: data of the campaign's item, never law in code.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::StepNeed;
use crate::codes;
use crate::field::{FieldErrors, Problem};
use crate::limits::{LINE_CHARS_MAX, STEPS_MAX};

/// The code of a step by which any case is stopped (tạm dừng, dừng).
pub const STOP: &str = "stop";
/// The code of the step by which it goes on.
pub const RESUME: &str = "resume";

/// Characters of a step's code.
const CODE_CHARS_MAX: usize = 40;

/// One step of a kind of aid. The first is the survey, by which a case is opened; the last ends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepRule {
    /// Names it in documents, whatever people call it.
    pub code: String,
    /// As people call it: "Đã phê duyệt".
    pub name: String,
    /// What it has to say.
    pub needs: BTreeSet<StepNeed>,
}

impl StepRule {
    /// Whether it has to say this.
    pub fn needs(&self, need: StepNeed) -> bool {
        self.needs.contains(&need)
    }
}

codes!(
    /// Plans the office begins with; it may name their steps otherwise.
    Preset {
        /// Nhà ở: new, or repaired.
        House = "house",
        /// Hỗ trợ khác: a scholarship, a health card, a livelihood, an emergency.
        Other = "other",
    }
);

impl Preset {
    /// The plan, with the steps' names by their codes.
    pub fn plan(self, name: impl Fn(&str) -> String) -> Vec<StepRule> {
        let steps: &[(&str, &[StepNeed])] = match self {
            Self::House => &[
                ("survey", &[]),
                ("approved", &[StepNeed::Decision, StepNeed::Amount]),
                ("building", &[]),
                ("handed_over", &[StepNeed::Building]),
            ],
            Self::Other => &[("survey", &[]), ("received", &[StepNeed::Amount])],
        };
        let rule = |(code, needs): &(&str, &[StepNeed])| StepRule {
            code: (*code).to_owned(),
            name: name(code),
            needs: needs.iter().copied().collect(),
        };
        steps.iter().map(rule).collect()
    }
}

/// Whether a volunteer may note this step: what was decided and paid is the office's to say, and so is
/// what has to be justified.
pub fn may_phone_note(rule: &StepRule) -> bool {
    let offices = [StepNeed::Decision, StepNeed::Amount, StepNeed::Reason];
    !offices.iter().any(|need| rule.needs(*need))
}

/// The plan with its texts cleaned; problems are noted at `<field>.<place>.name`, or at `field`.
///
/// Aid with no steps is given at once. Else there are at least two, and the first asks for nothing: it
/// is the survey, which anybody may begin.
pub fn validate_plan(errors: &mut FieldErrors, field: &str, plan: &mut [StepRule]) {
    if plan.is_empty() {
        return;
    }
    if plan.len() < 2 {
        errors.add(field, Problem::Missing);
    }
    if plan.len() > STEPS_MAX {
        errors.add(field, Problem::TooLarge);
    }
    let mut names = BTreeSet::new();
    let mut codes = BTreeSet::from([STOP.to_owned(), RESUME.to_owned()]);
    for (place, rule) in plan.iter_mut().enumerate() {
        let name_field = format!("{field}.{place}.name");
        rule.name = errors.text(&name_field, &rule.name, LINE_CHARS_MAX);
        if rule.name.is_empty() {
            errors.add(&name_field, Problem::Missing);
        } else if rule.name.chars().any(char::is_control) {
            errors.add(&name_field, Problem::Unreadable);
        } else if !names.insert(rule.name.clone()) {
            errors.add(&name_field, Problem::Taken);
        }
        let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let is_whole = !rule.code.is_empty() && rule.code.len() <= CODE_CHARS_MAX;
        if !is_whole || !rule.code.chars().all(is_code) || !codes.insert(rule.code.clone()) {
            errors.add(field, Problem::Unreadable);
        }
    }
    if plan.first().is_some_and(|survey| !survey.needs.is_empty()) {
        errors.add(field, Problem::Unreadable);
    }
}

/// A plan as one value of a document: a line a step, `code needs name`, the needs joined by `+` or `-`
/// for none.
pub fn plan_to_text(plan: &[StepRule]) -> String {
    let line = |rule: &StepRule| {
        let needs: Vec<&str> = rule.needs.iter().map(|need| need.code()).collect();
        let needs = if needs.is_empty() {
            "-".to_owned()
        } else {
            needs.join("+")
        };
        format!("{} {needs} {}", rule.code, rule.name)
    };
    plan.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The inverse of [`plan_to_text`]; `None` when it is no plan.
pub fn plan_from_text(text: &str) -> Option<Vec<StepRule>> {
    let line = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let (code, needs, name) = (words.next()?, words.next()?, words.next()?);
        let needs = match needs {
            "-" => BTreeSet::new(),
            codes => codes
                .split('+')
                .map(StepNeed::from_code)
                .collect::<Option<_>>()?,
        };
        Some(StepRule {
            code: code.to_owned(),
            name: name.to_owned(),
            needs,
        })
    };
    text.lines().map(line).collect()
}

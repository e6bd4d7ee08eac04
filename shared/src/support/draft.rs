//! What people type of a step, and the rules it obeys.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::order::in_order;
use super::{Building, CaseFile, Decision, Part, RESUME, STOP, Step, StepNeed, left};
use crate::field::{FieldError, FieldErrors, Problem};
use crate::fund::{Amount, Source};
use crate::household::Household;
use crate::id::FactId;
use crate::limits::{HOUSE_AREA_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX, PARTS_MAX};
use crate::money;
use crate::time::{LocalDate, Timestamp};

/// A decision as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionDraft {
    /// Its number.
    pub number: String,
    /// The day it was signed.
    pub on: Option<LocalDate>,
    /// Who signed it.
    pub signed_by: String,
}

/// What one source gives, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartDraft {
    /// Who pays.
    pub source: Option<Source>,
    /// Which Fund, which donor.
    pub name: String,
    /// Money, as typed; may be empty.
    pub money_text: String,
    /// Value of goods, as typed; may be empty.
    pub goods_value_text: String,
}

/// What was built, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildingDraft {
    /// Floor area in square metres, as typed: `45`, `45,5`.
    pub area_text: String,
    /// Nền cứng.
    pub hard_floor: bool,
    /// Khung, tường cứng.
    pub hard_frame: bool,
    /// Mái cứng.
    pub hard_roof: bool,
}

/// A step as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDraft {
    /// The case.
    pub case: FactId,
    /// Which step.
    pub code: String,
    /// The day.
    pub on: LocalDate,
    /// A note, or the reason.
    pub note: String,
    /// The decision.
    pub decision: DecisionDraft,
    /// Who pays how much.
    pub parts: Vec<PartDraft>,
    /// The household's own money, as typed; may be empty.
    pub own_money_text: String,
    /// The value of its own goods and work, as typed; may be empty.
    pub own_goods_value_text: String,
    /// What was built.
    pub building: BuildingDraft,
}

impl StepDraft {
    /// A form in which nothing was typed yet.
    pub fn empty(case: FactId, code: &str, on: LocalDate) -> Self {
        Self {
            case,
            code: code.to_owned(),
            on,
            note: String::new(),
            decision: DecisionDraft::default(),
            parts: Vec::new(),
            own_money_text: String::new(),
            own_goods_value_text: String::new(),
            building: BuildingDraft::default(),
        }
    }

    /// The draft that would make this step again, by which the server tries it.
    pub fn of(step: &Step) -> Self {
        let decision = step.decision.as_ref();
        Self {
            case: step.case,
            code: step.code.clone(),
            on: step.on,
            note: step.note.clone(),
            decision: decision.map_or_else(DecisionDraft::default, |decision| DecisionDraft {
                number: decision.number.clone(),
                on: Some(decision.on),
                signed_by: decision.signed_by.clone(),
            }),
            parts: step.parts.iter().map(PartDraft::of).collect(),
            own_money_text: typed(step.own_share.money_vnd),
            own_goods_value_text: typed(step.own_share.goods_value_vnd),
            building: step
                .building
                .map_or_else(BuildingDraft::default, |b| BuildingDraft {
                    area_text: money::format_quantity(b.area_milli),
                    hard_floor: b.hard_floor,
                    hard_frame: b.hard_frame,
                    hard_roof: b.hard_roof,
                }),
        }
    }

    /// The step, or every field's problem.
    ///
    /// A step follows the one the case stands at; what was decided may be said anew. Parts that are
    /// less than what was paid need a note that says why.
    pub fn read(
        &self,
        household: &Household,
        id: FactId,
        now: Timestamp,
    ) -> Result<Step, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let needs = household
            .case(self.case)
            .and_then(|file| Some((file, needs_of(file, &self.code)?)));
        let Some((file, needs)) = needs else {
            errors.add("code", Problem::Unknown);
            return Err(errors.into_problems());
        };
        let step = self.shaped(&mut errors, &needs, id, file.next_said_at(now), now);
        in_order(&mut errors, file, &step);
        if needs.contains(&StepNeed::Amount) && step.note.is_empty() {
            let left = left(&step.parts, &household.paid(self.case));
            let is_over = |p: &Part| p.amount.money_vnd < 0 || p.amount.goods_value_vnd < 0;
            if left.iter().any(is_over) {
                errors.add("note", Problem::OverApproved);
            }
        }
        errors.finish(step)
    }

    /// The step as its rule's needs shape it; what they do not ask for is left out.
    fn shaped(
        &self,
        errors: &mut FieldErrors,
        needs: &BTreeSet<StepNeed>,
        id: FactId,
        recorded_at: Timestamp,
        now: Timestamp,
    ) -> Step {
        let asks = |need| needs.contains(&need);
        let note = errors.text("note", &self.note, NOTE_CHARS_MAX);
        if asks(StepNeed::Reason) && note.is_empty() {
            errors.add("note", Problem::Missing);
        }
        if self.on > now.local_date() {
            errors.add("on", Problem::InFuture);
        }
        let decision = asks(StepNeed::Decision).then(|| self.decision(errors, now));
        let (parts, own_share) = if asks(StepNeed::Amount) {
            self.amounts(errors)
        } else {
            (Vec::new(), Amount::default())
        };
        let building = asks(StepNeed::Building).then(|| self.built(errors));
        Step {
            id,
            case: self.case,
            code: self.code.clone(),
            on: self.on,
            note,
            decision,
            parts,
            own_share,
            building,
            recorded_at,
        }
    }

    fn decision(&self, errors: &mut FieldErrors, now: Timestamp) -> Decision {
        let draft = &self.decision;
        let number = errors.text("number", &draft.number, LINE_CHARS_MAX);
        if number.is_empty() {
            errors.add("number", Problem::NoDecisionNumber);
        }
        let signed_by = errors.text("signed_by", &draft.signed_by, LINE_CHARS_MAX);
        if signed_by.is_empty() {
            errors.add("signed_by", Problem::Missing);
        }
        match draft.on {
            None => errors.add("decided_on", Problem::Missing),
            Some(on) if on > now.local_date() => errors.add("decided_on", Problem::InFuture),
            Some(_) => {}
        }
        Decision {
            number,
            on: draft.on.unwrap_or(self.on),
            signed_by,
        }
    }

    fn amounts(&self, errors: &mut FieldErrors) -> (Vec<Part>, Amount) {
        let mut parts: Vec<Part> = Vec::new();
        for (place, draft) in self.parts.iter().enumerate() {
            let field = |name: &str| format!("parts.{place}.{name}");
            let source = draft.source.unwrap_or(Source::OwnFund);
            if draft.source.is_none() {
                errors.add(&field("source"), Problem::Missing);
            }
            let name = errors.text(&field("name"), &draft.name, LINE_CHARS_MAX);
            // There is one own Fund, whatever somebody wrote beside it.
            let name = if source == Source::OwnFund {
                String::new()
            } else {
                name
            };
            if source == Source::Direct && name.is_empty() {
                errors.add(&field("name"), Problem::NoDonor);
            }
            if parts.iter().any(|part| part.is_of(source, &name)) {
                errors.add(&field("source"), Problem::Taken);
            }
            let money = field("money_text");
            let amount = Amount {
                money_vnd: amount(errors, &money, &draft.money_text),
                goods_value_vnd: amount(
                    errors,
                    &field("goods_value_text"),
                    &draft.goods_value_text,
                ),
            };
            if amount.is_zero() && !errors.has(&money) {
                errors.add(&money, Problem::NotPositive);
            }
            parts.push(Part {
                source,
                name,
                amount,
            });
        }
        if parts.is_empty() {
            errors.add("parts", Problem::Missing);
        }
        if parts.len() > PARTS_MAX {
            errors.add("parts", Problem::TooLarge);
        }
        let own_share = Amount {
            money_vnd: amount(errors, "own_money_text", &self.own_money_text),
            goods_value_vnd: amount(errors, "own_goods_value_text", &self.own_goods_value_text),
        };
        (parts, own_share)
    }

    fn built(&self, errors: &mut FieldErrors) -> Building {
        let area_milli = money::parse_quantity(&self.building.area_text);
        let area_milli = area_milli.and_then(|area| match area {
            0 => Err(Problem::NotPositive),
            _ if area > HOUSE_AREA_MAX * 1_000 => Err(Problem::TooLarge),
            _ => Ok(area),
        });
        Building {
            area_milli: errors.take("area_text", area_milli),
            hard_floor: self.building.hard_floor,
            hard_frame: self.building.hard_frame,
            hard_roof: self.building.hard_roof,
        }
    }
}

impl PartDraft {
    /// A part as the form shows it.
    pub fn of(part: &Part) -> Self {
        Self {
            source: Some(part.source),
            name: part.name.clone(),
            money_text: typed(part.amount.money_vnd),
            goods_value_text: typed(part.amount.goods_value_vnd),
        }
    }
}

/// Whether a step from elsewhere obeys its form; where its case stands is not its fault.
pub fn check_step_shape(file: &CaseFile, step: &Step) -> Result<(), Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    match needs_of(file, &step.code) {
        None => errors.add("code", Problem::Unknown),
        Some(needs) => {
            let (id, at) = (step.id, step.recorded_at);
            StepDraft::of(step).shaped(&mut errors, &needs, id, at, at);
        }
    }
    errors.finish(())
}

/// What a step of this code has to say, if the case has such a step.
fn needs_of(file: &CaseFile, code: &str) -> Option<BTreeSet<StepNeed>> {
    match code {
        STOP => Some(BTreeSet::from([StepNeed::Reason])),
        RESUME => Some(BTreeSet::new()),
        _ => {
            let mut after_survey = file.plan().iter().skip(1);
            after_survey
                .find(|rule| rule.code == code)
                .map(|rule| rule.needs.clone())
        }
    }
}

/// An amount that may be left empty.
pub(super) fn amount(errors: &mut FieldErrors, field: &str, text: &str) -> i64 {
    if text.trim().is_empty() {
        0
    } else {
        errors.take(field, money::parse_vnd(text))
    }
}

/// An amount as a form shows it.
pub(super) fn typed(value_vnd: i64) -> String {
    match value_vnd {
        0 => String::new(),
        _ => money::format_vnd(value_vnd),
    }
}

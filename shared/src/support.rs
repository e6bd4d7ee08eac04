//! Aid that takes time (hồ sơ hỗ trợ): a house from the survey to its handing over, a scholarship, a
//! health card. Which steps it takes and what each has to say is data of the campaign's item; a case
//! keeps the item as it was when it was opened.
//!
//! Cases and steps are facts in the household's document. Where a case stands is worked out from them,
//! so phones and server agree whatever order they came in. Money reaches the household by handovers
//! that name the case ([`PaymentDraft`]), so nothing is counted twice.

use serde::{Deserialize, Serialize};

use crate::campaign::AidItem;
use crate::codes;
use crate::fund::{Amount, Source};
use crate::handover::Handover;
use crate::household::Household;
use crate::id::{Actor, DocId, FactId};
use crate::time::{LocalDate, Timestamp};

mod case_draft;
mod draft;
mod order;
mod payment;
mod plan;

pub use case_draft::{CaseDraft, check_case_shape};
pub use draft::{BuildingDraft, DecisionDraft, PartDraft, StepDraft, check_step_shape};
pub use order::check_taking_back;
pub use payment::PaymentDraft;
pub use plan::{
    Preset, RESUME, STOP, StepRule, may_phone_note, plan_from_text, plan_to_text, validate_plan,
};

codes!(
    /// What a step has to say.
    StepNeed {
        /// The decision: its number, its day, who signed it.
        Decision = "decision",
        /// How much, and who pays it.
        Amount = "amount",
        /// What was built: its area, and whether floor, frame and roof are solid (3 cứng).
        Building = "building",
        /// Why.
        Reason = "reason",
    }
);

/// A case as it was opened, which is its survey. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// This fact.
    pub id: FactId,
    /// The campaign it belongs to.
    pub campaign: DocId,
    /// That one's name at that time.
    pub campaign_name: String,
    /// What is given and by which steps, as it was on that day: a later change of the norm moves no
    /// case.
    pub item: AidItem,
    /// The day of the survey.
    pub on: LocalDate,
    /// What is needed, in words.
    pub need: String,
    /// What it may cost in đồng, as far as it is known; else 0.
    pub estimate_vnd: i64,
    /// When it was opened.
    pub recorded_at: Timestamp,
}

/// The decision (quyết định) a step rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number: "15/QĐ-MTTQ".
    pub number: String,
    /// The day it was signed.
    pub on: LocalDate,
    /// Who signed it.
    pub signed_by: String,
}

/// What one source gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Who pays.
    pub source: Source,
    /// Which Fund, which donor; empty for the unit's own Fund.
    pub name: String,
    /// How much.
    pub amount: Amount,
}

/// What was built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Building {
    /// Floor area in thousandths of a square metre.
    pub area_milli: i64,
    /// Nền cứng.
    pub hard_floor: bool,
    /// Khung, tường cứng.
    pub hard_frame: bool,
    /// Mái cứng.
    pub hard_roof: bool,
}

/// A step of a case. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// This fact.
    pub id: FactId,
    /// The case.
    pub case: FactId,
    /// The code of a rule in the case's plan, [`STOP`] or [`RESUME`].
    pub code: String,
    /// The day.
    pub on: LocalDate,
    /// A note; the reason, where one is needed.
    pub note: String,
    /// The decision, where one is needed.
    pub decision: Option<Decision>,
    /// Who pays how much, where amounts are needed.
    pub parts: Vec<Part>,
    /// The household's own share (vốn của hộ), which is no aid.
    pub own_share: Amount,
    /// What was built, where that is needed.
    pub building: Option<Building>,
    /// When it was noted.
    pub recorded_at: Timestamp,
}

/// Why a step, or a case, was said wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// In a person's words.
    pub reason: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// A step, who noted it, and whether it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The step.
    pub step: Step,
    /// Whose device.
    pub actor: Actor,
    /// Why it does not count, if so.
    pub taken_back: Option<TakenBack>,
}

/// A case with all that was said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// The case.
    pub case: Case,
    /// Whose device opened it.
    pub actor: Actor,
    /// Why it is no case, if so.
    pub taken_back: Option<TakenBack>,
    /// Its steps, as they were noted.
    pub steps: Vec<Said>,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The place of its step in the plan; 0 is the survey.
    pub at: usize,
    /// Since which day.
    pub since: LocalDate,
    /// Whether that is the last step.
    pub ended: bool,
    /// What stopped it, if it is stopped.
    pub stopped: Option<&'a Step>,
}

impl CaseFile {
    /// The plan it was opened with.
    pub fn plan(&self) -> &[StepRule] {
        &self.case.item.steps
    }

    /// Where it stands.
    ///
    /// A step counts once all before it in the plan are said too: what a volunteer notes of a house
    /// whose approval was taken back waits for another approval. Of several that say one step the last
    /// counts. A case that has ended is not stopped, whoever said so meanwhile.
    pub fn standing(&self) -> Standing<'_> {
        let (mut at, mut since) = (0, self.case.on);
        while let Some(step) = self.said(at + 1) {
            (at, since) = (at + 1, step.on);
        }
        let ended = at + 1 >= self.plan().len();
        let last = self
            .counting()
            .filter(|s| s.code == STOP || s.code == RESUME);
        let last = last.max_by_key(|step| order(step));
        Standing {
            at,
            since,
            ended,
            stopped: last.filter(|step| !ended && step.code == STOP),
        }
    }

    /// The rule of the step it stands at.
    pub fn stands_at(&self) -> Option<&StepRule> {
        self.plan().get(self.standing().at)
    }

    /// The rule of the step that comes next.
    pub fn next(&self) -> Option<&StepRule> {
        self.plan().get(self.standing().at + 1)
    }

    /// The step that says who pays how much: of those it has reached, the last.
    pub fn approval(&self) -> Option<&Step> {
        let at = self.standing().at;
        let reached = (1..=at).rev().filter_map(|place| self.said(place));
        let mut with_amounts = reached.filter(|step| !step.parts.is_empty());
        with_amounts.next()
    }

    /// Who pays how much; nobody before amounts are decided.
    pub fn approved(&self) -> &[Part] {
        self.approval().map_or(&[], |step| &step.parts)
    }

    /// The step that says this place of the plan.
    pub fn said(&self, place: usize) -> Option<&Step> {
        let rule = self.plan().get(place).filter(|_| place > 0)?;
        let saying = self.counting().filter(|step| step.code == rule.code);
        saying.max_by_key(|step| order(step))
    }

    /// When the next step is recorded, so that it counts as the last one though it is noted within the
    /// same millisecond or the clock was set back.
    pub fn next_said_at(&self, now: Timestamp) -> Timestamp {
        let last = self.steps.iter().map(|said| said.step.recorded_at).max();
        last.map_or(now, |last| now.max(last.plus_ms(1)))
    }

    fn counting(&self) -> impl Iterator<Item = &Step> {
        let counting = self.steps.iter().filter(|said| said.taken_back.is_none());
        counting.map(|said| &said.step)
    }
}

fn order(step: &Step) -> (Timestamp, FactId) {
    (step.recorded_at, step.id)
}

/// What parts come to.
pub fn total(parts: &[Part]) -> Amount {
    parts.iter().map(|part| part.amount).sum()
}

/// What is left of the approved parts when `paid` was paid, and what was paid by nobody approved, below
/// zero.
pub fn left(approved: &[Part], paid: &[Part]) -> Vec<Part> {
    let mut left = approved.to_vec();
    for part in paid {
        match left.iter_mut().find(|of| of.is_of(part.source, &part.name)) {
            Some(of) => of.amount = of.amount - part.amount,
            None => left.push(Part {
                amount: Amount::default() - part.amount,
                ..part.clone()
            }),
        }
    }
    left
}

impl Part {
    /// Whether it comes from there.
    pub fn is_of(&self, source: Source, name: &str) -> bool {
        self.source == source && self.name == name
    }
}

impl Household {
    /// A case that counts.
    pub fn case(&self, id: FactId) -> Option<&CaseFile> {
        self.open_or_ended().find(|file| file.case.id == id)
    }

    /// All cases that count.
    pub fn open_or_ended(&self) -> impl Iterator<Item = &CaseFile> {
        self.cases.iter().filter(|file| file.taken_back.is_none())
    }

    /// What was paid of a case and stands, newest first.
    pub fn payments(&self, case: FactId) -> impl Iterator<Item = &Handover> {
        let standing = self.handovers.iter().filter(|h| h.corrected_by.is_none());
        let paid = standing.map(|h| &h.fact);
        paid.filter(move |handover| handover.case == Some(case))
    }

    /// What was paid of a case, by source.
    pub fn paid(&self, case: FactId) -> Vec<Part> {
        let mut paid: Vec<Part> = Vec::new();
        for handover in self.payments(case) {
            let Some(source) = handover.source else {
                continue;
            };
            let amount = Amount {
                money_vnd: handover.money_vnd,
                goods_value_vnd: handover.goods_value_vnd,
            };
            let name = &handover.source_name;
            match paid.iter_mut().find(|part| part.is_of(source, name)) {
                Some(part) => part.amount += amount,
                None => paid.push(Part {
                    source,
                    name: name.clone(),
                    amount,
                }),
            }
        }
        paid.sort_by(|a, b| (a.source, &a.name).cmp(&(b.source, &b.name)));
        paid
    }
}

#[cfg(test)]
mod tests;

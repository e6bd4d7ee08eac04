//! The forms of aid that takes time: a case that is opened by its survey, and a step of one.

use chungtay_shared::campaign::Campaign;
use chungtay_shared::date::read_partial_date;
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::household::Household;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::phone::message::Ask;
use chungtay_shared::support::{CaseDraft, StepDraft};
use chungtay_shared::time::{LocalDate, PartialDate, Timestamp};

use super::kept::{text, yes};
use super::{Kept, Text, problem};

/// The id is only there to run the rules: the store makes the real one.
const NO_ID: FactId = FactId::from_bytes([0; 16]);

/// What the survey's form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaseForm {
    /// The item, by its id.
    pub(crate) item: String,
    /// The day, as the field gives it; it replaces the draft's own.
    pub(crate) date: String,
    /// The rest.
    pub(crate) draft: CaseDraft,
}

impl CaseForm {
    /// An empty form for a survey of today.
    pub(crate) fn new(today: LocalDate) -> Self {
        Self {
            item: String::new(),
            date: today.to_string(),
            draft: CaseDraft::empty(today),
        }
    }

    /// What to save, or every field's problem.
    pub(crate) fn read(
        &self,
        household: DocId,
        campaigns: &[Campaign],
        now: Timestamp,
    ) -> Result<Ask, Vec<FieldError>> {
        let (on, mut errors) = day(&self.date, now);
        let draft = CaseDraft {
            on,
            ..self.draft.clone()
        };
        let item: FactId = self.item.parse().unwrap_or(NO_ID);
        let of = |campaign: &&Campaign| campaign.items.iter().any(|known| known.id == item);
        let Some(campaign) = campaigns.iter().find(of).or_else(|| campaigns.first()) else {
            return Err(vec![problem("item", Problem::Missing)]);
        };
        if let Err(more) = draft.read(campaign, item, NO_ID, now) {
            errors.extend(more);
        }
        for error in &mut errors {
            if error.field == "item" && self.item.is_empty() {
                error.problem = Problem::Missing;
            }
        }
        let ask = Ask::OpenCase {
            household,
            campaign: campaign.id,
            item,
            draft,
        };
        if errors.is_empty() {
            Ok(ask)
        } else {
            Err(errors)
        }
    }
}

impl Kept for CaseForm {
    fn texts(&self) -> Vec<Text> {
        vec![
            text("item", self.item.as_str()),
            text("date", self.date.as_str()),
            text("need", self.draft.need.as_str()),
            text("estimate_text", self.draft.estimate_text.as_str()),
        ]
    }

    fn put(&mut self, name: &str, text: &str) {
        let field = match name {
            "item" => &mut self.item,
            "date" => &mut self.date,
            "need" => &mut self.draft.need,
            "estimate_text" => &mut self.draft.estimate_text,
            _ => return,
        };
        text.clone_into(field);
    }
}

/// What the form of a step holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StepForm {
    /// The day, as the field gives it; it replaces the draft's own.
    pub(crate) date: String,
    /// The rest.
    pub(crate) draft: StepDraft,
}

impl StepForm {
    /// An empty form for a step that was taken today.
    pub(crate) fn new(case: FactId, code: &str, today: LocalDate) -> Self {
        Self {
            date: today.to_string(),
            draft: StepDraft::empty(case, code, today),
        }
    }

    /// What to save, or every field's problem.
    pub(crate) fn read(&self, of: &Household, now: Timestamp) -> Result<Ask, Vec<FieldError>> {
        let (on, mut errors) = day(&self.date, now);
        let draft = StepDraft {
            on,
            ..self.draft.clone()
        };
        if let Err(more) = draft.read(of, NO_ID, now) {
            errors.extend(more);
        }
        let household = of.id;
        let ask = Ask::NoteStep { household, draft };
        if errors.is_empty() {
            Ok(ask)
        } else {
            Err(errors)
        }
    }
}

impl Kept for StepForm {
    fn texts(&self) -> Vec<Text> {
        let building = &self.draft.building;
        vec![
            text("date", self.date.as_str()),
            text("note", self.draft.note.as_str()),
            text("area_text", building.area_text.as_str()),
            text("floor", yes(building.hard_floor)),
            text("frame", yes(building.hard_frame)),
            text("roof", yes(building.hard_roof)),
        ]
    }

    fn put(&mut self, name: &str, text: &str) {
        let building = &mut self.draft.building;
        match name {
            "date" => text.clone_into(&mut self.date),
            "note" => text.clone_into(&mut self.draft.note),
            "area_text" => text.clone_into(&mut building.area_text),
            "floor" => building.hard_floor = !text.is_empty(),
            "frame" => building.hard_frame = !text.is_empty(),
            "roof" => building.hard_roof = !text.is_empty(),
            _ => {}
        }
    }
}

/// The day that was typed, or today and what is wrong with it.
fn day(date: &str, now: Timestamp) -> (LocalDate, Vec<FieldError>) {
    let read = match read_partial_date(date).map(|read| read.date) {
        Ok(PartialDate::Day(on)) => Ok(on),
        Ok(PartialDate::Year(_) | PartialDate::Month(..)) => Err(Problem::Unreadable),
        Err(problem) => Err(problem),
    };
    let on = read.unwrap_or_else(|_| now.local_date());
    (
        on,
        read.err().map(|of| problem("on", of)).into_iter().collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

    #[test]
    fn what_was_kept_of_a_survey_and_of_a_step_is_the_same_again() {
        let today = NOW.local_date();
        let mut survey = CaseForm::new(today);
        for (name, text) in [
            ("item", "00000000000000000000000000000001"),
            ("date", "2026-10-17"),
            ("need", "Nhà tre lá"),
            ("estimate_text", "90 tr"),
            ("unheard", "of"),
        ] {
            survey.put(name, text);
        }
        let mut again = CaseForm::new(LocalDate::from_days(0));
        again.restore(&survey.texts());
        assert_eq!(again.texts(), survey.texts());
        let mut step = StepForm::new(NO_ID, "handed_over", today);
        for (name, text) in [("note", "xong"), ("area_text", "45"), ("roof", "yes")] {
            step.put(name, text);
        }
        let mut again = StepForm::new(NO_ID, "handed_over", today);
        again.restore(&step.texts());
        assert_eq!(again, step);
    }

    #[test]
    fn without_a_campaign_nothing_is_opened() {
        let refused = CaseForm::new(NOW.local_date()).read(DocId::from_bytes([1; 16]), &[], NOW);
        assert_eq!(refused.unwrap_err(), [problem("item", Problem::Missing)]);
    }
}

//! Rows that an import left to a person: kept whole, shown beside what the commune has by now, answered
//! with a reason.

use std::collections::BTreeMap;

use chungtay_shared::api::import::{AnswerLeft, LeftLine, PreviewRow, RowAnswer};
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;
use chungtay_shared::import::plan::{AskWhy, Decision, ExistingHousehold, MatchedBy, PlannedItem};
use chungtay_shared::import::{LeftAnswer, LeftRow, ListReading, ListedHousehold};
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::time::{LocalDate, Timestamp};

use super::{Importer, candidates, compare, fate, row};
use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::needed;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

/// What was left before this import, by key.
#[derive(Default)]
pub(super) struct Before {
    waiting: BTreeMap<String, Timestamp>,
    answered: BTreeMap<String, Vec<LeftRow>>,
}

impl Before {
    pub(super) fn read(tx: &dyn Tx, commune: &str) -> Result<Self, StoreError> {
        let mut before = Self::default();
        for row in tx.left_rows(commune)? {
            before.waiting.insert(row.household.import_key, row.left_at);
        }
        for (row, _) in tx.answered_rows(commune)? {
            let key = row.household.import_key.clone();
            before.answered.entry(key).or_default().push(row);
        }
        Ok(before)
    }

    /// Whether a person has said of this row of this very list what it is; a later list, or another
    /// category, is another question.
    fn is_answered(&self, row: &LeftRow) -> bool {
        let answered = self.answered.get(&row.household.import_key);
        let same = |other: &LeftRow| {
            other.decision == row.decision
                && other.household.decision == row.household.decision
                && other.household.category == row.household.category
        };
        answered.is_some_and(|rows| rows.iter().any(same))
    }
}

/// A row of which a person said that it is a household on the list is that household from then on, in
/// every list.
pub(super) fn recognize(existing: &mut [ExistingHousehold], answered: Vec<(LeftRow, LeftAnswer)>) {
    if answered.is_empty() {
        return;
    }
    let places: BTreeMap<DocId, usize> = existing.iter().map(|e| e.id).zip(0..).collect();
    for (row, said) in answered {
        if let RowAnswer::SameAs(id) = said.answer
            && let Some(known) = places.get(&id)
        {
            let keys = &mut existing[*known].import_keys;
            keys.push(row.household.import_key);
        }
    }
}

impl Importer<'_> {
    /// What is said of rows of this list that wait from an older one: they wait no more. Nobody is asked
    /// for a reason where a list is confirmed. A row without a hamlet does not become a household by it.
    pub(super) fn note_answers(
        &self,
        answers: &BTreeMap<usize, RowAnswer>,
    ) -> Result<(), StoreError> {
        let author = self.pen.author();
        for (index, answer) in answers {
            let Some(household) = self.reading.households.get(*index) else {
                continue;
            };
            let key = household.import_key.as_str();
            let is_done = *answer != RowAnswer::New || !household.hamlet().is_empty();
            if let Some(left_at) = self.before.waiting.get(key).filter(|_| is_done) {
                let said = LeftAnswer {
                    answer: *answer,
                    reason: String::new(),
                    by: author.actor,
                    at: author.at,
                };
                self.tx
                    .answer_row(self.pen.commune(), (key, *left_at), &said)?;
            }
        }
        Ok(())
    }

    /// Leaves a row to a person; `false` when one has said before what it is.
    pub(super) fn leave(&self, household: &ListedHousehold) -> Result<bool, StoreError> {
        let waits_since = self.before.waiting.get(&household.import_key).copied();
        let row = LeftRow {
            household: household.clone(),
            decision: self.reading.decision.clone(),
            left_at: waits_since.unwrap_or_else(|| self.pen.author().at),
        };
        let is_answered = self.before.is_answered(&row);
        if !is_answered {
            self.tx.leave_row(self.pen.commune(), &row)?;
        }
        Ok(!is_answered)
    }
}

/// Every row that waits, beside the list as it is.
pub fn left_lines(
    tx: &dyn Tx,
    commune: &str,
    today: LocalDate,
) -> Result<Vec<LeftLine>, StoreError> {
    let left = tx.left_rows(commune)?;
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let all = ListReading {
        households: left.iter().map(|left| left.household.clone()).collect(),
        ..ListReading::default()
    };
    let (plan, existing) = compare(tx, commune, &all, today)?;
    let households: BTreeMap<_, _> = existing.iter().map(|e| (e.id, e)).collect();
    let waiting = left.iter().zip(&plan.items).filter(|(_, item)| waits(item));
    Ok(waiting
        .map(|(left, item)| LeftLine {
            key: left.household.import_key.clone(),
            row: PreviewRow {
                candidates: candidates(&offered(&item.decision), &households),
                fate: fate(item),
                hamlet: item.profile.get(ProfileField::Hamlet).to_owned(),
                ..row(&left.household, 0)
            },
            decision: left.household.decision.clone(),
            left_at: left.left_at,
        })
        .collect())
}

/// What a person is offered: also a household that is certain by now, for it was not when the row was left.
fn offered(decision: &Decision) -> Decision {
    match decision {
        Decision::Matched(id, _) => Decision::Ask {
            candidates: vec![*id],
            why: AskWhy::SameIdOnList,
        },
        Decision::Create | Decision::Ask { .. } => decision.clone(),
    }
}

/// Whether nobody has said that it is a household, by importing its list again.
fn waits(item: &PlannedItem) -> bool {
    !matches!(item.decision, Decision::Matched(_, MatchedBy::ImportKey))
}

/// Does what a person says of a row that waits, and notes who said it and why.
pub fn answer_left(state: &AppState, device: &Device, wanted: &AnswerLeft) -> Result<(), ApiError> {
    let mut errors = FieldErrors::default();
    let reason = needed(&mut errors, "reason", &wanted.reason);
    let hamlet = errors.text("hamlet", &wanted.hamlet, LINE_CHARS_MAX);
    errors.finish(()).map_err(ApiError::Invalid)?;
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let today = pen.author().at.local_date();
        let rows = tx.left_rows(pen.commune())?;
        let meant = |left: &&LeftRow| left.household.import_key == wanted.key;
        let Some(left) = rows.iter().find(meant) else {
            return Ok(Err(ApiError::NotFound));
        };
        let reading = left.reading(&hamlet);
        let (plan, existing) = compare(tx, pen.commune(), &reading, today)?;
        let [item] = plan.items.as_slice() else {
            return Ok(Err(ApiError::NotFound));
        };
        if !waits(item) {
            return Ok(Err(ApiError::NotFound));
        }
        if let Err(problems) = check(item, &existing, wanted.answer) {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        let said = LeftAnswer {
            answer: wanted.answer,
            reason: reason.clone(),
            by: pen.author().actor,
            at: pen.author().at,
        };
        let importer = Importer {
            state,
            reading: &reading,
            pen,
            tx,
            before: Before::default(),
        };
        importer.carry_out_answer(item, &existing, wanted)?;
        let name = (wanted.key.as_str(), left.left_at);
        tx.answer_row(importer.pen.commune(), name, &said)?;
        Ok(Ok(()))
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

/// Whether it can be done.
fn check(
    item: &PlannedItem,
    existing: &[ExistingHousehold],
    answer: RowAnswer,
) -> Result<(), Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    match answer {
        RowAnswer::New if item.profile.get(ProfileField::Hamlet).is_empty() => {
            errors.add("hamlet", Problem::Missing);
        }
        RowAnswer::SameAs(id) if existing.iter().all(|e| e.id != id) => {
            errors.add("answer", Problem::Unknown);
        }
        RowAnswer::New | RowAnswer::SameAs(_) | RowAnswer::Skip => {}
    }
    errors.finish(())
}

impl Importer<'_> {
    fn carry_out_answer(
        &self,
        item: &PlannedItem,
        existing: &[ExistingHousehold],
        wanted: &AnswerLeft,
    ) -> Result<(), StoreError> {
        let Some(listed) = self.reading.households.first() else {
            return Ok(());
        };
        match wanted.answer {
            RowAnswer::New => self.create(listed, item.profile.clone()),
            RowAnswer::SameAs(id) => {
                let now = existing.iter().find(|e| e.id == id);
                let differs = |category| now.is_some_and(|now| now.category != Some(category));
                match listed.category.filter(|c| wanted.add_status && differs(*c)) {
                    Some(category) => self.add_status(id, category),
                    None => Ok(()),
                }
            }
            RowAnswer::Skip => Ok(()),
        }
    }
}

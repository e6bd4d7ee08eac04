//! Rows that an import left to a person: kept whole, shown beside what the commune has by now, answered
//! with a reason.

use std::collections::BTreeMap;

use chungtay_shared::api::import::{AnswerLeft, LeftLine, PreviewRow, RowAnswer};
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::household::ProfileField;
use chungtay_shared::import::plan::{Decision, ExistingHousehold, MatchedBy, PlannedItem};
use chungtay_shared::import::{LeftAnswer, LeftRow, ListReading, ListedHousehold};
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::time::LocalDate;

use super::{Importer, candidates, compare, fate, row};
use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::needed;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

impl Importer<'_> {
    /// Leaves a row to a person; `false` when one has said before what it is.
    pub(super) fn leave(&self, household: &ListedHousehold) -> Result<bool, StoreError> {
        let row = LeftRow {
            household: household.clone(),
            decision: self.reading.decision.clone(),
            left_at: self.pen.author().at,
        };
        self.tx.leave_row(self.pen.commune(), &row)
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
                candidates: candidates(&item.decision, &households),
                fate: fate(item),
                hamlet: item.profile.get(ProfileField::Hamlet).to_owned(),
                ..row(&left.household, 0)
            },
            decision: left.household.decision.clone(),
            left_at: left.left_at,
        })
        .collect())
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
        };
        importer.carry_out_answer(item, &existing, wanted)?;
        tx.answer_left(importer.pen.commune(), &wanted.key, &said)?;
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

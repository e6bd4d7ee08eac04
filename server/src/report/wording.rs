//! How a unit words its reports: every version it has saved, the last of which is in use.

use chungtay_shared::api::report::{ReportQuery, WordingPage};
use chungtay_shared::time::LocalDate;
use chungtay_shared::wording::{Version, Wording, WordingDraft, WordingKind, in_use};

use super::{report, values};
use crate::error::ApiError;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

/// The versions, and what the fields say of a campaign; none when there is no such campaign.
pub fn page(
    tx: &dyn Tx,
    unit: &str,
    query: &ReportQuery,
    today: LocalDate,
) -> Result<Option<WordingPage>, StoreError> {
    let kind = query.scope.wording();
    let Some(made) = report(tx, unit, query, today)? else {
        return Ok(None);
    };
    Ok(Some(WordingPage {
        values: values::of(&made, query.style, kind),
        versions: tx.wordings(unit, kind)?,
    }))
}

/// The wording that is in use. A field that was offered once is always one, so what was saved reads.
pub fn of(tx: &dyn Tx, unit: &str, kind: WordingKind) -> Result<Wording, StoreError> {
    let versions = tx.wordings(unit, kind)?;
    let unreadable = StoreError::Inconsistent {
        table: "wording",
        column: "body",
    };
    Wording::read(in_use(&versions, kind), kind).map_err(|_| unreadable)
}

/// Keeps another version, or refuses with what is wrong in which line.
pub fn save(state: &AppState, device: &Device, draft: &WordingDraft) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let versions = tx.wordings(pen.commune(), draft.kind)?;
        let text = match draft.read(&versions) {
            Ok(text) => text,
            Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
        };
        let version = Version {
            n: versions.last().map_or(1, |last| last.n + 1),
            by: pen.officer_name().to_owned(),
            at: pen.author().at,
            text,
        };
        tx.add_wording(pen.commune(), draft.kind, &version)?;
        pen.said()?;
        Ok(Ok(()))
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

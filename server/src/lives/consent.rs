//! What a household says at the office it agrees to, or no longer: on paper, or by word of mouth.

use chungtay_shared::consent::ConsentDraft;
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::DocId;

use super::{Subject, written};
use crate::error::ApiError;
use crate::kept::{self, Kept};
use crate::rounds::fact_id;
use crate::state::AppState;
use crate::store::Device;

/// Notes what somebody of the household said. Of a second record nothing more is told.
pub fn note(
    state: &AppState,
    device: &Device,
    household: DocId,
    draft: &ConsentDraft,
) -> Result<(), ApiError> {
    written(state, device, |pen| {
        let Some(mut subject) = Subject::load(pen, household)? else {
            return Ok(Err(ApiError::NotFound));
        };
        if subject.said.merged_into().is_some() {
            let mut errors = FieldErrors::default();
            errors.add("answers", Problem::Gone);
            return Ok(Err(ApiError::Invalid(errors.into_problems())));
        }
        let consent = match draft.read(fact_id(state, pen), pen.author().at) {
            Ok(consent) => consent,
            Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
        };
        // Second records are asked of too: who answers here answers for all that was said before.
        let kept = kept::one(pen.tx(), &device.account.commune, subject.id)?;
        let before = kept.iter().flat_map(Kept::consents);
        let consent = consent.knowing(before);
        let change = subject.document.add_consent(pen.author(), &consent)?;
        pen.store(subject.id, &subject.document, change)?;
        Ok(Ok(()))
    })
}

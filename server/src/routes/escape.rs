//! Escape files: brought to the office, or passed on by a colleague's phone.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use chungtay_shared::api::{EscapeCounts, EscapeImported};
use chungtay_shared::limits::ESCAPE_FILE_BYTES_MAX;

use crate::auth::Officer;
use crate::error::ApiError;
use crate::escape::{self, Imported};
use crate::proof::Posted;
use crate::state::AppState;

/// Takes in a file at the office and says whose it was; of another commune's phone, only what
/// became of the records.
pub async fn import(
    State(state): State<AppState>,
    Officer(officer): Officer,
    file: Result<Bytes, BytesRejection>,
) -> Result<Json<EscapeImported>, ApiError> {
    let imported = take_in(&state, file).await?;
    let account = imported.device.account;
    let is_ours = account.commune == officer.account.commune;
    Ok(Json(EscapeImported {
        counts: imported.counts,
        standing: imported.standing,
        made_at: imported.made_at,
        person_name: is_ours.then_some(account.person_name),
        device_name: is_ours.then_some(imported.device.name),
    }))
}

/// Takes in a file that a colleague's phone passes on; it learns how many records, not whose.
pub async fn pass_on(
    State(state): State<AppState>,
    posted: Posted,
) -> Result<Json<EscapeCounts>, ApiError> {
    let Posted {
        device: carrier,
        body: file,
        proven,
    } = posted;
    if carrier.lost.is_some() {
        return Err(ApiError::DeviceRevoked);
    }
    state.let_through(carrier.id)?;
    if let Some(proven) = proven {
        state.write(move |tx| proven.count(tx, &carrier)).await?;
    }
    Ok(Json(take_in(&state, Ok(file)).await?.counts))
}

async fn take_in(
    state: &AppState,
    file: Result<Bytes, BytesRejection>,
) -> Result<Imported, ApiError> {
    let file = file.map_err(|_| ApiError::TooLarge {
        max_bytes: ESCAPE_FILE_BYTES_MAX,
    })?;
    state
        .blocking(move |state| {
            let imported = escape::import(state, &file, state.clock.now())?;
            state.live.changed(&imported.device.account.commune);
            Ok(imported)
        })
        .await
}

//! The unit's accounts: who there is, another beginning, an end.

use axum::Json;
use axum::extract::{Path, State};
use chungtay_shared::api::MadeInvite;
use chungtay_shared::api::accounts::AccountLine;
use chungtay_shared::id::AccountId;

use super::origin::Origin;
use crate::auth::Officer;
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::{Account, Device, StoreError, Tx};
use crate::{access, begin, sign_in};

/// Everybody of the unit who has an account.
pub async fn list(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Vec<AccountLine>>, ApiError> {
    let lines = state.read(move |tx| tx.accounts(&device.account.commune));
    let mut lines = lines.await?;
    // The server's own writes what is done at its command line; nobody signs in with it.
    lines.retain(|line| line.person_name != begin::SERVER_ACCOUNT);
    Ok(Json(lines))
}

/// Somebody has forgotten the password or lost the app: a link by which both are set up anew.
pub async fn reset(
    State(state): State<AppState>,
    Officer(device): Officer,
    Origin(origin): Origin,
    Path(id): Path<String>,
) -> Result<Json<MadeInvite>, ApiError> {
    let at = state.clone();
    let made = to_account(&state, device, &id, move |tx, account| {
        // A volunteer has neither; what is on their phones stays theirs.
        if !account.role.is_office() {
            return Ok(Err(ApiError::NotFound));
        }
        sign_in::reset(&at, tx, account, &origin).map(Ok)
    });
    Ok(Json(made.await?))
}

/// Closes an account with all its phones and browsers.
pub async fn close(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(id): Path<String>,
) -> Result<(), ApiError> {
    let at = state.clone();
    to_account(&state, device, &id, move |tx, account| {
        sign_in::close(&at, tx, account).map(Ok)
    })
    .await
}

/// Does something to an account of the unit, and notes it.
async fn to_account<T: Send + 'static>(
    state: &AppState,
    device: Device,
    id: &str,
    work: impl Fn(&dyn Tx, &Account) -> Result<Result<T, ApiError>, StoreError> + Send + 'static,
) -> Result<T, ApiError> {
    let id: AccountId = id.parse().map_err(|_| ApiError::NotFound)?;
    let (commune, now, by) = (
        device.account.commune.clone(),
        state.clock.now(),
        device.clone(),
    );
    let done = state.write(move |tx| {
        let account = match sign_in::account_meant(tx, &device, id)? {
            Ok(account) => account,
            Err(error) => return Ok(Err(error)),
        };
        let done = work(tx, &account)?;
        if done.is_ok() {
            access::done(tx, &device, None, now)?;
        }
        Ok(done)
    });
    let done = done.await?;
    if matches!(done, Err(ApiError::OtherRole)) {
        access::refused(state, &by).await?;
    }
    state.live.changed(&commune);
    done
}

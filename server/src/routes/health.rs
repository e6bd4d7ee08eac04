//! `/healthz`: the server is up and its database answers.

use axum::extract::State;

use crate::error::ApiError;
use crate::state::AppState;

/// `ok`, or a 500.
pub async fn health(State(state): State<AppState>) -> Result<&'static str, ApiError> {
    state.read(|tx| tx.epoch()).await?;
    Ok("ok")
}

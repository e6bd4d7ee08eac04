//! Signing in without a link, setting up what that takes, and proving again who one is.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use chungtay_shared::api::Session;
use chungtay_shared::api::accounts::{
    Authenticator, Proof, RecoveryCodes, SetFactor, SignInRequest, Standing,
};
use chungtay_shared::text;

use super::enrol::json;
use super::session::session;
use crate::access;
use crate::auth::{Comer, session_cookie};
use crate::error::ApiError;
use crate::guard::{Encrypted, Stranger};
use crate::sign_in::{self, Whose, setup, totp};
use crate::state::AppState;

/// Signs in by unit, name, role, password and code.
pub async fn sign_in(
    State(state): State<AppState>,
    stranger: Stranger,
    Encrypted(encrypted): Encrypted,
    request: Result<Json<SignInRequest>, JsonRejection>,
) -> Result<Response, ApiError> {
    let request = json(request)?;
    let name = text::nfc(request.person_name.trim());
    let whose = Whose {
        commune: request.commune.trim(),
        person_name: &name,
        role: request.role,
    };
    let proof = Proof {
        password: request.password.clone(),
        code: request.code.clone(),
    };
    let account = sign_in::proved(&state, stranger, whose, &proof, true).await?;
    let (at, now) = (state.clone(), state.clock.now());
    let commune = account.commune.clone();
    let entered = state.write(move |tx| {
        let (device, token) = sign_in::enter(&at, tx, &account, &request)?;
        Ok((session(tx, &device, now)?, token))
    });
    let (session, token) = entered.await?;
    state.live.changed(&commune);
    let session = session.ok_or(ApiError::Internal("a commune is missing"))?;
    let cookie = [(header::SET_COOKIE, session_cookie(&token, encrypted))];
    Ok((cookie, Json(session)).into_response())
}

/// What one's own authenticator app is to be told.
pub async fn authenticator(
    State(state): State<AppState>,
    Comer { device, door, .. }: Comer,
) -> Result<Json<Authenticator>, ApiError> {
    let whose = format!(
        "{} · {}",
        device.account.person_name, device.account.commune
    );
    if door.has_factor && !sign_in::is_fresh(&door, state.clock.now()) {
        return Err(ApiError::Locked);
    }
    let secret = state.read(move |tx| {
        let (seed, factor) = (tx.sealing_seed()?, tx.factor(&device.account)?);
        Ok(setup::secret_for(&seed, &device, factor.as_ref()))
    });
    let secret = secret.await?;
    Ok(Json(Authenticator {
        secret: setup::in_fours(&totp::base32(&secret)),
        qr_svg: totp::qr_svg(&secret, &whose),
    }))
}

/// Chooses a password and sets up the app, for the first time or anew.
pub async fn set_up(
    State(state): State<AppState>,
    Comer { device, door, .. }: Comer,
    request: Result<Json<SetFactor>, JsonRejection>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let request = json(request)?;
    if door.has_factor && !sign_in::is_fresh(&door, state.clock.now()) {
        return Err(ApiError::Locked);
    }
    let codes = setup::set_up(&state, &device, &request).await?;
    state.live.changed(&device.account.commune);
    Ok(Json(RecoveryCodes { codes }))
}

/// Proves in this browser who one is: by both where that was not done yet, else by one of both.
pub async fn prove(
    State(state): State<AppState>,
    stranger: Stranger,
    Comer { device, door, .. }: Comer,
    proof: Result<Json<Proof>, JsonRejection>,
) -> Result<Json<Session>, ApiError> {
    let proof = json(proof)?;
    let now = state.clock.now();
    let both = sign_in::standing(&door, now) == Standing::Prove;
    sign_in::proved(&state, stranger, Whose::of(&device), &proof, both).await?;
    let proved = state.write(move |tx| {
        tx.note_proved(&device, now)?;
        access::done(tx, &device, None, now)?;
        session(tx, &device, now)
    });
    let session = proved.await?;
    Ok(Json(session.ok_or(ApiError::NotSignedIn)?))
}

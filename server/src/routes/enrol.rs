//! Links: making, listing, redeeming.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::joining::open_secret;
use chungtay_shared::api::{
    EnrolRequest, Enrolled, InviteLine, MadeInvite, NewInvite, RecoverRequest, Recovered, Role,
};
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::limits::{JSON_BYTES_MAX, LINE_CHARS_MAX};
use chungtay_shared::phone::recovery::key_to_text;

use super::origin::Origin;
use crate::auth::{Officer, session_cookie};
use crate::error::ApiError;
use crate::guard::{Encrypted, Stranger};
use crate::sealing;
use crate::state::AppState;
use crate::{access, enrol, joining};

/// Redeems a link. A phone gets its token in the body, an office browser a cookie.
pub async fn redeem(
    State(state): State<AppState>,
    stranger: Stranger,
    Encrypted(encrypted): Encrypted,
    request: Result<Json<EnrolRequest>, JsonRejection>,
) -> Result<Response, ApiError> {
    let (headers, enrolled) = let_in(state, (stranger, encrypted), json(request)?).await?;
    Ok((headers, Json(enrolled)).into_response())
}

/// Redeems a link on a phone whose PIN is forgotten: who had the phone before gets its key back, and
/// nobody else.
pub async fn recover(
    State(state): State<AppState>,
    stranger: Stranger,
    Encrypted(encrypted): Encrypted,
    request: Result<Json<RecoverRequest>, JsonRejection>,
) -> Result<Response, ApiError> {
    let request = json(request)?;
    let seed = state.read(|tx| tx.sealing_seed()).await?;
    let recovery = enrol::recovery(&seed, &request)?;
    let (_, enrolled) = let_in(
        state,
        (stranger, encrypted),
        EnrolRequest {
            code: request.code,
            actor: request.actor,
            device_name: request.device_name,
            returning: Some(recovery.owner),
            key: request.key,
            person_name: String::new(),
        },
    )
    .await?;
    if enrolled.role != Role::Volunteer {
        return Err(ApiError::LinkOfAnother);
    }
    let key = key_to_text(&recovery.key);
    Ok(Json(Recovered { enrolled, key }).into_response())
}

async fn let_in(
    state: AppState,
    (stranger, encrypted): (Stranger, bool),
    request: EnrolRequest,
) -> Result<(HeaderMap, Enrolled), ApiError> {
    state.may_guess(stranger)?;
    let at = state.clone();
    let (redeemed, communes, seed) = state
        .write(move |tx| {
            let redeemed = match open_secret(&request.code) {
                Some(secret) => joining::come(&at, tx, &request, secret)?,
                None => enrol::redeem(&at, tx, &request)?,
            };
            Ok((redeemed, tx.communes()?, tx.sealing_seed()?))
        })
        .await?;
    if matches!(redeemed, Err(ApiError::LinkUnknown)) {
        state.guessed(stranger)?;
    }
    let (device, token) = redeemed?;
    let account = device.account;
    state.live.changed(&account.commune);
    let commune = communes.into_iter().find(|c| c.code == account.commune);
    let commune = commune.ok_or(ApiError::Internal("a commune is missing"))?;
    let mut headers = HeaderMap::new();
    let token = if account.role.is_office() {
        headers.insert(header::SET_COOKIE, session_cookie(&token, encrypted));
        String::new()
    } else {
        token
    };
    let enrolled = Enrolled {
        role: account.role,
        token,
        device: device.id,
        person_name: account.person_name,
        commune: commune.code,
        commune_name: commune.name,
        synthetic: commune.synthetic,
        sealing_key: sealing::public_key(&seed),
    };
    Ok((headers, enrolled))
}

/// Makes a link.
pub async fn invite(
    State(state): State<AppState>,
    Officer(device): Officer,
    Origin(origin): Origin,
    request: Result<Json<NewInvite>, JsonRejection>,
) -> Result<Json<MadeInvite>, ApiError> {
    let request = json(request)?;
    if !device.account.role.may_make(request.role) {
        access::refused(&state, &device).await?;
        return Err(ApiError::OtherRole);
    }
    let mut errors = FieldErrors::default();
    let name = errors.text("person_name", &request.person_name, LINE_CHARS_MAX);
    if name.is_empty() {
        errors.add("person_name", Problem::Missing);
    }
    let name = errors.finish(name).map_err(ApiError::Invalid)?;
    let (at, commune) = (state.clone(), device.account.commune.clone());
    let making = state.write(move |tx| {
        access::done(tx, &device, None, at.clock.now())?;
        let commune = &device.account.commune;
        enrol::invite(&at, tx, commune, &name, request.role, &origin)
    });
    let made = making.await?;
    state.live.changed(&commune);
    Ok(Json(made))
}

/// The links of the commune.
pub async fn list(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Vec<InviteLine>>, ApiError> {
    let now = state.clock.now();
    Ok(Json(
        state
            .read(move |tx| tx.invites(&device.account.commune, now))
            .await?,
    ))
}

/// The body as JSON, or one sentence.
pub(super) fn json<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, ApiError> {
    match body {
        Ok(Json(value)) => Ok(value),
        Err(JsonRejection::BytesRejection(_)) => Err(ApiError::TooLarge {
            max_bytes: JSON_BYTES_MAX,
        }),
        Err(_) => Err(ApiError::Malformed("the body is not the JSON it should be")),
    }
}

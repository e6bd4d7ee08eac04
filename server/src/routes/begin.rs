//! The first page of a server that has not begun.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::access::Act;
use chungtay_shared::api::{BeginCommune, DemoReady, Role, Session, SetupState};
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::limits::{COMMUNE_CODE_CHARS_MAX, LINE_CHARS_MAX};
use chungtay_shared::peak_month::CampaignPlan;
use chungtay_shared::synthetic::DEMO_HOUSEHOLDS;

use super::enrol::json;
use super::origin::Origin;
use crate::access;
use crate::auth::session_cookie;
use crate::error::ApiError;
use crate::guard::Encrypted;
use crate::state::AppState;
use crate::store::{StoreError, Tx};
use crate::{begin, demo, enrol};

/// What an office browser is called when it begins.
const BROWSER: &str = "Trình duyệt văn phòng";

/// Whether the request comes from a browser on the server's own machine: the connection is local,
/// it was asked for by a local name (a foreign page cannot forge that), and no proxy is between.
#[derive(Debug, Clone, Copy)]
pub struct Here(pub bool);

impl FromRequestParts<AppState> for Here {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let local_peer = peer.is_some_and(|ConnectInfo(address)| address.ip().is_loopback());
        let forwarded = ["forwarded", "x-forwarded-for", "x-forwarded-proto"]
            .iter()
            .any(|name| parts.headers.contains_key(*name));
        Ok(Self(
            local_peer && !forwarded && asked_by_local_name(&parts.headers),
        ))
    }
}

fn asked_by_local_name(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _port)| name);
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}

/// Whether anything is here.
pub async fn state(
    State(state): State<AppState>,
    Here(here): Here,
) -> Result<Json<SetupState>, ApiError> {
    let empty = state.read(|tx| tx.is_empty()).await?;
    Ok(Json(SetupState {
        empty,
        may_begin: empty && here,
    }))
}

/// Fills the invented commune.
pub async fn demo(
    State(state): State<AppState>,
    Here(here): Here,
    Encrypted(encrypted): Encrypted,
    Origin(origin): Origin,
) -> Result<Response, ApiError> {
    may_begin(here)?;
    let at = state.clone();
    let begun = state.write(move |tx| {
        if !tx.is_empty()? {
            return Ok(None);
        }
        let demo = demo::fill(&at, tx, DEMO_HOUSEHOLDS)?;
        let (session, token) = office(&at, tx, &demo.commune, &demo.officer)?;
        let volunteers = demo
            .volunteers
            .iter()
            .map(|name| enrol::invite(&at, tx, &demo.commune, name, Role::Volunteer, &origin))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let officer = &demo.city_officer;
        let city = enrol::invite(&at, tx, &demo.city, officer, Role::Office, &origin)?;
        let colleagues = demo::invite_colleagues(&at, tx, &demo.commune, &origin)?;
        Ok(Some((
            DemoReady {
                session,
                volunteers,
                city,
                colleagues,
            },
            token,
        )))
    });
    let (ready, token) = begun.await?.ok_or(ApiError::AlreadyBegun)?;
    Ok((
        [(header::SET_COOKIE, session_cookie(&token, encrypted))],
        Json(ready),
    )
        .into_response())
}

/// Begins with a real commune.
pub async fn commune(
    State(state): State<AppState>,
    Here(here): Here,
    Encrypted(encrypted): Encrypted,
    request: Result<Json<BeginCommune>, JsonRejection>,
) -> Result<Response, ApiError> {
    may_begin(here)?;
    let request = checked(&json(request)?)?;
    let at = state.clone();
    let begun = state.write(move |tx| {
        if !tx.is_empty()? {
            return Ok(Err(ApiError::AlreadyBegun));
        }
        let Some(commune) = begin::commune(&at, tx, &request.code, &request.name, false)? else {
            return Ok(Err(ApiError::UnknownCommune));
        };
        let (session, token) = office(&at, tx, &commune.code, &request.person_name)?;
        let device = begin::server_device(&at, tx, &commune.code)?;
        let plan = CampaignPlan::open_from(at.clock.now().local_date());
        begin::first_campaign(&at, tx, &device, plan)?;
        Ok(Ok((session, token)))
    });
    let (session, token) = begun.await??;
    Ok((
        [(header::SET_COOKIE, session_cookie(&token, encrypted))],
        Json(session),
    )
        .into_response())
}

fn may_begin(here: bool) -> Result<(), ApiError> {
    if here { Ok(()) } else { Err(ApiError::NotHere) }
}

fn checked(request: &BeginCommune) -> Result<BeginCommune, ApiError> {
    let mut errors = FieldErrors::default();
    let clean = BeginCommune {
        code: errors.text("code", &request.code, COMMUNE_CODE_CHARS_MAX),
        name: errors.text("name", &request.name, LINE_CHARS_MAX),
        person_name: errors.text("person_name", &request.person_name, LINE_CHARS_MAX),
    };
    for (field, value) in [("code", &clean.code), ("person_name", &clean.person_name)] {
        if value.is_empty() {
            errors.add(field, Problem::Missing);
        }
    }
    errors.finish(clean).map_err(ApiError::Invalid)
}

/// Signs the browser that begins in as the office.
fn office(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    person_name: &str,
) -> Result<(Session, String), StoreError> {
    let now = state.clock.now();
    let (device, token) =
        begin::device(state, tx, commune, person_name, Role::Office, BROWSER, now)?;
    access::note(tx, &device, Act::SignedIn, "", now)?;
    let session = super::session::session(tx, &device, now)?;
    let missing = StoreError::Inconsistent {
        table: "commune",
        column: "code",
    };
    Ok((session.ok_or(missing)?, token))
}

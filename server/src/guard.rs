//! What stands before every route, whatever it does: nothing is answered that [`crate::roles`] does
//! not name, no foreign page speaks in an officer's name, a body comes at a pace that people's
//! networks have, and no answer about people is kept on the way.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;
use crate::roles::{self, Rule, Who};
use crate::state::AppState;

mod address;
mod pace;
mod scheme;

pub use address::Stranger;
pub use scheme::Encrypted;

/// Browsers that have reached this server by `https` never go back to a name without it.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const FETCH_SITE: &str = "sec-fetch-site";

/// Lets a request through to its route, or answers in its place.
pub async fn stand(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Encrypted(encrypted) = Encrypted::of(&state, request.headers());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = match route {
        Some(route) => asked(&state, route.as_str(), request, next).await,
        None => next.run(request).await,
    };
    if encrypted {
        let headers = response.headers_mut();
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

async fn asked(state: &AppState, route: &str, request: Request, next: Next) -> Response {
    let Some(rule) = roles::rule(request.method(), route) else {
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            [(header::CACHE_CONTROL, NO_STORE)],
        )
            .into_response();
    };
    if is_foreign(state, rule, request.method(), request.headers()) {
        return ApiError::ForeignPage.into_response();
    }
    let (request, pace) = pace::held(request);
    let mut response = next.run(request).await;
    if pace.was_lost() {
        response = ApiError::TooSlow.into_response();
    }
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    response
}

/// Whether a page of another server has made a browser ask this, with the cookie that it sends along by
/// itself. A phone and a program show a token that no other page has.
fn is_foreign(state: &AppState, rule: &Rule, method: &Method, headers: &HeaderMap) -> bool {
    if !matches!(rule.who, Who::Office(_) | Who::Here) || method.is_safe() {
        return false;
    }
    let text = |name: &str| {
        let value = headers.get(name)?;
        Some(value.to_str().unwrap_or_default())
    };
    match (text(FETCH_SITE), text(header::ORIGIN.as_str())) {
        (Some(site), _) => site != "same-origin",
        (None, Some(origin)) => !is_ours(state, origin, headers),
        // No browser: none leaves out both.
        (None, None) => false,
    }
}

/// Whether this is where people reach this server.
fn is_ours(state: &AppState, origin: &str, headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let asked = host.is_some_and(|host| {
        let behind = origin.split_once("://").map(|(_, name)| name);
        behind == Some(host)
    });
    let told = state.public_url.as_deref();
    asked || told.is_some_and(|url| url.trim_end_matches('/') == origin)
}

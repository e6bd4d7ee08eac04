//! Where people reach this server, for the links it makes.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::error::ApiError;
use crate::state::AppState;

/// Scheme and host as the asking browser sees them, or as the server was told.
#[derive(Debug, Clone)]
pub struct Origin(pub String);

impl FromRequestParts<AppState> for Origin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if let Some(url) = &state.public_url {
            return Ok(Self(url.trim_end_matches('/').to_owned()));
        }
        let host = header_text(&parts.headers, header::HOST.as_str())
            .or_else(|| parts.uri.host())
            .filter(|host| {
                host.chars()
                    .all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c))
            })
            .ok_or(ApiError::Malformed("no host"))?;
        let proto = header_text(&parts.headers, "x-forwarded-proto");
        let scheme = if state.speaks_tls || proto == Some("https") {
            "https"
        } else {
            "http"
        };
        Ok(Self(format!("{scheme}://{host}")))
    }
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

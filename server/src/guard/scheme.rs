//! Whether a request came to people's end of this server by `https`.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::state::AppState;

/// Whether it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encrypted(pub bool);

impl Encrypted {
    /// It speaks TLS itself, was told that people reach it so, or the proxy before it says so. Whoever says so
    /// without a proxy makes only their own browser more careful.
    pub fn of(state: &AppState, headers: &HeaderMap) -> Self {
        let told = state.public_url.as_deref();
        let proto = headers.get("x-forwarded-proto");
        Self(
            state.speaks_tls
                || told.is_some_and(|url| url.starts_with("https://"))
                || proto.is_some_and(|p| p == "https"),
        )
    }
}

impl FromRequestParts<AppState> for Encrypted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(state, &parts.headers))
    }
}

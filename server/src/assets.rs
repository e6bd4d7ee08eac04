//! The client: the phone's page and its files, and the office's page. A release has it in itself; a debug build
//! reads the folder that `CHUNGTAY_DIST` names when it starts.
//!
//! What is here is public and the same for everybody. Data are served below `/api` only.

mod client;
mod encoding;
#[cfg(debug_assertions)]
mod folder;
mod headers;

use std::sync::LazyLock;

use axum::Router;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

pub use self::headers::security_headers;

use self::client::{Asset, Client};

include!(concat!(env!("OUT_DIR"), "/client.rs"));

static THE_CLIENT: LazyLock<Client> = LazyLock::new(|| Client::new(assets()));

/// Serves the client as a fallback for every path that no other route takes:
///
/// - a file of the client under its own path, files with a hash in their name for ever;
/// - `/office` and below: the office's page;
/// - `/api` and `/healthz` and below, an unknown file: 404;
/// - everything else: the phone's page, whose router knows the rest.
pub fn router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    router_of(&THE_CLIENT)
}

#[cfg(not(debug_assertions))]
fn assets() -> &'static [Asset] {
    CLIENT
}

#[cfg(debug_assertions)]
fn assets() -> &'static [Asset] {
    let given = std::env::var_os("CHUNGTAY_DIST").map(std::path::PathBuf::from);
    let read = given.map_or(Ok(CLIENT), |dist| client::read(&dist));
    read.unwrap_or_else(|error| {
        tracing::error!(%error, "the folder of the client cannot be read");
        CLIENT
    })
}

fn router_of<S>(client: &'static Client) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Router::new().fallback(async move |method: Method, uri: Uri, headers: HeaderMap| {
        respond(client, &method, uri.path(), &headers)
    })
}

fn respond(client: &Client, method: &Method, path: &str, headers: &HeaderMap) -> Response {
    if client::is_of_the_server(path) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    if client.is_empty() {
        return (StatusCode::SERVICE_UNAVAILABLE, NO_CLIENT).into_response();
    }
    client.find(path).map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |file| file.respond(headers),
    )
}

/// For whoever builds the server alone.
const NO_CLIENT: &str = "This build of the server carries no client.\n\
    Run `cargo xtask build`, then build the server with --release; `cargo xtask run` does both.\n\
    A debug build serves the folder that CHUNGTAY_DIST names when it starts.\n";

#[cfg(test)]
mod tests;

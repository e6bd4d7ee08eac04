//! What a phone hears when it is lost, and what it says once everything on it is removed.

use chungtay_shared::api::path;
use chungtay_shared::id::{from_hex, to_hex};
use chungtay_shared::sync::proof::WIPE_HEADER;
use web_sys::{AbortController, Headers, Response};

use super::json;
use super::patience::Patience;
use super::speaker::Speaker;
use super::{JSON, post, unreachable};

const SEALED: &str = "application/octet-stream";

/// What a locked phone hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Knocked {
    /// Nobody has answered.
    Unheard,
    /// It is not lost, or nobody has said so.
    Nothing,
    /// It is lost; what it says once all is removed.
    Lost([u8; 16]),
}

/// Asks whether this phone is lost, by what it has sealed for the day its PIN is forgotten.
pub(crate) async fn knock(speaker: &Speaker, sealed: Vec<u8>) -> Knocked {
    heard(speaker, path::KNOCK, sealed).await
}

/// Posts what the service worker would post; lost, if by then the server has all.
pub(crate) async fn sealed(speaker: &Speaker, outbox: Vec<u8>) -> Knocked {
    heard(speaker, path::SYNC_SEALED, outbox).await
}

async fn heard(speaker: &Speaker, path: &str, body: Vec<u8>) -> Knocked {
    let Ok(abort) = AbortController::new() else {
        return Knocked::Unheard;
    };
    let patience = Patience::new(abort);
    match speaker.post(path, SEALED, body, &patience).await {
        Ok(response) => lost(&response).map_or(Knocked::Nothing, Knocked::Lost),
        Err(_) => Knocked::Unheard,
    }
}

/// What a reply says of a phone that is lost.
pub(super) fn lost(response: &Response) -> Option<[u8; 16]> {
    let code = response.headers().get(WIPE_HEADER).ok().flatten()?;
    (response.status() == 410)
        .then(|| from_hex(&code))
        .flatten()
        .and_then(|code| code.try_into().ok())
}

/// Says that everything is removed; whether the server has heard it.
pub(crate) async fn say_wiped(code: &[u8]) -> Option<()> {
    let patience = Patience::new(AbortController::new().ok()?);
    let headers = Headers::new().map_err(unreachable).ok()?;
    headers.set("content-type", JSON).ok()?;
    let body = json::of_wiped(&to_hex(code))?;
    let posted = post(path::WIPED, &headers, body.as_bytes(), &patience);
    // Whoever does not know the code has heard it before.
    matches!(posted.await.ok()?.status(), 200 | 404).then_some(())
}

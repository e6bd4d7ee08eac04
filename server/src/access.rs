//! Who saw, changed or took what: noted where it cannot be forgotten (`docs/access-log.md`).
//!
//! Each route states its act in one table ([`acts`]), and a middleware heeds it. What is written is noted
//! in the transaction that writes it, by whatever the table says of the request under way ([`done`]);
//! what is shown is noted when the answer is ready and before it is sent. An answer that cannot be noted
//! is not given, nor is that of a route that states nothing.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use chungtay_shared::access::{Act, By, is_code};
use chungtay_shared::id::{DeviceId, DocId};
use chungtay_shared::sync::wire::Cursor;
use chungtay_shared::time::Timestamp;

use crate::error::ApiError;
use crate::push::Pushed;
use crate::state::AppState;
use crate::store::{Account, Device, StoreError, Tx};
use acts::{About, Stated};

pub mod acts;
mod lately;
mod open_acts;
mod page;
mod stated;

pub use lately::Lately;
pub use page::{page, verify};

/// What the request under way is, as far as the log is concerned.
#[derive(Debug)]
struct Acting {
    stated: Stated,
    /// The id in the path; empty when there is none.
    id: String,
    known: Mutex<Known>,
}

/// What becomes known of it by and by.
#[derive(Debug, Default)]
struct Known {
    /// Who speaks, and in which commune.
    who: Option<(String, By)>,
    /// What it turned out to be.
    act: Option<Act>,
    /// What the paper it gives is known by.
    mark: Option<String>,
    /// Whether a transaction has noted it.
    is_noted: bool,
}

tokio::task_local! {
    static ACTING: Arc<Acting>;
}

impl Acting {
    fn known<T>(&self, work: impl FnOnce(&mut Known) -> T) -> T {
        work(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What it is about: what the table says, else the document that is written.
    fn about(&self, about: About, doc: Option<DocId>) -> String {
        let id = if is_code(&self.id) { &self.id } else { "" };
        match about {
            About::Document => doc.map_or_else(String::new, |doc| doc.to_string()),
            About::Path => id.to_owned(),
            About::Word(word) => match self.known(|known| known.mark.take()) {
                Some(mark) => format!("{word}-{mark}"),
                None => word.to_owned(),
            },
            About::OfUnit(word) => format!("{word}-{id}"),
        }
    }
}

/// Does `work` on another thread as a part of the request under way.
pub(crate) fn carried<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let acting = ACTING.try_with(Arc::clone).ok();
    move || match acting {
        Some(acting) => ACTING.sync_scope(acting, work),
        None => work(),
    }
}

/// Says who speaks.
pub(crate) fn speaks(device: &Device) {
    let by = By::Person(device.account.id, device.id);
    heard(&device.account.commune, by);
}

/// The same of whoever it is.
pub(crate) fn heard(commune: &str, by: By) {
    let who = Some((commune.to_owned(), by));
    // Outside of a request nobody asks.
    let _ = ACTING.try_with(|acting| acting.known(|known| known.who = who));
}

/// Says that the request under way turns out to be another act than its route states.
fn turns_out(act: Act) {
    let _ = ACTING.try_with(|acting| acting.known(|known| known.act = Some(act)));
}

/// Says by which code the paper is known that the request under way gives.
pub(crate) fn marked(mark: String) {
    let _ = ACTING.try_with(|acting| acting.known(|known| known.mark = Some(mark)));
}

/// Says what a phone's exchange turned out to be: one that gives it a commune's households from the first.
pub(crate) fn exchanged(pushed: &Pushed) {
    let from_the_first = |cursor: &Cursor| cursor.since == 0 && cursor.upto == 0;
    if pushed.receipt.docs_to_come > 0 && pushed.cursors.iter().any(from_the_first) {
        turns_out(Act::GaveAll);
    }
}

/// Does `work` as the server itself, for which no route states what it is.
pub fn as_server<T>(act: Act, work: impl FnOnce() -> T) -> T {
    let acting = Acting {
        stated: Stated::Done(act, About::Word("")),
        id: String::new(),
        known: Mutex::default(),
    };
    ACTING.sync_scope(Arc::new(acting), work)
}

/// Notes that somebody showed a wrong proof of an account; on no device of it, as nobody knows where.
pub(crate) fn failed(tx: &dyn Tx, account: &Account, at: Timestamp) -> Result<(), StoreError> {
    let by = By::Person(account.id, DeviceId::from_bytes([0; 16]));
    append(tx, &account.commune, by, Act::FailedSignIn, "", at)
}

/// Notes that a device asked what is another role's; the same again not for a while.
pub(crate) async fn refused(state: &AppState, device: &Device) -> Result<(), ApiError> {
    let act = ACTING.try_with(|acting| acting.stated.act());
    let about = act.ok().flatten().map_or("", Act::code).to_owned();
    let (commune, at) = (device.account.commune.clone(), state.clock.now());
    let by = By::Person(device.account.id, device.id);
    let seen = (by, Act::Refused, about.clone());
    if state.lately.has(&seen, at) {
        return Ok(());
    }
    state
        .write(move |tx| append(tx, &commune, by, Act::Refused, &about, at))
        .await?;
    state.lately.keep(seen, at);
    Ok(())
}

/// Notes what a device does, in the transaction that does it: what its route states, about the document
/// that is written.
pub fn done(
    tx: &dyn Tx,
    device: &Device,
    doc: Option<DocId>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let stated = ACTING.try_with(|acting| match acting.stated {
        Stated::Done(act, about) | Stated::Doing(act, about) => {
            acting.known(|known| known.is_noted = true);
            Some((act, acting.about(about, doc)))
        }
        Stated::Seen(..) | Stated::Nothing(_) => None,
    });
    let (act, about) = stated.ok().flatten().unwrap_or_else(|| {
        let doc = doc.map_or_else(String::new, |doc| doc.to_string());
        (Act::Wrote, doc)
    });
    note(tx, device, act, &about, at)
}

/// Notes an act of a device, whatever its route states.
pub fn note(
    tx: &dyn Tx,
    device: &Device,
    act: Act,
    about: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let _ = ACTING.try_with(|acting| acting.known(|known| known.is_noted = true));
    let by = By::Person(device.account.id, device.id);
    append(tx, &device.account.commune, by, act, about, at)
}

/// Adds a row, unless the last one says the same of the same moment: an import writes many documents.
fn append(
    tx: &dyn Tx,
    commune: &str,
    by: By,
    act: Act,
    about: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let head = tx.access_head(commune)?;
    let last = tx.access_after(commune, head.n.saturating_sub(1), 1)?;
    let row = head.seal(commune, at, by, act, about);
    let said = |row: &chungtay_shared::access::Sealed| {
        let entry = &row.entry;
        (entry.by, entry.at, entry.act.clone(), entry.about.clone())
    };
    if last.first().is_some_and(|last| said(last) == said(&row)) {
        return Ok(());
    }
    tx.append_access(&row)
}

/// Heeds what the route states.
pub async fn heed(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(route) = request.extensions().get::<MatchedPath>() else {
        // The client's own files, which are the same for everybody.
        return next.run(request).await;
    };
    let method = match request.method() {
        &Method::HEAD => Method::GET,
        method => method.clone(),
    };
    let id = acts::id_in(route.as_str(), request.uri().path());
    let Some(stated) = acts::stated(&method, route.as_str()) else {
        let answer = next.run(request).await;
        return if answer.status().is_success() {
            ApiError::Internal("a route that states no act").into_response()
        } else {
            answer
        };
    };
    let acting = Arc::new(Acting {
        stated,
        id,
        known: Mutex::default(),
    });
    let answer = ACTING.scope(Arc::clone(&acting), next.run(request)).await;
    if !answer.status().is_success() {
        return answer;
    }
    match note_answered(&state, &acting).await {
        Ok(()) => answer,
        Err(error) => error.into_response(),
    }
}

/// Notes what was answered, unless that is done already or needs not be.
async fn note_answered(state: &AppState, acting: &Acting) -> Result<(), ApiError> {
    let (act, about, is_shown) = match acting.stated {
        Stated::Nothing(_) | Stated::Doing(..) => return Ok(()),
        Stated::Seen(act, about) => (act, about, true),
        Stated::Done(act, about) => (act, about, false),
    };
    let (who, turned, is_noted) =
        acting.known(|known| (known.who.take(), known.act, known.is_noted));
    if is_noted {
        return Ok(());
    }
    let nobody = ApiError::Internal("an act of nobody");
    let (commune, by) = who.ok_or(nobody)?;
    let (act, about) = (turned.unwrap_or(act), acting.about(about, None));
    let at = state.clock.now();
    let seen = (by, act, about.clone());
    if is_shown && state.lately.has(&seen, at) {
        return Ok(());
    }
    state
        .write(move |tx| append(tx, &commune, by, act, &about, at))
        .await?;
    if is_shown {
        state.lately.keep(seen, at);
    }
    Ok(())
}

//! What has happened to personal data: drafted, filed within 72 hours, added to (`shared/src/incident.rs`),
//! and the notice as a text document.

use chungtay_shared::api::incidents::{IncidentLine, IncidentsPage};
use chungtay_shared::incident::{Clock, Draft, Standing, Statement, standings};
use chungtay_shared::time::Timestamp;

use crate::error::ApiError;
use crate::minutes::Issuer;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Book, Device, StoreError, Tx, entries, put_entry, write};

mod docx;

pub use docx::document;

/// Every incident, those that wait for their notice first, then the newest.
pub fn page(tx: &dyn Tx, commune: &str, now: Timestamp) -> Result<IncidentsPage, StoreError> {
    let statements = statements(tx, commune)?;
    let mut lines: Vec<IncidentLine> = standings(&statements)
        .into_iter()
        .map(|standing| line(standing, now))
        .collect();
    lines.sort_by_key(|line| {
        let waits = matches!(line.clock, Clock::Left { .. } | Clock::Over { .. });
        (!waits, std::cmp::Reverse(line.n))
    });
    Ok(IncidentsPage { now, lines })
}

/// What a notice is made of.
#[derive(Debug)]
pub struct Notice {
    /// Whose paper it is.
    pub issuer: Issuer,
    /// When it is made.
    pub now: Timestamp,
    /// The incident.
    pub line: IncidentLine,
}

/// One incident.
pub fn one(
    tx: &dyn Tx,
    commune: &str,
    n: u64,
    now: Timestamp,
) -> Result<Option<IncidentLine>, StoreError> {
    let statements = statements(tx, commune)?;
    let mut all = standings(&statements).into_iter();
    let found = all.find(|standing| standing.n == n);
    Ok(found.map(|standing| line(standing, now)))
}

/// Drafts, files, adds to or ends an incident.
pub fn say(state: &AppState, device: &Device, draft: &Draft) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let statements = statements(tx, pen.commune())?;
        let what = match draft.read(&statements, pen.author().at) {
            Ok(what) => what,
            Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
        };
        let statement = Statement {
            n: statements.last().map_or(1, |last| last.n + 1),
            by: pen.officer_name().to_owned(),
            at: pen.author().at,
            what,
        };
        put_entry(tx, pen.commune(), Book::Incidents, statement.n, &statement)?;
        pen.said()?;
        Ok(Ok(()))
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

fn statements(tx: &dyn Tx, commune: &str) -> Result<Vec<Statement>, StoreError> {
    entries(tx, commune, Book::Incidents)
}

fn line(standing: Standing<'_>, now: Timestamp) -> IncidentLine {
    IncidentLine {
        n: standing.n,
        known: standing.known.clone(),
        by: standing.by.to_owned(),
        at: standing.at,
        drafts: standing.drafts,
        notice_by: standing.known.notice_by(),
        clock: standing.clock(now),
        filed: standing.filed,
        added: standing.added,
        ended: standing.ended,
    }
}

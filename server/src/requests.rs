//! What people ask of the data that are kept about them: noted, answered and closed, each beside the day it
//! is due and what the access log says was done (`shared/src/data_request.rs`).

use chungtay_shared::access::Act;
use chungtay_shared::api::access::{AccessLine, AccessQuery};
use chungtay_shared::api::requests::{
    ClosedRequest, DoneOfRequest, REQUEST_ACTS_MAX, RequestLine, RequestsPage,
};
use chungtay_shared::data_request::{Draft, Said, Standing, Statement, days_said, standings};
use chungtay_shared::document::{Document, Kind};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;
use chungtay_shared::time::{LocalDate, Timestamp};
use chungtay_shared::working_day::{KnownDay, WorkingDays, table};

use crate::access;
use crate::error::ApiError;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Book, Device, StoreError, Tx, entries, put_entry, write};

/// Rows of the access log that are looked through for a request.
const ROWS_MAX: u32 = 1_000;
/// Acts that answer a request.
const ANSWERING: [Act; 6] = [
    Act::TookSheet,
    Act::ChoseValue,
    Act::ToldStatus,
    Act::ToldConsent,
    Act::ToldLife,
    Act::Erased,
];

/// The register.
pub fn page(tx: &dyn Tx, commune: &str, today: LocalDate) -> Result<RequestsPage, StoreError> {
    let statements = statements(tx, commune)?;
    let days = WorkingDays::with(days_said(&statements));
    let mut all = standings(&statements);
    all.sort_by(|one, other| one.compare(other, &days, today));
    let lines = all
        .iter()
        .map(|standing| line(tx, commune, standing, &days, today));
    Ok(RequestsPage {
        today,
        lines: lines.collect::<Result<_, _>>()?,
        days: known_days(&statements, today),
    })
}

/// Notes, answers or closes a request, or says of a day whether it is worked.
pub fn say(state: &AppState, device: &Device, draft: &Draft) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let statements = statements(tx, pen.commune())?;
        let asked = household_of(draft, &statements);
        let is_here = match asked {
            Some(doc) => head_name(tx, pen.commune(), doc)?.is_some(),
            None => false,
        };
        let is_household = |doc| is_here && asked == Some(doc);
        let said = match draft.read(&statements, is_household, pen.author().at.local_date()) {
            Ok(said) => said,
            Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
        };
        let statement = Statement {
            n: statements.last().map_or(1, |last| last.n + 1),
            by: pen.officer_name().to_owned(),
            at: pen.author().at,
            said,
        };
        put_entry(tx, pen.commune(), Book::Requests, statement.n, &statement)?;
        access::done(tx, device, asked, pen.author().at)?;
        Ok(Ok(()))
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

/// Takes out of the register what names whom a household's requests were of; its requests stay, with their
/// days and how they ended.
pub fn forget(pen: &Pen<'_>, household: DocId) -> Result<(), StoreError> {
    let all = statements(pen.tx(), pen.commune())?;
    let of_it: Vec<u64> = standings(&all)
        .into_iter()
        .filter(|standing| standing.received.household == Some(household))
        .map(|standing| standing.n)
        .collect();
    for mut statement in all {
        if statement.request().is_some_and(|n| of_it.contains(&n)) {
            statement.forget_words();
            put_entry(
                pen.tx(),
                pen.commune(),
                Book::Requests,
                statement.n,
                &statement,
            )?;
        }
    }
    Ok(())
}

fn statements(tx: &dyn Tx, commune: &str) -> Result<Vec<Statement>, StoreError> {
    entries(tx, commune, Book::Requests)
}

/// The household that what is said is about.
fn household_of(draft: &Draft, statements: &[Statement]) -> Option<DocId> {
    let request = match draft {
        Draft::Received(new) => return new.household,
        Draft::Replied { request, .. }
        | Draft::Extended { request, .. }
        | Draft::Closed { request, .. } => *request,
        Draft::Day { .. } => return None,
    };
    let mut all = standings(statements).into_iter();
    all.find(|standing| standing.n == request)?
        .received
        .household
}

/// Name of the head of a household that is here.
fn head_name(tx: &dyn Tx, commune: &str, doc: DocId) -> Result<Option<String>, StoreError> {
    let stored = tx.document(doc)?;
    let stored = stored.filter(|s| s.commune == commune && s.kind == Kind::Household);
    let Some(stored) = stored else {
        return Ok(None);
    };
    let profile = Document::load(&stored.bytes)?.household()?.profile;
    Ok(Some(profile.get(ProfileField::HeadName).to_owned()))
}

fn line(
    tx: &dyn Tx,
    commune: &str,
    standing: &Standing<'_>,
    days: &WorkingDays,
    today: LocalDate,
) -> Result<RequestLine, StoreError> {
    let terms = standing.terms();
    let household = standing.received.household;
    let named = match household {
        Some(doc) => head_name(tx, commune, doc)?,
        None => None,
    };
    let acts = match household {
        Some(doc) => acts(tx, commune, doc, standing.received.on)?,
        None => Vec::new(),
    };
    Ok(RequestLine {
        n: standing.n,
        received: standing.received.clone(),
        by: standing.by.to_owned(),
        stands: standing.stands(days, today),
        reply_by: standing.reply_by(days),
        done_by: standing.done_by(),
        extension_days: terms.extension_days,
        source: terms.source.to_owned(),
        replied: standing.replied.map(|(on, how, by)| DoneOfRequest {
            on: Some(on),
            how: how.to_owned(),
            by: by.to_owned(),
        }),
        extended: standing.extended.map(|(reason, by)| DoneOfRequest {
            on: None,
            how: reason.to_owned(),
            by: by.to_owned(),
        }),
        closed: standing.closed.as_ref().map(|closed| ClosedRequest {
            on: closed.on,
            outcome: closed.outcome,
            how: closed.how.to_owned(),
            by: closed.by.to_owned(),
        }),
        is_erased: household.is_some() && named.is_none(),
        head_name: named.unwrap_or_default(),
        acts,
    })
}

/// What was done with a household since a day, newest first.
fn acts(
    tx: &dyn Tx,
    commune: &str,
    doc: DocId,
    since: LocalDate,
) -> Result<Vec<AccessLine>, StoreError> {
    let query = AccessQuery {
        about: Some(doc),
        ..AccessQuery::default()
    };
    let since = Timestamp::from_local(since, 0, 0);
    let is_answer =
        |line: &AccessLine| line.at >= since && ANSWERING.iter().any(|act| act.code() == line.act);
    let mut lines = tx.access_lines(commune, &query, ROWS_MAX)?;
    lines.retain(is_answer);
    lines.truncate(REQUEST_ACTS_MAX);
    Ok(lines)
}

/// The table's days and those that were said, of this year and later ones.
fn known_days(statements: &[Statement], today: LocalDate) -> Vec<KnownDay> {
    let mut days: Vec<KnownDay> = table().to_vec();
    for statement in statements {
        if let Said::Day { day, works, reason } = &statement.said {
            days.retain(|known| known.day != *day);
            days.push(KnownDay {
                day: *day,
                works: *works,
                name: reason.clone(),
                source: statement.by.clone(),
            });
        }
    }
    days.retain(|known| known.day.year() >= today.year());
    days.sort_by_key(|known| known.day);
    days
}

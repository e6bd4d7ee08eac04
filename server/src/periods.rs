//! Periods of a campaign: closed under the unit's lock, kept as they were serialised then, and given back
//! byte for byte.

use chungtay_shared::api::period::{Arisen, PeriodQuery, SendPeriod};
use chungtay_shared::campaign::CampaignState;
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::DocId;
use chungtay_shared::period::{ClosePeriod, Closing, Next, Urged, UrgedStatement};
use chungtay_shared::time::LocalDate;
use sha2::{Digest as _, Sha256};

use crate::campaigns;
use crate::error::ApiError;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Between, Device, StoreError, Tx, write};
use draw_up::{Made, draw_up};

mod count;
mod docx;
mod draw_up;
mod page;
mod urging;

pub use docx::document;
pub use page::page;
pub(crate) use urging::urge_in;
pub use urging::{owed, urge};

/// SHA-256 of figures as they are kept.
pub fn hash(body: &str) -> [u8; 32] {
    Sha256::digest(body.as_bytes()).into()
}

/// Closes a period, or says what speaks against it.
pub fn close(state: &AppState, device: &Device, wanted: &ClosePeriod) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let states = campaigns::states(tx, pen.commune())?;
        let found = states.iter().find(|s| s.campaign.id == wanted.campaign);
        let Some(campaign) = found else {
            return Ok(Err(ApiError::NotFound));
        };
        close_in(&pen, campaign, wanted)
    })?;
    changed(state, device)?;
    outcome
}

/// The same within a transaction.
pub(crate) fn close_in(
    pen: &Pen<'_>,
    campaign: &CampaignState,
    wanted: &ClosePeriod,
) -> Result<Result<(), ApiError>, StoreError> {
    let (tx, at) = (pen.tx(), pen.author().at);
    let last = last(tx, pen.commune(), wanted.campaign)?;
    let figures = last.as_ref().map(|closing| &closing.figures);
    let next = Next::after(figures, campaign.campaign.from);
    if let Err(problems) = next.check(wanted, at.local_date()) {
        return Ok(Err(ApiError::Invalid(problems)));
    }
    let made = Made {
        by: pen.officer_name().to_owned(),
        at,
        counted_to: tx.log_end(pen.commune())?,
    };
    let (figures, counted) = draw_up(tx, campaign, (last.as_ref(), next), wanted.to, made)?;
    let body = serde_json::to_string(&figures).map_err(|e| StoreError::Database(Box::new(e)))?;
    tx.close(&Closing {
        hash: hash(&body),
        figures,
        body,
        counted,
    })?;
    pen.said()?;
    Ok(Ok(()))
}

/// Sends a closed period to the unit above. It is sent once: what is sent later takes its place.
pub fn send(state: &AppState, device: &Device, wanted: SendPeriod) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        send_in(&pen, wanted)
    })?;
    changed(state, device)?;
    outcome
}

/// The same within a transaction.
pub(crate) fn send_in(
    pen: &Pen<'_>,
    wanted: SendPeriod,
) -> Result<Result<(), ApiError>, StoreError> {
    let (tx, unit) = (pen.tx(), pen.commune());
    let SendPeriod { campaign, n } = wanted;
    let has_above = tx
        .tree()?
        .above(unit, pen.author().at.local_date())
        .is_some();
    if !has_above || tx.closing(unit, campaign, n)?.is_none() {
        return Ok(Err(ApiError::NotFound));
    }
    let statements = tx.urgings(unit)?;
    let said = Urged::Sent { campaign, n };
    if statements.iter().any(|statement| statement.said == said) {
        let mut errors = FieldErrors::default();
        errors.add("n", Problem::Taken);
        return Ok(Err(ApiError::Invalid(errors.into_problems())));
    }
    urging::say(pen, &statements, said)?;
    Ok(Ok(()))
}

/// A closed period that a unit may read: its own, and what units below have sent.
pub fn closing(
    tx: &dyn Tx,
    own: &str,
    query: &PeriodQuery,
    today: LocalDate,
) -> Result<Option<Closing>, StoreError> {
    let PeriodQuery { campaign, n, .. } = *query;
    if query.unit.is_empty() || query.unit == own {
        return tx.closing(own, campaign, n);
    }
    let unit = query.unit.as_str();
    let is_sent = |statement: &UrgedStatement| statement.said == Urged::Sent { campaign, n };
    if !tx.tree()?.all_above(unit, today).contains(&own) || !tx.urgings(unit)?.iter().any(is_sent) {
        return Ok(None);
    }
    tx.closing(unit, campaign, n)
}

/// The records behind what arose after the period before was closed, of one's own unit.
pub fn arisen(
    tx: &dyn Tx,
    own: &str,
    campaign: DocId,
    n: u64,
) -> Result<Option<Arisen>, StoreError> {
    let states = campaigns::states(tx, own)?;
    let Some(state) = states.iter().find(|s| s.campaign.id == campaign) else {
        return Ok(None);
    };
    let before = match n {
        0 | 1 => None,
        _ => tx.closing(own, campaign, n - 1)?,
    };
    let Some(before) = before else {
        return Ok(Some(Arisen {
            late: Vec::new(),
            withdrawn: Vec::new(),
        }));
    };
    let upto = match tx.closing(own, campaign, n)? {
        Some(closed) => closed.figures.counted_to,
        None => tx.log_end(own)?,
    };
    let came = Between {
        from_day: i64::MIN,
        to_day: before.figures.to.days(),
        stood_at: upto,
        not_at: before.figures.counted_to,
    };
    Ok(Some(Arisen {
        late: tx.facts_between(&state.campaign, came)?,
        withdrawn: tx.facts_between(&state.campaign, came.turned())?,
    }))
}

fn last(tx: &dyn Tx, unit: &str, campaign: DocId) -> Result<Option<Closing>, StoreError> {
    let closings = tx.closings(unit)?.into_iter();
    let of_campaign = closings.filter(|closing| closing.figures.campaign == campaign);
    Ok(of_campaign.max_by_key(|closing| closing.figures.n))
}

/// Tells the pages of the unit and of those above it.
fn changed(state: &AppState, device: &Device) -> Result<(), ApiError> {
    let unit = &device.account.commune;
    state.live.changed(unit);
    let today = state.clock.now().local_date();
    let tree = crate::store::read(&*state.store, |tx| tx.tree())?;
    for above in tree.all_above(unit, today) {
        state.live.changed(above);
    }
    Ok(())
}

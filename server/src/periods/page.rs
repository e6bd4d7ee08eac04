//! A unit's periods, what it owes, and what it is owed.

use chungtay_shared::api::period::{CampaignName, ClosedLine, OwingPhone, PeriodsPage};
use chungtay_shared::campaign::CampaignState;
use chungtay_shared::id::{DocId, to_hex};
use chungtay_shared::period::{Closing, Figures, Next, Urged, UrgedStatement};
use chungtay_shared::time::Timestamp;

use super::draw_up::{Made, draw_up};
use super::urging;
use crate::campaigns;
use crate::store::{StoreError, Tx};

/// The periods of one campaign, of the one that is meant today when none is named.
pub fn page(
    tx: &dyn Tx,
    unit: &str,
    wanted: Option<DocId>,
    now: Timestamp,
) -> Result<PeriodsPage, StoreError> {
    let today = now.local_date();
    let states = campaigns::states(tx, unit)?;
    let named = states.iter().find(|s| Some(s.campaign.id) == wanted);
    let meant = named.or_else(|| campaigns::current(&states, today));
    let closings = match meant {
        Some(state) => {
            let mut closings = tx.closings(unit)?;
            closings.retain(|closing| closing.figures.campaign == state.campaign.id);
            closings
        }
        None => Vec::new(),
    };
    let last = closings.iter().max_by_key(|closing| closing.figures.n);
    let next = meant.map(|s| Next::after(last.map(|c| &c.figures), s.campaign.from));
    let open = match meant.zip(next.filter(|next| next.from <= today)) {
        Some((state, next)) => Some(open(tx, state, (last, next), now)?),
        None => None,
    };
    let urgings = tx.urgings(unit)?;
    let mut closed: Vec<ClosedLine> = closings.iter().map(|c| line(c, &urgings)).collect();
    closed.sort_by_key(|line| std::cmp::Reverse(line.n));
    Ok(PeriodsPage {
        today,
        campaigns: states.iter().map(name).collect(),
        campaign: meant.map(|state| state.campaign.id),
        closed,
        next,
        open,
        owing: owing(tx, unit)?,
        has_above: tx.tree()?.above(unit, today).is_some(),
        owed: urging::owed(tx, unit, today)?,
        below: urging::asked(tx, unit, &states, today)?,
    })
}

/// What the period that is open comes to by today, as it would be closed now.
fn open(
    tx: &dyn Tx,
    state: &CampaignState,
    (last, next): (Option<&Closing>, Next),
    now: Timestamp,
) -> Result<Figures, StoreError> {
    let made = Made {
        by: String::new(),
        at: now,
        counted_to: tx.log_end(&state.campaign.commune)?,
    };
    let (figures, _) = draw_up(tx, state, (last, next), now.local_date(), made)?;
    Ok(figures)
}

fn name(state: &CampaignState) -> CampaignName {
    let campaign = &state.campaign;
    CampaignName {
        id: campaign.id,
        name: campaign.name.clone(),
        from: campaign.from,
        to: campaign.to,
    }
}

fn line(closing: &Closing, urgings: &[UrgedStatement]) -> ClosedLine {
    let figures = &closing.figures;
    let said = Urged::Sent {
        campaign: figures.campaign,
        n: figures.n,
    };
    let sent = urgings.iter().find(|statement| statement.said == said);
    ClosedLine {
        n: figures.n,
        from: figures.from,
        to: figures.to,
        closed_at: figures.closed_at,
        closed_by: figures.closed_by.clone(),
        counted_to: figures.counted_to,
        hash: to_hex(&closing.hash),
        own: figures.own,
        flow: figures.reconciliation.own.clone(),
        sent: sent.map(|statement| (statement.at, statement.by.clone())),
    }
}

/// Phones of the unit that have said they made more than they handed in, those that owe most first.
fn owing(tx: &dyn Tx, unit: &str) -> Result<Vec<OwingPhone>, StoreError> {
    let devices = tx.devices(unit)?.into_iter();
    let mut owing: Vec<OwingPhone> = devices
        .filter(|device| !device.revoked && device.owed() > 0)
        .map(|device| OwingPhone {
            owed: device.owed(),
            person_name: device.person_name,
            device_name: device.device_name,
            heard_at: device.heard_at,
        })
        .collect();
    owing.sort_by_key(|phone| std::cmp::Reverse(phone.owed));
    Ok(owing)
}

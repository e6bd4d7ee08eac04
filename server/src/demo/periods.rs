//! What the invented city wants reported, what its communes have closed and sent, and who was reminded. One
//! volunteer's phone was without network when the first period was closed.

use std::collections::BTreeMap;

use chungtay_shared::api::period::SendPeriod;
use chungtay_shared::period::{ClosePeriod, ReminderChannel, UrgingDraft};
use chungtay_shared::synthetic::{OTHER_COMMUNE, SyntheticWard};
use chungtay_shared::time::{LocalDate, Timestamp};

use super::city::City;
use super::{Writer, broken};
use crate::campaigns;
use crate::error::ApiError;
use crate::office::Pen;
use crate::periods;
use crate::state::AppState;
use crate::store::{StoreError, Tx};

/// Days after the campaign's first one on which the first period ends.
const FIRST_PERIOD_DAYS: i64 = 14;
/// Days after a period's last one by which it is due.
const DUE_DAYS: i64 = 5;
const DAY_MS: i64 = 86_400_000;

/// The last days of both periods, and the day after each on which it is closed, in the morning.
fn ends(from: LocalDate, to: LocalDate) -> [(u64, LocalDate, Timestamp); 2] {
    let first = LocalDate::from_days(from.days() + FIRST_PERIOD_DAYS);
    [(1, first), (2, to)].map(|(n, to)| {
        let next = LocalDate::from_days(to.days() + 1);
        (n, to, Timestamp::from_local(next, 8, 0))
    })
}

/// Whose work reached the server after the first period was closed: who had most to hand in of its days.
pub(super) fn late_volunteer(ward: &SyntheticWard) -> Option<usize> {
    let [(_, last, _), _] = ends(ward.campaign.from, ward.campaign.to);
    let mut done: BTreeMap<usize, usize> = BTreeMap::new();
    for household in &ward.households {
        let visits = household.visits.iter().map(|visit| visit.at);
        let given = household.handovers.iter().map(|handover| handover.at);
        let is_of_it = |at: &Timestamp| (ward.campaign.from..=last).contains(&at.local_date());
        let count = visits.chain(given).filter(is_of_it).count();
        *done.entry(household.work_by).or_default() += count;
    }
    let most = done.into_iter().filter(|(_, count)| *count > 0);
    let most = most.max_by_key(|(by, count)| (*count, std::cmp::Reverse(*by)));
    most.map(|(by, _)| by)
}

impl Writer<'_> {
    /// Closes the first period, or the second one, as far as its day has come, and sends it so many days
    /// later; what nobody has sent the commune owes.
    pub(super) fn close(&self, n: u64, sent_after_days: Option<i64>) -> Result<(), StoreError> {
        let states = campaigns::states(self.tx, self.commune)?;
        let mut meant = states
            .iter()
            .filter(|s| Some(s.campaign.id) == self.campaign);
        let Some(state) = meant.next() else {
            return Ok(());
        };
        let campaign = &state.campaign;
        let now = self.state.clock.now();
        let ends = ends(campaign.from, campaign.to).into_iter();
        for (n, to, at) in ends.filter(|(nth, _, at)| *nth == n && *at <= now) {
            let wanted = ClosePeriod {
                campaign: campaign.id,
                n,
                to,
            };
            let pen = Pen::take(self.tx, &self.office, at)?;
            done(periods::close_in(&pen, state, &wanted)?)?;
            let sent_at = sent_after_days.map(|days| at.plus_ms(days * DAY_MS));
            if let Some(at) = sent_at.filter(|at| *at <= now) {
                let wanted = SendPeriod {
                    campaign: campaign.id,
                    n,
                };
                let pen = Pen::take(self.tx, &self.office, at)?;
                done(periods::send_in(&pen, wanted)?)?;
            }
        }
        Ok(())
    }
}

impl City {
    /// Says what is due at the end of each period, and reminds the second commune of what it has not sent.
    pub(super) fn urge(&self, state: &AppState, tx: &dyn Tx) -> Result<(), StoreError> {
        let campaign = &self.campaign.campaign;
        let said_at = Timestamp::from_local(campaign.from, 9, 0);
        let now = state.clock.now();
        let below = [OTHER_COMMUNE.0.to_owned()];
        let says = |at: Timestamp, draft: &UrgingDraft| {
            let pen = Pen::take(tx, &self.office, at)?;
            done(periods::urge_in(&pen, draft, &below)?)
        };
        for (n, to, _) in ends(campaign.from, campaign.to) {
            let due = LocalDate::from_days(to.days() + DUE_DAYS);
            let draft = UrgingDraft::Due {
                campaign: campaign.id,
                to,
                due,
                note: String::new(),
            };
            says(
                said_at.plus_ms(i64::try_from(n).unwrap_or(0) * 60_000),
                &draft,
            )?;
        }
        let [_, (n, to, _)] = ends(campaign.from, campaign.to);
        let overdue = LocalDate::from_days(to.days() + DUE_DAYS + 1);
        let at = Timestamp::from_local(overdue, 9, 30);
        if at > now {
            return Ok(());
        }
        let reminder = UrgingDraft::Reminded {
            due: n,
            unit: OTHER_COMMUNE.0.to_owned(),
            on: overdue,
            channel: Some(ReminderChannel::Zalo),
            whom: "Văn phòng xã".to_owned(),
            note: "Hẹn gửi trong tuần".to_owned(),
        };
        says(at, &reminder)
    }
}

fn done(outcome: Result<(), ApiError>) -> Result<(), StoreError> {
    outcome.map_err(|_| broken())
}

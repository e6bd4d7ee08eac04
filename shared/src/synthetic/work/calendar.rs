//! When volunteers go out: at weekends and in the evening, and on the hamlet's gift day.

use std::collections::BTreeMap;

use rand_core::RngCore;

use crate::peak_month::CampaignPlan;
use crate::synthetic::chance::{between, pick, weighted};
use crate::time::{LocalDate, Timestamp};

/// Surveys begin so many days before the campaign.
const SURVEY_DAYS_BEFORE: i64 = 10;
const MINUTE_MS: i64 = 60_000;

/// The days of work there have been.
pub(super) struct Calendar {
    surveys: Vec<LocalDate>,
    campaign: Vec<LocalDate>,
    gift_days: BTreeMap<String, LocalDate>,
}

#[derive(Clone, Copy)]
enum Slot {
    Weekend,
    Workday,
    Evening,
}

impl Calendar {
    /// All days before `today`, so that nothing lies in the future whatever the hour is.
    pub(super) fn new(rng: &mut impl RngCore, campaign: &CampaignPlan, today: LocalDate) -> Self {
        let first = campaign.from.days();
        let end = today.days().min(campaign.to.days() + 1);
        let days = |from: i64, end: i64| (from..end).map(LocalDate::from_days).collect();
        let campaign: Vec<LocalDate> = days(first, end);
        let gift_days = crate::synthetic::place::hamlets()
            .into_iter()
            .filter_map(|hamlet| {
                let weekends: Vec<_> = campaign
                    .iter()
                    .copied()
                    .filter(|day| is_weekend(*day))
                    .collect();
                let choices = if weekends.is_empty() {
                    &campaign
                } else {
                    &weekends
                };
                (!choices.is_empty()).then(|| (hamlet, pick(rng, choices)))
            })
            .collect();
        Self {
            surveys: days(first - SURVEY_DAYS_BEFORE, first.min(end)),
            campaign,
            gift_days,
        }
    }

    /// Whether the campaign has had a whole day.
    pub(super) fn has_begun(&self) -> bool {
        !self.campaign.is_empty()
    }

    /// The last day of the campaign there has been.
    pub(super) fn last_day(&self) -> Option<LocalDate> {
        self.campaign.last().copied()
    }

    /// A time in the campaign; before it, while it has not begun.
    pub(super) fn working_time(&self, rng: &mut impl RngCore) -> Timestamp {
        if self.has_begun() {
            time_in(rng, &self.campaign)
        } else {
            self.survey_time(rng)
        }
    }

    /// A time in the days before the campaign, when needs are asked for.
    pub(super) fn survey_time(&self, rng: &mut impl RngCore) -> Timestamp {
        time_in(rng, &self.surveys)
    }

    /// A later time in the campaign, or `None` if none is left.
    pub(super) fn time_after(
        &self,
        rng: &mut impl RngCore,
        earlier: Timestamp,
    ) -> Option<Timestamp> {
        let later: Vec<_> = self
            .campaign
            .iter()
            .copied()
            .filter(|day| *day > earlier.local_date())
            .collect();
        (!later.is_empty()).then(|| time_in(rng, &later))
    }

    /// The morning the hamlet's gifts are handed over by list; `None` if none is known.
    pub(super) fn gift_morning(&self, rng: &mut impl RngCore, hamlet: &str) -> Option<Timestamp> {
        let day = self.gift_days.get(hamlet)?;
        let minutes = i64::from(between(rng, 0, 110));
        Some(Timestamp::from_local(*day, 8, 0).plus_ms(minutes * MINUTE_MS))
    }
}

/// Seven of ten at a weekend or in the evening.
fn time_in(rng: &mut impl RngCore, days: &[LocalDate]) -> Timestamp {
    let mut choices = Vec::with_capacity(days.len() * 2);
    for day in days {
        if is_weekend(*day) {
            choices.push(((*day, Slot::Weekend), 20));
        } else {
            choices.push(((*day, Slot::Evening), 4));
            choices.push(((*day, Slot::Workday), 5));
        }
    }
    let (day, slot) = weighted(rng, &choices);
    let (from, to) = match slot {
        Slot::Weekend => pick(rng, &[(7 * 60 + 30, 11 * 60), (13 * 60 + 45, 17 * 60)]),
        Slot::Workday => pick(rng, &[(8 * 60, 10 * 60 + 45), (14 * 60, 16 * 60 + 30)]),
        Slot::Evening => (17 * 60 + 15, 19 * 60 + 40),
    };
    Timestamp::from_local(day, 0, 0).plus_ms(i64::from(between(rng, from, to)) * MINUTE_MS)
}

/// Day 0 was a Thursday.
fn is_weekend(day: LocalDate) -> bool {
    matches!((day.days() + 3).rem_euclid(7), 5 | 6)
}

//! Where each request stands: what was said of it, by when it is to be answered and done, and which of them
//! press most.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Outcome, Received, Said, Statement, Terms};
use crate::time::LocalDate;
use crate::working_day::WorkingDays;

/// A request is soon due when so few days are left.
const SOON_DAYS: i64 = 3;

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed<'a> {
    /// When.
    pub on: LocalDate,
    /// How.
    pub outcome: Outcome,
    /// What whoever asked was told.
    pub how: &'a str,
    /// Who says so.
    pub by: &'a str,
}

/// A request with what was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Its number.
    pub n: u64,
    /// What was asked.
    pub received: &'a Received,
    /// Who noted it.
    pub by: &'a str,
    /// When whoever asks was told how it goes on, how, and who says so.
    pub replied: Option<(LocalDate, &'a str, &'a str)>,
    /// Why it takes longer, and who says so.
    pub extended: Option<(&'a str, &'a str)>,
    /// How it ended.
    pub closed: Option<Closed<'a>>,
}

/// How much a request presses. In this order lists show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// A day has passed on which something had to be done.
    Overdue,
    /// One comes soon.
    Soon,
    /// There is time.
    Open,
    /// It has ended.
    Closed,
}

impl Stands {
    /// Its code in catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

impl Standing<'_> {
    /// By when whoever asks is told how it goes on.
    pub fn reply_by(&self, days: &WorkingDays) -> LocalDate {
        self.terms().reply_by(self.received.on, days)
    }

    /// By when it is done.
    pub fn done_by(&self) -> LocalDate {
        let Received {
            on, with_others, ..
        } = *self.received;
        let is_extended = self.extended.is_some();
        self.terms().done_by(on, with_others, is_extended)
    }

    /// The terms it has.
    pub fn terms(&self) -> Terms {
        Terms::of(self.received.wish, self.received.on)
    }

    /// The next day on which something has to be done; none when nothing has.
    pub fn next_due(&self, days: &WorkingDays) -> Option<LocalDate> {
        if self.closed.is_some() {
            return None;
        }
        let reply_by = self.replied.is_none().then(|| self.reply_by(days));
        let done_by = self.done_by();
        Some(reply_by.map_or(done_by, |reply_by| reply_by.min(done_by)))
    }

    /// How much it presses.
    pub fn stands(&self, days: &WorkingDays, today: LocalDate) -> Stands {
        match self.next_due(days) {
            None => Stands::Closed,
            Some(due) => match due.days() - today.days() {
                ..=-1 => Stands::Overdue,
                0..=SOON_DAYS => Stands::Soon,
                // Two working days are soon, also over a weekend.
                _ if self.replied.is_none() => Stands::Soon,
                _ => Stands::Open,
            },
        }
    }

    /// Which of two stands above the other: what presses more, then what is due earlier; of those that
    /// have ended the last to end.
    pub fn compare(&self, other: &Self, days: &WorkingDays, today: LocalDate) -> Ordering {
        let place = |standing: &Self| {
            let closed = standing.closed.as_ref().map(|closed| closed.on);
            (
                standing.stands(days, today),
                standing.next_due(days),
                std::cmp::Reverse(closed),
                std::cmp::Reverse(standing.n),
            )
        };
        place(self).cmp(&place(other))
    }
}

/// Every request, in the order in which they were noted.
pub fn standings(statements: &[Statement]) -> Vec<Standing<'_>> {
    let mut all: Vec<Standing<'_>> = Vec::new();
    for statement in statements {
        let by = statement.by.as_str();
        match &statement.said {
            Said::Received(received) => all.push(Standing {
                n: statement.n,
                received,
                by,
                replied: None,
                extended: None,
                closed: None,
            }),
            Said::Replied { request, on, how } => {
                if let Some(standing) = of(&mut all, *request) {
                    // The first answer is the one that was in time or not.
                    standing.replied.get_or_insert((*on, how, by));
                }
            }
            Said::Extended { request, reason } => {
                if let Some(standing) = of(&mut all, *request) {
                    standing.extended.get_or_insert((reason, by));
                }
            }
            Said::Closed {
                request,
                on,
                outcome,
                how,
            } => {
                if let Some(standing) = of(&mut all, *request) {
                    standing.closed.get_or_insert(Closed {
                        on: *on,
                        outcome: *outcome,
                        how,
                        by,
                    });
                }
            }
            Said::Day { .. } => {}
        }
    }
    all
}

fn of<'s, 'a>(all: &'s mut [Standing<'a>], request: u64) -> Option<&'s mut Standing<'a>> {
    all.iter_mut().find(|standing| standing.n == request)
}

/// What was said of days, in its order.
pub fn days_said(statements: &[Statement]) -> impl Iterator<Item = (LocalDate, bool)> + '_ {
    statements
        .iter()
        .filter_map(|statement| match &statement.said {
            Said::Day { day, works, .. } => Some((*day, *works)),
            Said::Received(_)
            | Said::Replied { .. }
            | Said::Extended { .. }
            | Said::Closed { .. } => None,
        })
}

//! Where each incident stands: what is known, what was filed and added, and how the 72 hours run.

use serde::{Deserialize, Serialize};

use super::{Channel, Known, Said, Statement};
use crate::time::Timestamp;

/// A notice that was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// When.
    pub at: Timestamp,
    /// How.
    pub channel: Channel,
    /// Number of the paper or the receipt.
    pub number: String,
    /// Who says so.
    pub by: String,
}

/// What was added, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
    /// By whom.
    pub by: String,
}

/// An incident with what was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Its number.
    pub n: u64,
    /// What is known, as it was drafted last.
    pub known: &'a Known,
    /// Who drafted that.
    pub by: &'a str,
    /// When.
    pub at: Timestamp,
    /// How often it was drafted.
    pub drafts: u64,
    /// The notice.
    pub filed: Option<Filed>,
    /// What was learnt since.
    pub added: Vec<Added>,
    /// Why it has ended.
    pub ended: Option<Added>,
}

/// How the 72 hours stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Clock {
    /// So many minutes are left.
    Left {
        /// Minutes.
        minutes: i64,
    },
    /// They have passed since so many minutes.
    Over {
        /// Minutes.
        minutes: i64,
    },
    /// It was filed in time.
    InTime,
    /// It was filed so many minutes late.
    Late {
        /// Minutes.
        minutes: i64,
    },
    /// There was nothing to file.
    Nothing,
}

impl Standing<'_> {
    /// How the 72 hours stand.
    pub fn clock(&self, now: Timestamp) -> Clock {
        let minutes = |at: Timestamp| (self.known.notice_by().ms() - at.ms()).div_euclid(60_000);
        match &self.filed {
            Some(filed) => match minutes(filed.at) {
                0.. => Clock::InTime,
                late => Clock::Late { minutes: -late },
            },
            None if self.ended.is_some() => Clock::Nothing,
            None => match minutes(now) {
                left @ 0.. => Clock::Left { minutes: left },
                over => Clock::Over { minutes: -over },
            },
        }
    }
}

/// Every incident, in the order in which they were noted.
pub fn standings(statements: &[Statement]) -> Vec<Standing<'_>> {
    let mut all: Vec<Standing<'_>> = Vec::new();
    for statement in statements {
        let (by, at) = (statement.by.as_str(), statement.at);
        let added = |text: &str| Added {
            at,
            text: text.to_owned(),
            by: by.to_owned(),
        };
        match &statement.what {
            Said::Drafted { incident, known } => {
                let found = incident.and_then(|n| of(&mut all, n));
                if let Some(standing) = found {
                    (standing.known, standing.by, standing.at) = (&**known, by, at);
                    standing.drafts += 1;
                } else {
                    all.push(Standing {
                        n: statement.n,
                        known,
                        by,
                        at,
                        drafts: 1,
                        filed: None,
                        added: Vec::new(),
                        ended: None,
                    });
                }
            }
            Said::Filed {
                incident,
                filed,
                channel,
                number,
            } => {
                if let Some(standing) = of(&mut all, *incident) {
                    standing.filed = Some(Filed {
                        at: *filed,
                        channel: *channel,
                        number: number.clone(),
                        by: by.to_owned(),
                    });
                }
            }
            Said::Added { incident, text } => {
                if let Some(standing) = of(&mut all, *incident) {
                    standing.added.push(added(text));
                }
            }
            Said::Ended { incident, reason } => {
                if let Some(standing) = of(&mut all, *incident) {
                    standing.ended = Some(added(reason));
                }
            }
        }
    }
    all
}

fn of<'s, 'a>(all: &'s mut [Standing<'a>], n: u64) -> Option<&'s mut Standing<'a>> {
    all.iter_mut().find(|standing| standing.n == n)
}

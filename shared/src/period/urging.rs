//! Đôn đốc: what a unit wants reported by when, what was sent, and who was reminded. Statements with
//! their author, added to and never changed; what does not hold is struck with a reason.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::DocId;
use crate::limits::{COMMUNE_CODE_CHARS_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::time::{LocalDate, Timestamp};

codes!(
    /// How somebody was reminded.
    ReminderChannel {
        /// By telephone.
        Phone = "phone",
        /// Over Zalo.
        Zalo = "zalo",
        /// By an official letter (công văn).
        Letter = "letter",
        /// At a meeting, in person.
        Meeting = "meeting",
    }
);

/// What is to be reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Of this campaign of the unit that asks.
    pub campaign: DocId,
    /// Last day of the period.
    pub to: LocalDate,
    /// On that day at the latest.
    pub due: LocalDate,
    /// What else is asked; may be empty.
    pub note: String,
}

/// A unit was reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Number of the statement that says what is due.
    pub due: u64,
    /// Code of the unit.
    pub unit: String,
    /// On which day.
    pub on: LocalDate,
    /// How.
    pub channel: ReminderChannel,
    /// Who was spoken to; may be empty.
    pub whom: String,
    /// What was agreed; may be empty.
    pub note: String,
}

/// What was said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Urged {
    /// Units below have to report.
    Due(Due),
    /// One of them was reminded.
    Reminded(Reminder),
    /// The unit sends the units above a period it has closed.
    Sent {
        /// Its campaign.
        campaign: DocId,
        /// Number of the period.
        n: u64,
    },
    /// An earlier statement does not hold.
    Struck {
        /// Its number.
        n: u64,
        /// Why, in a person's words.
        reason: String,
    },
}

/// A statement, and who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgedStatement {
    /// Its number within the unit, from 1.
    pub n: u64,
    /// Who, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub said: Urged,
}

/// Why a statement does not hold, if it was struck.
pub fn is_struck(statements: &[UrgedStatement], n: u64) -> Option<&str> {
    statements.iter().find_map(|later| match &later.said {
        Urged::Struck { n: struck, reason } if *struck == n => Some(reason.as_str()),
        Urged::Struck { .. } | Urged::Due(_) | Urged::Reminded(_) | Urged::Sent { .. } => None,
    })
}

/// What is due and was not struck, with the statements' numbers, in the order of what is to be reported.
pub fn dues(statements: &[UrgedStatement]) -> Vec<(&UrgedStatement, &Due)> {
    let mut dues: Vec<_> = statements
        .iter()
        .filter(|statement| is_struck(statements, statement.n).is_none())
        .filter_map(|statement| match &statement.said {
            Urged::Due(due) => Some((statement, due)),
            Urged::Reminded(_) | Urged::Sent { .. } | Urged::Struck { .. } => None,
        })
        .collect();
    dues.sort_by_key(|(statement, due)| (due.to, due.due, statement.n));
    dues
}

/// A period that a unit has sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The unit's campaign.
    pub campaign: DocId,
    /// Number of the period.
    pub n: u64,
    /// Last day of the period.
    pub to: LocalDate,
    /// When it was sent.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// Whether a unit has reported what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Punctuality {
    /// It was sent in time.
    OnTime,
    /// It was sent, so many days late.
    Late {
        /// Days.
        days: i64,
    },
    /// It was not sent; there is time for so many days.
    Open {
        /// Days, 0 on the last one.
        days: i64,
    },
    /// It was not sent, and is so many days overdue.
    Overdue {
        /// Days.
        days: i64,
    },
}

/// How a unit has answered what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// In time or not.
    pub punctuality: Punctuality,
    /// The report that counts: the last that was sent.
    pub counts: Option<Sent>,
    /// Those before it, as they were sent.
    pub before: Vec<Sent>,
}

/// How what is due was answered by `sent`, a unit's reports of the campaign in the order in which they
/// were sent. `others` are the last days of all that is due of the campaign.
///
/// A report belongs to the month of its last day; where more than one is due in a month, to the first of
/// those that it reaches. Of those that belong together the last counts. What is due is answered by the
/// first report that reaches its last day, even of a later month.
pub fn answer(due: &Due, others: &[LocalDate], sent: &[Sent], today: LocalDate) -> Answer {
    let month = |day: LocalDate| {
        let (year, month, _) = day.ymd();
        (year, month)
    };
    let of_month = |day: &&LocalDate| month(**day) == month(due.to);
    let before = others.iter().filter(|day| **day < due.to).filter(of_month);
    let before = before.max();
    let after = others
        .iter()
        .filter(|day| **day > due.to)
        .any(|d| of_month(&d));
    let belongs = |sent: &&Sent| {
        let is_last = !after && sent.to > due.to;
        month(sent.to) == month(due.to)
            && before.is_none_or(|before| sent.to > *before)
            && (sent.to <= due.to || is_last)
    };
    let reaching = sent.iter().find(|sent| sent.to >= due.to);
    let mut belonging: Vec<Sent> = sent.iter().filter(belongs).cloned().collect();
    if belonging.iter().all(|sent| sent.to < due.to) {
        belonging.extend(reaching.cloned());
    }
    let punctuality = match reaching {
        Some(sent) => match sent.at.local_date().days() - due.due.days() {
            ..=0 => Punctuality::OnTime,
            days => Punctuality::Late { days },
        },
        None => match today.days() - due.due.days() {
            days @ 1.. => Punctuality::Overdue { days },
            days => Punctuality::Open { days: -days },
        },
    };
    let counts = belonging.pop();
    Answer {
        punctuality,
        counts,
        before: belonging,
    }
}

/// What is going to be said, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum UrgingDraft {
    /// Units below have to report.
    Due {
        /// Of this campaign.
        campaign: DocId,
        /// Last day of the period.
        to: LocalDate,
        /// On that day at the latest.
        due: LocalDate,
        /// What else is asked.
        note: String,
    },
    /// One of them was reminded.
    Reminded {
        /// Number of the statement that says what is due.
        due: u64,
        /// Code of the unit.
        unit: String,
        /// On which day.
        on: LocalDate,
        /// How.
        channel: Option<ReminderChannel>,
        /// Who was spoken to.
        whom: String,
        /// What was agreed.
        note: String,
    },
    /// An earlier statement does not hold.
    Struck {
        /// Its number.
        n: u64,
        /// Why.
        reason: String,
    },
}

impl UrgingDraft {
    /// What is said, or every field's problem. `campaigns` are the unit's own with their first days,
    /// `units` those below it.
    pub fn read(
        &self,
        statements: &[UrgedStatement],
        campaigns: &[(DocId, LocalDate)],
        units: &[&str],
        today: LocalDate,
    ) -> Result<Urged, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let said = match self {
            Self::Due {
                campaign,
                to,
                due,
                note,
            } => {
                match campaigns.iter().find(|(id, _)| id == campaign) {
                    None => errors.add("campaign", Problem::Unknown),
                    Some((_, from)) if to < from => errors.add("to", Problem::TooEarly),
                    Some(_) => {}
                }
                if due < to {
                    errors.add("due", Problem::TooEarly);
                }
                let same = |other: &Due| other.campaign == *campaign && other.to == *to;
                if dues(statements).iter().any(|(_, other)| same(other)) {
                    errors.add("to", Problem::Taken);
                }
                Urged::Due(Due {
                    campaign: *campaign,
                    to: *to,
                    due: *due,
                    note: errors.text("note", note, NOTE_CHARS_MAX),
                })
            }
            Self::Reminded {
                due,
                unit,
                on,
                channel,
                whom,
                note,
            } => {
                if !dues(statements).iter().any(|(known, _)| known.n == *due) {
                    errors.add("due", Problem::Unknown);
                }
                if !units.contains(&unit.as_str()) {
                    errors.add("unit", Problem::Unknown);
                }
                if *on > today {
                    errors.add("on", Problem::InFuture);
                }
                if channel.is_none() {
                    errors.add("channel", Problem::Missing);
                }
                Urged::Reminded(Reminder {
                    due: *due,
                    unit: errors.text("unit", unit, COMMUNE_CODE_CHARS_MAX),
                    on: *on,
                    channel: channel.unwrap_or(ReminderChannel::Phone),
                    whom: errors.text("whom", whom, LINE_CHARS_MAX),
                    note: errors.text("note", note, NOTE_CHARS_MAX),
                })
            }
            Self::Struck { n, reason } => {
                if !is_strikable(statements, *n) {
                    errors.add("n", Problem::Unknown);
                }
                Urged::Struck {
                    n: *n,
                    reason: errors.needed("reason", reason, LINE_CHARS_MAX),
                }
            }
        };
        errors.finish(said)
    }
}

/// What was sent is not unsaid: another report takes its place.
fn is_strikable(statements: &[UrgedStatement], n: u64) -> bool {
    let said = statements.iter().find(|statement| statement.n == n);
    let is_such = said.is_some_and(|statement| match statement.said {
        Urged::Due(_) | Urged::Reminded(_) => true,
        Urged::Sent { .. } | Urged::Struck { .. } => false,
    });
    is_such && is_struck(statements, n).is_none()
}

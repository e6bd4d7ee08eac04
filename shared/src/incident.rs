//! Something has happened to personal data: a phone was lost, a list was left lying, somebody saw what they
//! may not. What is known of it is drafted, the notice to the authority is filed within 72 hours of its being
//! found, and what is learnt later is added. Statements are added to; what was filed stays as it was filed.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::time::Timestamp;

mod standing;

#[cfg(test)]
mod tests;

pub use standing::{Added, Clock, Filed, Standing, standings};

/// Hours from when it is found until the authority is told: Law 91/2025/QH15, Article 23(1).
pub const NOTICE_HOURS: i64 = 72;
/// Where that stands, and what a notice says.
pub const SOURCE: &str = "Luật 91/2025/QH15, Điều 23; NĐ 356/2025/NĐ-CP, Điều 28, Mẫu số 08";

const HOUR_MS: i64 = 3_600_000;

codes!(
    /// Which data it has happened to.
    Data {
        /// Names, years, addresses, members.
        Names = "names",
        /// Personal numbers and phone numbers.
        Numbers = "numbers",
        /// Needs, notes, what was seen at a visit: health and private life.
        Private = "private",
        /// Where somebody was.
        Place = "place",
        /// What was given, and signatures.
        Aid = "aid",
        /// Accounts and how they sign in.
        Accounts = "accounts",
    }
);

codes!(
    /// How the notice was filed.
    Channel {
        /// On the national portal.
        Portal = "portal",
        /// On paper.
        Paper = "paper",
    }
);

/// What is known of it, as typed: all of it may still be missing while it is a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// When it was found.
    pub found: Timestamp,
    /// How it was found, and by whom.
    pub found_how: String,
    /// When it happened, in words: often nobody knows it to the minute.
    pub happened: String,
    /// Where.
    pub place: String,
    /// What happened.
    pub what: String,
    /// Which organisations and people had a part in it.
    pub parties: String,
    /// Which data.
    pub data: Vec<Data>,
    /// How many people's, in words.
    pub people: String,
    /// How many records, in words.
    pub records: String,
    /// What comes of it, or may come of it.
    pub consequences: String,
    /// What was done against it, and what is still to be done.
    pub measures: String,
    /// Whether and how those concerned were told.
    pub told: String,
    /// Who is in charge of data protection.
    pub contact_name: String,
    /// As what.
    pub contact_post: String,
    /// Phone and mail.
    pub contact_at: String,
    /// Papers that go with it, one a line.
    pub papers: String,
}

impl Known {
    /// By when the authority is told.
    pub fn notice_by(&self) -> Timestamp {
        self.found.plus_ms(NOTICE_HOURS * HOUR_MS)
    }

    /// All of it with its lengths looked at. `is_whole` asks for what a notice cannot be without.
    fn read(&self, errors: &mut FieldErrors, is_whole: bool, now: Timestamp) -> Self {
        if self.found > now {
            errors.add("found", Problem::InFuture);
        }
        let mut line = |field: &str, value: &str, needed: bool| {
            if is_whole && needed {
                errors.needed(field, value, LINE_CHARS_MAX)
            } else {
                errors.text(field, value, LINE_CHARS_MAX)
            }
        };
        let found_how = line("found_how", &self.found_how, true);
        let happened = line("happened", &self.happened, true);
        let place = line("place", &self.place, true);
        let parties = line("parties", &self.parties, false);
        let people = line("people", &self.people, true);
        let records = line("records", &self.records, false);
        let contact_name = line("contact_name", &self.contact_name, true);
        let contact_post = line("contact_post", &self.contact_post, true);
        let contact_at = line("contact_at", &self.contact_at, true);
        let mut note = |field: &str, value: &str, needed: bool| {
            if needed {
                errors.needed(field, value, NOTE_CHARS_MAX)
            } else {
                errors.text(field, value, NOTE_CHARS_MAX)
            }
        };
        let what = note("what", &self.what, true);
        let consequences = note("consequences", &self.consequences, is_whole);
        let measures = note("measures", &self.measures, is_whole);
        let told = note("told", &self.told, false);
        let papers = note("papers", &self.papers, false);
        if is_whole && self.data.is_empty() {
            errors.add("data", Problem::Missing);
        }
        let mut data = self.data.clone();
        data.sort_unstable();
        data.dedup();
        Self {
            found: self.found,
            found_how,
            happened,
            place,
            what,
            parties,
            data,
            people,
            records,
            consequences,
            measures,
            told,
            contact_name,
            contact_post,
            contact_at,
            papers,
        }
    }
}

/// What was said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum Said {
    /// What is known; of a new one, or in the place of what was drafted before.
    Drafted {
        /// Number of the incident; none begins one, whose number is the statement's.
        incident: Option<u64>,
        /// What is known.
        known: Box<Known>,
    },
    /// The notice was filed as it was drafted last.
    Filed {
        /// Number of the incident.
        incident: u64,
        /// When.
        filed: Timestamp,
        /// How.
        channel: Channel,
        /// Number of the paper or of the portal's receipt.
        number: String,
    },
    /// Something was learnt after the notice was filed.
    Added {
        /// Number of the incident.
        incident: u64,
        /// What.
        text: String,
    },
    /// It is not to be told to the authority, or it is over.
    Ended {
        /// Number of the incident.
        incident: u64,
        /// Why there was nothing to file, or how it was made good.
        reason: String,
    },
}

/// A statement, and who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its number within the unit, from 1.
    pub n: u64,
    /// Who, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: Said,
}

/// What is going to be said, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum Draft {
    /// What is known.
    Drafted {
        /// Number of the incident; none begins one.
        incident: Option<u64>,
        /// What is known.
        known: Box<Known>,
    },
    /// The notice was filed.
    Filed {
        /// Number of the incident.
        incident: u64,
        /// When.
        filed: Timestamp,
        /// How.
        channel: Option<Channel>,
        /// Number of the paper or the receipt.
        number: String,
    },
    /// Something was learnt later.
    Added {
        /// Number of the incident.
        incident: u64,
        /// What.
        text: String,
    },
    /// There is nothing to file, or it is over.
    Ended {
        /// Number of the incident.
        incident: u64,
        /// Why.
        reason: String,
    },
}

impl Draft {
    /// What is said, or every field's problem.
    pub fn read(&self, statements: &[Statement], now: Timestamp) -> Result<Said, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let said = match self {
            Self::Drafted { incident, known } => {
                if let Some(n) = incident {
                    let standing = find(statements, *n, &mut errors);
                    if standing.is_some_and(|standing| standing.filed.is_some()) {
                        // What was filed stays as it was; what is learnt is added.
                        errors.add("incident", Problem::InUse);
                    }
                }
                Said::Drafted {
                    incident: *incident,
                    known: Box::new(known.read(&mut errors, false, now)),
                }
            }
            Self::Filed {
                incident,
                filed,
                channel,
                number,
            } => {
                if let Some(standing) = find(statements, *incident, &mut errors) {
                    if standing.filed.is_some() {
                        errors.add("incident", Problem::Taken);
                    }
                    if *filed < standing.known.found {
                        errors.add("filed", Problem::TooEarly);
                    }
                    standing.known.read(&mut errors, true, now);
                }
                if *filed > now {
                    errors.add("filed", Problem::InFuture);
                }
                if channel.is_none() {
                    errors.add("channel", Problem::Missing);
                }
                Said::Filed {
                    incident: *incident,
                    filed: *filed,
                    channel: channel.unwrap_or(Channel::Paper),
                    number: errors.needed("number", number, LINE_CHARS_MAX),
                }
            }
            Self::Added { incident, text } => {
                let standing = find(statements, *incident, &mut errors);
                if standing.is_some_and(|standing| standing.filed.is_none()) {
                    errors.add("incident", Problem::NotNext);
                }
                Said::Added {
                    incident: *incident,
                    text: errors.needed("text", text, NOTE_CHARS_MAX),
                }
            }
            Self::Ended { incident, reason } => {
                find(statements, *incident, &mut errors);
                Said::Ended {
                    incident: *incident,
                    reason: errors.needed("reason", reason, NOTE_CHARS_MAX),
                }
            }
        };
        errors.finish(said)
    }
}

/// The incident of this number, which has not ended.
fn find<'a>(statements: &'a [Statement], n: u64, errors: &mut FieldErrors) -> Option<Standing<'a>> {
    let found = standings(statements).into_iter().find(|one| one.n == n);
    match &found {
        None => errors.add("incident", Problem::Unknown),
        Some(standing) if standing.ended.is_some() => errors.add("incident", Problem::Stopped),
        Some(_) => {}
    }
    found
}

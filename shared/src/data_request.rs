//! What people ask of the data that are kept about them: to see, to have corrected, to have deleted. A
//! register of statements that are added to; what was asked is answered and never taken out. When a
//! household is deleted at its request, its request keeps number, days and outcome, and names nobody.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::DocId;
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::time::{LocalDate, Timestamp};

mod standing;
mod terms;

#[cfg(test)]
mod tests;

pub use standing::{Standing, Stands, days_said, standings};
pub use terms::Terms;

codes!(
    /// What is asked for.
    Wish {
        /// To see what is kept, or to be given it.
        See = "see",
        /// To have something corrected.
        Correct = "correct",
        /// To be deleted.
        Delete = "delete",
        /// To take a consent back.
        Withdraw = "withdraw",
        /// That less, or nothing more, is done with the data.
        Restrict = "restrict",
        /// That they are protected otherwise.
        Protect = "protect",
    }
);

codes!(
    /// For whom somebody asks.
    Asker {
        /// For themselves.
        Own = "own",
        /// For a child of theirs, or for whom they are the guardian.
        Guardian = "guardian",
        /// For somebody who has authorised them in writing.
        Authorised = "authorised",
    }
);

codes!(
    /// How it was made sure who asks. No copy of a paper is kept.
    Proven {
        /// An officer knows them.
        Known = "known",
        /// They have shown a paper.
        Paper = "paper",
        /// The head of the hamlet has said so.
        Hamlet = "hamlet",
    }
);

codes!(
    /// How a request ended.
    Outcome {
        /// As was asked.
        Done = "done",
        /// In part, and why not more.
        Partly = "partly",
        /// Not at all, and why.
        Refused = "refused",
        /// Whoever asked does not ask any more.
        Dropped = "dropped",
    }
);

/// Somebody asks for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// When it came.
    pub on: LocalDate,
    /// What is asked for.
    pub wish: Wish,
    /// Whether others, to whom the data were given, have to do it too.
    pub with_others: bool,
    /// Who asks; empty where that was deleted.
    pub name: String,
    /// For whom.
    pub asker: Asker,
    /// How it was made sure who they are.
    pub proven: Proven,
    /// Where they are reached; may be empty.
    pub contact: String,
    /// The household it is about, if it is about one.
    pub household: Option<DocId>,
    /// What exactly, in their words; may be empty.
    pub details: String,
}

/// What was said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Said {
    /// A request came; its number is the statement's.
    Received(Received),
    /// Whoever asks was told how it goes on.
    Replied {
        /// Number of the request.
        request: u64,
        /// When.
        on: LocalDate,
        /// How, and what.
        how: String,
    },
    /// It takes longer, once.
    Extended {
        /// Number of the request.
        request: u64,
        /// Why.
        reason: String,
    },
    /// It has ended.
    Closed {
        /// Number of the request.
        request: u64,
        /// When.
        on: LocalDate,
        /// How it ended.
        outcome: Outcome,
        /// What was done or why not, as whoever asks was told.
        how: String,
    },
    /// A day is worked, or is off.
    Day {
        /// The day.
        day: LocalDate,
        /// Whether it is worked.
        works: bool,
        /// By which notice.
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
    pub said: Said,
}

impl Statement {
    /// Number of the request that it is about; none where it is about no request.
    pub const fn request(&self) -> Option<u64> {
        match &self.said {
            Said::Received(_) => Some(self.n),
            Said::Replied { request, .. }
            | Said::Extended { request, .. }
            | Said::Closed { request, .. } => Some(*request),
            Said::Day { .. } => None,
        }
    }

    /// Takes out whatever a person has written in their own words.
    pub fn forget_words(&mut self) {
        match &mut self.said {
            Said::Received(received) => {
                for words in [
                    &mut received.name,
                    &mut received.contact,
                    &mut received.details,
                ] {
                    words.clear();
                }
            }
            Said::Replied { how: words, .. }
            | Said::Closed { how: words, .. }
            | Said::Extended { reason: words, .. } => words.clear(),
            Said::Day { .. } => {}
        }
    }
}

/// A request that is going to be noted, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRequest {
    /// When it came.
    pub on: LocalDate,
    /// What is asked for.
    pub wish: Option<Wish>,
    /// Whether others have to do it too.
    pub with_others: bool,
    /// Who asks.
    pub name: String,
    /// For whom.
    pub asker: Option<Asker>,
    /// How it was made sure.
    pub proven: Option<Proven>,
    /// Where they are reached.
    pub contact: String,
    /// The household.
    pub household: Option<DocId>,
    /// What exactly.
    pub details: String,
}

impl NewRequest {
    fn read(
        &self,
        is_household: impl Fn(DocId) -> bool,
        today: LocalDate,
    ) -> Result<Said, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        if self.on > today {
            errors.add("on", Problem::InFuture);
        }
        let household = self.household;
        if household.is_some_and(|household| !is_household(household)) {
            errors.add("household", Problem::Unknown);
        }
        let received = Received {
            on: self.on,
            wish: chosen(&mut errors, "wish", self.wish, Wish::See),
            with_others: self.with_others,
            name: errors.needed("name", &self.name, LINE_CHARS_MAX),
            asker: chosen(&mut errors, "asker", self.asker, Asker::Own),
            proven: chosen(&mut errors, "proven", self.proven, Proven::Known),
            contact: errors.text("contact", &self.contact, LINE_CHARS_MAX),
            household,
            details: errors.text("details", &self.details, NOTE_CHARS_MAX),
        };
        errors.finish(Said::Received(received))
    }
}

/// What was chosen; what stands for nothing is never kept.
fn chosen<T>(errors: &mut FieldErrors, field: &str, chosen: Option<T>, nothing: T) -> T {
    if chosen.is_none() {
        errors.add(field, Problem::Missing);
    }
    chosen.unwrap_or(nothing)
}

/// What is going to be said, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Draft {
    /// A request came.
    Received(NewRequest),
    /// Whoever asks was told how it goes on.
    Replied {
        /// Number of the request.
        request: u64,
        /// When.
        on: LocalDate,
        /// How, and what.
        how: String,
    },
    /// It takes longer.
    Extended {
        /// Number of the request.
        request: u64,
        /// Why.
        reason: String,
    },
    /// It has ended.
    Closed {
        /// Number of the request.
        request: u64,
        /// When.
        on: LocalDate,
        /// How it ended.
        outcome: Option<Outcome>,
        /// What was done or why not.
        how: String,
    },
    /// A day is worked, or is off.
    Day {
        /// The day.
        day: LocalDate,
        /// Whether it is worked.
        works: bool,
        /// By which notice.
        reason: String,
    },
}

impl Draft {
    /// What is said, or every field's problem. `is_household` knows the households that are here.
    pub fn read(
        &self,
        statements: &[Statement],
        is_household: impl Fn(DocId) -> bool,
        today: LocalDate,
    ) -> Result<Said, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let said = match self {
            Self::Received(new) => return new.read(is_household, today),
            Self::Replied { request, on, how } => {
                let standing = open(statements, *request, &mut errors);
                check_day(&mut errors, *on, standing.as_ref(), today);
                Said::Replied {
                    request: *request,
                    on: *on,
                    how: errors.needed("how", how, NOTE_CHARS_MAX),
                }
            }
            Self::Extended { request, reason } => {
                if let Some(standing) = open(statements, *request, &mut errors) {
                    if standing.extended.is_some() {
                        errors.add("request", Problem::Taken);
                    } else if today > standing.done_by() {
                        errors.add("request", Problem::Stopped);
                    }
                }
                Said::Extended {
                    request: *request,
                    reason: errors.needed("reason", reason, NOTE_CHARS_MAX),
                }
            }
            Self::Closed {
                request,
                on,
                outcome,
                how,
            } => {
                let standing = open(statements, *request, &mut errors);
                check_day(&mut errors, *on, standing.as_ref(), today);
                let is_there = standing.is_some_and(|standing| {
                    standing.received.wish == Wish::Delete
                        && standing.received.household.is_some_and(is_household)
                });
                // What is to be deleted is deleted where it stands first.
                if *outcome == Some(Outcome::Done) && is_there {
                    errors.add("outcome", Problem::InUse);
                }
                Said::Closed {
                    request: *request,
                    on: *on,
                    outcome: chosen(&mut errors, "outcome", *outcome, Outcome::Dropped),
                    how: errors.needed("how", how, NOTE_CHARS_MAX),
                }
            }
            Self::Day { day, works, reason } => Said::Day {
                day: *day,
                works: *works,
                reason: errors.needed("reason", reason, LINE_CHARS_MAX),
            },
        };
        errors.finish(said)
    }
}

/// The request of this number, which has not ended.
fn open<'a>(
    statements: &'a [Statement],
    request: u64,
    errors: &mut FieldErrors,
) -> Option<Standing<'a>> {
    let mut standings = standings(statements).into_iter();
    let found = standings.find(|standing| standing.n == request);
    match &found {
        None => errors.add("request", Problem::Unknown),
        Some(standing) if standing.closed.is_some() => errors.add("request", Problem::Stopped),
        Some(_) => {}
    }
    found
}

fn check_day(
    errors: &mut FieldErrors,
    on: LocalDate,
    standing: Option<&Standing<'_>>,
    today: LocalDate,
) {
    if on > today {
        errors.add("on", Problem::InFuture);
    } else if standing.is_some_and(|standing| on < standing.received.on) {
        errors.add("on", Problem::TooEarly);
    }
}

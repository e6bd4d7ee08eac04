//! What waits for a person, by kind. Plain data in, plain data out.

use std::fmt;
use std::str::FromStr;

use chungtay_shared::api::review::ReviewPage;
use chungtay_shared::api::{ConflictLine, QuarantinePage};

/// A kind of what waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReviewKind {
    /// Proposals from the field.
    Proposals,
    /// Handovers otherwise than rights say.
    Doubts,
    /// Gifts that do not add up.
    Custody,
    /// Changes that volunteers saw.
    Noticed,
    /// Records that may be one household.
    Lookalikes,
    /// Rights to give to households that are gone.
    Stranded,
    /// Categories that volunteers proposed.
    Claims,
    /// Rows of imported lists that nobody has answered.
    LeftRows,
    /// Fields with two values.
    Conflicts,
    /// Records the server could not accept.
    SetAside,
}

/// There is no kind of this code.
#[derive(Debug)]
pub(crate) struct UnknownKind;

impl ReviewKind {
    /// Every kind, in the order people are shown them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Proposals,
        Self::Doubts,
        Self::Custody,
        Self::Noticed,
        Self::Claims,
        Self::Lookalikes,
        Self::Stranded,
        Self::LeftRows,
        Self::Conflicts,
        Self::SetAside,
    ];

    /// The code in addresses and catalogues.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Proposals => "proposals",
            Self::Doubts => "doubts",
            Self::Custody => "custody",
            Self::Noticed => "noticed",
            Self::Claims => "claims",
            Self::Lookalikes => "lookalikes",
            Self::Stranded => "stranded",
            Self::LeftRows => "left-rows",
            Self::Conflicts => "conflicts",
            Self::SetAside => "set-aside",
        }
    }
}

impl fmt::Display for ReviewKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for ReviewKind {
    type Err = UnknownKind;

    fn from_str(code: &str) -> Result<Self, UnknownKind> {
        let kind = Self::ALL.into_iter().find(|kind| kind.code() == code);
        kind.ok_or(UnknownKind)
    }
}

/// All that waits, as far as it was read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Waiting<'a> {
    /// What the server found by itself, and proposals.
    pub(crate) review: Option<&'a ReviewPage>,
    /// Fields with two values.
    pub(crate) conflicts: Option<&'a [ConflictLine]>,
    /// Records set aside.
    pub(crate) set_aside: Option<&'a QuarantinePage>,
}

impl Waiting<'_> {
    /// How much of a kind waits, once it was read.
    pub(crate) fn count(&self, kind: ReviewKind) -> Option<u64> {
        let of_review = |count: fn(&ReviewPage) -> usize| Some(count(self.review?) as u64);
        match kind {
            ReviewKind::Proposals => of_review(|review| review.proposals.len()),
            ReviewKind::Doubts => of_review(|review| review.doubts.len()),
            ReviewKind::Custody => of_review(|review| review.custody.len()),
            ReviewKind::Noticed => of_review(|review| review.noticed.len()),
            ReviewKind::Claims => of_review(|review| review.claims.len()),
            ReviewKind::Lookalikes => Some(self.review?.lookalikes_total),
            ReviewKind::Stranded => of_review(|review| review.stranded.len()),
            ReviewKind::LeftRows => of_review(|review| review.left_rows.len()),
            ReviewKind::Conflicts => Some(self.conflicts?.len() as u64),
            ReviewKind::SetAside => Some(self.set_aside?.total),
        }
    }

    /// How much waits in all, once everything was read.
    pub(crate) fn total(&self) -> Option<u64> {
        ReviewKind::ALL
            .into_iter()
            .map(|kind| self.count(kind))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kinds_code_leads_back_to_it() {
        for kind in ReviewKind::ALL {
            assert_eq!(kind.to_string().parse::<ReviewKind>().ok(), Some(kind));
        }
        assert!("all".parse::<ReviewKind>().is_err());
    }

    #[test]
    fn pairs_that_are_not_shown_are_counted_and_a_sum_is_said_only_when_it_is_known() {
        let review = ReviewPage {
            proposals: Vec::new(),
            doubts: Vec::new(),
            noticed: Vec::new(),
            lookalikes: Vec::new(),
            lookalikes_total: 120,
            stranded: Vec::new(),
            custody: Vec::new(),
            left_rows: Vec::new(),
            claims: Vec::new(),
        };
        let set_aside = QuarantinePage {
            lines: Vec::new(),
            total: 3,
            trials: Vec::new(),
        };
        let partly = Waiting {
            review: Some(&review),
            set_aside: Some(&set_aside),
            conflicts: None,
        };
        assert_eq!(partly.count(ReviewKind::Lookalikes), Some(120));
        assert_eq!(partly.count(ReviewKind::Conflicts), None);
        assert_eq!(partly.total(), None);
        let whole = Waiting {
            conflicts: Some(&[]),
            ..partly
        };
        assert_eq!(whole.total(), Some(123));
    }
}

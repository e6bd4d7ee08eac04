//! What volunteers record, as data.

use serde::{Deserialize, Serialize};

/// What a volunteer records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Work {
    /// A household that is not on the list.
    Register,
    /// A visit to the k-th household.
    Visit {
        /// Which household.
        household: usize,
    },
    /// A visit to the k-th household at which something was heard of it.
    Notice {
        /// Which household.
        household: usize,
        /// What was heard.
        seen: usize,
    },
    /// Money for the k-th household.
    HandOver {
        /// Which household.
        household: usize,
    },
    /// The gift of a round for the k-th household, whether the phone holds the right or not.
    Give {
        /// Which household.
        household: usize,
        /// Which round.
        round: usize,
    },
    /// What was taken at the commune is counted.
    Confirm {
        /// How many less than the office says.
        less: u64,
    },
    /// Something that was done for publicity.
    Announce,
    /// A case of aid that takes time, for the k-th household.
    Survey {
        /// Which household.
        household: usize,
    },
    /// The next step of the k-th case the phone knows that waits for a volunteer.
    Step {
        /// Which case.
        nth: usize,
    },
    /// The k-th household says what it agrees to.
    Consent {
        /// Which household.
        household: usize,
        /// Which of what can be answered.
        answers: usize,
    },
    /// Somebody promises something for the Fund, or hands it over.
    Offer,
    /// A proposal for the k-th household.
    Propose {
        /// Which household.
        household: usize,
    },
    /// A recorded fact was otherwise.
    Correct {
        /// Which household.
        household: usize,
        /// Which of its facts.
        fact: usize,
    },
    /// A recorded fact never happened.
    Retract {
        /// Which household.
        household: usize,
        /// Which of its facts.
        fact: usize,
    },
    /// A field of the description.
    Edit {
        /// Which household.
        household: usize,
        /// Which field.
        field: usize,
    },
}

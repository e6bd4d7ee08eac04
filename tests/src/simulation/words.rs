//! What households said they agree to, and which word on a purpose is the last, as simply as it can be said.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::consent::{ConsentDraft, ConsentProof, DataUse};

/// What can be answered: yes and no to one purpose or two, so that people answer the same ones.
const ANSWERS: [&[(DataUse, bool)]; 6] = [
    &[(DataUse::Posting, true)],
    &[(DataUse::Posting, false)],
    &[(DataUse::Aid, true), (DataUse::Posting, true)],
    &[(DataUse::Aid, true), (DataUse::Posting, false)],
    &[(DataUse::Aid, false)],
    &[(DataUse::Posting, true), (DataUse::Health, false)],
];

/// What a household said, by phone or at the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its note, which is nobody else's.
    pub note: String,
    /// To what, and yes or no.
    pub answers: BTreeMap<DataUse, bool>,
    /// Notes of the words that were read where it was written.
    pub knew: BTreeSet<String>,
}

impl Word {
    /// The k-th of what can be answered.
    pub fn of(nth: usize, note: String, knew: BTreeSet<String>) -> Self {
        Self {
            note,
            answers: ANSWERS[nth % ANSWERS.len()].iter().copied().collect(),
            knew,
        }
    }

    /// The form that says it.
    pub fn draft(&self, proof: ConsentProof) -> ConsentDraft {
        ConsentDraft {
            answers: self.answers.clone(),
            said_by: "Bà Sáu".into(),
            proof: Some(proof),
            paper: if proof == ConsentProof::Paper {
                "tủ 2".into()
            } else {
                String::new()
            },
            note: self.note.clone(),
            ..ConsentDraft::default()
        }
    }
}

/// The words on a purpose that none of these outweighs: none on it was written where they were known.
pub fn standing<'a>(words: &[&'a Word], purpose: DataUse) -> Vec<&'a Word> {
    let on_it = words
        .iter()
        .filter(|word| word.answers.contains_key(&purpose));
    let is_known = |word: &Word| on_it.clone().any(|later| later.knew.contains(&word.note));
    on_it
        .clone()
        .copied()
        .filter(|word| !is_known(word))
        .collect()
}

/// Whether they agree: of several that stand a no counts; `None` while nobody was asked.
pub fn agrees(words: &[&Word], purpose: DataUse) -> Option<bool> {
    let standing = standing(words, purpose);
    let answers = standing.iter().map(|word| word.answers[&purpose]);
    answers.reduce(|one, other| one && other)
}

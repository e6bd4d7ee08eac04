//! What a household agrees to be done with what is known of it: asked for each purpose by itself, nothing is
//! ticked beforehand, and silence is no consent (Law 91/2025/QH15 Art. 9, Decree 356/2025 Art. 6). Whoever takes
//! it back says no at the next asking: the last word on a purpose counts, and every earlier one is kept.
//!
//! Which word is the last is not left to the clocks of phones: a word names what was known to have been said
//! before it. Of two that did not know of one another the no counts, until somebody asks again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::household::{Household, Recorded};
use crate::id::FactId;
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::signature::Signature;
use crate::time::Timestamp;

codes!(
    /// What for.
    DataUse {
        /// Thăm hỏi, xét hỗ trợ: that it is written down at all who they are and what they lack.
        Aid = "aid",
        /// Bệnh tật, khuyết tật: of the sensitive kind, so asked by itself (Art. 26).
        Health = "health",
        /// Niêm yết công khai: name and gift on the posted list (Art. 16).
        Posting = "posting",
        /// Chuyển cho nhà tài trợ: to those who give.
        Donors = "donors",
        /// Đưa tin, câu chuyện.
        Story = "story",
    }
);

codes!(
    /// How it was said, which is its proof.
    ConsentProof {
        /// By word of mouth, to whoever wrote it down.
        Spoken = "spoken",
        /// Signed with a finger on the phone.
        Signed = "signed",
        /// On a paper that the commune keeps.
        Paper = "paper",
    }
);

/// What somebody of the household said. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// This fact.
    pub id: FactId,
    /// What they agreed to, and what not; of the rest they were not asked.
    pub answers: BTreeMap<DataUse, bool>,
    /// Who said it: a member of the household, or who acts for it.
    pub said_by: String,
    /// How.
    pub proof: ConsentProof,
    /// Which paper, and where it lies; empty when there is none.
    pub paper: String,
    /// The finger signature, where it was signed so.
    pub signature: Option<Signature>,
    /// Free note.
    pub note: String,
    /// When, by the device's clock.
    pub recorded_at: Timestamp,
    /// What was known there to have been said before: this word outweighs it.
    #[serde(default)]
    pub after: Vec<FactId>,
}

impl Consent {
    /// The same, said in the knowledge of what was said before.
    #[must_use]
    pub fn knowing<'a>(mut self, before: impl IntoIterator<Item = &'a Recorded<Self>>) -> Self {
        self.after
            .extend(before.into_iter().map(|said| said.fact.id));
        self
    }
}

/// The same as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentDraft {
    /// What was answered.
    pub answers: BTreeMap<DataUse, bool>,
    /// Who said it.
    pub said_by: String,
    /// How.
    pub proof: Option<ConsentProof>,
    /// Which paper.
    pub paper: String,
    /// The finger signature.
    pub signature: Option<Signature>,
    /// Free note.
    pub note: String,
}

impl ConsentDraft {
    /// The draft that would make this again, by which the server tries it.
    pub fn of(consent: &Consent) -> Self {
        Self {
            answers: consent.answers.clone(),
            said_by: consent.said_by.clone(),
            proof: Some(consent.proof),
            paper: consent.paper.clone(),
            signature: consent.signature.clone(),
            note: consent.note.clone(),
        }
    }

    /// What it says, or every field's problem.
    pub fn read(&self, id: FactId, now: Timestamp) -> Result<Consent, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        if self.answers.is_empty() {
            errors.add("answers", Problem::Missing);
        }
        let said_by = errors.text("said_by", &self.said_by, LINE_CHARS_MAX);
        if said_by.is_empty() {
            errors.add("said_by", Problem::Missing);
        }
        let signature = self.signature.clone().filter(|s| !s.is_empty());
        let paper = errors.text("paper", &self.paper, LINE_CHARS_MAX);
        match self.proof {
            None => errors.add("proof", Problem::Missing),
            Some(ConsentProof::Signed) if signature.is_none() => {
                errors.add("signature", Problem::Missing);
            }
            Some(ConsentProof::Paper) if paper.is_empty() => errors.add("paper", Problem::Missing),
            Some(ConsentProof::Spoken | ConsentProof::Signed | ConsentProof::Paper) => {}
        }
        let proof = self.proof.unwrap_or(ConsentProof::Spoken);
        let note = errors.text("note", &self.note, NOTE_CHARS_MAX);
        errors.finish(Consent {
            id,
            answers: self.answers.clone(),
            said_by,
            proof,
            paper: if proof == ConsentProof::Paper {
                paper
            } else {
                String::new()
            },
            signature: signature.filter(|_| proof == ConsentProof::Signed),
            note,
            recorded_at: now,
            after: Vec::new(),
        })
    }
}

/// The last word on a purpose of all that was said, and whether it was yes; `None` while nobody was asked.
pub fn last_word<'a>(
    said: impl IntoIterator<Item = &'a Recorded<Consent>>,
    data_use: DataUse,
) -> Option<(&'a Recorded<Consent>, bool)> {
    let answers: Vec<_> = said
        .into_iter()
        .filter_map(|said| Some((said, *said.fact.answers.get(&data_use)?)))
        .collect();
    let outweighs = |other: &Recorded<Consent>, id: FactId| {
        other.fact.id != id && other.fact.after.contains(&id)
    };
    let is_last = |said: &Recorded<Consent>| {
        let mut others = answers.iter();
        !others.any(|(other, _)| outweighs(other, said.fact.id))
    };
    // Words that outweigh one another in a circle are forged: then every one of them counts.
    let any_last = answers.iter().any(|(said, _)| is_last(said));
    let last = answers
        .iter()
        .filter(|(said, _)| !any_last || is_last(said));
    last.max_by_key(|(said, is_yes)| (!is_yes, said.fact.recorded_at, said.fact.id))
        .copied()
}

impl Household {
    /// The last word on a purpose, and whether it was yes; `None` while nobody was asked.
    pub fn consent_to(&self, data_use: DataUse) -> Option<(&Recorded<Consent>, bool)> {
        last_word(&self.consents, data_use)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Actor;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);
    const ID: FactId = FactId::from_bytes([1; 16]);

    fn yes_to_aid() -> ConsentDraft {
        ConsentDraft {
            answers: BTreeMap::from([(DataUse::Aid, true), (DataUse::Posting, false)]),
            said_by: " Trần Thị Sáu ".into(),
            proof: Some(ConsentProof::Spoken),
            ..ConsentDraft::default()
        }
    }

    #[test]
    fn what_was_said_is_written_down_and_comes_out_of_its_draft_again() {
        let consent = yes_to_aid().read(ID, NOW).unwrap();
        assert_eq!(consent.said_by, "Trần Thị Sáu");
        assert_eq!(ConsentDraft::of(&consent).read(ID, NOW), Ok(consent));
    }

    #[test]
    fn nothing_is_ticked_beforehand_and_all_that_is_missing_is_said_at_once() {
        let problems = ConsentDraft::default().read(ID, NOW).unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["answers", "said_by", "proof"]);
    }

    /// Posting, answered on a phone whose clock says `day`.
    fn word(id: u8, is_yes: bool, day: i64, knew: &[&Recorded<Consent>]) -> Recorded<Consent> {
        let draft = ConsentDraft {
            answers: BTreeMap::from([(DataUse::Posting, is_yes)]),
            ..yes_to_aid()
        };
        let at = NOW.plus_ms(day * 86_400_000);
        let consent = draft.read(FactId::from_bytes([id; 16]), at).unwrap();
        Recorded {
            fact: consent.knowing(knew.iter().copied()),
            actor: Actor::from_bytes([id; 16]),
            corrected_by: None,
        }
    }

    fn is_posted(said: &[&Recorded<Consent>]) -> Option<bool> {
        last_word(said.iter().copied(), DataUse::Posting).map(|(_, is_yes)| is_yes)
    }

    #[test]
    fn a_no_outweighs_the_yes_it_knew_of_though_that_phones_clock_is_years_ahead() {
        let yes = word(9, true, 4_000, &[]);
        let no = word(1, false, 0, &[&yes]);
        assert_eq!(is_posted(&[&yes, &no]), Some(false));
        let yes_again = word(2, true, -1, &[&no, &yes]);
        assert_eq!(is_posted(&[&yes_again, &yes, &no]), Some(true));
        assert_eq!(is_posted(&[]), None, "nobody was asked");
    }

    #[test]
    fn of_two_words_that_did_not_know_of_one_another_the_no_counts_until_somebody_asks_again() {
        let no = word(1, false, 0, &[]);
        let yes = word(2, true, 1, &[]);
        assert_eq!(is_posted(&[&no, &yes]), Some(false));
        let yes_to_both = word(3, true, 0, &[&no, &yes]);
        assert_eq!(is_posted(&[&no, &yes, &yes_to_both]), Some(true));
    }

    #[test]
    fn a_word_on_another_purpose_outweighs_nothing_said_of_this_one() {
        let no = word(1, false, 0, &[]);
        let mut of_health = word(2, true, 1, &[&no]);
        of_health.fact.answers = BTreeMap::from([(DataUse::Health, true)]);
        assert_eq!(is_posted(&[&no, &of_health]), Some(false));
    }

    #[test]
    fn words_forged_in_a_circle_do_not_hide_the_no() {
        let no = word(1, false, 0, &[]);
        let mut yes = word(2, true, 1, &[&no]);
        let mut no = no;
        no.fact.after = Vec::from([yes.fact.id, no.fact.id]);
        assert_eq!(is_posted(&[&no, &yes]), Some(false));
        yes.fact.after = Vec::from([yes.fact.id]);
        assert_eq!(is_posted(&[&yes]), Some(true), "and none outweighs itself");
    }

    #[test]
    fn each_way_of_saying_it_has_its_proof() {
        let missing = |draft: &ConsentDraft| draft.read(ID, NOW).unwrap_err()[0].field.clone();
        let mut draft = yes_to_aid();
        draft.proof = Some(ConsentProof::Paper);
        assert_eq!(missing(&draft), "paper");
        draft.proof = Some(ConsentProof::Signed);
        assert_eq!(missing(&draft), "signature");
        let strokes = vec![vec![(1, 2), (3, 4)]];
        draft.signature = Some(Signature { strokes });
        assert!(draft.read(ID, NOW).unwrap().signature.is_some());
        // Drawn, then said by word of mouth after all: what is no proof of it is not kept.
        draft.proof = Some(ConsentProof::Spoken);
        assert_eq!(draft.read(ID, NOW).unwrap().signature, None);
    }
}

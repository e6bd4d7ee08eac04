//! The form of what a household agrees to.

use chungtay_shared::consent::{ConsentDraft, ConsentProof, DataUse};
use chungtay_shared::field::FieldError;
use chungtay_shared::id::{FactId, from_hex, to_hex};
use chungtay_shared::signature::Signature;
use chungtay_shared::time::Timestamp;

use super::kept::text;
use super::{Kept, Text};

/// The answers as they stand on the buttons.
pub(crate) const ANSWERS: [&str; 3] = ["yes", "no", UNASKED];
/// Nobody was asked, or nothing was answered.
pub(crate) const UNASKED: &str = "unasked";

/// What the form holds. Nothing is answered beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConsentForm(pub(crate) ConsentDraft);

impl ConsentForm {
    /// A form in which nobody was asked anything yet; most often it is the head who answers.
    pub(crate) fn new(head_name: &str) -> Self {
        Self(ConsentDraft {
            said_by: head_name.to_owned(),
            ..ConsentDraft::default()
        })
    }

    /// What was answered for a purpose: one of [`ANSWERS`].
    pub(crate) fn answer(&self, data_use: DataUse) -> &'static str {
        match self.0.answers.get(&data_use) {
            Some(true) => "yes",
            Some(false) => "no",
            None => UNASKED,
        }
    }

    /// Puts one of [`ANSWERS`] down.
    pub(crate) fn set(&mut self, data_use: DataUse, answer: &str) {
        let answers = &mut self.0.answers;
        match answer {
            "yes" => drop(answers.insert(data_use, true)),
            "no" => drop(answers.insert(data_use, false)),
            _ => drop(answers.remove(&data_use)),
        }
    }

    /// The draft to save, or every field's problem.
    pub(crate) fn read(&self, now: Timestamp) -> Result<ConsentDraft, Vec<FieldError>> {
        // The id is only there to run the rules: the store makes the real one.
        self.0.read(FactId::from_bytes([0; 16]), now)?;
        Ok(self.0.clone())
    }
}

impl Kept for ConsentForm {
    fn texts(&self) -> Vec<Text> {
        let draft = &self.0;
        let signature = draft.signature.as_ref();
        let signature = signature.map(|signature| to_hex(&signature.to_bytes()));
        let answers = DataUse::ALL.iter();
        let answers = answers.map(|data_use| text(data_use.code(), self.answer(*data_use)));
        let others = [
            text("said_by", draft.said_by.as_str()),
            text("proof", draft.proof.map_or("", ConsentProof::code)),
            text("paper", draft.paper.as_str()),
            text("signature", signature.unwrap_or_default()),
            text("note", draft.note.as_str()),
        ];
        answers.chain(others).collect()
    }

    fn put(&mut self, name: &str, text: &str) {
        if let Some(data_use) = DataUse::from_code(name) {
            return self.set(data_use, text);
        }
        let draft = &mut self.0;
        match name {
            "said_by" => text.clone_into(&mut draft.said_by),
            "proof" => draft.proof = ConsentProof::from_code(text),
            "paper" => text.clone_into(&mut draft.paper),
            "signature" => {
                let bytes = from_hex(text).filter(|bytes| !bytes.is_empty());
                draft.signature = bytes.and_then(|bytes| Signature::from_bytes(&bytes).ok());
            }
            "note" => text.clone_into(&mut draft.note),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

    #[test]
    fn a_form_that_was_kept_is_the_form_again() {
        let mut form = ConsentForm::new("Trần Thị Sáu");
        for (name, text) in [
            ("aid", "yes"),
            ("health", "yes"),
            ("health", "unasked"),
            ("posting", "no"),
            ("proof", "signed"),
            ("signature", "00020102ff04"),
            ("note", "con gái ngồi cạnh"),
            ("unheard", "of"),
        ] {
            form.put(name, text);
        }
        let mut again = ConsentForm::new("");
        again.restore(&form.texts());
        assert_eq!(again, form);
        let answers = again.read(NOW).unwrap().answers;
        assert_eq!(
            answers.into_iter().collect::<Vec<_>>(),
            [(DataUse::Aid, true), (DataUse::Posting, false)]
        );
    }
}

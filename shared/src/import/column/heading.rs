//! A heading in the forms its words are looked for.

use crate::household::Gender;
use crate::text::{fold, nfc};

/// A heading in the forms it is compared in.
pub(super) struct Heading {
    /// Folded, a space at both ends, so that whole words can be looked for.
    pub(super) padded: String,
    /// With marks, small, punctuation as spaces: `nam` and `năm` differ here only.
    pub(super) marked: String,
}

impl Heading {
    pub(super) fn new(text: &str) -> Self {
        let marked: String = nfc(text)
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        Self {
            padded: format!(" {} ", fold(text)),
            marked: nfc(&marked),
        }
    }

    pub(super) fn folded(&self) -> &str {
        self.padded.trim()
    }

    pub(super) fn compact(&self) -> String {
        self.padded.replace(' ', "")
    }

    pub(super) fn is_any(&self, phrases: &[&str]) -> bool {
        phrases.contains(&self.folded())
    }

    pub(super) fn has_any(&self, phrases: &[&str]) -> bool {
        phrases
            .iter()
            .any(|phrase| self.padded.contains(&format!(" {phrase} ")))
    }

    /// Without the words that only say whose it is.
    pub(super) fn of_whom_it_may_be(&self) -> String {
        let mut text = self.padded.clone();
        for whose in [" cua chu ho ", " chu ho ", " nguoi dai dien ", " dai dien "] {
            text = text.replace(whose, " ");
        }
        text.trim().to_owned()
    }
}

/// The sex a word means; with marks, since `năm` is a year.
pub(super) fn sex_of(marked: &str) -> Option<Gender> {
    match marked {
        "nam" => Some(Gender::Male),
        "nữ" | "nu" => Some(Gender::Female),
        _ => None,
    }
}

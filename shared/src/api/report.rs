//! The campaign's report as a text document, between the office and the server.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors};
use crate::id::DocId;
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::wording::{FieldValue, Version, WordingKind};

codes!(
    /// Whose paper it is, which decides its heading.
    ReportStyle {
        /// Of the Front: Quốc hiệu, `/BC-MTTQ`.
        Front = "front",
        /// Of the Party: "ĐẢNG CỘNG SẢN VIỆT NAM", `-BC/ĐU`.
        Party = "party",
        /// Of the State: Quốc hiệu, `/BC-UBND`.
        State = "state",
    }
);

codes!(
    /// Of which units it is.
    ReportScope {
        /// Of the unit alone.
        Own = "own",
        /// Of the unit and all below it.
        Whole = "whole",
    }
);

impl ReportScope {
    /// The wording it has.
    pub const fn wording(self) -> WordingKind {
        match self {
            Self::Own => WordingKind::Own,
            Self::Whole => WordingKind::Whole,
        }
    }
}

/// Which report, and what the office writes around it. A text that is left empty leaves the place to
/// be filled in by hand, or the style's usual words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportQuery {
    /// Of this campaign.
    pub campaign: DocId,
    /// Whose paper.
    pub style: ReportStyle,
    /// Of which units; of the unit alone where nothing is said.
    #[serde(default = "own")]
    pub scope: ReportScope,
    /// The number alone: "12".
    #[serde(default)]
    pub number: String,
    /// Where it is signed: "Thới Lộc Hòa".
    #[serde(default)]
    pub place: String,
    /// Who signs: "CHỦ TỊCH".
    #[serde(default)]
    pub signer_title: String,
    /// Their name.
    #[serde(default)]
    pub signer_name: String,
    /// Who receives it, one a line.
    #[serde(default)]
    pub recipients: String,
}

const fn own() -> ReportScope {
    ReportScope::Own
}

impl ReportQuery {
    /// The same with its texts cleaned, or every field's problem.
    pub fn read(mut self) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        for (field, text, chars_max) in [
            ("number", &mut self.number, LINE_CHARS_MAX),
            ("place", &mut self.place, LINE_CHARS_MAX),
            ("signer_title", &mut self.signer_title, LINE_CHARS_MAX),
            ("signer_name", &mut self.signer_name, LINE_CHARS_MAX),
            ("recipients", &mut self.recipients, NOTE_CHARS_MAX),
        ] {
            *text = errors.text(field, text, chars_max);
        }
        errors.finish(self)
    }
}

/// How a report is worded, and what its fields say today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingPage {
    /// Every field of the report, in the order they are offered.
    pub values: Vec<FieldValue>,
    /// Versions of the unit's wording, the first first; none where it has only ever used the standard.
    pub versions: Vec<Version>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Problem;

    #[test]
    fn texts_are_trimmed_and_all_that_are_too_long_are_named() {
        let query = ReportQuery {
            campaign: DocId::from_bytes([1; 16]),
            style: ReportStyle::Front,
            scope: ReportScope::Own,
            number: " 12 ".into(),
            place: String::new(),
            signer_title: String::new(),
            signer_name: String::new(),
            recipients: "Đảng ủy;\nLưu: VT.".into(),
        };
        let read = query.clone().read().unwrap();
        assert_eq!((read.number.as_str(), read.place.as_str()), ("12", ""));
        let overlong = ReportQuery {
            number: "1".repeat(LINE_CHARS_MAX + 1),
            recipients: "a".repeat(NOTE_CHARS_MAX + 1),
            ..query
        };
        let problems = overlong.read().unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["number", "recipients"]);
        assert!(problems.iter().all(|p| p.problem == Problem::TooLong));
    }
}

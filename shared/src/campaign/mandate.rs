//! What a campaign rests on and aims at: the documents that order it (văn bản chỉ đạo) and its targets
//! (chỉ tiêu). The office's alone: no phone needs them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Eligibility;
use crate::codes;
use crate::date::read_day;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::FactId;
use crate::limits::LINE_CHARS_MAX;
use crate::money;
use crate::time::LocalDate;

codes!(
    /// What a target is set for. Counts and sums are of the campaign's own window and facts.
    Indicator {
        /// Households visited at least once.
        Visited = "visited",
        /// Households given something at least once.
        Aided = "aided",
        /// Money and value of goods handed over, in đồng.
        Given = "given_vnd",
        /// Money and value of goods the Fund received from donors, in đồng.
        Raised = "raised_vnd",
    }
);

impl Indicator {
    /// Whether it counts đồng; else it counts households.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Given | Self::Raised)
    }
}

/// A document that orders the campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Governing {
    /// This entry.
    pub id: FactId,
    /// Its number and sign: "605-CV/TU".
    pub number: String,
    /// The day it was signed.
    pub on: LocalDate,
    /// Who issued it.
    pub issuer: String,
    /// What it is about; may be empty.
    pub title: String,
}

/// What a campaign rests on and aims at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// Documents, as entered.
    pub documents: Vec<Governing>,
    /// Targets that are set: households, or đồng.
    pub targets: BTreeMap<Indicator, i64>,
    /// Whom an item is meant for, where that is said.
    #[serde(default)]
    pub meant_for: BTreeMap<FactId, Eligibility>,
}

/// The same as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateDraft {
    /// Documents.
    pub documents: Vec<GoverningDraft>,
    /// Targets; an empty text sets none.
    pub targets: BTreeMap<Indicator, String>,
}

/// A document as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoverningDraft {
    /// The entry, when it exists already.
    pub id: Option<FactId>,
    /// Its number and sign.
    pub number: String,
    /// The day it was signed, as people write days: `11/10/2022`.
    pub on_text: String,
    /// Who issued it.
    pub issuer: String,
    /// What it is about.
    pub title: String,
}

impl GoverningDraft {
    /// A document as the form shows it.
    pub fn of(document: &Governing) -> Self {
        Self {
            id: Some(document.id),
            number: document.number.clone(),
            on_text: document.on.display(),
            issuer: document.issuer.clone(),
            title: document.title.clone(),
        }
    }
}

impl MandateDraft {
    /// What was typed, or every field's problem: `documents.<place>.number`, `.on_text`, `.issuer`,
    /// `.title`, `targets.<code>`. `id` gives ids to documents that have none.
    pub fn read(&self, mut id: impl FnMut() -> FactId) -> Result<Mandate, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let mut documents = Vec::new();
        for (place, draft) in self.documents.iter().enumerate() {
            let field = |name: &str| format!("documents.{place}.{name}");
            let mut text = |name: &str, value: &str| {
                let text = errors.text(&field(name), value, LINE_CHARS_MAX);
                if text.is_empty() && name != "title" {
                    errors.add(&field(name), Problem::Missing);
                }
                text
            };
            let (number, issuer) = (text("number", &draft.number), text("issuer", &draft.issuer));
            let title = text("title", &draft.title);
            let on = errors.take(&field("on_text"), read_day(&draft.on_text).map(Some));
            documents.extend(on.map(|on| Governing {
                id: draft.id.unwrap_or_else(&mut id),
                number,
                on,
                issuer,
                title,
            }));
        }
        let mut targets = BTreeMap::new();
        for (indicator, text) in &self.targets {
            let field = format!("targets.{}", indicator.code());
            let target = errors.take(&field, target(*indicator, text));
            targets.extend(target.map(|target| (*indicator, target)));
        }
        errors.finish(Mandate {
            documents,
            targets,
            // It is typed beside the item.
            meant_for: BTreeMap::new(),
        })
    }
}

fn target(indicator: Indicator, text: &str) -> Result<Option<i64>, Problem> {
    let read = if indicator.is_money() {
        money::parse_vnd(text)
    } else {
        money::parse_quantity(text).and_then(|milli| match milli % 1_000 {
            0 => Ok(milli / 1_000),
            _ => Err(Problem::Unreadable),
        })
    };
    match read {
        Ok(0) => Err(Problem::NotPositive),
        Ok(target) => Ok(Some(target)),
        Err(Problem::Missing) => Ok(None),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> GoverningDraft {
        GoverningDraft {
            id: None,
            number: "605-CV/TU".into(),
            on_text: "11/10/2022".into(),
            issuer: "Thành ủy Cần Thơ".into(),
            title: String::new(),
        }
    }

    fn read(draft: &MandateDraft) -> Result<Mandate, Vec<(String, Problem)>> {
        let read = draft.read(|| FactId::from_bytes([7; 16]));
        read.map_err(|errors| errors.into_iter().map(|e| (e.field, e.problem)).collect())
    }

    #[test]
    fn the_letter_and_its_targets_are_read_as_people_write_them() {
        let targets = [
            (Indicator::Visited, "1.200"),
            (Indicator::Given, "1,5 tỷ"),
            (Indicator::Aided, ""),
        ];
        let draft = MandateDraft {
            documents: vec![letter()],
            targets: targets.map(|(of, text)| (of, text.to_owned())).into(),
        };
        let mandate = read(&draft).unwrap();
        assert_eq!(mandate.documents[0].on.to_string(), "2022-10-11");
        let expected = [
            (Indicator::Visited, 1_200),
            (Indicator::Given, 1_500_000_000),
        ];
        assert_eq!(mandate.targets, expected.into());
        // What stands there is shown and read again as it was.
        let again = MandateDraft {
            documents: mandate.documents.iter().map(GoverningDraft::of).collect(),
            ..draft
        };
        assert_eq!(read(&again), Ok(mandate));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let draft = MandateDraft {
            documents: vec![
                letter(),
                GoverningDraft {
                    on_text: "10/2022".into(),
                    number: " ".into(),
                    ..letter()
                },
            ],
            targets: [
                (Indicator::Visited, "2,5".to_owned()),
                (Indicator::Raised, "nhiều".to_owned()),
                (Indicator::Aided, "0".to_owned()),
            ]
            .into(),
        };
        let expected = [
            ("documents.1.number", Problem::Missing),
            ("documents.1.on_text", Problem::Unreadable),
            ("targets.visited", Problem::Unreadable),
            ("targets.aided", Problem::NotPositive),
            ("targets.raised_vnd", Problem::Unreadable),
        ];
        let expected = expected.map(|(field, problem)| (field.to_owned(), problem));
        assert_eq!(read(&draft), Err(expected.into()));
    }
}

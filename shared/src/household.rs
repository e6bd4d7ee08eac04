//! A household on the care list: what describes it, who lives there, and its dated statuses.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::consent::Consent;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::handover::Handover;
use crate::id::{Actor, DocId, FactId};
use crate::life::LifeEvent;
use crate::limits::{LINE_CHARS_MAX, MEMBERS_MAX, NOTE_CHARS_MAX};
use crate::proposal::Proposed;
use crate::support::CaseFile;
use crate::time::{LocalDate, PartialDate, Timestamp};
use crate::visit::Visit;

codes!(
    /// Why a household is on the care list. Always a dated fact, never a column.
    Category {
        /// Hộ nghèo.
        Poor = "poor",
        /// Hộ cận nghèo.
        NearPoor = "near_poor",
        /// Hộ có hoàn cảnh khó khăn (the commune's own list).
        Difficult = "difficult",
        /// Hộ có hoàn cảnh đặc biệt khó khăn.
        EspeciallyDifficult = "especially_difficult",
        /// Đối tượng chính sách.
        Policy = "policy",
        /// Hộ mới thoát nghèo.
        NewlyEscaped = "newly_escaped",
        /// On the list with no category given.
        Other = "other",
    }
);

codes!(
    /// Sex as the list has it.
    Gender {
        /// Nam.
        Male = "male",
        /// Nữ.
        Female = "female",
    }
);

codes!(
    /// The editable fields of a household's description; each is one value that two people may
    /// edit at once, and then both values are kept until the office chooses.
    ProfileField {
        /// Chủ hộ, NFC, as written.
        HeadName = "head_name",
        /// Tên thường gọi.
        Nickname = "nickname",
        /// `male` or `female`.
        Gender = "gender",
        /// A [`PartialDate`] in its text form.
        Birth = "birth",
        /// Số định danh / CCCD: 12 digits, or 9 on an old card.
        NationalId = "national_id",
        /// Ten digits.
        Phone = "phone",
        /// Ấp or khu vực, as the commune names it.
        Hamlet = "hamlet",
        /// House number, road, canal, landmark.
        Address = "address",
        /// How many people, as a decimal number.
        MemberCount = "member_count",
        /// Circumstances and anything else worth knowing before knocking.
        Note = "note",
    }
);

/// A household's description: every field is text, empty when unknown.
///
/// Rules read it through the typed accessors; text that does not parse stays as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile(BTreeMap<ProfileField, String>);

impl Profile {
    /// The value, empty when unknown.
    pub fn get(&self, field: ProfileField) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// Sets a value; an empty one means unknown.
    pub fn set(&mut self, field: ProfileField, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, value);
        }
    }

    /// With this value.
    #[must_use]
    pub fn with(mut self, field: ProfileField, value: impl Into<String>) -> Self {
        self.set(field, value);
        self
    }

    /// The fields that are known.
    pub fn known(&self) -> impl Iterator<Item = (ProfileField, &str)> {
        self.0.iter().map(|(field, value)| (*field, value.as_str()))
    }

    /// Date of birth of the head.
    pub fn birth(&self) -> Option<PartialDate> {
        self.get(ProfileField::Birth).parse().ok()
    }

    /// Sex of the head.
    pub fn gender(&self) -> Option<Gender> {
        Gender::from_code(self.get(ProfileField::Gender))
    }

    /// How many people live there, 0 when unknown.
    pub fn member_count(&self) -> u32 {
        self.get(ProfileField::MemberCount).parse().unwrap_or(0)
    }

    /// The profile cleaned (NFC, trimmed), or every field's problem.
    ///
    /// A head's name and a hamlet are needed; everything else may be unknown.
    pub fn validate(&self) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let mut clean = Self::default();
        for field in ProfileField::ALL.iter().copied() {
            let chars_max = if field == ProfileField::Note {
                NOTE_CHARS_MAX
            } else {
                LINE_CHARS_MAX
            };
            clean.set(field, errors.text(field.code(), self.get(field), chars_max));
        }
        for field in [ProfileField::HeadName, ProfileField::Hamlet] {
            if clean.get(field).is_empty() {
                errors.add(field.code(), Problem::Missing);
            }
        }
        let unreadable = |field: ProfileField, readable: bool| {
            (!clean.get(field).is_empty() && !readable).then_some(field)
        };
        for field in [
            unreadable(ProfileField::Birth, clean.birth().is_some()),
            unreadable(ProfileField::Gender, clean.gender().is_some()),
            unreadable(
                ProfileField::MemberCount,
                (1..=MEMBERS_MAX).contains(&clean.member_count()),
            ),
        ]
        .into_iter()
        .flatten()
        {
            errors.add(field.code(), Problem::Unreadable);
        }
        errors.finish(clean)
    }
}

impl Category {
    /// Whether it is decided by the State under the poverty standard in force; the others are the
    /// commune's own.
    pub const fn follows_standard(self) -> bool {
        matches!(self, Self::Poor | Self::NearPoor | Self::NewlyEscaped)
    }
}

/// A dated status: what was decided, from when, under which standard. Never overwritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// This fact.
    pub id: FactId,
    /// The category decided.
    pub category: Category,
    /// The standard it was decided under, such as `2022-2025` (prolonged through 2026).
    pub standard: String,
    /// Number of the decision, empty when unknown.
    pub decision: String,
    /// First day it holds.
    pub from: LocalDate,
    /// Last day it holds, if it has ended.
    pub to: Option<LocalDate>,
    /// When it was recorded here.
    pub recorded_at: Timestamp,
}

impl Status {
    /// Whether it is no more than what a volunteer proposed: categories of the standard are decided by the
    /// State, and what is decided has a number or names its standard. It is shown, and counts for nothing.
    pub const fn is_proposed(&self) -> bool {
        self.category.follows_standard() && self.decision.is_empty() && self.standard.is_empty()
    }
}

/// A fact that says another fact is wrong, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// This fact.
    pub id: FactId,
    /// The fact that is wrong.
    pub corrects: FactId,
    /// The fact that stands in its place; `None` when it never happened.
    pub replacement: Option<FactId>,
    /// Why, in a person's words.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// A fact, who wrote it, and whether it still stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded<T> {
    /// The fact itself.
    pub fact: T,
    /// Whose device wrote it.
    pub actor: Actor,
    /// The correction that took its place, if one did.
    pub corrected_by: Option<FactId>,
}

/// One of several values that people gave one field at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RivalValue {
    /// The value.
    pub value: String,
    /// Whose device wrote it.
    pub actor: Actor,
    /// When, by that device's clock, to the second.
    pub written_at: Timestamp,
}

/// That the office chose one value of a field that had several. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// This fact.
    pub id: FactId,
    /// Which field.
    pub field: ProfileField,
    /// The value that stands.
    pub value: String,
    /// Why that one.
    pub reason: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// A field with several values, until the office chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldConflict {
    /// Which field.
    pub field: ProfileField,
    /// All values; the first is the one shown meanwhile.
    pub values: Vec<RivalValue>,
}

/// Everything a household's document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// The document.
    pub id: DocId,
    /// Code of the commune it belongs to.
    pub commune: String,
    /// Digest of the list row it was imported from, so that importing again finds it; else empty.
    pub import_key: String,
    /// The description.
    pub profile: Profile,
    /// Fields with more than one value.
    pub conflicts: Vec<FieldConflict>,
    /// Statuses, oldest first.
    pub statuses: Vec<Recorded<Status>>,
    /// Visits, newest first.
    pub visits: Vec<Recorded<Visit>>,
    /// Handovers, newest first.
    pub handovers: Vec<Recorded<Handover>>,
    /// Proposals with their answers, newest first.
    pub proposals: Vec<Proposed>,
    /// Corrections, oldest first.
    pub corrections: Vec<Recorded<Correction>>,
    /// What the office decided about it, oldest first.
    pub life: Vec<Recorded<LifeEvent>>,
    /// Cases of aid that takes time, newest first.
    pub cases: Vec<CaseFile>,
    /// What was agreed to and what not, newest first.
    pub consents: Vec<Recorded<Consent>>,
}

impl Household {
    /// The status in force on `date`: of those that hold then, the one that began last.
    pub fn category_on(&self, date: LocalDate) -> Option<Category> {
        self.statuses
            .iter()
            .filter(|s| s.corrected_by.is_none())
            .map(|s| &s.fact)
            .filter(|s| !s.is_proposed())
            .filter(|s| s.from <= date && s.to.is_none_or(|to| date <= to))
            .max_by_key(|s| (s.from, s.recorded_at, s.id))
            .map(|s| s.category)
    }

    /// Who handed a gift over: whoever recorded it first, though somebody else has put it right within
    /// the same round since.
    pub fn giver(&self, handover: &Recorded<Handover>) -> Actor {
        let mut first = handover;
        // Corrections that lead in a circle lead nowhere.
        for _ in &self.corrections {
            let corrects = self.corrections.iter().map(|c| &c.fact);
            let replaced = corrects
                .filter(|c| c.replacement == Some(first.fact.id))
                .find_map(|c| self.handovers.iter().find(|h| h.fact.id == c.corrects));
            match replaced.filter(|before| before.fact.round == handover.fact.round) {
                Some(before) => first = before,
                None => break,
            }
        }
        first.actor
    }
}

//! Is this household on the list already? Warns, never decides: two households of one name in one
//! hamlet are a fact of life.
//!
//! Made to be asked at every keystroke: of thousands of rows only those of the same hamlet, or with
//! the same number, are looked at closely.

mod name;
mod suspects;

use crate::codes;
use crate::household::{Profile, ProfileField};
use crate::id::DocId;
use crate::identity;
use crate::row::HouseholdRow;
use crate::text::fold;
use name::Name;

pub use suspects::{Described, Suspect, lookalikes_of, suspects};

codes!(
    /// Why a household looks like another, the strongest first.
    Reason {
        /// Same personal number.
        NationalId = "national_id",
        /// Same name in the same hamlet, marks and capitals left aside.
        SameName = "same_name",
        /// Nearly the same name in the same hamlet, born in the same year or next to it.
        SimilarName = "similar_name",
        /// Same phone number, which relatives also share.
        Phone = "phone",
    }
);

impl Reason {
    const fn score(self) -> u32 {
        match self {
            Self::NationalId => 100,
            Self::SameName => 50,
            Self::SimilarName => 30,
            Self::Phone => 20,
        }
    }
}

/// A household that may be the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookalike {
    /// Its document.
    pub id: DocId,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
    /// How much it looks alike; only good for comparing two of them.
    pub score: u32,
}

/// Households among `rows` that look like `candidate`, the likeliest first. What is not known of
/// either says nothing.
pub fn lookalikes<'a>(
    candidate: &Profile,
    rows: impl IntoIterator<Item = &'a HouseholdRow>,
) -> Vec<Lookalike> {
    let candidate = Candidate::new(candidate);
    let mut hamlet = HamletMemo::default();
    let mut found: Vec<Lookalike> = Vec::new();
    for row in rows.into_iter().filter(|row| row.merged_into.is_none()) {
        if let Some(lookalike) = candidate.compare(row, &mut hamlet) {
            let rank = |l: &Lookalike| (std::cmp::Reverse(l.score), l.id);
            let place = found.partition_point(|other| rank(other) < rank(&lookalike));
            found.insert(place, lookalike);
        }
    }
    found
}

/// Years of birth that may be one and the same, told by two people.
const BIRTH_YEARS_APART_MAX: u32 = 1;
/// Fewer digits are no phone number yet, only the beginning of many.
const PHONE_DIGITS_MIN: usize = 9;

/// The description, folded once.
struct Candidate {
    name: Name,
    hamlet: String,
    birth_year: Option<i32>,
    national_id: Option<String>,
    phone: Option<String>,
}

impl Candidate {
    fn new(profile: &Profile) -> Self {
        let birth_year = crate::date::read_partial_date(profile.get(ProfileField::Birth))
            .ok()
            .map(|reading| reading.date.year());
        Self {
            name: Name::new(&fold(profile.get(ProfileField::HeadName))),
            hamlet: fold(profile.get(ProfileField::Hamlet)),
            birth_year,
            national_id: national_id(profile.get(ProfileField::NationalId)),
            phone: phone(profile.get(ProfileField::Phone)),
        }
    }

    fn compare(&self, row: &HouseholdRow, hamlet: &mut HamletMemo) -> Option<Lookalike> {
        let same = |mine: Option<&String>, theirs: Option<String>| {
            mine.is_some_and(|mine| theirs.is_some_and(|theirs| *mine == theirs))
        };
        let same_hamlet = !self.hamlet.is_empty() && hamlet.fold(&row.hamlet) == self.hamlet;
        let name_reason = if same_hamlet && self.name.is_whole() {
            self.compare_name(row)
        } else {
            None
        };
        let has = |id: bool, reason: Reason| id.then_some(reason);
        let reasons: Vec<Reason> = [
            has(
                self.national_id.is_some()
                    && same(self.national_id.as_ref(), national_id(&row.national_id)),
                Reason::NationalId,
            ),
            name_reason,
            has(
                self.phone.is_some() && same(self.phone.as_ref(), phone(&row.phone)),
                Reason::Phone,
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!reasons.is_empty()).then(|| Lookalike {
            id: row.id,
            score: reasons.iter().map(|reason| reason.score()).sum(),
            reasons,
        })
    }

    fn compare_name(&self, row: &HouseholdRow) -> Option<Reason> {
        let theirs = Name::new(&fold(&row.head_name));
        if self.name == theirs {
            return Some(Reason::SameName);
        }
        let born_together = self
            .birth_year
            .zip(row.birth_year)
            .is_some_and(|(a, b)| a.abs_diff(b) <= BIRTH_YEARS_APART_MAX);
        (born_together && self.name.is_nearly(&theirs)).then_some(Reason::SimilarName)
    }
}

/// Rows come sorted by hamlet: its name is folded once, not once a row.
#[derive(Default)]
struct HamletMemo {
    written: String,
    folded: String,
}

impl HamletMemo {
    fn fold(&mut self, hamlet: &str) -> &str {
        if self.written != hamlet {
            self.written.clear();
            self.written.push_str(hamlet);
            self.folded = fold(hamlet);
        }
        &self.folded
    }
}

/// The digits, lost zeros put back; `None` when they are too few to tell two people apart.
fn national_id(text: &str) -> Option<String> {
    let reading = identity::national_id::read(text);
    reading.is_complete().then_some(reading.digits)
}

fn phone(text: &str) -> Option<String> {
    let digits = identity::phone::read(text).number;
    let is_number = digits.len() >= PHONE_DIGITS_MIN && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(digits)
}

#[cfg(test)]
mod tests;

//! What tells one household from another of the same name.

use super::ExistingHousehold;
use crate::household::ProfileField;
use crate::identity::national_id::mask_national_id;
use crate::import::ListedHousehold;
use crate::import::hamlet::Spelling;
use crate::text::fold;

/// Who a household is, in the forms to compare by.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    /// The head's name, folded.
    pub(super) name: String,
    pub(super) hamlet: Option<Spelling>,
    birth_year: Option<i32>,
    /// A whole personal number.
    pub(super) national_id: Option<String>,
}

/// How two households of one name compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// They live in different hamlets.
    OtherPlace,
    /// Birth or personal number differ.
    ToldApart,
    /// Nothing tells them apart.
    Unsure,
}

impl Identity {
    pub(super) fn of_row(row: &ListedHousehold) -> Self {
        Self {
            name: fold(row.profile.get(ProfileField::HeadName)),
            hamlet: Spelling::read(row.hamlet()),
            birth_year: row.birth_year(),
            national_id: whole(row.profile.get(ProfileField::NationalId)),
        }
    }

    pub(super) fn of_existing(household: &ExistingHousehold) -> Self {
        Self {
            name: fold(&household.head_name),
            hamlet: Spelling::read(&household.hamlet),
            birth_year: household.birth_year,
            national_id: whole(&household.national_id),
        }
    }

    /// Compares with another of the same name. An old card's number and a personal number of one
    /// person differ, so only numbers of one kind tell people apart.
    pub(super) fn likeness(&self, other: &Self) -> Likeness {
        let one_place = match (&self.hamlet, &other.hamlet) {
            (Some(one), Some(other)) => one.may_be(other),
            (None, _) | (_, None) => false,
        };
        let differ_in_birth =
            matches!((self.birth_year, other.birth_year), (Some(one), Some(two)) if one != two);
        let differ_in_number = matches!(
            (&self.national_id, &other.national_id),
            (Some(one), Some(two)) if one.len() == two.len() && one != two
        );
        match (one_place, differ_in_birth || differ_in_number) {
            (false, _) => Likeness::OtherPlace,
            (true, true) => Likeness::ToldApart,
            (true, false) => Likeness::Unsure,
        }
    }

    /// What tells this one from others: year of birth and the number's tail.
    pub(super) fn describe(&self) -> String {
        let year = self.birth_year.map(|year| year.to_string());
        let number = self.national_id.as_deref().map(mask_national_id);
        year.into_iter()
            .chain(number)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

fn whole(national_id: &str) -> Option<String> {
    let is_whole =
        matches!(national_id.len(), 9 | 12) && national_id.bytes().all(|b| b.is_ascii_digit());
    is_whole.then(|| national_id.to_owned())
}

//! A third value for a field with two: what was typed, in the form documents keep.

use chungtay_shared::date::read_partial_date;
use chungtay_shared::field::Problem;
use chungtay_shared::household::{Gender, ProfileField};
use chungtay_shared::limits::{LINE_CHARS_MAX, MEMBERS_MAX, NOTE_CHARS_MAX};
use chungtay_shared::text::nfc;

/// What was typed for this field, as it is kept, or what is wrong with it.
pub(crate) fn to_kept(field: ProfileField, typed: &str) -> Result<String, Problem> {
    let clean = if field == ProfileField::Note {
        typed.trim().to_owned()
    } else {
        nfc(typed)
    };
    if clean.is_empty() {
        return Err(Problem::Missing);
    }
    match field {
        ProfileField::Birth => Ok(read_partial_date(&clean)?.date.to_string()),
        ProfileField::Gender => Gender::from_code(&clean)
            .map(|_| clean)
            .ok_or(Problem::Unreadable),
        ProfileField::MemberCount => match clean.parse::<u32>() {
            Ok(1..=MEMBERS_MAX) => Ok(clean),
            Ok(0) => Err(Problem::NotPositive),
            Ok(_) => Err(Problem::TooLarge),
            Err(_) => Err(Problem::Unreadable),
        },
        ProfileField::Note => within(clean, NOTE_CHARS_MAX),
        ProfileField::HeadName
        | ProfileField::Nickname
        | ProfileField::NationalId
        | ProfileField::Phone
        | ProfileField::Hamlet
        | ProfileField::Address => within(clean, LINE_CHARS_MAX),
    }
}

fn within(text: String, chars_max: usize) -> Result<String, Problem> {
    if text.chars().count() > chars_max {
        Err(Problem::TooLong)
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_typed_as_people_write_it_is_kept_as_documents_have_it() {
        assert_eq!(
            to_kept(ProfileField::Birth, "17/10/1960"),
            Ok("1960-10-17".to_owned())
        );
        assert_eq!(to_kept(ProfileField::Birth, "1960"), Ok("1960".to_owned()));
        assert_eq!(
            to_kept(ProfileField::Birth, "hôm qua"),
            Err(Problem::Unreadable)
        );
    }

    #[test]
    fn nothing_and_nonsense_are_not_chosen() {
        assert_eq!(to_kept(ProfileField::Phone, "  "), Err(Problem::Missing));
        assert_eq!(
            to_kept(ProfileField::MemberCount, "0"),
            Err(Problem::NotPositive)
        );
        assert_eq!(
            to_kept(ProfileField::MemberCount, "bốn"),
            Err(Problem::Unreadable)
        );
        assert_eq!(to_kept(ProfileField::Gender, "male"), Ok("male".to_owned()));
        assert_eq!(
            to_kept(ProfileField::HeadName, &"a".repeat(201)),
            Err(Problem::TooLong)
        );
    }
}

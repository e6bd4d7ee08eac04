//! The forms of a household's description: editing it, and registering a new household.

use std::collections::BTreeMap;

use chungtay_shared::date::read_partial_date;
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::household::{Category, Profile, ProfileField};
use chungtay_shared::identity;
use chungtay_shared::text::nfc;

use super::kept::text;
use super::{Kept, Text, problem};

/// What the form of a description holds: each field as it is typed and read by people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ProfileForm(Profile);

/// What the form of a new household holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RegistrationForm {
    /// Its description.
    pub(crate) profile: ProfileForm,
    /// What the volunteer proposes it is.
    pub(crate) category: Option<Category>,
}

impl ProfileForm {
    /// The form with a description in it.
    pub(crate) fn of(profile: &Profile) -> Self {
        let mut form = Self::default();
        for (field, value) in profile.known() {
            form.0.set(field, display_of(field, value));
        }
        form
    }

    /// As typed.
    pub(crate) fn get(&self, field: ProfileField) -> &str {
        self.0.get(field)
    }

    /// Types into a field.
    pub(crate) fn set(&mut self, field: ProfileField, typed: String) {
        self.0.set(field, typed);
    }

    /// The description, or every field's problem.
    pub(crate) fn read(&self) -> Result<Profile, Vec<FieldError>> {
        let mut errors = Vec::new();
        let profile = self.typed(&mut errors);
        match profile.validate() {
            Ok(clean) if errors.is_empty() => Ok(clean),
            Ok(_) => Err(errors),
            Err(more) => {
                let unknown = |e: &FieldError| errors.iter().all(|known| known.field != e.field);
                let more: Vec<FieldError> = more.into_iter().filter(unknown).collect();
                errors.extend(more);
                Err(errors)
            }
        }
    }

    /// The description as far as it can be read; for looking for lookalikes while it is typed.
    pub(crate) fn so_far(&self) -> Profile {
        self.typed(&mut Vec::new())
    }

    /// Only what differs from `before`, or the problems of what differs. Fields nobody touched are
    /// not sent: two people who edit different fields do not make each other's doubtful. Nor are
    /// they judged: a list's odd value does not stand in the way of a new phone number.
    pub(crate) fn edits(
        &self,
        before: &Profile,
    ) -> Result<BTreeMap<ProfileField, String>, Vec<FieldError>> {
        let shown_before = Self::of(before);
        let was_touched =
            |field: ProfileField| nfc(self.get(field)) != nfc(shown_before.get(field));
        if let Err(errors) = self.read() {
            let of_touched: Vec<FieldError> = errors
                .into_iter()
                .filter(|e| ProfileField::from_code(&e.field).is_none_or(was_touched))
                .collect();
            if !of_touched.is_empty() {
                return Err(of_touched);
            }
        }
        let now = self.so_far();
        let mut edits = BTreeMap::new();
        for field in ProfileField::ALL.iter().copied() {
            if was_touched(field) {
                edits.insert(field, nfc(now.get(field)));
            }
        }
        if edits.is_empty() {
            return Err(vec![problem(
                ProfileField::HeadName.code(),
                Problem::Unchanged,
            )]);
        }
        Ok(edits)
    }

    fn typed(&self, errors: &mut Vec<FieldError>) -> Profile {
        let mut profile = Profile::default();
        for (field, typed) in self.0.known() {
            match value_of(field, typed) {
                Ok(value) => profile.set(field, value),
                Err(p) => errors.push(problem(field.code(), p)),
            }
        }
        profile
    }
}

impl Kept for ProfileForm {
    fn texts(&self) -> Vec<Text> {
        // Empty ones too: a field may have been emptied.
        ProfileField::ALL
            .iter()
            .map(|field| text(field.code(), self.get(*field)))
            .collect()
    }

    fn put(&mut self, name: &str, text: &str) {
        if let Some(field) = ProfileField::from_code(name) {
            self.set(field, text.to_owned());
        }
    }
}

impl Kept for RegistrationForm {
    fn texts(&self) -> Vec<Text> {
        let mut texts = self.profile.texts();
        texts.push(text("category", self.category.map_or("", Category::code)));
        texts
    }

    fn put(&mut self, name: &str, text: &str) {
        match name {
            "category" => self.category = Category::from_code(text),
            _ => self.profile.put(name, text),
        }
    }
}

/// The stored form of what was typed: dates, numbers and phones are read as people write them.
fn value_of(field: ProfileField, typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    match field {
        ProfileField::Birth => match read_partial_date(typed) {
            Ok(reading) => Ok(reading.date.to_string()),
            Err(Problem::Missing) => Ok(String::new()),
            Err(problem) => Err(problem),
        },
        ProfileField::NationalId => match identity::national_id::read(typed) {
            reading if reading.is_complete() => Ok(reading.digits),
            _ if typed.is_empty() => Ok(String::new()),
            _ => Err(Problem::Unreadable),
        },
        ProfileField::Phone => Ok(identity::phone::read(typed).number),
        ProfileField::Note => Ok(typed.to_owned()),
        ProfileField::HeadName
        | ProfileField::Nickname
        | ProfileField::Gender
        | ProfileField::Hamlet
        | ProfileField::Address
        | ProfileField::MemberCount => Ok(nfc(typed)),
    }
}

/// A stored value as people read and type it.
pub(crate) fn display_of(field: ProfileField, value: &str) -> String {
    match field {
        ProfileField::Birth => value
            .parse::<chungtay_shared::time::PartialDate>()
            .map_or_else(
                |_| value.to_owned(),
                chungtay_shared::time::PartialDate::display,
            ),
        ProfileField::HeadName
        | ProfileField::Nickname
        | ProfileField::Gender
        | ProfileField::NationalId
        | ProfileField::Phone
        | ProfileField::Hamlet
        | ProfileField::Address
        | ProfileField::MemberCount
        | ProfileField::Note => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_the_list() -> Profile {
        Profile::default()
            .with(ProfileField::HeadName, "Đặng Thị Hòa")
            .with(ProfileField::Hamlet, "Ấp 3")
            .with(ProfileField::Birth, "1960-05-12")
            .with(ProfileField::NationalId, "chưa rõ")
    }

    #[test]
    fn only_the_field_that_was_touched_is_sent() {
        let mut form = ProfileForm::of(&on_the_list());
        assert_eq!(form.get(ProfileField::Birth), "12/05/1960");
        form.set(ProfileField::Phone, "+84 100 123 456".into());
        form.set(ProfileField::HeadName, "Đặng Thị Ho\u{300}a ".into());
        let edits = form.edits(&on_the_list()).unwrap();
        assert_eq!(
            edits,
            BTreeMap::from([(ProfileField::Phone, "0100123456".to_owned())])
        );
    }

    #[test]
    fn a_touched_field_must_be_readable_and_something_must_have_changed() {
        let mut form = ProfileForm::of(&on_the_list());
        let unchanged = form.edits(&on_the_list()).unwrap_err();
        assert_eq!(unchanged, [problem("head_name", Problem::Unchanged)]);
        form.set(ProfileField::Birth, "hồi nhỏ".into());
        form.set(ProfileField::HeadName, String::new());
        let mut errors = form.edits(&on_the_list()).unwrap_err();
        errors.sort_by(|a, b| a.field.cmp(&b.field));
        assert_eq!(
            errors,
            [
                problem("birth", Problem::Unreadable),
                problem("head_name", Problem::Missing)
            ]
        );
    }

    #[test]
    fn a_field_can_be_emptied() {
        let mut form = ProfileForm::of(&on_the_list());
        form.set(ProfileField::Birth, String::new());
        let edits = form.edits(&on_the_list()).unwrap();
        assert_eq!(
            edits,
            BTreeMap::from([(ProfileField::Birth, String::new())])
        );
    }

    #[test]
    fn a_new_household_needs_a_name_and_a_hamlet_and_nothing_else() {
        let mut form = RegistrationForm::default();
        assert_eq!(form.profile.read().unwrap_err().len(), 2);
        form.profile
            .set(ProfileField::HeadName, "Trần Văn Ba".into());
        form.profile.set(ProfileField::Hamlet, "Ấp 3".into());
        form.profile.set(ProfileField::Birth, "sn 1960".into());
        let profile = form.profile.read().unwrap();
        assert_eq!(profile.get(ProfileField::Birth), "1960");
    }

    #[test]
    fn a_form_kept_as_a_draft_comes_back_with_what_was_emptied() {
        let mut form = ProfileForm::of(&on_the_list());
        form.set(ProfileField::Birth, String::new());
        let mut opened_later = ProfileForm::of(&on_the_list());
        opened_later.restore(&form.texts());
        assert_eq!(opened_later, form);
        let registration = RegistrationForm {
            profile: form,
            category: Some(Category::Difficult),
        };
        let mut opened_later = RegistrationForm::default();
        opened_later.restore(&registration.texts());
        assert_eq!(opened_later, registration);
    }
}

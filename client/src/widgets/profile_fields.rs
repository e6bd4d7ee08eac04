//! The fields of a household's description.

use std::rc::Rc;

use chungtay_shared::field::FieldError;
use chungtay_shared::household::{Gender, ProfileField};
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::{ProfileForm, error_of};
use crate::i18n::Translator;
use crate::state::{AppState, RowBook};

/// A description that is being filled in.
pub(crate) struct ProfileFields<'a> {
    /// What stands in it.
    pub(crate) form: &'a ProfileForm,
    /// Its problems.
    pub(crate) errors: &'a [FieldError],
    /// Hamlets that are on the list, offered while typing.
    pub(crate) hamlets: Vec<AttrValue>,
    /// Gets the field and what was typed into it.
    pub(crate) on_edit: &'a Callback<(ProfileField, String)>,
    /// What stands right below the name and hamlet, such as a warning about lookalikes.
    pub(crate) below_name: Html,
}

/// The order they are asked in: what tells households apart first.
const ORDER: [ProfileField; 10] = [
    ProfileField::HeadName,
    ProfileField::Hamlet,
    ProfileField::Nickname,
    ProfileField::Gender,
    ProfileField::Birth,
    ProfileField::NationalId,
    ProfileField::Phone,
    ProfileField::Address,
    ProfileField::MemberCount,
    ProfileField::Note,
];

/// The fields of a description.
pub(crate) fn profile_fields(t: &Translator, props: &ProfileFields<'_>) -> Html {
    let (first, rest) = ORDER.split_at(2);
    html! {
        <>
            { for first.iter().map(|field| profile_field(t, props, *field)) }
            { props.below_name.clone() }
            { for rest.iter().map(|field| profile_field(t, props, *field)) }
        </>
    }
}

fn profile_field(t: &Translator, props: &ProfileFields<'_>, field: ProfileField) -> Html {
    if field == ProfileField::Gender {
        return gender(t, props);
    }
    let is_needed = matches!(field, ProfileField::HeadName | ProfileField::Hamlet);
    let suggestions = if field == ProfileField::Hamlet {
        props.hamlets.clone()
    } else {
        Vec::new()
    };
    html! {
        <Field
            key={field.code()} name={field.code()} label={t.choice("profile", field.code())}
            kind={kind_of(field)} optional={!is_needed} hint={hint_of(t, field)} {suggestions}
            value={props.form.get(field).to_owned()}
            error={error_of(t, props.errors, field.code())}
            on_input={props.on_edit.reform(move |typed| (field, typed))}
        />
    }
}

fn gender(t: &Translator, props: &ProfileFields<'_>) -> Html {
    let choices: Vec<Choice> = Gender::ALL
        .iter()
        .map(|gender| Choice::new(gender.code(), t.choice("gender", gender.code())))
        .collect();
    let chosen: Rc<str> = props.form.get(ProfileField::Gender).into();
    html! {
        <ChoiceChips
            key="gender" name="gender" legend={t.choice("profile", "gender")} optional={true} {choices}
            chosen={vec![AttrValue::Rc(chosen)]}
            error={error_of(t, props.errors, "gender")}
            on_choose={props.on_edit.reform(|code: AttrValue| (ProfileField::Gender, code.to_string()))}
        />
    }
}

const fn kind_of(field: ProfileField) -> Kind {
    match field {
        ProfileField::NationalId | ProfileField::MemberCount => Kind::Digits,
        ProfileField::Phone => Kind::Phone,
        ProfileField::Note => Kind::Note,
        ProfileField::HeadName
        | ProfileField::Nickname
        | ProfileField::Gender
        | ProfileField::Birth
        | ProfileField::Hamlet
        | ProfileField::Address => Kind::Line,
    }
}

fn hint_of(t: &Translator, field: ProfileField) -> Option<AttrValue> {
    let key = match field {
        ProfileField::Nickname => "profile_hint.nickname",
        ProfileField::Birth => "profile_hint.birth",
        ProfileField::NationalId => "profile_hint.national_id",
        ProfileField::HeadName
        | ProfileField::Gender
        | ProfileField::Phone
        | ProfileField::Hamlet
        | ProfileField::Address
        | ProfileField::MemberCount
        | ProfileField::Note => return None,
    };
    Some(AttrValue::Static(t.text(key)))
}

/// The hamlets that are there, to be offered while one is typed: those on the list in their order, then
/// those that are new; none that is no more.
pub(crate) fn hamlets_there(app: &AppState) -> Vec<AttrValue> {
    let names = &app.names;
    let is_former = |name: &AttrValue| {
        names
            .former
            .iter()
            .any(|former| former.name == name.as_str())
    };
    let mut there = hamlet_names(&app.rows);
    there.retain(|name| !is_former(name));
    for name in names
        .hamlets
        .iter()
        .map(|name| AttrValue::from(name.clone()))
    {
        if !there.contains(&name) {
            there.push(name);
        }
    }
    there
}

/// The hamlets on the list, in their order.
pub(crate) fn hamlet_names(rows: &RowBook) -> Vec<AttrValue> {
    rows.hamlets()
        .into_iter()
        .filter(|hamlet| !hamlet.is_empty())
        .map(|hamlet| AttrValue::from(hamlet.to_owned()))
        .collect()
}

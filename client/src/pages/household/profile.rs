//! What describes a household.

use chungtay_shared::household::{FieldConflict, Household, ProfileField};
use chungtay_shared::identity::national_id::mask_national_id;
use yew::prelude::*;

use crate::components::{Tone, note};
use crate::forms::display_of;
use crate::i18n::Translator;
use crate::route::Route;
use crate::widgets::RouteLink;

/// What describes a household.
pub(super) fn profile_card(t: &Translator, household: &Household) -> Html {
    let known = household
        .profile
        .known()
        .filter(|(field, _)| *field != ProfileField::HeadName);
    html! {
        <section class="card" aria-labelledby="profile-heading">
            <h2 id="profile-heading">{ t.text("household.profile") }</h2>
            { for household.conflicts.iter().map(|conflict| two_values(t, conflict)) }
            <dl class="facts">
                { for known.map(|(field, value)| fact(t, field, value)) }
            </dl>
            <RouteLink
                to={Route::EditProfile { id: household.id }} class={classes!("button")}
                testid="edit-profile"
            >
                { t.text("household.edit") }
            </RouteLink>
        </section>
    }
}

fn fact(t: &Translator, field: ProfileField, value: &str) -> Html {
    html! {
        <div key={field.code()} data-testid={format!("profile-{}", field.code())}>
            <dt>{ t.choice("profile", field.code()) }</dt>
            <dd>
                if field == ProfileField::Phone {
                    <a class="phone" href={format!("tel:{value}")}>{ value }</a>
                } else {
                    { shown(t, field, value) }
                }
            </dd>
        </div>
    }
}

fn shown(t: &Translator, field: ProfileField, value: &str) -> String {
    match field {
        ProfileField::Gender => t.choice("gender", value).to_owned(),
        ProfileField::NationalId => mask_national_id(value),
        ProfileField::HeadName
        | ProfileField::Nickname
        | ProfileField::Birth
        | ProfileField::Phone
        | ProfileField::Hamlet
        | ProfileField::Address
        | ProfileField::MemberCount
        | ProfileField::Note => display_of(field, value),
    }
}

/// Both values are kept; the office chooses.
fn two_values(t: &Translator, conflict: &FieldConflict) -> Html {
    let values: Vec<String> = conflict
        .values
        .iter()
        .map(|rival| format!("“{}”", shown(t, conflict.field, &rival.value)))
        .collect();
    let text = t.fill(
        "household.two_values",
        &[
            ("field", t.choice("profile", conflict.field.code())),
            ("values", &values.join(", ")),
        ],
    );
    note(Tone::Info, "two-values", text)
}

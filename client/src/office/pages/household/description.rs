//! Who the household is.

use chungtay_shared::household::{Household, ProfileField};
use yew::prelude::*;

use super::number::Number;
use crate::i18n::Translator;
use crate::office::words;

/// The description, as far as it is known.
pub(super) fn profile(t: &Translator, household: &Household) -> Html {
    let known = household.profile.known().map(|(field, value)| {
        html! {
            <div key={field.code()}>
                <dt>{ t.choice("profile", field.code()) }</dt>
                <dd class={(field == ProfileField::Note).then_some("note")}>
                    if field == ProfileField::NationalId {
                        <Number record={household.id} masked={value.to_owned()} />
                    } else {
                        { words::profile_value(t, field, value) }
                    }
                </dd>
            </div>
        }
    });
    html! {
        <section class="card" aria-labelledby="profile">
            <h2 id="profile">{ t.text("office.household.profile") }</h2>
            <dl class="facts profile" data-testid="profile">{ for known }</dl>
        </section>
    }
}

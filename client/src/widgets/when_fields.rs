//! Date and time of what is recorded.

use chungtay_shared::field::FieldError;
use yew::prelude::*;

use crate::components::{Field, Kind};
use crate::forms::{WhenForm, error_of};
use crate::i18n::Translator;

/// Date and time, side by side.
pub(super) fn when_fields(
    t: &Translator,
    when: &WhenForm,
    errors: &[FieldError],
    on_date: Callback<String>,
    on_time: Callback<String>,
) -> Html {
    html! {
        <div class="side-by-side">
            <Field
                name="date" label={t.text("when.date")} kind={Kind::Date}
                value={when.date.clone()} on_input={on_date} error={error_of(t, errors, "at")}
            />
            <Field
                name="time" label={t.text("when.time")} kind={Kind::Time}
                value={when.time.clone()} on_input={on_time}
            />
        </div>
    }
}

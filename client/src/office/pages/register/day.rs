//! A day from which something holds, as people type it.

use chungtay_shared::date::read_day;
use chungtay_shared::field::Problem;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use crate::components::Field;
use crate::i18n::Translator;
use crate::office::answer::Answer;
use crate::office::browser;

/// A day that is being typed.
#[derive(Clone, PartialEq)]
pub(in crate::office) struct Day {
    text: UseStateHandle<String>,
    problem: UseStateHandle<Option<Problem>>,
}

/// A day that is being typed; today to begin with.
#[hook]
pub(in crate::office) fn use_day() -> Day {
    use_day_of(browser::now().local_date())
}

/// The same with another day to begin with.
#[hook]
pub(in crate::office) fn use_day_of(day: LocalDate) -> Day {
    Day {
        text: use_state_eq(|| day.display()),
        problem: use_state_eq(|| None),
    }
}

impl Day {
    /// The day, or nothing, and then the field says why.
    pub(in crate::office) fn read(&self) -> Option<LocalDate> {
        let read = read_day(&self.text);
        self.problem.set(read.as_ref().err().copied());
        read.ok()
    }

    /// The field. `field` is its name in the request, `form` that of its form.
    pub(in crate::office) fn field(
        &self,
        t: &Translator,
        answer: &Answer,
        (form, field): (&str, &str),
        label: &'static str,
    ) -> Html {
        let own = self
            .problem
            .map(|problem| AttrValue::Static(t.problem(problem)));
        let text = self.text.setter();
        html! {
            <Field
                name={format!("{form}-{field}")} {label} hint={t.text("office.campaign.day_hint")}
                value={(*self.text).clone()} error={own.or_else(|| answer.error(t, field))}
                on_input={Callback::from(move |typed| text.set(typed))}
            />
        }
    }
}

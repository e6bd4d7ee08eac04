//! Says what units below have to report by when.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::period::PeriodsPage;
use chungtay_shared::field::Problem;
use chungtay_shared::period::UrgingDraft;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use crate::components::{Field, Kind};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, into, use_answer};
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::pages::register::day::use_day_of;

/// Days that units have after a period's last one.
const DUE_DAYS: i64 = 5;

/// What is known, and who hears that something was said.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The periods.
    pub(super) page: Rc<PeriodsPage>,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and the form below it.
#[component]
pub(super) fn NewDue(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let to = use_day_of(props.page.today);
    let due = use_day_of(LocalDate::from_days(props.page.today.days() + DUE_DAYS));
    let note = use_state_eq(String::new);
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let Some(campaign) = props.page.campaign else {
        return Html::default();
    };
    let name = props.page.campaigns.iter().find(|c| c.id == campaign);
    let name = name.map_or("", |campaign| campaign.name.as_str());
    let onsubmit = {
        let (answer, to, due, note) = (answer.clone(), to.clone(), due.clone(), note.clone());
        let (t, on_said) = (t.clone(), props.on_said.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(to), Some(due)) = (to.read(), due.read()) else {
                return;
            };
            let draft = UrgingDraft::Due {
                campaign,
                to,
                due,
                note: (*note).clone(),
            };
            let done = t.fill("office.periods.due_said", &[("day", &t.date(to))]);
            let on_said = on_said.clone();
            answer.send(path::URGING, draft, move || on_said.emit(done));
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    html! {
        <Disclosure
            id="new-due" label={t.text("office.periods.add_due")} testid="add-due" open={*open}
            {on_toggle}
        >
            <form
                ref={node} class="card stack" novalidate=true {onsubmit} data-testid="new-due-form"
            >
                <p class="hint">
                    { t.fill("office.periods.due_what", &[("campaign", name)]) }
                </p>
                { to.field(&t, &answer, ("new-due", "to"), t.text("office.periods.due_to")) }
                { due.field(&t, &answer, ("new-due", "due"), t.text("office.periods.due_by")) }
                <Field
                    name="new-due-note" label={t.text("office.periods.due_note")}
                    kind={Kind::Note} optional=true value={(*note).clone()}
                    error={answer.error(&t, "note")} on_input={into(&note)}
                />
                { refused(&t, &answer) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="new-due-now"
                    >
                        { t.text("office.periods.add_due_now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

/// Why it was not said, where the words of the fields say too little.
fn refused(t: &Translator, answer: &Answer) -> Html {
    let of = |field: &str| {
        answer
            .failure()
            .and_then(|failure| failure.problem_of(field))
    };
    let key = match (of("to"), of("due")) {
        (Some(Problem::Taken), _) => "office.periods.due_taken",
        (_, Some(Problem::TooEarly)) => "office.periods.due_before",
        (_, _) => return Html::default(),
    };
    html! { <p class="error" role="alert" data-testid="due-refused">{ t.text(key) }</p> }
}

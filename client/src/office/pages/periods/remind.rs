//! Notes that a unit was reminded of what it has not reported.

use chungtay_shared::api::path;
use chungtay_shared::api::units::UnitName;
use chungtay_shared::period::{ReminderChannel, UrgingDraft};
use yew::prelude::*;

use crate::components::{Choice, Field};
use crate::i18n::use_translator;
use crate::office::answer::{into, use_answer};
use crate::office::choice_field::ChoiceField;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::pages::register::day::use_day;

/// Who was reminded of what, and who hears that it was noted.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Number of the statement that says what is due.
    pub(super) due: u64,
    /// The unit.
    pub(super) unit: UnitName,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and the form below it.
#[component]
pub(super) fn Remind(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let channel = use_state_eq(|| None::<ReminderChannel>);
    let (whom, note) = (use_state_eq(String::new), use_state_eq(String::new));
    let on = use_day();
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let id = format!("remind-{}-{}", props.due, props.unit.code);
    let onsubmit = {
        let (answer, on, channel) = (answer.clone(), on.clone(), *channel);
        let (whom, note, open) = (whom.clone(), note.clone(), open.setter());
        let (due, unit) = (props.due, props.unit.clone());
        let (t, on_said) = (t.clone(), props.on_said.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(on) = on.read() else {
                return;
            };
            let draft = UrgingDraft::Reminded {
                due,
                unit: unit.code.clone(),
                on,
                channel,
                whom: (*whom).clone(),
                note: (*note).clone(),
            };
            let done = t.fill("office.periods.remind_done", &[("unit", &unit.name)]);
            let (on_said, open) = (on_said.clone(), open.clone());
            answer.send(path::URGING, draft, move || {
                open.set(false);
                on_said.emit(done);
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let on_choose = {
        let channel = channel.setter();
        Callback::from(move |code: AttrValue| channel.set(ReminderChannel::from_code(&code)))
    };
    let channels = ReminderChannel::ALL.iter().map(|channel| {
        let code = channel.code();
        Choice::new(code, t.choice("office.reminder_channel", code))
    });
    html! {
        <Disclosure
            id={id.clone()} label={t.text("office.periods.remind")} small=true testid="remind"
            spoken={t.fill("office.periods.remind_of", &[("unit", &props.unit.name)])}
            open={*open} {on_toggle}
        >
            <form ref={node} class="stack" novalidate=true {onsubmit} data-testid="remind-form">
                { on.field(&t, &answer, (&id, "on"), t.text("office.periods.remind_on")) }
                <ChoiceField
                    name={format!("{id}-channel")} label={t.text("office.periods.remind_how")}
                    choices={channels.collect::<Vec<_>>()}
                    chosen={channel.map(|channel| AttrValue::Static(channel.code()))}
                    error={answer.error(&t, "channel")} {on_choose}
                />
                <Field
                    name={format!("{id}-whom")} label={t.text("office.periods.remind_whom")}
                    optional=true value={(*whom).clone()} error={answer.error(&t, "whom")}
                    on_input={into(&whom)}
                />
                <Field
                    name={format!("{id}-note")} label={t.text("office.periods.remind_note")}
                    optional=true value={(*note).clone()} error={answer.error(&t, "note")}
                    on_input={into(&note)}
                />
                if answer.error(&t, "due").or_else(|| answer.error(&t, "unit")).is_some() {
                    <p class="error" role="alert">{ t.text("office.periods.remind_gone") }</p>
                }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="remind-now"
                    >
                        { t.text("office.periods.remind_now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

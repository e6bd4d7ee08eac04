//! The form in which a request is noted.

use chungtay_shared::api::path;
use chungtay_shared::data_request::{Asker, Draft, NewRequest, Proven, Wish};
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{into, use_answer};
use crate::office::choice_field::ChoiceField;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::household_choice::HouseholdChoice;
use crate::office::pages::register::day::use_day_of;
use crate::office::remote::use_shell;

/// No household: whoever asks may be a volunteer or a donor.
const NOBODYS: DocId = DocId::from_bytes([0; 16]);

/// The server's day, and who hears that a request was noted.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The server's day.
    pub(super) today: LocalDate,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and the form below it. What is typed stays where it is refused or hidden.
#[component]
pub(super) fn New(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let keeps_units = use_shell().keeps_units();
    let open = use_state_eq(|| false);
    let on = use_day_of(props.today);
    let (wish, asker, proven) = (
        use_state_eq(|| None::<Wish>),
        use_state_eq(|| None::<Asker>),
        use_state_eq(|| None::<Proven>),
    );
    let (with_others, household) = (use_state_eq(|| false), use_state_eq(|| None::<DocId>));
    let (name, contact, details) = (
        use_state_eq(String::new),
        use_state_eq(String::new),
        use_state_eq(String::new),
    );
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let onsubmit = {
        let (answer, on, t, on_said) =
            (answer.clone(), on.clone(), t.clone(), props.on_said.clone());
        let (wish, asker, proven) = (wish.clone(), asker.clone(), proven.clone());
        let (with_others, household) = (with_others.clone(), household.clone());
        let (name, contact, details) = (name.clone(), contact.clone(), details.clone());
        let open = open.setter();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(on) = on.read() else {
                return;
            };
            let draft = Draft::Received(NewRequest {
                on,
                wish: *wish,
                with_others: *with_others,
                name: (*name).clone(),
                asker: *asker,
                proven: *proven,
                contact: (*contact).clone(),
                household: *household,
                details: (*details).clone(),
            });
            let done = t.fill("office.requests.noted", &[("name", name.trim())]);
            let (on_said, open) = (on_said.clone(), open.clone());
            let (wish, asker, proven) = (wish.setter(), asker.setter(), proven.setter());
            let (name, contact, details) = (name.setter(), contact.setter(), details.setter());
            let (with_others, household) = (with_others.setter(), household.setter());
            answer.send(path::REQUESTS, draft, move || {
                for text in [name, contact, details] {
                    text.set(String::new());
                }
                wish.set(None);
                asker.set(None);
                proven.set(None);
                with_others.set(false);
                household.set(None);
                open.set(false);
                on_said.emit(done);
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let on_household = {
        let household = household.setter();
        Callback::from(move |id| household.set(Some(id)))
    };
    let on_others = {
        let (with, now) = (with_others.setter(), *with_others);
        Callback::from(move |_: AttrValue| with.set(!now))
    };
    html! {
        <Disclosure
            id="new-request" label={t.text("office.requests.new")} testid="new-request" open={*open}
            {on_toggle}
        >
            <form
                ref={node} class="card stack" novalidate=true {onsubmit}
                data-testid="new-request-form"
            >
                { on.field(&t, &answer, ("new-request", "on"), t.text("office.requests.on")) }
                { one_of(&t, ("wish", "office.request_wish"), Wish::ALL, Wish::code, &wish, answer.error(&t, "wish")) }
                <Field
                    name="new-request-name" label={t.text("office.requests.name")}
                    value={(*name).clone()} error={answer.error(&t, "name")} on_input={into(&name)}
                />
                { one_of(&t, ("asker", "office.request_asker"), Asker::ALL, Asker::code, &asker, answer.error(&t, "asker")) }
                { one_of(&t, ("proven", "office.request_proven"), Proven::ALL, Proven::code, &proven, answer.error(&t, "proven")) }
                <p class="hint">{ t.text("office.requests.no_copies") }</p>
                <Field
                    name="new-request-contact" label={t.text("office.requests.contact")}
                    optional=true value={(*contact).clone()} error={answer.error(&t, "contact")}
                    on_input={into(&contact)}
                />
                if !keeps_units {
                    <HouseholdChoice
                        name="new-request-household" legend={t.text("office.requests.household")}
                        except={NOBODYS} chosen={*household} error={answer.error(&t, "household")}
                        on_choose={on_household}
                    />
                }
                <Field
                    name="new-request-details" label={t.text("office.requests.details")}
                    kind={Kind::Note} optional=true value={(*details).clone()}
                    error={answer.error(&t, "details")} on_input={into(&details)}
                />
                <ChoiceChips
                    name="new-request-others" legend={t.text("office.requests.others")}
                    choices={vec![Choice::new("others", t.text("office.requests.with_others"))]}
                    chosen={with_others.then_some(AttrValue::Static("others")).into_iter().collect::<Vec<_>>()}
                    multiple=true optional=true on_choose={on_others}
                />
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="new-request-now"
                    >
                        { t.text("office.requests.save") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

/// A question of the form with one answer; `key` names its answers.
fn one_of<T: Copy + PartialEq + 'static>(
    t: &Translator,
    (field, key): (&'static str, &'static str),
    all: &'static [T],
    code: fn(T) -> &'static str,
    chosen: &UseStateHandle<Option<T>>,
    error: Option<AttrValue>,
) -> Html {
    let of = |one: &T| Choice::new(code(*one), t.choice(key, code(*one)));
    let on_choose = {
        let chosen = chosen.setter();
        Callback::from(move |picked: AttrValue| {
            chosen.set(
                all.iter()
                    .copied()
                    .find(|one| code(*one) == picked.as_str()),
            );
        })
    };
    html! {
        <ChoiceField
            name={format!("new-request-{field}")}
            label={t.choice("office.requests.ask", field)}
            choices={all.iter().map(of).collect::<Vec<_>>()}
            chosen={chosen.map(|one| AttrValue::Static(code(one)))} {error} {on_choose}
        />
    }
}

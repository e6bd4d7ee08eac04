//! The way to record an official decision about a household's category.

use chungtay_shared::api::path;
use chungtay_shared::field::Problem;
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;
use chungtay_shared::poverty_standard::standard_on;
use yew::prelude::*;

use super::status_draft::{StatusAction, StatusDraft};
use super::statuses::in_words;
use crate::components::{Choice, ChoiceChips, Field};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, use_answer};
use crate::office::browser;
use crate::office::disclosure::Disclosure;
use crate::office::failure::{Failure, problem_of};
use crate::office::first_problem::use_first_problem;

/// Of whom it is recorded.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The household.
    pub(super) household: DocId,
    /// Gets what to say of it.
    pub(super) on_said: Callback<String>,
}

/// A button that shows the form. What is typed outlives its closing; once it was recorded the form
/// closes and is emptied.
#[component]
pub(super) fn TellStatus(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let draft = use_reducer(|| StatusDraft::new(browser::now().local_date()));
    let node = use_node_ref();
    use_first_problem(&node, (draft.errors.clone(), answer.failure().cloned()));
    let form = Form {
        t: &t,
        draft: &draft,
        answer: &answer,
    };
    let onsubmit = form.send(props, &open);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    html! {
        <Disclosure
            id="tell-status" label={t.text("office.status_form.open")} testid="tell-status"
            open={*open} {on_toggle}
        >
            <form
                ref={node} class="stack" novalidate=true {onsubmit} data-testid="status-form"
                aria-label={t.text("office.status_form.open")}
            >
                <p class="hint">{ t.text("office.status_form.what") }</p>
                { form.category() }
                { form.decision() }
                <div class="form-row">
                    { form.first_day() }
                    { form.last_day() }
                </div>
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="tell-status-now"
                    >
                        { t.text("office.status_form.record") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

/// What the form's fields are drawn from.
struct Form<'a> {
    t: &'a Translator,
    draft: &'a UseReducerHandle<StatusDraft>,
    answer: &'a Answer,
}

impl Form<'_> {
    /// Sends what the form holds, or shows what is wrong with it.
    fn send(&self, props: &Props, open: &UseStateHandle<bool>) -> Callback<SubmitEvent> {
        let (t, draft, answer) = (self.t.clone(), self.draft.clone(), self.answer.clone());
        let (open, on_said) = (open.setter(), props.on_said.clone());
        let path = path::STATUS.replace("{id}", &props.household.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_said.emit(String::new());
            let request = match draft.to_request() {
                Ok(request) => request,
                Err(errors) => return draft.dispatch(StatusAction::Refused(errors)),
            };
            draft.dispatch(StatusAction::Refused(Vec::new()));
            let what = in_words(
                &t,
                request.category,
                &request.decision,
                request.from,
                request.to,
            );
            let said = t.fill("office.status_form.told", &[("what", &what)]);
            let (dispatcher, open, on_said) = (draft.dispatcher(), open.clone(), on_said.clone());
            answer.send(path.clone(), request, move || {
                dispatcher.dispatch(StatusAction::Begin(browser::now().local_date()));
                open.set(false);
                on_said.emit(said);
            });
        })
    }

    /// What is wrong with a field: as found here, or by the server when it was last sent.
    fn error(&self, field: &str) -> Option<AttrValue> {
        let t = self.t;
        let by_server = || self.answer.failure().map_or(&[][..], Failure::fields);
        let errors = if self.draft.errors.is_empty() {
            by_server()
        } else {
            &self.draft.errors
        };
        let problem = problem_of(errors, field)?;
        Some(AttrValue::Static(match (field, problem) {
            ("category", Problem::Unchanged) => t.text("office.status_form.known"),
            ("category", Problem::Gone) => t.text("office.status_form.merged"),
            ("from", Problem::InFuture) => t.text("office.status_form.too_far"),
            ("to", Problem::Unreadable) if self.draft.has_last_day() => {
                t.text("office.status_form.before_from")
            }
            _ => t.problem(problem),
        }))
    }

    /// Tells the form what was typed.
    fn on(&self, action: impl Fn(String) -> StatusAction + 'static) -> Callback<String> {
        let dispatcher = self.draft.dispatcher();
        Callback::from(move |text| dispatcher.dispatch(action(text)))
    }

    fn category(&self) -> Html {
        let t = self.t;
        let choices: Vec<Choice> = Category::ALL
            .iter()
            .filter(|category| **category != Category::Other)
            .map(|category| Choice::new(category.code(), t.choice("category", category.code())))
            .collect();
        let chosen = self.draft.category;
        let chosen = chosen.map(|category| AttrValue::Static(category.code()));
        let dispatcher = self.draft.dispatcher();
        let on_choose = Callback::from(move |code: AttrValue| {
            if let Some(category) = Category::from_code(&code) {
                dispatcher.dispatch(StatusAction::Category(category));
            }
        });
        html! {
            <ChoiceChips
                name="status-category" legend={t.text("office.status_form.category")} {choices}
                chosen={chosen.into_iter().collect::<Vec<_>>()} error={self.error("category")}
                {on_choose}
            />
        }
    }

    fn decision(&self) -> Html {
        let t = self.t;
        html! {
            <Field
                name="status-decision" label={t.text("office.status_form.decision")}
                hint={t.text("office.status_form.decision_hint")}
                value={self.draft.decision.clone()} error={self.error("decision")}
                on_input={self.on(StatusAction::Decision)}
            />
        }
    }

    fn first_day(&self) -> Html {
        let t = self.t;
        html! {
            <Field
                name="status-from" label={t.text("office.status_form.from")}
                hint={t.text("office.campaign.day_hint")} echo={self.standard()}
                value={self.draft.from.clone()} error={self.error("from")}
                on_input={self.on(StatusAction::From)}
            />
        }
    }

    /// Under which poverty standard it will be recorded, shown while the day is typed.
    fn standard(&self) -> Option<AttrValue> {
        let standard = standard_on(self.draft.day_of_standard()?);
        Some(standard.map_or_else(
            || AttrValue::Static(self.t.text("office.status_form.no_standard")),
            |standard| {
                let values = [("standard", standard.name)];
                AttrValue::from(self.t.fill("office.household.standard", &values))
            },
        ))
    }

    fn last_day(&self) -> Html {
        let t = self.t;
        html! {
            <Field
                name="status-to" label={t.text("office.status_form.to")} optional=true
                hint={t.text("office.status_form.to_hint")} value={self.draft.to.clone()}
                error={self.error("to")} on_input={self.on(StatusAction::To)}
            />
        }
    }
}

//! The form in which the office says what became of a household.

use chungtay_shared::api::lives::TOLD;
use chungtay_shared::api::path;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::life::LifeKind;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use super::answer::{Answer, use_answer};
use super::failure::problem_of;
use super::first_problem::use_first_problem;
use super::household_choice::HouseholdChoice;
use super::life_draft::{LifeAction, LifeDraft};
use super::lookalikes::LookalikeWarning;
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::{Translator, use_translator};

/// Of whom it is told, and what the form begins with.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The form's HTML id; its fields' ids begin with it.
    pub(crate) id: AttrValue,
    /// The household.
    pub(crate) household: DocId,
    /// What probably became of it.
    #[prop_or_default]
    pub(crate) kind: Option<LifeKind>,
    /// Where it lives.
    #[prop_or_default]
    pub(crate) hamlet: AttrValue,
    /// From which day, if nothing else is typed.
    pub(crate) day: LocalDate,
    /// The visit whose note this answers; then it can also be said that nothing became of it.
    #[prop_or_default]
    pub(crate) answers: Option<FactId>,
    /// It was told.
    #[prop_or_default]
    pub(crate) on_told: Callback<()>,
}

/// The form in which the office says what became of a household.
#[component]
pub(crate) fn LifeForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let draft = {
        let (kind, day) = (props.kind, props.day);
        use_reducer(move || LifeDraft::new(kind, day))
    };
    let node = use_node_ref();
    use_first_problem(&node, (draft.errors.clone(), answer.failure().cloned()));
    let form = Form {
        t: &t,
        id: &props.id,
        draft: &draft,
        answer: &answer,
    };
    let onsubmit = {
        let tell = form.tell(props, (*draft).clone());
        tell.reform(|event: SubmitEvent| event.prevent_default())
    };
    let on_deny = form.tell(props, draft.that_it_stays());
    let on_deny = on_deny.reform(|_: MouseEvent| ());
    html! {
        <form
            id={props.id.clone()} ref={node} class="stack" novalidate=true {onsubmit}
            data-testid="life-form"
        >
            { form.kinds() }
            <div class="form-row">
                { form.day() }
                if draft.has_head_name() { { form.head_name() } }
            </div>
            if draft.needs_head_name() {
                <LookalikeWarning profile={draft.part_in(&props.hamlet)} except={props.household} />
            }
            if draft.kind == Some(LifeKind::Joined) { { form.joined(props.household) } }
            { form.reason() }
            if answer.error(&t, "answers").is_some() {
                <p class="error" role="alert">{ t.text("office.review.answered_meanwhile") }</p>
            }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={answer.is_busy()}
                    data-testid="tell"
                >
                    { t.text("office.life_form.tell") }
                </button>
                if props.answers.is_some() {
                    <button
                        type="button" class="button" onclick={on_deny} disabled={answer.is_busy()}
                        data-testid="deny"
                    >
                        { t.text("office.life_form.deny") }
                    </button>
                }
            </p>
        </form>
    }
}

/// What the form's fields are drawn from.
struct Form<'a> {
    t: &'a Translator,
    id: &'a str,
    draft: &'a UseReducerHandle<LifeDraft>,
    answer: &'a Answer,
}

impl Form<'_> {
    /// Sends what a draft says, or shows what is wrong with it.
    fn tell(&self, props: &Props, told: LifeDraft) -> Callback<()> {
        let (dispatcher, answer) = (self.draft.dispatcher(), self.answer.clone());
        let path = path::LIFE.replace("{id}", &props.household.to_string());
        let (answers, on_told) = (props.answers, props.on_told.clone());
        Callback::from(move |()| {
            let request = match told.to_request(answers) {
                Ok(request) => request,
                Err(errors) => return dispatcher.dispatch(LifeAction::Refused(errors)),
            };
            dispatcher.dispatch(LifeAction::Refused(Vec::new()));
            let on_told = on_told.clone();
            answer.send(path.clone(), request, move || on_told.emit(()));
        })
    }

    /// What is wrong with a field, as found here or by the server.
    fn error(&self, field: &str) -> Option<AttrValue> {
        problem_of(&self.draft.errors, field).map_or_else(
            || self.answer.error(self.t, field),
            |problem| Some(AttrValue::from(self.t.problem(problem))),
        )
    }

    /// Tells the form what was typed or chosen.
    fn on<V: 'static>(&self, action: impl Fn(V) -> LifeAction + 'static) -> Callback<V> {
        let dispatcher = self.draft.dispatcher();
        Callback::from(move |value| dispatcher.dispatch(action(value)))
    }

    fn kinds(&self) -> Html {
        let t = self.t;
        let choices =
            TOLD.map(|kind| Choice::new(kind.code(), t.choice("office.life", kind.code())));
        let chosen = self.draft.kind.map(|kind| AttrValue::Static(kind.code()));
        let hint = self
            .draft
            .kind
            .map(|kind| AttrValue::Static(t.choice("office.life_form.about", kind.code())));
        let dispatcher = self.draft.dispatcher();
        let on_choose = Callback::from(move |code: AttrValue| {
            if let Some(kind) = LifeKind::from_code(&code) {
                dispatcher.dispatch(LifeAction::Kind(kind));
            }
        });
        html! {
            <ChoiceChips
                name={format!("{}-kind", self.id)} legend={t.text("office.life_form.kind")}
                choices={choices.to_vec()} chosen={chosen.into_iter().collect::<Vec<_>>()}
                error={self.error("kind")} {hint} {on_choose}
            />
        }
    }

    fn day(&self) -> Html {
        html! {
            <Field
                name={format!("{}-on", self.id)} label={self.t.text("office.life_form.on")}
                hint={self.t.text("office.campaign.day_hint")} value={self.draft.on.clone()}
                error={self.error("on")} on_input={self.on(LifeAction::On)}
            />
        }
    }

    fn head_name(&self) -> Html {
        let t = self.t;
        let (label, hint) = if self.draft.needs_head_name() {
            ("office.life_form.head_of_part", None)
        } else {
            (
                "office.life_form.new_head",
                Some(AttrValue::Static(t.text("office.life_form.new_head_hint"))),
            )
        };
        html! {
            <Field
                name={format!("{}-head", self.id)} label={t.text(label)} {hint}
                optional={!self.draft.needs_head_name()} value={self.draft.head_name.clone()}
                error={self.error("head_name")} on_input={self.on(LifeAction::HeadName)}
            />
        }
    }

    fn joined(&self, household: DocId) -> Html {
        html! {
            <HouseholdChoice
                name={format!("{}-joined", self.id)}
                legend={self.t.text("office.life_form.joined")} except={household}
                chosen={self.draft.joined} error={self.error("joined")}
                on_choose={self.on(LifeAction::Joined)}
            />
        }
    }

    fn reason(&self) -> Html {
        html! {
            <Field
                name={format!("{}-reason", self.id)} label={self.t.text("office.review.why")}
                kind={Kind::Note} value={self.draft.reason.clone()} error={self.error("reason")}
                on_input={self.on(LifeAction::Reason)}
            />
        }
    }
}

//! The way to note what a household says at the office it agrees to, or no longer.

use chungtay_shared::api::path;
use chungtay_shared::consent::{ConsentDraft, ConsentProof, DataUse};
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, use_answer};
use crate::office::disclosure::Disclosure;
use crate::office::failure::{Failure, problem_of};
use crate::office::first_problem::use_first_problem;

/// Of whom it is noted.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The household.
    pub(super) household: DocId,
    /// Gets whether it was noted.
    pub(super) on_told: Callback<bool>,
}

/// What was said at the office: nobody signs with a finger there.
const PROOFS: [ConsentProof; 2] = [ConsentProof::Paper, ConsentProof::Spoken];

/// What is typed, and the one change it meets.
struct Form<'a> {
    t: &'a Translator,
    draft: &'a UseStateHandle<ConsentDraft>,
    answer: &'a Answer,
}

/// A button that shows the form. What is typed outlives its closing; once it was noted the form closes and is
/// emptied.
#[component]
pub(super) fn TellConsent(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let draft = use_state(ConsentDraft::default);
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
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
            id="tell-consent" label={t.text("office.consent.open")} testid="tell-consent"
            open={*open} {on_toggle}
        >
            <form
                ref={node} class="stack" novalidate=true {onsubmit} data-testid="consent-form"
                aria-label={t.text("office.consent.open")}
            >
                <p class="hint">{ t.text("office.consent.what") }</p>
                { for DataUse::ALL.iter().map(|data_use| form.asked(*data_use)) }
                { form.line("said_by", Kind::Line, |d| &mut d.said_by) }
                { form.proof() }
                if draft.proof == Some(ConsentProof::Paper) {
                    { form.line("paper", Kind::Line, |d| &mut d.paper) }
                }
                { form.line("note", Kind::Note, |d| &mut d.note) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="tell-consent-now"
                    >
                        { t.text("office.consent.record") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

impl Form<'_> {
    fn send(&self, props: &Props, open: &UseStateHandle<bool>) -> Callback<SubmitEvent> {
        let (draft, answer) = (self.draft.clone(), self.answer.clone());
        let (open, on_told) = (open.setter(), props.on_told.clone());
        let path = path::CONSENT.replace("{id}", &props.household.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_told.emit(false);
            let (typed, open, on_told) = (draft.setter(), open.clone(), on_told.clone());
            answer.send(path.clone(), (*draft).clone(), move || {
                typed.set(ConsentDraft::default());
                open.set(false);
                on_told.emit(true);
            });
        })
    }

    fn error(&self, field: &str) -> Option<AttrValue> {
        let errors = self.answer.failure().map_or(&[][..], Failure::fields);
        let problem = problem_of(errors, field)?;
        Some(AttrValue::Static(self.t.problem(problem)))
    }

    /// Changes the draft by what was typed or chosen.
    fn on<T: 'static>(&self, change: impl Fn(&mut ConsentDraft, T) + 'static) -> Callback<T> {
        let draft = self.draft.clone();
        Callback::from(move |typed| {
            let mut changed = (*draft).clone();
            change(&mut changed, typed);
            draft.set(changed);
        })
    }

    fn asked(&self, data_use: DataUse) -> Html {
        let t = self.t;
        let answer = match self.draft.answers.get(&data_use) {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unasked",
        };
        let choices = ["yes", "no", "unasked"];
        let choices = choices.map(|code| Choice::new(code, t.choice("consent.answer", code)));
        let is_first = DataUse::ALL.first() == Some(&data_use);
        html! {
            <ChoiceChips
                name={format!("consent-{}", data_use.code())}
                legend={t.choice("consent.use", data_use.code())} choices={choices.to_vec()}
                chosen={vec![AttrValue::Static(answer)]}
                error={self.error("answers").filter(|_| is_first)}
                on_choose={self.on(move |draft, code: AttrValue| {
                    let is_yes = code == "yes";
                    if is_yes || code == "no" {
                        draft.answers.insert(data_use, is_yes);
                    } else {
                        draft.answers.remove(&data_use);
                    }
                })}
            />
        }
    }

    fn proof(&self) -> Html {
        let t = self.t;
        let choices = PROOFS
            .map(|proof| Choice::new(proof.code(), t.choice("office.consent.proof", proof.code())));
        let chosen = self
            .draft
            .proof
            .map(|proof| AttrValue::Static(proof.code()));
        html! {
            <ChoiceChips
                name="consent-proof" legend={t.text("office.consent.how")}
                choices={choices.to_vec()} chosen={chosen.into_iter().collect::<Vec<_>>()}
                error={self.error("proof")}
                on_choose={self.on(|draft, code: AttrValue| {
                    draft.proof = ConsentProof::from_code(&code);
                })}
            />
        }
    }

    fn line(
        &self,
        name: &'static str,
        kind: Kind,
        place: fn(&mut ConsentDraft) -> &mut String,
    ) -> Html {
        let value = place(&mut (**self.draft).clone()).clone();
        html! {
            <Field
                name={format!("consent-{name}")} label={self.t.choice("office.consent", name)} {kind}
                optional={name == "note"} {value} error={self.error(name)}
                on_input={self.on(move |draft, typed: String| *place(draft) = typed)}
            />
        }
    }
}

//! The way to note a step of a case: what it asks for follows from its rule.

use chungtay_shared::api::path;
use chungtay_shared::api::supports::NoteStep;
use chungtay_shared::household::Household;
use chungtay_shared::id::FactId;
use chungtay_shared::support::{CaseFile, PartDraft, RESUME, STOP, StepDraft, StepNeed};
use yew::prelude::*;

use super::step_fields::Fields;
use crate::i18n::use_translator;
use crate::office::answer::use_answer;
use crate::office::browser;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::held::Held;

/// Which step of which case.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Whose.
    pub(super) household: Household,
    /// The case.
    pub(super) case: FactId,
    /// The step's code.
    pub(super) code: String,
    /// What the button says.
    pub(super) label: String,
    /// Gets what to say of it.
    pub(super) on_said: Callback<String>,
}

/// A button that shows the form. What is typed outlives its closing.
#[component]
pub(super) fn StepForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let file = props.household.case(props.case);
    let form = use_reducer(|| Held(beginning(file, props)));
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let Some(file) = file else {
        return Html::default();
    };
    let is_first = !file.steps.iter().any(|said| said.step.code == props.code);
    let onsubmit = {
        let (form, answer, open) = (form.clone(), answer.clone(), open.setter());
        let (household, on_said) = (props.household.id, props.on_said.clone());
        let said = t.fill("office.support.noted", &[("what", &props.label)]);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_said.emit(String::new());
            let draft = form.0.clone();
            let (open, on_said, said) = (open.clone(), on_said.clone(), said.clone());
            answer.send(
                path::SUPPORT_STEP,
                NoteStep { household, draft },
                move || {
                    open.set(false);
                    on_said.emit(said);
                },
            );
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let id = format!("step-{}-{}", props.code, props.case);
    let fields = Fields {
        t: &t,
        id: &id,
        form: &form,
        answer: &answer,
    };
    let rule = file.plan().iter().find(|rule| rule.code == props.code);
    let asks = |need| rule.is_some_and(|rule| rule.needs(need));
    let has_reason = props.code == STOP || asks(StepNeed::Reason);
    let is_received = asks(StepNeed::Amount) && file.plan().last() == rule && is_first;
    let testid = match props.code.as_str() {
        STOP => "support-stop",
        RESUME => "support-resume",
        _ if is_first => "support-next",
        _ => "support-anew",
    };
    html! {
        <Disclosure
            id={id.clone()} label={props.label.clone()} {testid} open={*open} {on_toggle}
            spoken={format!("{} · {}", props.label, file.case.item.name)}
        >
            <form
                ref={node.clone()} class="stack" novalidate=true {onsubmit}
                data-testid={format!("{testid}-form")} aria-label={props.label.clone()}
            >
                if let Some(error) = answer.error(&t, "code") {
                    <p class="error" role="alert">{ error }</p>
                }
                if asks(StepNeed::Decision) { { fields.decision() } }
                if asks(StepNeed::Amount) { { fields.amounts() } }
                if is_received { <p class="hint">{ t.text("office.support.received_hint") }</p> }
                if asks(StepNeed::Building) { { fields.building() } }
                { fields.day() }
                { fields.note(has_reason) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid={format!("{testid}-now")}
                    >
                        { t.text("office.support.note_now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

/// The form as it begins: amounts as they were decided, else as the item is usually given.
fn beginning(file: Option<&CaseFile>, props: &Props) -> StepDraft {
    let today = browser::now().local_date();
    let mut draft = StepDraft::empty(props.case, &props.code, today);
    let Some(file) = file else {
        return draft;
    };
    if let Some(approval) = file.approval().filter(|step| step.code == props.code) {
        draft = StepDraft::of(approval);
        draft.note.clear();
        draft.decision = chungtay_shared::support::DecisionDraft::default();
        draft.on = today;
    } else {
        let item = &file.case.item;
        let usual = |value_vnd: i64| match value_vnd {
            0 => String::new(),
            _ => chungtay_shared::money::format_vnd(value_vnd),
        };
        draft.parts = vec![PartDraft {
            source: item.source,
            name: item.source_name.clone(),
            money_text: usual(item.money_vnd),
            goods_value_text: usual(item.goods_value_vnd),
        }];
    }
    draft.decision.on = Some(today);
    draft
}

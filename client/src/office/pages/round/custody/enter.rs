//! The way to note that gifts went from hand to hand.

use chungtay_shared::api::rounds::{Carrier, Holder};
use chungtay_shared::api::{Role, path};
use chungtay_shared::custody::{MovementDraft, MovementKind};
use chungtay_shared::id::FactId;
use yew::prelude::*;

use super::fields::Fields;
use super::movement_form::{MovementAction, MovementForm, takes_part};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;
use crate::office::first_problem::use_first_problem;
use crate::office::remote::use_shell;
use crate::office::words;

/// What can be noted, what is noted most often first, with its button's stable name for tests.
const KINDS: [(MovementKind, &str); 3] = [
    (MovementKind::Issued, "issue-gifts"),
    (MovementKind::Returned, "return-gifts"),
    (MovementKind::Received, "receive-gifts"),
];
/// HTML id of the form.
const FORM: &str = "movement-form";

/// Of which round.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The round.
    pub(super) round: FactId,
    /// Who carries its gifts.
    pub(super) carriers: Vec<Carrier>,
    /// Phones that are in use.
    pub(super) phones: Vec<Holder>,
}

/// A button for each kind of movement, which shows its form. What is typed outlives its closing; the
/// form closes and is emptied once it was noted.
#[component]
pub(super) fn Enter(props: &Props) -> Html {
    let t = use_translator();
    let open = use_state_eq(|| None::<MovementKind>);
    let said = use_state_eq(String::new);
    let form = use_reducer(|| MovementForm::new(MovementKind::Issued));
    // A team leader hands on what is in the store, and says nothing of what came into it.
    let is_leader = use_shell().role() == Some(Role::Leader);
    let is_theirs = |(kind, _): &(MovementKind, &str)| !is_leader || *kind == MovementKind::Issued;
    let button = |(kind, testid): (MovementKind, &'static str)| {
        let is_open = *open == Some(kind);
        let onclick = {
            let (open, said, form) = (open.setter(), said.setter(), form.clone());
            Callback::from(move |_: MouseEvent| {
                said.set(String::new());
                if form.draft.kind != kind {
                    form.dispatch(MovementAction::Begin(kind));
                }
                open.set((!is_open).then_some(kind));
            })
        };
        html! {
            <button
                type="button" class="button" aria-expanded={is_open.to_string()}
                aria-controls={is_open.then_some(FORM)} {onclick} data-testid={testid}
            >
                { t.choice("office.custody.enter", kind.code()) }
            </button>
        }
    };
    let on_noted = {
        let (open, said) = (open.setter(), said.setter());
        Callback::from(move |words: String| {
            open.set(None);
            said.set(words);
        })
    };
    html! {
        <div class="stack no-print">
            <p class="actions">{ for KINDS.into_iter().filter(is_theirs).map(button) }</p>
            <p role="status" data-testid="movement-noted">{ &*said }</p>
            if let Some(kind) = *open {
                <Form
                    key={kind.code()} round={props.round} carriers={props.carriers.clone()}
                    phones={props.phones.clone()} form={form.clone()} {on_noted}
                />
            }
        </div>
    }
}

/// What the form is drawn from.
#[derive(PartialEq, Properties)]
struct FormProps {
    round: FactId,
    carriers: Vec<Carrier>,
    phones: Vec<Holder>,
    form: UseReducerHandle<MovementForm>,
    /// It was noted; gets what to say.
    on_noted: Callback<String>,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let kind = props.form.draft.kind;
    let carriers = props.carriers.iter();
    let holders: Vec<&Carrier> = carriers.filter(|c| takes_part(kind, c)).collect();
    if holders.is_empty() && kind != MovementKind::Received {
        let nobody = t.choice("office.custody.nobody", kind.code());
        return html! { <p id={FORM} class="empty" role="status">{ nobody }</p> };
    }
    let onsubmit = {
        let draft = props.form.draft.clone();
        let said = t.fill(
            "office.custody.noted",
            &[("what", &in_words(&t, &draft, &holders))],
        );
        let (answer, dispatcher) = (answer.clone(), props.form.dispatcher());
        let on_noted = props.on_noted.clone();
        let path = path::ROUND_MOVEMENTS.replace("{id}", &props.round.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (dispatcher, on_noted, said) = (dispatcher.clone(), on_noted.clone(), said.clone());
            answer.send(path.clone(), draft.clone(), move || {
                dispatcher.dispatch(MovementAction::Begin(kind));
                on_noted.emit(said);
            });
        })
    };
    let fields = Fields {
        t: &t,
        form: &props.form,
        answer: &answer,
        holders: &holders,
        phones: &props.phones,
    };
    html! {
        <form
            id={FORM} ref={node} class="stack" novalidate=true {onsubmit} data-testid="movement-form"
            aria-label={t.choice("office.custody.enter", kind.code())}
        >
            <p class="hint">{ t.choice("office.custody.about", kind.code()) }</p>
            { fields.all() }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={answer.is_busy()}
                    data-testid="movement-save"
                >
                    { t.text("office.custody.note_down") }
                </button>
            </p>
        </form>
    }
}

fn in_words(t: &Translator, draft: &MovementDraft, holders: &[&Carrier]) -> String {
    let holder = holders.iter().find(|c| Some(c.holder) == draft.holder);
    let who = holder.map_or(draft.party.as_str(), |c| words::name(t, &c.person_name));
    // As typed; what has no number in it was refused.
    let counted = |key: &str, text: &str| match text.trim() {
        "" => String::new(),
        count => t.fill(key, &[("count", count)]),
    };
    words::joined(&[
        t.choice("office.custody.kind", draft.kind.code()),
        who,
        &counted("office.custody.gifts", &draft.count_text),
        &counted("office.custody.lost", &draft.missing_text),
    ])
}

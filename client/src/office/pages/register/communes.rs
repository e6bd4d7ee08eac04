//! The old communes the unit was made of. Of one that was split, somebody says which hamlets came: until
//! then its name leads to nobody.

use std::collections::BTreeSet;
use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::register::{CommuneLine, RegisterPage};
use chungtay_shared::register::SaidDraft;
use yew::prelude::*;

use crate::components::{Badge, Choice, ChoiceChips, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;
use crate::office::disclosure::Disclosure;

/// What is shown.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The register.
    pub(super) page: Rc<RegisterPage>,
}

/// A table of old communes; nothing for a unit that is none of today's.
#[component]
pub(super) fn Communes(props: &Props) -> Html {
    let t = use_translator();
    let said = use_state_eq(String::new);
    let on_said = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    if props.page.communes.is_empty() {
        return Html::default();
    }
    let hamlets: Vec<AttrValue> = props
        .page
        .hamlets
        .iter()
        .filter(|line| line.hamlet.until.is_none())
        .map(|line| line.hamlet.name.clone().into())
        .collect();
    let row = |line: &CommuneLine| {
        html! {
            <tr key={line.code.clone()} data-testid="old-commune">
                <th scope="row">
                    { &line.name }
                    <span class="below">{ &line.within }</span>
                </th>
                <td>
                    { share(&t, line) }
                    if line.asks {
                        <Which
                            line={line.clone()} hamlets={hamlets.clone()} on_said={on_said.clone()}
                        />
                    }
                </td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="communes">
            <h2 id="communes">{ t.text("office.register.communes") }</h2>
            <p class="hint">{ t.text("office.register.communes_what") }</p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="communes">
                <table class="table" data-testid="old-communes">
                    <caption class="visually-hidden">{ t.text("office.register.communes") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.register.old_commune") }</th>
                            <th scope="col">{ t.text("office.register.came") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for props.page.communes.iter().map(row) }</tbody>
                </table>
            </div>
            <p role="status" data-testid="commune-said">{ &*said }</p>
        </section>
    }
}

fn share(t: &Translator, line: &CommuneLine) -> Html {
    if !line.asks {
        html! { { t.text("office.register.came_all") } }
    } else if line.hamlets.is_empty() {
        html! {
            <Badge
                tone={Tone::Waiting} label={t.text("office.register.came_unsaid")}
                testid="commune-unsaid"
            />
        }
    } else {
        html! { { line.hamlets.join(", ") } }
    }
}

#[derive(PartialEq, Properties)]
struct WhichProps {
    line: CommuneLine,
    hamlets: Vec<AttrValue>,
    on_said: Callback<String>,
}

/// The form in which it is said which hamlets came.
#[component]
fn Which(props: &WhichProps) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let known = props
        .line
        .hamlets
        .iter()
        .map(|name| AttrValue::from(name.clone()));
    let chosen = use_state_eq(|| known.collect::<BTreeSet<_>>());
    let id = format!("came-{}", props.line.code);
    let onsubmit = {
        let (answer, chosen, code) = (answer.clone(), chosen.clone(), props.line.code.clone());
        let done = t.fill("office.register.came_said", &[("name", &props.line.name)]);
        let (on_said, open) = (props.on_said.clone(), open.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let draft = SaidDraft::CameFrom {
                former: code.clone(),
                hamlets: chosen.iter().map(ToString::to_string).collect(),
            };
            let (on_said, done, open) = (on_said.clone(), done.clone(), open.clone());
            answer.send(path::REGISTER, draft, move || {
                open.set(false);
                on_said.emit(done);
            });
        })
    };
    let on_choose = {
        let (before, chosen) = ((*chosen).clone(), chosen.setter());
        Callback::from(move |name: AttrValue| {
            let mut next = before.clone();
            if !next.remove(&name) {
                next.insert(name);
            }
            chosen.set(next);
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let choices: Vec<Choice> = props
        .hamlets
        .iter()
        .map(|name| Choice::new(name.clone(), name.clone()))
        .collect();
    html! {
        <div class="no-print">
            <Disclosure
                id={id.clone()} label={t.text("office.register.say_came")} small=true
                spoken={t.fill("office.register.say_came_of", &[("name", &props.line.name)])}
                testid="say-came" open={*open} {on_toggle}
            >
                <form class="stack" novalidate=true {onsubmit} data-testid="came-form">
                    <ChoiceChips
                        name={format!("{id}-hamlets")}
                        legend={t.text("office.register.came_question")} multiple=true {choices}
                        chosen={chosen.iter().cloned().collect::<Vec<_>>()}
                        error={answer.error(&t, "hamlets")} {on_choose}
                    />
                    { answer.banner(&t) }
                    <p class="actions">
                        <button
                            type="submit" class="button" disabled={answer.is_busy()}
                            data-testid="came-now"
                        >
                            { t.text("office.register.came_now") }
                        </button>
                    </p>
                </form>
            </Disclosure>
        </div>
    }
}

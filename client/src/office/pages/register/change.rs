//! Says what became of a hamlet: it was given another name, united with others, or parted.

use std::collections::BTreeSet;
use std::rc::Rc;

use chungtay_shared::api::register::{HamletLine, RegisterPage};
use chungtay_shared::api::{HouseholdLine, path};
use chungtay_shared::id::DocId;
use chungtay_shared::register::{HamletChange, SaidDraft, is_same};
use yew::prelude::*;

use super::day::use_day;
use crate::components::{Choice, ChoiceChips, Field};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, into, use_answer};
use crate::office::choice_field::ChoiceField;
use crate::office::data_view::data_view;
use crate::office::first_problem::use_first_problem;
use crate::office::remote::{Remote, use_remote};

/// What is filled in when the form opens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Beginning {
    /// The hamlet.
    pub(super) hamlet: String,
    /// What its households belong to now.
    pub(super) into: String,
    /// Whether the hamlet was said to be no more already.
    pub(super) is_late: bool,
}

/// What is known, and who hears that something was said.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The register.
    pub(super) page: Rc<RegisterPage>,
    /// What is filled in.
    pub(super) beginning: Beginning,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// The form. What was typed stays where it is refused.
#[component]
pub(super) fn Change(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let hamlet = use_state_eq(|| props.beginning.hamlet.clone());
    let into_name = use_state_eq(|| props.beginning.into.clone());
    let document = use_state_eq(String::new);
    let ends = use_state_eq(|| !props.beginning.is_late);
    let chosen = use_state_eq(|| None::<BTreeSet<DocId>>);
    let day = use_day();
    let households = use_remote::<Vec<HouseholdLine>>(path::HOUSEHOLDS.to_owned());
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let onsubmit = {
        let (answer, day, on_said) = (answer.clone(), day.clone(), props.on_said.clone());
        let change = HamletChange {
            hamlet: (*hamlet).clone(),
            into: (*into_name).clone(),
            from: chungtay_shared::time::LocalDate::from_days(0),
            document: (*document).clone(),
            ends: *ends,
            households: (*chosen).as_ref().map(|ids| ids.iter().copied().collect()),
        };
        let names = [("hamlet", hamlet.trim()), ("into", into_name.trim())];
        let done = t.fill("office.register.changed", &names);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(from) = day.read() else {
                return;
            };
            let draft = SaidDraft::HamletMoved(HamletChange {
                from,
                ..change.clone()
            });
            let (on_said, done) = (on_said.clone(), done.clone());
            answer.send(path::REGISTER, draft, move || on_said.emit(done));
        })
    };
    let on_hamlet = {
        let (hamlet, chosen) = (hamlet.setter(), chosen.setter());
        Callback::from(move |name: AttrValue| {
            hamlet.set(name.to_string());
            chosen.set(None);
        })
    };
    let lines = &props.page.hamlets;
    html! {
        <form ref={node} class="card stack" novalidate=true {onsubmit} data-testid="change-form">
            <p class="hint">{ t.text("office.register.change_what") }</p>
            <ChoiceField
                name="change-hamlet-name" label={t.text("office.register.which")}
                choices={choices(&t, lines)}
                chosen={(!hamlet.is_empty()).then(|| AttrValue::from((*hamlet).clone()))}
                placeholder={t.text("office.register.choose")}
                error={answer.error(&t, "hamlet")} on_choose={on_hamlet}
            />
            <Field
                name="change-into" label={t.text("office.register.into")}
                hint={t.text("office.register.into_hint")} value={(*into_name).clone()}
                suggestions={standing(lines, &hamlet)} error={answer.error(&t, "into")}
                on_input={into(&into_name)}
            />
            { day.field(&t, &answer, ("change", "from"), t.text("office.register.from")) }
            <Field
                name="change-document" label={t.text("office.register.document")} optional=true
                value={(*document).clone()} error={answer.error(&t, "document")}
                on_input={into(&document)}
            />
            { which(&t, &answer, &chosen, &households, &hamlet) }
            if !props.beginning.is_late { { whether_it_ends(&t, &ends) } }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={answer.is_busy()}
                    data-testid="change-now"
                >
                    { t.text("office.register.change_now") }
                </button>
            </p>
        </form>
    }
}

/// Hamlets that are there, and those that are no more but have households.
fn choices(t: &Translator, lines: &[HamletLine]) -> Vec<Choice> {
    let may_change = |line: &&HamletLine| line.hamlet.until.is_none() || line.households > 0;
    let lines = lines.iter().filter(may_change);
    lines
        .map(|line| {
            let (name, count) = (&line.hamlet.name, t.number(line.households));
            let label = t.fill(
                "office.register.hamlet_count",
                &[("name", name), ("count", &count)],
            );
            Choice::new(name.clone(), label)
        })
        .collect()
}

fn standing(lines: &[HamletLine], except: &str) -> Vec<AttrValue> {
    let there = lines.iter().filter(|line| line.hamlet.until.is_none());
    let others = there.filter(|line| line.hamlet.name != except);
    others.map(|line| line.hamlet.name.clone().into()).collect()
}

/// All of its households, or those that are ticked.
fn which(
    t: &Translator,
    answer: &Answer,
    chosen: &UseStateHandle<Option<BTreeSet<DocId>>>,
    households: &Remote<Vec<HouseholdLine>>,
    hamlet: &str,
) -> Html {
    let on_choose = {
        let chosen = chosen.setter();
        Callback::from(move |value: AttrValue| {
            chosen.set((value == "some").then(BTreeSet::new));
        })
    };
    let choice = |value: &'static str| Choice::new(value, t.choice("office.register.of", value));
    let is_some = chosen.is_some();
    html! {
        <>
            <ChoiceChips
                name="change-which" legend={t.text("office.register.of_question")}
                choices={vec![choice("all"), choice("some")]}
                chosen={vec![AttrValue::Static(if is_some { "some" } else { "all" })]}
                {on_choose}
            />
            if let Some(ticked) = &**chosen {
                { data_view(t, households, |lines| ticks(t, answer, chosen, ticked, lines, hamlet)) }
            }
        </>
    }
}

fn ticks(
    t: &Translator,
    answer: &Answer,
    chosen: &UseStateHandle<Option<BTreeSet<DocId>>>,
    ticked: &BTreeSet<DocId>,
    lines: &[HouseholdLine],
    hamlet: &str,
) -> Html {
    let on_choose = {
        let (set, before) = (chosen.setter(), ticked.clone());
        Callback::from(move |id: AttrValue| {
            if let Ok(id) = id.parse::<DocId>() {
                let mut next = before.clone();
                if !next.remove(&id) {
                    next.insert(id);
                }
                set.set(Some(next));
            }
        })
    };
    let of_it = lines.iter().filter(|line| is_same(&line.hamlet, hamlet));
    let choices: Vec<Choice> = of_it
        .map(|line| Choice::new(line.id.to_string(), line.head_name.clone()))
        .collect();
    html! {
        <ChoiceChips
            name="change-households" legend={t.text("office.register.tick")} multiple=true {choices}
            chosen={ticked.iter().map(|id| AttrValue::from(id.to_string())).collect::<Vec<_>>()}
            error={answer.error(t, "households")} {on_choose}
        />
    }
}

fn whether_it_ends(t: &Translator, ends: &UseStateHandle<bool>) -> Html {
    let on_choose = {
        let ends = ends.setter();
        Callback::from(move |value: AttrValue| ends.set(value == "ends"))
    };
    let choice = |value: &'static str| Choice::new(value, t.choice("office.register.old", value));
    html! {
        <ChoiceChips
            name="change-ends" legend={t.text("office.register.old_question")}
            choices={vec![choice("ends"), choice("stays")]}
            chosen={vec![AttrValue::Static(if **ends { "ends" } else { "stays" })]}
            {on_choose}
        />
    }
}

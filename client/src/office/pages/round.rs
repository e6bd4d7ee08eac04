//! One round: every right, and who holds it; rights are given anew with a reason.

pub(super) mod custody;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chungtay_shared::api::rounds::{Holder, MoveRights, RightState, RoundState, RoundsPage};
use chungtay_shared::api::{HouseholdLine, path};
use chungtay_shared::id::{Actor, DocId, FactId};
use yew::prelude::*;

use crate::components::{Badge, Banner, Choice, ChoiceChips, Field, Kind, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::if_may::IfMay;
use crate::office::remote::{use_remote, use_shell};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::select_field::SelectField;
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{http, meant_for, words};

/// Which round.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The round.
    pub(crate) id: FactId,
}

/// What it was issued upon, as far as that was said.
fn basis(t: &Translator, round: &RoundState) -> Html {
    let meant_for = round.meant_for.as_ref();
    let decision = [("number", round.decision.as_str())];
    html! {
        <>
            if let Some(meant_for) = meant_for {
                <p data-testid="meant-for">
                    { t.fill("office.meant.summary", &[("said", &meant_for::in_words(t, meant_for))]) }
                </p>
            }
            if !round.decision.is_empty() {
                <p data-testid="decision">{ t.fill("office.round.by_decision", &decision) }</p>
            }
        </>
    }
}

/// One round.
#[component]
pub(crate) fn RoundPage(props: &Props) -> Html {
    let t = use_translator();
    let page = use_remote::<RoundsPage>(path::ROUNDS.to_owned());
    html! {
        <>
            <p class="back">
                <RouteLink to={Route::Rounds}>{ t.text("office.rounds.back") }</RouteLink>
            </p>
            { data_view(&t, &page, |page| {
                match page.rounds.iter().find(|round| round.id == props.id) {
                    Some(round) => html! {
                        <>
                            <h1>{ &round.name }</h1>
                            <p class="lead">
                                { crate::forms::item_label(&round.item) }
                                { " · " }{ words::source_of(&t, &round.item) }
                                { " · " }{ &round.campaign_name }
                                { " · " }{ words::moment(&t, round.issued_at) }
                            </p>
                            { basis(&t, round) }
                            { custody::custody(&t, round, &page.phones) }
                            <IfMay get={path::HOUSEHOLDS}>
                                <Listed
                                    round={Rc::new(round.clone())}
                                    phones={Rc::new(page.phones.clone())}
                                />
                            </IfMay>
                        </>
                    },
                    None => html! { <p class="empty">{ t.text("office.round.gone") }</p> },
                }
            }) }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ListedProps {
    round: Rc<RoundState>,
    phones: Rc<Vec<Holder>>,
}

/// Its rights by household, for whoever is shown households.
#[component]
fn Listed(props: &ListedProps) -> Html {
    let t = use_translator();
    let households = use_remote::<Vec<HouseholdLine>>(path::HOUSEHOLDS.to_owned());
    data_view(&t, &households, |households| {
        html! {
            <Rights
                round={Rc::clone(&props.round)} phones={Rc::clone(&props.phones)}
                households={Rc::new(households.clone())}
            />
        }
    })
}

#[derive(PartialEq, Properties)]
struct RightsProps {
    round: Rc<RoundState>,
    phones: Rc<Vec<Holder>>,
    households: Rc<Vec<HouseholdLine>>,
}

/// Which rights are shown.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Open,
    Given,
    All,
}

const SHOWN: [(Shown, &str); 3] = [
    (Shown::Open, "open"),
    (Shown::Given, "given"),
    (Shown::All, "all"),
];

#[component]
fn Rights(props: &RightsProps) -> Html {
    let t = use_translator();
    let shown = use_state_eq(|| Shown::Open);
    let chosen = use_state_eq(BTreeSet::<DocId>::new);
    let rights: BTreeMap<DocId, RightState> = props
        .round
        .rights
        .iter()
        .map(|right| (right.household, *right))
        .collect();
    // In the lists' order, which the households come in.
    let lines: Vec<(&HouseholdLine, RightState)> = props
        .households
        .iter()
        .filter_map(|household| Some((household, *rights.get(&household.id)?)))
        .filter(|(_, right)| match *shown {
            Shown::Open => right.given_at.is_none(),
            Shown::Given => right.given_at.is_some(),
            Shown::All => true,
        })
        .collect();
    let on_shown = {
        let (shown, chosen) = (shown.setter(), chosen.setter());
        Callback::from(move |code: AttrValue| {
            if let Some((which, _)) = SHOWN.iter().find(|(_, c)| *c == &*code) {
                shown.set(*which);
                chosen.set(BTreeSet::new());
            }
        })
    };
    let choices: Vec<Choice> = SHOWN
        .iter()
        .map(|(_, code)| Choice::new(*code, t.choice("office.round.shown", code)))
        .collect();
    let code = SHOWN.iter().find(|(which, _)| which == &*shown);
    let on_moved = {
        let chosen = chosen.setter();
        Callback::from(move |()| chosen.set(BTreeSet::new()))
    };
    html! {
        <>
            <ChoiceChips
                name="shown" legend={t.text("office.round.state")} {choices}
                chosen={code.map(|(_, code)| AttrValue::Static(code)).into_iter().collect::<Vec<_>>()}
                on_choose={on_shown}
            />
            if lines.is_empty() {
                <p class="empty" role="status">{ t.text("office.round.no_rights") }</p>
            } else {
                { table(&t, &props.round, &lines, &chosen) }
            }
            if !chosen.is_empty() {
                <p class="stay-bar">
                    <a class="button" href="#move-form">
                        { words::counted(&t, "office.round.move", chosen.len() as u64) }
                    </a>
                </p>
                <MoveForm
                    round={props.round.id} households={(*chosen).clone()}
                    phones={Rc::clone(&props.phones)} {on_moved}
                />
            }
            { moves(&t, props) }
        </>
    }
}

fn holder_name(t: &Translator, props: (&BTreeMap<Actor, String>, Actor)) -> String {
    let (holders, holder) = props;
    let known = holders.get(&holder).map(String::as_str);
    known.unwrap_or(t.text("office.unknown_person")).to_owned()
}

fn table(
    t: &Translator,
    round: &RoundState,
    lines: &[(&HouseholdLine, RightState)],
    chosen: &UseStateHandle<BTreeSet<DocId>>,
) -> Html {
    let row = |(household, right): &(&HouseholdLine, RightState)| {
        let id = household.id;
        let is_chosen = chosen.contains(&id);
        let onchange = {
            let chosen = chosen.clone();
            Callback::from(move |_: Event| {
                let mut next = (*chosen).clone();
                if !next.remove(&id) {
                    next.insert(id);
                }
                chosen.set(next);
            })
        };
        html! {
            <tr key={id.to_string()} data-testid="right">
                <td>
                    <input
                        type="checkbox" checked={is_chosen} {onchange}
                        aria-label={t.fill("office.round.choose", &[("name", &household.head_name)])}
                    />
                </td>
                <th scope="row">
                    <RouteLink to={Route::Household { id }}>{ &household.head_name }</RouteLink>
                    <span class="below">{ &household.hamlet }</span>
                </th>
                <td>{ holder_name(t, (&round.holders, right.holder)) }</td>
                <td class="moment">
                    if let Some(at) = right.given_at {
                        { words::moment(t, at) }
                    } else {
                        <Badge tone={Tone::Waiting} label={t.text("office.round.not_given")} />
                    }
                </td>
            </tr>
        }
    };
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={round.name.clone()}>
            <table class="table" data-testid="rights">
                <caption class="visually-hidden">{ &round.name }</caption>
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">{ t.text("office.col.action") }</span></th>
                        <th scope="col">{ t.text("office.col.household") }</th>
                        <th scope="col">{ t.text("office.round.holder") }</th>
                        <th scope="col">{ t.text("office.round.given_at") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct MoveProps {
    round: FactId,
    households: BTreeSet<DocId>,
    phones: Rc<Vec<Holder>>,
    on_moved: Callback<()>,
}

/// Gives the chosen rights to another, or withdraws them: with a reason and a second person.
#[component]
fn MoveForm(props: &MoveProps) -> Html {
    let t = use_translator();
    let task = use_task();
    let dispatcher = use_shell().dispatcher();
    let holder = use_state_eq(|| None::<Actor>);
    let reason = use_state_eq(String::new);
    let approved_by = use_state_eq(String::new);
    let choices: Vec<Choice> = std::iter::once(Choice::new("", t.text("office.round.withdraw")))
        .chain(props.phones.iter().map(|phone| {
            let label = format!("{} · {}", phone.person_name, phone.device_name);
            Choice::new(phone.actor.to_string(), label)
        }))
        .collect();
    let onsubmit = {
        let request = MoveRights {
            households: props.households.iter().copied().collect(),
            holder: *holder,
            reason: (*reason).clone(),
            approved_by: (*approved_by).clone(),
        };
        let (task, on_moved) = (task.clone(), props.on_moved.clone());
        let path = path::ROUND_MOVE.replace("{id}", &props.round.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (request, path) = (request.clone(), path.clone());
            let (on_moved, dispatcher) = (on_moved.clone(), dispatcher.clone());
            task.run(
                async move { http::post_only(&path, &request).await },
                move |()| {
                    on_moved.emit(());
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
        })
    };
    let error = |field: &str| {
        let problem = task.failure().and_then(|failure| failure.problem_of(field));
        problem.map(|problem| AttrValue::from(t.problem(problem)))
    };
    let on_holder = {
        let holder = holder.setter();
        Callback::from(move |actor: String| holder.set(actor.parse().ok()))
    };
    let typed = |state: &UseStateHandle<String>| {
        let set = state.setter();
        Callback::from(move |text| set.set(text))
    };
    html! {
        <form
            id="move-form" class="card stack" novalidate=true {onsubmit} data-testid="move-form"
        >
            <h2>{ words::counted(&t, "office.round.move", props.households.len() as u64) }</h2>
            <p class="hint">{ t.text("office.round.move_what") }</p>
            <SelectField
                name="move-holder" label={t.text("office.round.move_to")} {choices}
                chosen={holder.map(|actor| actor.to_string()).unwrap_or_default()}
                on_choose={on_holder}
            />
            <Field
                name="move-reason" label={t.text("office.round.reason")} kind={Kind::Note}
                value={(*reason).clone()} error={error("reason")} on_input={typed(&reason)}
            />
            <Field
                name="move-approved" label={t.text("office.round.approved_by")}
                value={(*approved_by).clone()} error={error("approved_by")}
                on_input={typed(&approved_by)}
            />
            if let Some(error) = error("holder").or_else(|| error("households")) {
                <p class="error" role="alert">{ error }</p>
            }
            if let Some(failure) = task.failure().filter(|failure| failure.fields().is_empty()) {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={task.is_busy()}
                    data-testid="move"
                >
                    { t.text("office.round.move_now") }
                </button>
            </p>
        </form>
    }
}

/// What was decided since the round was issued, newest first.
fn moves(t: &Translator, props: &RightsProps) -> Html {
    let round = &props.round;
    if round.moves.is_empty() {
        return Html::default();
    }
    let head_name = |id: DocId| {
        let household = props.households.iter().find(|household| household.id == id);
        household
            .map_or("", |household| household.head_name.as_str())
            .to_owned()
    };
    let names: BTreeMap<Actor, String> = props
        .phones
        .iter()
        .map(|phone| (phone.actor, phone.person_name.clone()))
        .chain(round.holders.clone())
        .collect();
    html! {
        <section class="card" aria-labelledby="moves">
            <h2 id="moves">{ t.text("office.round.moves") }</h2>
            <ul data-testid="moves">
                { for round.moves.iter().rev().map(|moved| {
                    let to = moved.holder.map_or_else(
                        || t.text("office.round.withdrawn").to_owned(),
                        |holder| holder_name(t, (&names, holder)),
                    );
                    html! {
                        <li key={moved.id.to_string()}>
                            <strong>{ head_name(moved.household) }</strong>{ " → " }{ to }
                            <span class="below">
                                { words::moment(t, moved.recorded_at) }{ " · " }{ &moved.reason }
                                { " · " }{ &moved.approved_by }
                            </span>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

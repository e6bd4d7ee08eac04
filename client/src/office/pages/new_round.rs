//! A new round: choose, check, issue.

use std::collections::BTreeMap;
use std::rc::Rc;

use chungtay_shared::api::rounds::{Holder, RoundsPage};
use chungtay_shared::api::{CampaignState, HouseholdLine, path};
use chungtay_shared::campaign::{AidItem, Campaign, Eligibility};
use chungtay_shared::date::read_day;
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::fund::Source;
use chungtay_shared::id::FactId;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Banner, Choice, ChoiceChips, Field, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::after_pause::use_after_pause;
use crate::office::choice_field::ChoiceField;
use crate::office::data_view::data_view;
use crate::office::failure::problem_of;
use crate::office::first_problem::use_first_problem;
use crate::office::remote::{use_remote, use_shell};
use crate::office::round_form::{RoundAction, RoundForm, RoundPlan};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::select_field::SelectField;
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{browser, http, meant_for, words};

mod whom;

/// What the form is put together from.
#[derive(PartialEq, Properties)]
struct Given {
    campaigns: Rc<Vec<Campaign>>,
    /// Whom items are said to be meant for.
    said: Rc<BTreeMap<FactId, Eligibility>>,
    rounds: Rc<RoundsPage>,
}

/// A new round.
#[component]
pub(crate) fn NewRound() -> Html {
    let t = use_translator();
    let campaigns = use_remote::<Vec<CampaignState>>(path::CAMPAIGNS.to_owned());
    let rounds = use_remote::<RoundsPage>(path::ROUNDS.to_owned());
    let form = match (&campaigns.data, &rounds.data) {
        (Some(states), Some(rounds)) => {
            let said = states
                .iter()
                .flat_map(|state| state.mandate.meant_for.clone());
            let campaigns = states.iter().map(|state| state.campaign.clone());
            html! {
                <Form
                    campaigns={Rc::new(campaigns.collect::<Vec<_>>())}
                    said={Rc::new(said.collect::<BTreeMap<_, _>>())} rounds={Rc::clone(rounds)}
                />
            }
        }
        _ => html! {
            <>
                { data_view(&t, &campaigns, |_| Html::default()) }
                { data_view(&t, &rounds, |_| Html::default()) }
            </>
        },
    };
    html! {
        <>
            <p class="back">
                <RouteLink to={Route::Rounds}>{ t.text("office.rounds.back") }</RouteLink>
            </p>
            <h1>{ t.text("office.rounds.new") }</h1>
            { form }
        </>
    }
}

#[component]
fn Form(given: &Given) -> Html {
    let t = use_translator();
    let task = use_task();
    let shell = use_shell();
    let navigator = use_navigator().expect("pages stand inside the router");
    let form = {
        let (campaigns, said) = (Rc::clone(&given.campaigns), Rc::clone(&given.said));
        use_reducer(move || RoundForm::new(&campaigns, &said, browser::now().local_date()))
    };
    let day = use_after_pause(form.on_text.clone());
    let day = read_day(&day).unwrap_or_else(|_| browser::now().local_date());
    let remote = use_remote::<Vec<HouseholdLine>>(format!("{}?day={day}", path::HOUSEHOLDS));
    let households = remote.data.clone().unwrap_or_default();
    let refused = use_state_eq(Vec::<FieldError>::new);
    let node = use_node_ref();
    use_first_problem(&node, ((*refused).clone(), task.failure().cloned()));
    let plan = form.plan(&given.campaigns, &given.rounds.rounds, &households);
    let name = form.name(
        &given.campaigns,
        &given.rounds.rounds,
        t.text("office.round.word"),
    );
    let error = |field: &str| {
        let problem = problem_of(&refused, field);
        let problem = problem.or_else(|| task.failure().and_then(|f| f.problem_of(field)));
        problem.map(|problem| {
            AttrValue::from(match (field, problem) {
                ("rights", Problem::AlreadyGiven) => t.text("office.round.have_one_meanwhile"),
                ("meant_for", _) => t.text("office.round.not_meant"),
                ("decision", Problem::TooLarge) => t.text("office.round.over_decision"),
                (_, problem) => t.problem(problem),
            })
        })
    };
    let onsubmit = {
        let (task, refused) = (task.clone(), refused.setter());
        let dispatcher = shell.dispatcher();
        let request = form.to_request(&given.campaigns, &plan, &name);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let request = match request.clone() {
                Ok(request) => request,
                Err(errors) => return refused.set(errors),
            };
            refused.set(Vec::new());
            let (navigator, dispatcher) = (navigator.clone(), dispatcher.clone());
            task.run(
                async move { http::post_only(path::ROUNDS, &request).await },
                move |()| {
                    dispatcher.dispatch(ShellAction::Changed);
                    navigator.push(&Route::Rounds);
                },
            );
        })
    };
    if given.campaigns.is_empty() {
        return html! { <p class="empty">{ t.text("office.campaigns.none") }</p> };
    }
    if given.rounds.phones.is_empty() {
        return html! { <p class="empty">{ t.text("office.round.no_phones") }</p> };
    }
    html! {
        <form ref={node} class="stack" novalidate=true {onsubmit} data-testid="round-form">
            <section class="card">
                { campaign_and_item(&t, &form, given, error("item")) }
                <Field
                    name="name" label={t.text("office.round.name")} value={name.clone()}
                    error={error("name")}
                    on_input={send(&form, RoundAction::Name)}
                />
                { decision(&t, &form, given, error("decision")) }
            </section>
            <section class="card" aria-labelledby="whom">
                <h2 id="whom">{ t.text("office.round.whom") }</h2>
                { whom::said(&t, &form, given) }
                { meant_for::category_chips(
                    &t, "categories".into(), &form.categories, send(&form, RoundAction::Category),
                ) }
                <Field
                    name="on" label={t.text("office.meant.on")} hint={t.text("office.meant.on_hint")}
                    optional=true value={form.on_text.clone()} error={error("on")}
                    echo={read_day(&form.on_text).ok().map(|day| AttrValue::from(t.date(day)))}
                    on_input={send(&form, RoundAction::On)}
                />
                { whom::needs(&t, &form, &plan) }
                { whom::have_one(&t, &form, &plan) }
            </section>
            <section class="card" aria-labelledby="by-whom">
                <h2 id="by-whom">{ t.text("office.round.by_whom") }</h2>
                <p class="hint">{ t.text("office.round.by_whom_hint") }</p>
                { data_view(&t, &remote, |_| hamlets(&t, &form, &plan, &given.rounds.phones)) }
                if let Some(error) = ["rights", "holder", "meant_for"].into_iter().find_map(error) {
                    <p class="error" role="alert" data-testid="rights-error">{ error }</p>
                }
                { in_custody(&t, &form) }
            </section>
            if let Some(failure) = task.failure().filter(|failure| failure.fields().is_empty()) {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            <p role="status" data-testid="round-sum">{ sum(&t, &plan) }</p>
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={task.is_busy()}
                    data-testid="issue"
                >
                    { t.fill("office.round.issue", &[("count", &t.number(plan.rights as u64))]) }
                </button>
            </p>
        </form>
    }
}

/// A callback that tells the form what was chosen.
fn send<V: 'static>(
    form: &UseReducerHandle<RoundForm>,
    action: impl Fn(V) -> RoundAction + 'static,
) -> Callback<V> {
    let dispatcher = form.dispatcher();
    Callback::from(move |value| dispatcher.dispatch(action(value)))
}

fn campaign_and_item(
    t: &Translator,
    form: &UseReducerHandle<RoundForm>,
    given: &Given,
    error: Option<AttrValue>,
) -> Html {
    let (campaigns, said): (&[Campaign], _) = (&given.campaigns, Rc::clone(&given.said));
    let Some(campaign) = form.campaign(campaigns) else {
        return Html::default();
    };
    let choices: Vec<Choice> = campaigns
        .iter()
        .map(|campaign| Choice::new(campaign.id.to_string(), campaign.name.clone()))
        .collect();
    let (at_once, by_case) = form.offered(campaigns);
    let items: Vec<Choice> = at_once
        .iter()
        .map(|item| Choice::new(item.id.to_string(), crate::forms::item_label(item)))
        .collect();
    let item = form.item(campaigns);
    let chosen = item.map(|item| item.id.to_string().into());
    let hint = item.map(|item| AttrValue::from(words::source_of(t, item)));
    html! {
        <>
            <SelectField
                name="campaign" label={t.text("office.round.campaign")} {choices}
                chosen={campaign.id.to_string()}
                on_choose={send(form, |id: String| RoundAction::Campaign(id.parse().ok()))}
            />
            <ChoiceChips
                name="item" legend={t.text("office.round.item")} choices={items} {hint}
                chosen={chosen.into_iter().collect::<Vec<AttrValue>>()} {error}
                on_choose={send(form, move |id: AttrValue| {
                    let item = id.parse().ok();
                    RoundAction::Item(item, item.and_then(|item| said.get(&item).cloned()))
                })}
            />
            { by_steps(t, &by_case) }
        </>
    }
}

/// What the campaign has besides, and why no round is issued of it.
fn by_steps(t: &Translator, items: &[&AidItem]) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    html! {
        <p class="hint" data-testid="by-case">
            { t.fill("office.round.by_case", &[("items", &names.join(", "))]) }
            { " " }
            <RouteLink to={Route::Supports}>{ t.text("office.round.to_cases") }</RouteLink>
        </p>
    }
}

/// The decision it is paid by, where the unit's own Fund pays and has one that something is left of.
fn decision(
    t: &Translator,
    form: &UseReducerHandle<RoundForm>,
    given: &Given,
    error: Option<AttrValue>,
) -> Html {
    let decisions = &given.rounds.decisions;
    let item = form.item(&given.campaigns);
    let is_own = item.is_some_and(|item| matches!(item.source, None | Some(Source::OwnFund)));
    if decisions.is_empty() || !is_own {
        return Html::default();
    }
    let none = Choice::new("", t.text("office.round.no_decision"));
    let choices = decisions.iter().map(|decision| {
        let left = words::amount(t, decision.left);
        let left = t.fill("office.fund.left_of", &[("left", &left)]);
        let label = words::joined(&[&decision.number, &left, &decision.purpose]);
        Choice::new(decision.id.to_string(), label)
    });
    let choices: Vec<Choice> = std::iter::once(none).chain(choices).collect();
    let chosen = form.decision.map_or_else(String::new, |id| id.to_string());
    html! {
        <ChoiceField
            name="decision" label={t.text("office.round.decision")} {choices} {chosen} {error}
            on_choose={send(form, |id: AttrValue| RoundAction::Decision(id.parse().ok()))}
        />
    }
}

/// Whether the gifts are counted from hand to hand, and what follows from it.
fn in_custody(t: &Translator, form: &UseReducerHandle<RoundForm>) -> Html {
    let in_custody = form.in_custody;
    let onchange = send(form, move |_: Event| RoundAction::InCustody(!in_custody));
    html! {
        <div>
            <label class="tick">
                <input
                    type="checkbox" name="in-custody" checked={in_custody} {onchange}
                    aria-describedby="in-custody-about" data-testid="in-custody"
                />
                <span>{ t.text("office.round.in_custody") }</span>
            </label>
            <p id="in-custody-about" class="hint">{ t.text("office.round.in_custody_hint") }</p>
        </div>
    }
}

fn hamlets(
    t: &Translator,
    form: &UseReducerHandle<RoundForm>,
    plan: &RoundPlan,
    phones: &[Holder],
) -> Html {
    if plan.hamlets.is_empty() {
        return html! { <p class="empty">{ t.text("office.round.nobody") }</p> };
    }
    let choices: Vec<Choice> = std::iter::once(Choice::new("", t.text("office.round.leave_out")))
        .chain(phones.iter().map(|phone| {
            let label = format!("{} · {}", phone.person_name, phone.device_name);
            Choice::new(phone.actor.to_string(), label)
        }))
        .collect();
    let all: Vec<String> = plan.hamlets.iter().map(|line| line.name.clone()).collect();
    html! {
        <div class="hamlet-grid" data-testid="hamlets">
            <SelectField
                name="holder-all" label={t.text("office.round.all_hamlets")}
                choices={choices.clone()} chosen=""
                on_choose={send(form, move |actor: String| {
                    RoundAction::AllHolders(all.clone(), actor.parse().ok())
                })}
            />
            { for plan.hamlets.iter().enumerate().map(|(place, line)| {
                let name = if line.name.is_empty() { t.text("office.no_hamlet") } else { &line.name };
                let count = t.number(line.households.len() as u64);
                let label = t.fill("office.round.hamlet", &[("name", name), ("count", &count)]);
                let chosen = form.holders.get(&line.name).map(ToString::to_string);
                let hamlet = line.name.clone();
                html! {
                    <SelectField
                        key={line.name.clone()} name={format!("holder-{place}")} {label}
                        choices={choices.clone()} chosen={chosen.unwrap_or_default()}
                        on_choose={send(form, move |actor: String| {
                            RoundAction::Holder(hamlet.clone(), actor.parse().ok())
                        })}
                    />
                }
            }) }
        </div>
    }
}

/// What would be issued, in one line.
fn sum(t: &Translator, plan: &RoundPlan) -> String {
    let values = [
        ("rights", t.number(plan.rights as u64)),
        ("holders", t.number(plan.holders as u64)),
        ("money", t.money(plan.money_vnd)),
    ];
    let values = values.each_ref().map(|(k, v)| (*k, v.as_str()));
    t.fill("office.round.sum", &values)
}

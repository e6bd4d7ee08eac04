//! A new round: choose, check, issue.

use std::rc::Rc;

use chungtay_shared::api::rounds::{Holder, RoundsPage};
use chungtay_shared::api::{HouseholdLine, path};
use chungtay_shared::campaign::{AidItem, Campaign};
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::household::Category;
use chungtay_shared::visit::Need;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Banner, Choice, ChoiceChips, Field, Tone};
use crate::i18n::{Translator, use_translator};
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
use crate::office::{browser, http, words};

/// What the form is put together from.
#[derive(PartialEq, Properties)]
struct Given {
    campaigns: Rc<Vec<Campaign>>,
    households: Rc<Vec<HouseholdLine>>,
    rounds: Rc<RoundsPage>,
}

/// A new round.
#[component]
pub(crate) fn NewRound() -> Html {
    let t = use_translator();
    let campaigns = use_remote::<Vec<Campaign>>(path::CAMPAIGNS.to_owned());
    let households = use_remote::<Vec<HouseholdLine>>(path::HOUSEHOLDS.to_owned());
    let rounds = use_remote::<RoundsPage>(path::ROUNDS.to_owned());
    let form = match (&campaigns.data, &households.data, &rounds.data) {
        (Some(campaigns), Some(households), Some(rounds)) => html! {
            <Form
                campaigns={Rc::clone(campaigns)} households={Rc::clone(households)}
                rounds={Rc::clone(rounds)}
            />
        },
        _ => html! {
            <>
                { data_view(&t, &campaigns, |_| Html::default()) }
                { data_view(&t, &households, |_| Html::default()) }
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
        let campaigns = Rc::clone(&given.campaigns);
        use_reducer(move || RoundForm::new(&campaigns, browser::now().local_date()))
    };
    let refused = use_state_eq(Vec::<FieldError>::new);
    let node = use_node_ref();
    use_first_problem(&node, ((*refused).clone(), task.failure().cloned()));
    let plan = form.plan(&given.campaigns, &given.rounds.rounds, &given.households);
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
                { campaign_and_item(&t, &form, &given.campaigns, error("item")) }
                <Field
                    name="name" label={t.text("office.round.name")} value={name.clone()}
                    error={error("name")}
                    on_input={send(&form, RoundAction::Name)}
                />
            </section>
            <section class="card" aria-labelledby="whom">
                <h2 id="whom">{ t.text("office.round.whom") }</h2>
                { categories(&t, &form) }
                { needs(&t, &form, &plan) }
                { have_one(&t, &form, &plan) }
            </section>
            <section class="card" aria-labelledby="by-whom">
                <h2 id="by-whom">{ t.text("office.round.by_whom") }</h2>
                <p class="hint">{ t.text("office.round.by_whom_hint") }</p>
                { hamlets(&t, &form, &plan, &given.rounds.phones) }
                if let Some(error) = error("rights").or_else(|| error("holder")) {
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
    campaigns: &[Campaign],
    error: Option<AttrValue>,
) -> Html {
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
                on_choose={send(form, |id: AttrValue| RoundAction::Item(id.parse().ok()))}
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

fn categories(t: &Translator, form: &UseReducerHandle<RoundForm>) -> Html {
    let choices: Vec<Choice> = Category::ALL
        .iter()
        .map(|category| Choice::new(category.code(), t.choice("category", category.code())))
        .collect();
    let chosen: Vec<AttrValue> = form
        .categories
        .iter()
        .map(|category| AttrValue::Static(category.code()))
        .collect();
    html! {
        <ChoiceChips
            name="categories" legend={t.text("office.col.category")} multiple=true {choices} {chosen}
            on_choose={send(form, |code: AttrValue| {
                RoundAction::Category(Category::from_code(&code).unwrap_or(Category::Other))
            })}
        />
    }
}

/// What was seen to be lacking, as far as it was: nothing chosen means everybody.
fn needs(t: &Translator, form: &UseReducerHandle<RoundForm>, plan: &RoundPlan) -> Html {
    let offered = |need: &&Need| plan.needs.contains_key(need) || form.needs.contains(need);
    let choices: Vec<Choice> = Need::ALL
        .iter()
        .filter(offered)
        .map(|need| {
            let count = plan.needs.get(need).copied().unwrap_or_default() as u64;
            let name = t.choice("need", need.code());
            let values = [("need", name), ("count", &t.number(count))];
            Choice::new(need.code(), t.fill("office.round.need", &values))
        })
        .collect();
    if choices.is_empty() {
        return Html::default();
    }
    let chosen: Vec<AttrValue> = form
        .needs
        .iter()
        .map(|need| AttrValue::Static(need.code()))
        .collect();
    let dispatcher = form.dispatcher();
    let on_choose = Callback::from(move |code: AttrValue| {
        if let Some(need) = Need::from_code(&code) {
            dispatcher.dispatch(RoundAction::Need(need));
        }
    });
    html! {
        <ChoiceChips
            name="needs" legend={t.text("office.round.needs")} hint={t.text("office.round.needs_hint").to_owned()}
            multiple=true {choices} {chosen} {on_choose}
        />
    }
}

/// Who has a right to the same item already is left out, unless it is meant.
fn have_one(t: &Translator, form: &UseReducerHandle<RoundForm>, plan: &RoundPlan) -> Html {
    if plan.have_one == 0 && !form.again {
        return Html::default();
    }
    let again = form.again;
    let onchange = send(form, move |_: Event| RoundAction::Again(!again));
    html! {
        <label class="chip" data-testid="again">
            <input type="checkbox" checked={again} {onchange} />
            <span>
                { if again {
                    t.text("office.round.again").to_owned()
                } else {
                    words::counted(t, "office.round.have_one", plan.have_one as u64)
                } }
            </span>
        </label>
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

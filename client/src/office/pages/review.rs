//! What a person has to look at: proposals from the field, and handovers otherwise than rights say.

use chungtay_shared::api::rounds::{AnswerProposal, DoubtLine, ProposalLine, ReviewPage, Settle};
use chungtay_shared::api::{FactLine, path};
use chungtay_shared::id::FactId;
use serde::Serialize;
use yew::prelude::*;

use crate::components::{Banner, Choice, ChoiceChips, Field, Kind, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::remote::{use_remote, use_shell};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::shell::ShellAction;
use crate::office::task::{Task, use_task};
use crate::office::{http, words};

/// What a person has to look at.
#[component]
pub(crate) fn Review() -> Html {
    let t = use_translator();
    let page = use_remote::<ReviewPage>(path::REVIEW.to_owned());
    html! {
        <>
            <h1>{ t.text("office.review.heading") }</h1>
            <p class="lead">{ t.text("office.review.what") }</p>
            { data_view(&t, &page, |page| html! {
                if page.proposals.is_empty() && page.doubts.is_empty() {
                    <p class="empty" role="status">{ t.text("office.review.none") }</p>
                } else {
                    <div class="stack">
                        { for page.proposals.iter().map(|proposal| html! {
                            <Proposal
                                key={proposal.line.id.to_string()} proposal={proposal.clone()}
                            />
                        }) }
                        { for page.doubts.iter().map(|doubt| html! {
                            <Doubt key={doubt_key(doubt)} doubt={doubt.clone()} />
                        }) }
                    </div>
                }
            }) }
        </>
    }
}

fn doubt_key(doubt: &DoubtLine) -> String {
    let facts = doubt.lines.iter().map(|line| line.id.to_string());
    format!(
        "{}-{}",
        doubt.doubt.code(),
        facts.collect::<Vec<_>>().join("-")
    )
}

/// Whose it is, as a heading that leads to the household.
fn heading(t: &Translator, id: &str, line: &FactLine, what: &'static str) -> Html {
    html! {
        <h2 id={id.to_owned()}>
            <RouteLink to={Route::Household { id: line.household }}>{ &line.head_name }</RouteLink>
            <span class="below">{ t.text(what) }{ " · " }{ &line.hamlet }</span>
        </h2>
    }
}

/// What was given or shall be given, and who says so.
fn evidence(t: &Translator, line: &FactLine) -> Html {
    let (what, detail) = words::fact(t, line);
    let goods = words::quantity(line.quantity_milli, &line.unit);
    html! {
        <li key={line.id.to_string()} class="evidence" data-testid="evidence">
            <strong>{ what }</strong>{ " · " }{ detail }
            if line.money_vnd > 0 { { " · " }{ t.money(line.money_vnd) } }
            if !goods.is_empty() { { " · " }{ goods } }
            <span class="below">
                { &line.person_name }{ " · " }{ words::moment(t, line.at) }
            </span>
            if !line.note.is_empty() { <span class="below note">{ &line.note }</span> }
        </li>
    }
}

/// Sends an answer; what it concerns then leaves the page.
fn send(
    task: &Task,
    dispatcher: &UseReducerDispatcher<crate::office::shell::Shell>,
    path: &'static str,
    request: impl Serialize + 'static,
) {
    let dispatcher = dispatcher.clone();
    task.run(
        async move { http::post_only(path, &request).await },
        move |()| dispatcher.dispatch(ShellAction::Changed),
    );
}

fn problems(t: &Translator, task: &Task) -> Html {
    let failure = task.failure().filter(|failure| failure.fields().is_empty());
    html! {
        if let Some(failure) = failure {
            <Banner tone={Tone::Problem}><p>{ words::failure(t, failure) }</p></Banner>
        }
    }
}

fn reason_field(
    t: &Translator,
    id: &str,
    task: &Task,
    reason: &UseStateHandle<String>,
    optional: bool,
) -> Html {
    let problem = task
        .failure()
        .and_then(|failure| failure.problem_of("reason"));
    let set = reason.setter();
    html! {
        <Field
            name={format!("{id}-reason")} label={t.text("office.review.reason")} kind={Kind::Note}
            {optional} value={(**reason).clone()}
            error={problem.map(|problem| AttrValue::from(t.problem(problem)))}
            on_input={Callback::from(move |text| set.set(text))}
        />
    }
}

#[derive(PartialEq, Properties)]
struct ProposalProps {
    proposal: ProposalLine,
}

#[component]
fn Proposal(props: &ProposalProps) -> Html {
    let t = use_translator();
    let task = use_task();
    let dispatcher = use_shell().dispatcher();
    let ProposalLine { line, rounds, .. } = &props.proposal;
    let round = use_state_eq(|| {
        let same = rounds
            .first()
            .filter(|round| round.item_name == line.detail);
        same.map(|round| round.id)
    });
    let reason = use_state_eq(String::new);
    let id = line.id.to_string();
    let answer = |granted: bool| {
        let (task, dispatcher) = (task.clone(), dispatcher.clone());
        let request = AnswerProposal {
            household: line.household,
            proposal: line.id,
            granted_in: (*round).filter(|_| granted),
            reason: (*reason).clone(),
        };
        Callback::from(move |_: MouseEvent| {
            send(&task, &dispatcher, path::REVIEW_ANSWER, request.clone());
        })
    };
    let on_round = {
        let round = round.setter();
        Callback::from(move |id: AttrValue| round.set(id.parse::<FactId>().ok()))
    };
    let choices: Vec<Choice> = rounds
        .iter()
        .map(|round| {
            let label = format!("{} · {}", round.name, round.item_name);
            Choice::new(round.id.to_string(), label)
        })
        .collect();
    let chosen = (*round).map(|id| AttrValue::from(id.to_string()));
    html! {
        <article class="card stack" aria-labelledby={id.clone()} data-testid="proposal">
            { heading(&t, &id, line, "office.review.proposal") }
            <ul>{ evidence(&t, line) }</ul>
            if rounds.is_empty() {
                <p class="hint">{ t.text("office.review.no_round") }</p>
            } else {
                <ChoiceChips
                    name={format!("{id}-round")} legend={t.text("office.review.round")} {choices}
                    chosen={chosen.into_iter().collect::<Vec<_>>()} on_choose={on_round}
                />
            }
            { reason_field(&t, &id, &task, &reason, true) }
            { problems(&t, &task) }
            <p class="actions">
                <button
                    type="button" class="button button-primary" onclick={answer(true)}
                    disabled={task.is_busy() || round.is_none()} data-testid="grant"
                >
                    { t.fill("office.review.grant", &[("name", &line.person_name)]) }
                </button>
                <button
                    type="button" class="button" onclick={answer(false)} disabled={task.is_busy()}
                    data-testid="decline"
                >
                    { t.text("office.review.decline") }
                </button>
            </p>
        </article>
    }
}

#[derive(PartialEq, Properties)]
struct DoubtProps {
    doubt: DoubtLine,
}

#[component]
fn Doubt(props: &DoubtProps) -> Html {
    let t = use_translator();
    let task = use_task();
    let dispatcher = use_shell().dispatcher();
    let reason = use_state_eq(String::new);
    let doubt = &props.doubt;
    let Some(first) = doubt.lines.first() else {
        return Html::default();
    };
    let id = doubt_key(doubt);
    let what = match doubt.doubt {
        chungtay_shared::review::Doubt::Twice => "office.doubt.twice",
        chungtay_shared::review::Doubt::NotHolder => "office.doubt.not_holder",
        chungtay_shared::review::Doubt::NoRight => "office.doubt.no_right",
    };
    let onsubmit = {
        let request = Settle {
            campaign: doubt.campaign,
            facts: doubt.lines.iter().map(|line| line.id).collect(),
            reason: (*reason).clone(),
        };
        let task = task.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send(&task, &dispatcher, path::REVIEW_SETTLE, request.clone());
        })
    };
    html! {
        <article class="card" aria-labelledby={id.clone()} data-testid="doubt">
            <form class="stack" novalidate=true {onsubmit}>
                { heading(&t, &id, first, what) }
                <ul>{ for doubt.lines.iter().map(|line| evidence(&t, line)) }</ul>
                <p class="hint">{ t.text("office.doubt.todo") }</p>
                { reason_field(&t, &id, &task, &reason, false) }
                { problems(&t, &task) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={task.is_busy()}
                        data-testid="settle"
                    >
                        { t.text("office.doubt.settle") }
                    </button>
                </p>
            </form>
        </article>
    }
}

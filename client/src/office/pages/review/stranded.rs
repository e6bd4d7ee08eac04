//! Rights to give to households that are gone: they are withdrawn.

use chungtay_shared::api::path;
use chungtay_shared::api::review::StrandedLine;
use chungtay_shared::api::rounds::MoveRights;
use yew::prelude::*;

use super::evidence::{about, heading};
use crate::components::Field;
use crate::i18n::use_translator;
use crate::office::answer::{into, use_answer};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// A card each.
pub(super) fn stranded(stranded: &[StrandedLine]) -> Vec<Html> {
    let card = |line: &StrandedLine| html! { <Stranded key={key(line)} stranded={line.clone()} /> };
    stranded.iter().map(card).collect()
}

fn key(line: &StrandedLine) -> String {
    format!("{}-{}", line.household, line.round)
}

#[derive(PartialEq, Properties)]
struct Props {
    stranded: StrandedLine,
}

#[component]
fn Stranded(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let reason = use_state_eq(String::new);
    let approved_by = use_state_eq(String::new);
    let line = &props.stranded;
    let id = key(line);
    let onsubmit = {
        let request = MoveRights {
            households: vec![line.household],
            holder: None,
            reason: (*reason).clone(),
            approved_by: (*approved_by).clone(),
        };
        let answer = answer.clone();
        let path = path::ROUND_MOVE.replace("{id}", &line.round.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            answer.send(path.clone(), request.clone(), || {});
        })
    };
    let below = about(&words::gone(&t, &line.gone), &line.hamlet);
    let other = answer
        .error(&t, "households")
        .or_else(|| answer.error(&t, "holder"));
    html! {
        <article class="card" aria-labelledby={id.clone()} data-testid="stranded">
            <form class="stack" novalidate=true {onsubmit}>
                { heading(&id, line.household, &line.head_name, &below) }
                <p>
                    <RouteLink to={Route::Round { id: line.round }}>{ &line.round_name }</RouteLink>
                    { " · " }{ &line.item_name }
                    <span class="below">
                        { t.fill("office.stranded.holder", &[("name", &line.holder_name)]) }
                    </span>
                </p>
                { answer.reason_field(&t, &id, t.text("office.round.reason"), &reason) }
                <Field
                    name={format!("{id}-approved")} label={t.text("office.round.approved_by")}
                    value={(*approved_by).clone()} error={answer.error(&t, "approved_by")}
                    on_input={into(&approved_by)}
                />
                if let Some(error) = other { <p class="error" role="alert">{ error }</p> }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="withdraw"
                    >
                        { t.text("office.stranded.withdraw") }
                    </button>
                </p>
            </form>
        </article>
    }
}

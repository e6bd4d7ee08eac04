//! What volunteers saw of households: the office says what became of them, or that nothing did.

use chungtay_shared::api::review::NoticedLine;
use chungtay_shared::life::{ChangeSeen, LifeKind};
use yew::prelude::*;

use super::evidence::{about, evidence, heading};
use crate::i18n::use_translator;
use crate::office::life_form::LifeForm;

/// A card each.
pub(super) fn noticed(noticed: &[NoticedLine]) -> Vec<Html> {
    let card = |noticed: &NoticedLine| {
        html! { <Noticed key={noticed.line.id.to_string()} noticed={noticed.clone()} /> }
    };
    noticed.iter().map(card).collect()
}

/// What became of the household if the volunteer saw right.
const fn told(seen: ChangeSeen) -> LifeKind {
    match seen {
        ChangeSeen::HeadDied => LifeKind::HeadDied,
        ChangeSeen::MovedAway => LifeKind::MovedAway,
        ChangeSeen::NobodyLeft => LifeKind::NobodyLeft,
        ChangeSeen::Split => LifeKind::Split,
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    noticed: NoticedLine,
}

#[component]
fn Noticed(props: &Props) -> Html {
    let t = use_translator();
    let NoticedLine { line, seen } = &props.noticed;
    let id = line.id.to_string();
    let below = about(t.choice("office.seen", seen.code()), &line.hamlet);
    html! {
        <article class="card stack" aria-labelledby={id.clone()} data-testid="noticed">
            { heading(&id, line.household, &line.head_name, &below) }
            <ul>{ evidence(&t, line) }</ul>
            <LifeForm
                id={format!("{id}-life")} household={line.household} hamlet={line.hamlet.clone()} kind={told(*seen)}
                day={line.at.local_date()} answers={line.id}
            />
        </article>
    }
}

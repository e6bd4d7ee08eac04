//! Handovers otherwise than rights say: the office says what it found.

use chungtay_shared::api::review::DoubtLine;
use chungtay_shared::id::FactId;
use yew::prelude::*;

use super::evidence::{about, evidence, heading};
use super::settle::SettleForm;
use crate::i18n::use_translator;

/// A card each.
pub(super) fn doubts(doubts: &[DoubtLine]) -> Vec<Html> {
    let card = |doubt: &DoubtLine| html! { <Doubt key={key(doubt)} doubt={doubt.clone()} /> };
    doubts.iter().map(card).collect()
}

fn key(doubt: &DoubtLine) -> String {
    let facts = doubt.lines.iter().map(|line| line.id.to_string());
    format!(
        "{}-{}",
        doubt.doubt.code(),
        facts.collect::<Vec<_>>().join("-")
    )
}

#[derive(PartialEq, Properties)]
struct Props {
    doubt: DoubtLine,
}

#[component]
fn Doubt(props: &Props) -> Html {
    let t = use_translator();
    let doubt = &props.doubt;
    let Some(first) = doubt.lines.first() else {
        return Html::default();
    };
    let id = key(doubt);
    let below = about(t.choice("office.doubt", doubt.doubt.code()), &first.hamlet);
    let facts: Vec<FactId> = doubt.lines.iter().map(|line| line.id).collect();
    html! {
        <article class="card" aria-labelledby={id.clone()} data-testid="doubt">
            <SettleForm id={id.clone()} campaign={doubt.campaign} {facts}>
                { heading(&id, first.household, &first.head_name, &below) }
                <ul>{ for doubt.lines.iter().map(|line| evidence(&t, line)) }</ul>
            </SettleForm>
        </article>
    }
}

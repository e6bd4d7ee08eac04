//! The rounds of the commune: how far each has come, and with whom.

mod store;

use std::collections::BTreeMap;

use chungtay_shared::api::path;
use chungtay_shared::api::rounds::{CustodyState, RoundState, RoundsPage};
use chungtay_shared::id::Actor;
use yew::prelude::*;

use super::round::custody::total;
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::if_may::IfMay;
use crate::office::old_phones::OldPhones;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// The rounds.
#[component]
pub(crate) fn Rounds() -> Html {
    let t = use_translator();
    let page = use_remote::<RoundsPage>(path::ROUNDS.to_owned());
    html! {
        <>
            <h1>{ t.text("office.rounds.heading") }</h1>
            <p class="lead">{ t.text("office.rounds.what") }</p>
            <p class="actions">
                <RouteLink to={Route::NewRound} class="button button-primary" testid="new-round">
                    { t.text("office.rounds.new") }
                </RouteLink>
            </p>
            <IfMay get={path::TAKEOVER}><OldPhones /></IfMay>
            { data_view(&t, &page, |page| html! {
                if page.rounds.is_empty() {
                    <p class="empty" role="status">{ t.text("office.rounds.none") }</p>
                } else {
                    <div class="stack">
                        { for page.rounds.iter().map(|round| card(&t, round)) }
                        { store::store(&t, &page.rounds) }
                    </div>
                }
            }) }
        </>
    }
}

/// Rights that were used, and all.
#[derive(Default, Clone, Copy)]
struct Count {
    given: u64,
    all: u64,
}

impl Count {
    fn add(&mut self, is_given: bool) {
        self.all += 1;
        self.given += u64::from(is_given);
    }

    fn in_words(self, t: &Translator) -> String {
        let (given, all) = (t.number(self.given), t.number(self.all));
        t.fill(
            "office.rounds.given_of",
            &[("given", &given), ("all", &all)],
        )
    }
}

/// What volunteers hold of a round's gifts, and what they have not confirmed yet.
fn outside(t: &Translator, custody: &CustodyState) -> Html {
    let balance = total(&custody.carriers).balance;
    let values = [
        ("in_hand", words::signed(balance.in_hand())),
        ("waiting", t.number(balance.waiting)),
    ];
    let values = values.each_ref().map(|(k, v)| (*k, v.as_str()));
    html! { <p data-testid="outside">{ t.fill("office.custody.outside", &values) }</p> }
}

fn card(t: &Translator, round: &RoundState) -> Html {
    let mut total = Count::default();
    let mut by_holder: BTreeMap<Actor, Count> = BTreeMap::new();
    for right in &round.rights {
        total.add(right.given_at.is_some());
        let count = by_holder.entry(right.holder).or_default();
        count.add(right.given_at.is_some());
    }
    let name = |holder: &Actor| {
        let known = round.holders.get(holder).map(String::as_str);
        known.unwrap_or(t.text("office.unknown_person")).to_owned()
    };
    let id = format!("round-{}", round.id);
    html! {
        <article class="card" key={round.id.to_string()} aria-labelledby={id.clone()} data-testid="round">
            <h2 {id}>
                <RouteLink to={Route::Round { id: round.id }}>{ &round.name }</RouteLink>
                <span class="below">{ words::joined(&[
                    &round.item.name, &words::source_of(t, &round.item), &round.campaign_name,
                ]) }</span>
            </h2>
            <p><strong data-testid="round-given">{ total.in_words(t) }</strong></p>
            if let Some(custody) = &round.custody { { outside(t, custody) } }
            <details>
            <summary>{ t.text("office.round.by_holder") }</summary>
            <table class="table">
                <caption class="visually-hidden">{ t.text("office.round.by_holder") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.round.holder") }</th>
                        <th scope="col">{ t.text("office.round.state") }</th>
                    </tr>
                </thead>
                <tbody>
                    { for by_holder.iter().map(|(holder, count)| html! {
                        <tr key={holder.to_string()}>
                            <th scope="row">{ name(holder) }</th>
                            <td>{ count.in_words(t) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            </details>
        </article>
    }
}

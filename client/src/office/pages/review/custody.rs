//! Gifts that do not add up: the office says what it found, or goes to where it is made right.

use chungtay_shared::api::review::CustodyLine;
use chungtay_shared::custody::{Confirmation, Movement};
use yew::prelude::*;

use super::evidence::about;
use super::settle::SettleForm;
use crate::i18n::Translator;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// A card each.
pub(super) fn custody(t: &Translator, lines: &[CustodyLine]) -> Vec<Html> {
    let cards = lines.iter().enumerate();
    cards.map(|(place, line)| card(t, place, line)).collect()
}

fn card(t: &Translator, place: usize, line: &CustodyLine) -> Html {
    let id = line.movement.as_ref().map_or_else(
        || format!("overdrawn-{place}"),
        |movement| format!("counted-{}", movement.id),
    );
    let counted = line.movement.as_ref();
    let counted = counted.and_then(|movement| Some((movement, movement.confirmed?)));
    let body = counted.map_or_else(
        || overdrawn(t, &id, line),
        |(movement, confirmed)| counted_otherwise(t, &id, line, (movement, confirmed)),
    );
    html! {
        <article
            key={id.clone()} class="card" aria-labelledby={id.clone()} data-testid="custody-line"
        >
            { body }
        </article>
    }
}

fn heading(t: &Translator, id: &str, line: &CustodyLine) -> Html {
    let what = t.choice("office.difference", line.difference.code());
    html! {
        <h3 id={id.to_owned()}>
            <RouteLink to={Route::Round { id: line.round }}>{ &line.round_name }</RouteLink>
            <span class="below">{ about(what, &line.item_name) }</span>
        </h3>
    }
}

fn counted_otherwise(
    t: &Translator,
    id: &str,
    line: &CustodyLine,
    (movement, confirmed): (&Movement, Confirmation),
) -> Html {
    let (count, counted) = (t.number(movement.count), t.number(confirmed.count));
    let values = [
        ("person", words::name(t, &line.person_name)),
        ("count", &count),
        ("confirmed", &counted),
    ];
    let at = words::moment(t, confirmed.recorded_at);
    let when = words::joined(&[
        &words::moment(t, movement.recorded_at),
        &t.fill("office.custody.confirmed_at", &[("at", &at)]),
        &movement.note,
    ]);
    html! {
        <SettleForm id={id.to_owned()} campaign={line.campaign} facts={vec![movement.id]}>
            { heading(t, id, line) }
            <p>
                { t.fill("office.custody.counted_otherwise", &values) }
                <span class="below">{ when }</span>
            </p>
        </SettleForm>
    }
}

/// What is overdrawn is not settled by words: a movement is missing, and is noted with its round.
fn overdrawn(t: &Translator, id: &str, line: &CustodyLine) -> Html {
    let balance = &line.balance;
    let numbers = [
        ("taken", balance.taken),
        ("given", balance.given),
        ("returned", balance.returned),
        ("missing", balance.missing),
    ];
    let numbers = numbers.map(|(name, count)| (name, t.number(count)));
    let mut values = vec![("person", words::name(t, &line.person_name))];
    values.extend(numbers.iter().map(|(name, count)| (*name, count.as_str())));
    html! {
        <>
            { heading(t, id, line) }
            <p>{ t.fill("office.custody.overdrawn_by", &values) }</p>
            <p class="actions">
                <RouteLink
                    to={Route::Round { id: line.round }} class="button" testid="to-round"
                >
                    { t.text("office.custody.to_round") }
                </RouteLink>
            </p>
        </>
    }
}

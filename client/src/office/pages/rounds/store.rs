//! The commune's store over all rounds: what came in from whom and for what, and what is left.

use chungtay_shared::api::rounds::RoundState;
use chungtay_shared::custody::{Movement, MovementKind, Stock};
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// A line a round of which the store is kept; nothing when it is kept of none.
pub(super) fn store(t: &Translator, rounds: &[RoundState]) -> Html {
    let kept: Vec<(&RoundState, &[Movement], Stock)> = rounds
        .iter()
        .filter_map(|round| {
            let custody = round.custody.as_ref()?;
            Some((round, custody.movements.as_slice(), custody.stock?))
        })
        .collect();
    if kept.is_empty() {
        return Html::default();
    }
    let caption = t.text("office.store.heading");
    let columns = ["what", "from", "received", "issued", "returned", "left"];
    html! {
        <section class="card" aria-labelledby="store" data-testid="store">
            <h2 id="store">{ caption }</h2>
            <p class="hint">{ t.text("office.store.what") }</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label={caption}>
                <table class="table">
                    <caption class="visually-hidden">{ caption }</caption>
                    <thead>
                        <tr>
                            { for columns.into_iter().enumerate().map(|(place, column)| html! {
                                <th scope="col" class={(place > 1).then_some("figure")}>
                                    { t.choice("office.store.col", column) }
                                </th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for kept.iter().map(|(round, movements, stock)| {
                            line(t, round, movements, *stock)
                        }) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn line(t: &Translator, round: &RoundState, movements: &[Movement], stock: Stock) -> Html {
    let figures = [
        t.number(stock.received),
        t.number(stock.issued),
        t.number(stock.returned),
        words::signed(stock.left()),
    ];
    html! {
        <tr key={round.id.to_string()}>
            <th scope="row">
                <RouteLink to={Route::Round { id: round.id }}>{ &round.item.name }</RouteLink>
                <span class="below">{ words::joined(&[&round.name, &round.campaign_name]) }</span>
            </th>
            <td>{ from_whom(t, movements).join("; ") }</td>
            { for figures.into_iter().map(|figure| html! { <td class="figure">{ figure }</td> }) }
        </tr>
    }
}

/// Who brought how many, in the order in which it was noted.
fn from_whom(t: &Translator, movements: &[Movement]) -> Vec<String> {
    let mut parties: Vec<(&str, u64)> = Vec::new();
    let came_in = |m: &&Movement| m.kind == MovementKind::Received && m.stands();
    for movement in movements.iter().rev().filter(came_in) {
        let party = movement.party.as_str();
        match parties.iter_mut().find(|(known, _)| *known == party) {
            Some((_, count)) => *count += movement.count,
            None => parties.push((party, movement.count)),
        }
    }
    let in_words = |(party, count): (&str, u64)| format!("{party}: {}", t.number(count));
    parties.into_iter().map(in_words).collect()
}

//! Warns that a household may be on the list already, and lets the volunteer go on.

use chungtay_shared::duplicate::Lookalike;
use yew::prelude::*;

use super::route_link::RouteLink;
use crate::components::{Tone, banner};
use crate::i18n::Translator;
use crate::route::Route;
use crate::state::RowBook;

/// More would push the form off the screen.
const SHOWN_MAX: usize = 3;

/// Warns that a household may be on the list already; nothing when it looks like nobody.
pub(crate) fn lookalike_list(t: &Translator, rows: &RowBook, lookalikes: &[Lookalike]) -> Html {
    if lookalikes.is_empty() {
        return html! { <div aria-live="polite" /> };
    }
    let count = t.number(lookalikes.len() as u64);
    let title = t.fill("lookalikes.title", &[("count", &count)]);
    let below = html! {
        <ul class="lookalikes">
            { for lookalikes.iter().take(SHOWN_MAX).map(|l| line(t, rows, l)) }
        </ul>
    };
    let text = t.text("lookalikes.what_to_do");
    html! {
        <div aria-live="polite">{ banner(Tone::Waiting, "lookalikes", title, text, below) }</div>
    }
}

fn line(t: &Translator, rows: &RowBook, lookalike: &Lookalike) -> Html {
    let Some(entry) = rows.get(lookalike.id) else {
        return Html::default();
    };
    let row = entry.row();
    let reasons: Vec<&str> = lookalike
        .reasons
        .iter()
        .map(|reason| t.choice("lookalike", reason.code()))
        .collect();
    let born = row
        .birth_year
        .map(|year| t.fill("lookalikes.born", &[("year", &year.to_string())]));
    let who: Vec<&str> = [
        Some(row.head_name.as_str()),
        born.as_deref(),
        Some(row.hamlet.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect();
    html! {
        <li key={lookalike.id.to_string()}>
            <RouteLink to={Route::Household { id: lookalike.id }} testid="lookalike">
                { who.join(", ") }
            </RouteLink>
            <span class="hint">{ reasons.join(", ") }</span>
        </li>
    }
}

//! What several kinds of cards show: whose it is, and what was recorded.

use chungtay_shared::api::FactLine;
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// Whose it is, as a heading that leads to the household, and below it what it is about.
pub(super) fn heading(id: &str, household: DocId, head_name: &str, below: &str) -> Html {
    html! {
        <h3 id={id.to_owned()}>
            <RouteLink to={Route::Household { id: household }}>{ head_name }</RouteLink>
            <span class="below">{ below }</span>
        </h3>
    }
}

/// What a card is about, and where.
pub(super) fn about(what: &str, hamlet: &str) -> String {
    format!("{what} · {hamlet}")
}

/// What was done, given or shall be given, and who says so.
pub(super) fn evidence(t: &Translator, line: &FactLine) -> Html {
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

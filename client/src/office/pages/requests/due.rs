//! On the overview: requests that press; nothing when none does.

use chungtay_shared::api::path;
use chungtay_shared::api::requests::{RequestLine, RequestsPage};
use chungtay_shared::data_request::Stands;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// A card that leads to the register. It names nobody.
#[component]
pub(crate) fn RequestsCard() -> Html {
    let t = use_translator();
    let remote = use_remote::<RequestsPage>(path::REQUESTS.to_owned());
    let Some(page) = &remote.data else {
        return Html::default();
    };
    let presses = |line: &&RequestLine| matches!(line.stands, Stands::Overdue | Stands::Soon);
    let pressing: Vec<&RequestLine> = page.lines.iter().filter(presses).collect();
    if pressing.is_empty() {
        return Html::default();
    }
    let item = |line: &RequestLine| {
        let due = if line.replied.is_none() {
            line.reply_by.min(line.done_by)
        } else {
            line.done_by
        };
        let number = t.fill("office.requests.number", &[("n", &t.number(line.n))]);
        let wish = t.choice("office.request_wish", line.received.wish.code());
        let stands = t.choice("office.requests.stands", line.stands.code());
        let by = t.fill("office.requests.due_by", &[("day", &t.date(due))]);
        html! {
            <li>
                <RouteLink
                    to={Route::Requests} testid="request-due"
                    class={classes!("attention-link", "tone-waiting")}
                >
                    { words::joined(&[&number, wish, stands, &by]) }
                </RouteLink>
            </li>
        }
    };
    html! {
        <section class="card attention" aria-labelledby="requests-card" data-testid="requests-card">
            <h2 id="requests-card">{ t.text("office.requests.card") }</h2>
            <ul>{ for pressing.into_iter().map(item) }</ul>
        </section>
    }
}

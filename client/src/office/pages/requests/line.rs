//! One request: who asks for what, by when, what was done, and how it goes on.

use std::rc::Rc;

use chungtay_shared::api::requests::{DoneOfRequest, RequestLine};
use chungtay_shared::data_request::{Stands, Wish};
use yew::prelude::*;

use super::answer::{Say, What};
use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// A request, and who hears what was said of it.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The request.
    pub(super) line: Rc<RequestLine>,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A card.
#[component]
pub(super) fn Line(props: &Props) -> Html {
    let t = use_translator();
    let line = &props.line;
    let heading = format!("request-{}", line.n);
    html! {
        <section class="card stack" aria-labelledby={heading.clone()} data-testid="request">
            <h2 id={heading}>
                { t.fill("office.requests.number", &[("n", &t.number(line.n))]) }{ " · " }
                { t.choice("office.request_wish", line.received.wish.code()) }{ " " }
                <Badge tone={tone(line.stands)} label={t.choice("office.requests.stands", line.stands.code())} />
            </h2>
            { who(&t, line) }
            if !line.received.details.is_empty() {
                <p class="note">{ &line.received.details }</p>
            }
            { done(&t, line) }
            { acts(&t, line) }
            if line.stands != Stands::Closed {
                { next(&t, line) }
                { for open_whats(line).map(|what| html! {
                    <Say
                        {what} request={line.n} days={line.extension_days}
                        on_said={props.on_said.clone()}
                    />
                }) }
            }
        </section>
    }
}

/// What can still be said of it.
fn open_whats(line: &RequestLine) -> impl Iterator<Item = What> {
    let whats = [
        (What::Reply, line.replied.is_none()),
        (What::Extend, line.extended.is_none()),
        (What::Close, true),
    ];
    whats
        .into_iter()
        .filter(|(_, is_open)| *is_open)
        .map(|(what, _)| what)
}

const fn tone(stands: Stands) -> Tone {
    match stands {
        Stands::Overdue => Tone::Problem,
        Stands::Soon => Tone::Waiting,
        Stands::Open => Tone::Plain,
        Stands::Closed => Tone::Good,
    }
}

/// Who asks, for whom, about which household; when it came and when it is due.
fn who(t: &Translator, line: &RequestLine) -> Html {
    let received = &line.received;
    let name = if received.name.is_empty() {
        t.text("office.requests.erased_name")
    } else {
        received.name.as_str()
    };
    let asker = t.choice("office.request_asker", received.asker.code());
    let proven = t.choice("office.request_proven", received.proven.code());
    let (on, reply_by, done_by) = (
        t.date(received.on),
        t.date(line.reply_by),
        t.date(line.done_by),
    );
    let days = [
        ("on", on.as_str()),
        ("reply", reply_by.as_str()),
        ("done", done_by.as_str()),
        ("source", line.source.as_str()),
    ];
    html! {
        <>
            <p>{ words::joined(&[name, asker, proven, &received.contact]) }</p>
            if let Some(id) = received.household.filter(|_| !line.is_erased) {
                <p>
                    { t.text("office.requests.of_household") }{ " " }
                    <RouteLink to={Route::Household { id }} testid="request-household">
                        { &line.head_name }
                    </RouteLink>
                </p>
            } else if line.is_erased {
                <p>{ t.text("office.requests.erased_household") }</p>
            }
            <p data-testid="request-days">{ t.fill("office.requests.days_line", &days) }</p>
        </>
    }
}

/// What was said of it so far.
fn done(t: &Translator, line: &RequestLine) -> Html {
    let said = |key: &str, done: &DoneOfRequest| {
        let day = done.on.map_or_else(String::new, |on| t.date(on));
        let what = words::joined(&[&day, t.text(key), &done.how, &done.by]);
        html! { <li>{ what }</li> }
    };
    let closed = line.closed.as_ref().map(|closed| {
        let outcome = t.choice("office.request_outcome", closed.outcome.code());
        let day = t.date(closed.on);
        let what = words::joined(&[&day, outcome, &closed.how, &closed.by]);
        html! { <li data-testid="request-closed">{ what }</li> }
    });
    if line.replied.is_none() && line.extended.is_none() && closed.is_none() {
        return Html::default();
    }
    html! {
        <ul>
            if let Some(replied) = &line.replied { { said("office.requests.replied", replied) } }
            if let Some(extended) = &line.extended { { said("office.requests.extended", extended) } }
            { for closed }
        </ul>
    }
}

/// What the access log has of the household since.
fn acts(t: &Translator, line: &RequestLine) -> Html {
    if line.acts.is_empty() {
        return Html::default();
    }
    let act = |act: &chungtay_shared::api::access::AccessLine| {
        let (at, n) = (words::moment(t, act.at), t.number(act.n));
        let number = t.fill("office.requests.log_row", &[("n", &n)]);
        let what = t.choice("office.access.act", &act.act);
        html! { <li>{ words::joined(&[&at, what, words::name(t, &act.who), &number]) }</li> }
    };
    html! {
        <>
            <h3>{ t.text("office.requests.acts") }</h3>
            <ul data-testid="request-acts">{ for line.acts.iter().map(act) }</ul>
        </>
    }
}

/// Where what was asked is done.
fn next(t: &Translator, line: &RequestLine) -> Html {
    let key = match line.received.wish {
        Wish::See => "see",
        Wish::Correct => "correct",
        Wish::Delete => "delete",
        Wish::Withdraw | Wish::Restrict | Wish::Protect => "other",
    };
    html! { <p class="hint">{ t.choice("office.requests.next", key) }</p> }
}

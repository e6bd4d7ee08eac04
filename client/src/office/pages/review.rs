//! All that waits for a person, in one list that can be narrowed to a kind.

mod claim;
mod conflict;
mod custody;
mod doubt;
mod erase_record;
mod evidence;
mod left_row;
mod lookalike;
mod noticed;
mod proposal;
mod section;
mod set_aside;
mod settle;
mod stranded;

use chungtay_shared::api::review::ReviewPage;
use chungtay_shared::api::{ConflictLine, QuarantinePage, path};
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::remote::{Remote, use_remote, use_shell};
use crate::office::review_kind::{ReviewKind, Waiting};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;
use section::{none_of_kind, section};

/// What the list is narrowed to.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Only this kind.
    #[prop_or_default]
    pub(crate) kind: Option<ReviewKind>,
}

/// What was read of all that waits.
struct Read {
    review: Remote<ReviewPage>,
    conflicts: Remote<Vec<ConflictLine>>,
    set_aside: Remote<QuarantinePage>,
}

/// All that waits for a person.
#[component]
pub(crate) fn Review(props: &Props) -> Html {
    let t = use_translator();
    // Whoever only reads it is shown what others answer, with nothing to press.
    let may_answer = use_shell().may("POST", path::REVIEW_ANSWER);
    let read = Read {
        review: use_remote(path::REVIEW.to_owned()),
        conflicts: use_remote(path::CONFLICTS.to_owned()),
        set_aside: use_remote(path::QUARANTINE.to_owned()),
    };
    let waiting = Waiting {
        review: read.review.data.as_deref(),
        conflicts: read.conflicts.data.as_deref().map(Vec::as_slice),
        set_aside: read.set_aside.data.as_deref(),
    };
    html! {
        <>
            <h1>{ t.text("office.review.heading") }</h1>
            <p class="lead">{ t.text("office.review.what") }</p>
            { filter(&t, &waiting, props.kind) }
            if !may_answer {
                <p class="hint" data-testid="review-read-only">{ t.text("office.review.read_only") }</p>
            }
            <fieldset class="plain-fieldset" disabled={!may_answer}>
                if let Some(kind) = props.kind {
                    { only(&t, &read, kind) }
                } else {
                    { everything(&t, &read) }
                    if waiting.total() == Some(0) {
                        <p class="empty" role="status">{ t.text("office.review.none") }</p>
                    }
                }
            </fieldset>
        </>
    }
}

/// Every kind with its count: a link each, so that a kind has an address.
fn filter(t: &Translator, waiting: &Waiting<'_>, chosen: Option<ReviewKind>) -> Html {
    let link = |kind: Option<ReviewKind>| {
        let code = kind.map_or("all", ReviewKind::code);
        let count = kind.map_or_else(|| waiting.total(), |kind| waiting.count(kind));
        html! {
            <li key={code}>
                <RouteLink
                    to={Route::review(kind)} current={kind == chosen} class="filter-link"
                    testid={format!("review-filter-{code}")}
                >
                    <span>{ t.choice("office.review.kind", code) }</span>
                    if let Some(count) = count {
                        <span class="filter-count">{ t.number(count) }</span>
                    }
                </RouteLink>
            </li>
        }
    };
    let kinds = ReviewKind::ALL.into_iter().map(Some);
    html! {
        <nav class="filters" aria-label={t.text("office.review.filter")}>
            <ul class="filter-links">{ for std::iter::once(None).chain(kinds).map(link) }</ul>
        </nav>
    }
}

/// The list narrowed to a kind, which is there also when nothing of it waits.
fn only(t: &Translator, read: &Read, kind: ReviewKind) -> Html {
    match kind {
        ReviewKind::Conflicts => data_view(t, &read.conflicts, |lines| {
            of_kind(t, kind, conflict::conflicts(lines), true)
        }),
        ReviewKind::SetAside => data_view(t, &read.set_aside, |page| set_aside(page, true)),
        ReviewKind::Proposals
        | ReviewKind::Doubts
        | ReviewKind::Custody
        | ReviewKind::Noticed
        | ReviewKind::Claims
        | ReviewKind::Lookalikes
        | ReviewKind::Stranded
        | ReviewKind::LeftRows => data_view(t, &read.review, |page| {
            of_kind(t, kind, cards(t, page, kind), true)
        }),
    }
}

/// Every kind of which something waits. One part is drawn after the other was read, so that one
/// thing is said while they are.
fn everything(t: &Translator, read: &Read) -> Html {
    let of_review = |page: &ReviewPage| -> Html {
        let kinds = ReviewKind::ALL.into_iter();
        kinds
            .map(|kind| of_kind(t, kind, cards(t, page, kind), false))
            .collect()
    };
    let conflicts = |lines: &Vec<ConflictLine>| {
        let kind = ReviewKind::Conflicts;
        of_kind(t, kind, conflict::conflicts(lines), false)
    };
    data_view(t, &read.review, |page| {
        html! {
            <>
                { of_review(page) }
                { data_view(t, &read.conflicts, |lines| html! {
                    <>
                        { conflicts(lines) }
                        { data_view(t, &read.set_aside, |page| set_aside(page, false)) }
                    </>
                }) }
            </>
        }
    })
}

fn set_aside(page: &QuarantinePage, alone: bool) -> Html {
    html! { <set_aside::SetAside key="set-aside" page={page.clone()} {alone} /> }
}

/// A kind's part of the list; where the list is not narrowed to it, a kind of which nothing waits is
/// left out.
fn of_kind(t: &Translator, kind: ReviewKind, cards: Vec<Html>, alone: bool) -> Html {
    if !cards.is_empty() {
        section(t, kind, html! { { for cards } })
    } else if alone {
        section(t, kind, none_of_kind(t))
    } else {
        Html::default()
    }
}

/// What the server's own list has of a kind.
fn cards(t: &Translator, page: &ReviewPage, kind: ReviewKind) -> Vec<Html> {
    match kind {
        ReviewKind::Proposals => proposal::proposals(&page.proposals),
        ReviewKind::Doubts => doubt::doubts(&page.doubts),
        ReviewKind::Custody => custody::custody(t, &page.custody),
        ReviewKind::Noticed => noticed::noticed(&page.noticed),
        ReviewKind::Claims => claim::claims(&page.claims),
        ReviewKind::Lookalikes => {
            let shown = page.lookalikes.len() as u64;
            let more = page.lookalikes_total.saturating_sub(shown);
            let more = (more > 0).then(|| {
                let words = words::counted(t, "office.lookalike.more", more);
                html! { <p key="more" class="hint" data-testid="more-lookalikes">{ words }</p> }
            });
            let pairs = lookalike::lookalikes(&page.lookalikes).into_iter();
            pairs.chain(more).collect()
        }
        ReviewKind::Stranded => stranded::stranded(&page.stranded),
        ReviewKind::LeftRows => left_row::left_rows(&page.left_rows),
        ReviewKind::Conflicts | ReviewKind::SetAside => Vec::new(),
    }
}

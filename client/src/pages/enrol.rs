//! Redeems an enrolment link.

use chungtay_shared::api::joining::open_secret;
use chungtay_shared::field::Problem;
use chungtay_shared::phone::message::{Failure, LinkFor, LinkProblem, Phase, Refused};
use yew::prelude::*;

use crate::components::{Field, Tone, banner, note};
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};
use crate::platform::link;
use crate::route::Route;
use crate::state::{AppState, Opening};
use crate::widgets::{EscapeCard, Page, RouteLink, awaiting, failure_banner, skeleton};

#[derive(Debug, Clone, PartialEq)]
enum Redeeming {
    /// The store is not open yet.
    NotYet,
    /// By an open link: whoever comes is asked for their name.
    Naming,
    /// The server is asked.
    Asking,
    /// Done.
    Done,
    /// Not done.
    Failed(Failure),
    /// There is no code in the address.
    NoCode,
}

/// Redeems an enrolment link, once, as soon as it is opened. The code stays in the address until
/// the server has answered, so that a reload in between tries again. A link for somebody else asks what is
/// to become of whoever has the phone.
#[component]
pub(crate) fn Enrol() -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let redeeming = use_state_eq(|| Redeeming::NotYet);
    let code = use_mut_ref(|| None);
    let last = use_mut_ref(|| LinkFor::This);
    let name = use_mut_ref(String::new);
    let redeem = {
        let (set_redeeming, last, name) = (redeeming.setter(), last.clone(), name.clone());
        Callback::from(move |link_for: LinkFor| {
            let known = code.borrow_mut().take().or_else(link::code_in_address);
            let Some(known) = known else {
                set_redeeming.set(Redeeming::NoCode);
                return;
            };
            last.replace(link_for);
            *code.borrow_mut() = Some(known.clone());
            let name = name.borrow().clone();
            if open_secret(&known).is_some() && name.is_empty() {
                set_redeeming.set(Redeeming::Naming);
                return;
            }
            set_redeeming.set(Redeeming::Asking);
            let set_redeeming = set_redeeming.clone();
            store.enrol((known, name), link_for, move |result| match result {
                Ok(()) => {
                    link::strip_code_from_address();
                    set_redeeming.set(Redeeming::Done);
                }
                Err(failure) => {
                    let is_over = !matches!(failure, Failure::Link(LinkProblem::Full));
                    if matches!(failure, Failure::Link(_)) && is_over {
                        link::strip_code_from_address();
                    }
                    set_redeeming.set(Redeeming::Failed(failure));
                }
            });
        })
    };
    {
        let redeem = redeem.clone();
        use_effect_with(app.opening == Opening::Ready, move |is_open| {
            if *is_open {
                redeem.emit(LinkFor::This);
            }
        });
    }
    let may_retry = matches!(
        &*redeeming,
        Redeeming::Failed(
            Failure::Offline
                | Failure::Storage
                | Failure::StorageFull
                | Failure::Link(LinkProblem::Full)
        )
    );
    let is_of_another = matches!(
        &*redeeming,
        Redeeming::Failed(Failure::Link(LinkProblem::OtherPerson))
    );
    let is_answered = !matches!(
        *redeeming,
        Redeeming::Asking | Redeeming::NotYet | Redeeming::Naming
    );
    let is_open = !name.borrow().is_empty();
    // What it is told soon says more.
    let waits =
        *redeeming == Redeeming::Done && app.status.phase == Phase::Refused(Refused::Awaiting);
    let on_named = {
        let redeem = redeem.clone();
        Callback::from(move |named: String| {
            *name.borrow_mut() = named;
            redeem.emit(LinkFor::This);
        })
    };
    html! {
        <Page route={Route::Enrol} testid="page-enrol">
            if !waits { { outcome(&t, &redeeming, is_open) } }
            if *redeeming == Redeeming::Naming { <Naming {on_named} /> }
            if waits { { awaiting(&t, &app) } }
            if matches!(&*redeeming, Redeeming::Failed(Failure::Unreceipted(_))) {
                <EscapeCard />
            }
            if is_answered {
                { whose(&t, &app) }
                if is_of_another {
                    { choice(&t, &app, &redeem) }
                }
                <div class="action-bar">
                    if may_retry {
                        <button
                            type="button" class="button button-primary" data-testid="retry"
                            onclick={redeem.reform(move |_: MouseEvent| *last.borrow())}
                        >
                            { t.text("enrol.retry") }
                        </button>
                    }
                    if is_of_another {
                        { beside(&t, &redeem) }
                    } else {
                        { way_on(&t, app.identity.is_some()) }
                    }
                </div>
            }
        </Page>
    }
}

fn outcome(t: &Translator, redeeming: &Redeeming, is_open: bool) -> Html {
    match redeeming {
        Redeeming::NotYet => skeleton(t),
        Redeeming::Naming => Html::default(),
        Redeeming::Asking => note(Tone::Info, "enrolling", t.text("enrol.asking")),
        Redeeming::Done => banner(
            Tone::Good,
            "enrolled",
            t.text("enrol.done"),
            t.text(if is_open {
                "enrol.done_open"
            } else {
                "enrol.done_text"
            }),
            Html::default(),
        ),
        Redeeming::Failed(failure) => failure_banner(t, failure),
        Redeeming::NoCode => note(Tone::Waiting, "no-code", t.text("enrol.no_code")),
    }
}

#[derive(PartialEq, Properties)]
struct NamingProps {
    on_named: Callback<String>,
}

/// Asks for the name of whoever comes by an open link.
#[component]
fn Naming(props: &NamingProps) -> Html {
    let t = use_translator();
    let name = use_state(String::new);
    let is_missing = use_state_eq(|| false);
    let on_input = {
        let (set_name, set_missing) = (name.setter(), is_missing.setter());
        Callback::from(move |typed| {
            set_name.set(typed);
            set_missing.set(false);
        })
    };
    let onsubmit = {
        let (named, set_missing) = (name.trim().to_owned(), is_missing.setter());
        let on_named = props.on_named.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            set_missing.set(named.is_empty());
            if !named.is_empty() {
                on_named.emit(named.clone());
            }
        })
    };
    let error = is_missing.then(|| AttrValue::Static(t.problem(Problem::Missing)));
    html! {
        <form class="stack" novalidate=true {onsubmit}>
            <p>{ t.text("enrol.name_why") }</p>
            <Field
                name="person_name" label={t.text("enrol.name")} hint={t.text("enrol.name_hint")}
                value={(*name).clone()} {error} {on_input}
            />
            <div class="action-bar">
                <button type="submit" class="button button-primary" data-testid="begin">
                    { t.text("enrol.begin") }
                </button>
            </div>
        </form>
    }
}

/// Who has the phone.
fn whose(t: &Translator, app: &AppState) -> Html {
    let Some(identity) = app.identity.as_deref() else {
        return Html::default();
    };
    html! {
        <p data-testid="whose">
            { t.fill(if app.seats.len() > 1 { "seats.here" } else { "enrol.whose" }, &[
                ("name", &identity.person_name),
                ("commune", &identity.commune_name),
            ]) }
        </p>
    }
}

/// What becomes of whoever has the phone when the link is for somebody else.
fn choice(t: &Translator, app: &AppState, redeem: &Callback<LinkFor>) -> Html {
    html! {
        <>
            <p>{ t.text("seats.join_text") }</p>
            if app.identity.is_some() {
                <section class="card">
                    <p>{ t.text("seats.instead_text") }</p>
                    <button
                        type="button" class="button button-danger" data-testid="enrol-instead"
                        onclick={redeem.reform(|_: MouseEvent| LinkFor::Instead)}
                    >
                        { t.text("seats.instead") }
                    </button>
                </section>
            }
            <RouteLink to={Route::Households} class={classes!("button", "button-quiet")}>
                { t.text("seats.stay") }
            </RouteLink>
        </>
    }
}

fn beside(t: &Translator, redeem: &Callback<LinkFor>) -> Html {
    html! {
        <button
            type="button" class="button button-primary" data-testid="enrol-another"
            onclick={redeem.reform(|_: MouseEvent| LinkFor::Another)}
        >
            { t.text("seats.join") }
        </button>
    }
}

fn way_on(t: &Translator, is_enrolled: bool) -> Html {
    if is_enrolled {
        html! {
            <RouteLink
                to={Route::Households} class={classes!("button", "button-primary")}
                testid="to-households"
            >
                { t.text("enrol.to_households") }
            </RouteLink>
        }
    } else {
        html! {
            <RouteLink to={Route::Households} class={classes!("button")}>
                { t.text("enrol.other_link") }
            </RouteLink>
        }
    }
}

//! Redeems an enrolment link.

use chungtay_shared::phone::message::{Failure, Identity};
use yew::prelude::*;

use crate::components::{Tone, banner, note};
use crate::hooks::{use_app, use_store};
use crate::i18n::{Translator, use_translator};
use crate::platform::link;
use crate::route::Route;
use crate::state::Opening;
use crate::widgets::{EscapeCard, Page, RouteLink, failure_banner, skeleton};

#[derive(Debug, Clone, PartialEq)]
enum Redeeming {
    /// The store is not open yet.
    NotYet,
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
/// the server has answered, so that a reload in between tries again.
#[component]
pub(crate) fn Enrol() -> Html {
    let t = use_translator();
    let app = use_app();
    let store = use_store();
    let redeeming = use_state_eq(|| Redeeming::NotYet);
    let redeem = {
        let set_redeeming = redeeming.setter();
        Callback::from(move |()| {
            let Some(code) = link::code_in_address() else {
                set_redeeming.set(Redeeming::NoCode);
                return;
            };
            set_redeeming.set(Redeeming::Asking);
            let set_redeeming = set_redeeming.clone();
            store.enrol(code, move |result| match result {
                Ok(()) => {
                    link::strip_code_from_address();
                    set_redeeming.set(Redeeming::Done);
                }
                Err(failure) => {
                    if matches!(failure, Failure::Link(_)) {
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
                redeem.emit(());
            }
        });
    }
    let may_retry = matches!(
        &*redeeming,
        Redeeming::Failed(Failure::Offline | Failure::Storage | Failure::StorageFull)
    );
    let is_answered = !matches!(*redeeming, Redeeming::Asking | Redeeming::NotYet);
    html! {
        <Page route={Route::Enrol} testid="page-enrol">
            { outcome(&t, &redeeming) }
            if matches!(&*redeeming, Redeeming::Failed(Failure::Unreceipted(_))) {
                <EscapeCard />
            }
            if is_answered {
                { for app.identity.as_deref().map(|identity| whose(&t, identity)) }
                <div class="action-bar">
                    if may_retry {
                        <button
                            type="button" class="button button-primary" data-testid="retry"
                            onclick={redeem.reform(|_: MouseEvent| ())}
                        >
                            { t.text("enrol.retry") }
                        </button>
                    }
                    { way_on(&t, app.identity.is_some()) }
                </div>
            }
        </Page>
    }
}

fn outcome(t: &Translator, redeeming: &Redeeming) -> Html {
    match redeeming {
        Redeeming::NotYet => skeleton(t),
        Redeeming::Asking => note(Tone::Info, "enrolling", t.text("enrol.asking")),
        Redeeming::Done => banner(
            Tone::Good,
            "enrolled",
            t.text("enrol.done"),
            t.text("enrol.done_text"),
            Html::default(),
        ),
        Redeeming::Failed(failure) => failure_banner(t, failure),
        Redeeming::NoCode => note(Tone::Waiting, "no-code", t.text("enrol.no_code")),
    }
}

fn whose(t: &Translator, identity: &Identity) -> Html {
    html! {
        <p data-testid="whose">
            { t.fill("enrol.whose", &[
                ("name", &identity.person_name),
                ("commune", &identity.commune_name),
            ]) }
        </p>
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

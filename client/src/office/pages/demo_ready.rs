//! The invented commune is there: the links of its two phones and of its city's office, shown once.

use std::rc::Rc;

use chungtay_shared::api::DemoReady;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::use_translator;
use crate::office::door::Door;
use crate::office::invite_card::InviteCard;
use crate::office::remote::use_shell;
use crate::office::route::Route;
use crate::office::shell::ShellAction;

/// What was made.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The session and the links.
    pub(crate) ready: Rc<DemoReady>,
    /// The person goes on.
    pub(crate) on_go: Callback<()>,
}

/// Shows the links and goes on to the office.
#[component]
pub(crate) fn DemoReadyPage(props: &Props) -> Html {
    let t = use_translator();
    let shell = use_shell();
    let navigator = use_navigator().expect("pages stand inside the router");
    let onclick = {
        let (dispatcher, on_go) = (shell.dispatcher(), props.on_go.clone());
        let session = props.ready.session.clone();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(ShellAction::SignedIn(session.clone()));
            navigator.replace(&Route::Overview);
            on_go.emit(());
        })
    };
    let title = t.fill(
        "office.demo.title",
        &[("commune", &props.ready.session.commune_name)],
    );
    html! {
        <Door {title} testid="page-demo-ready" wide=true>
            <Banner tone={Tone::Waiting} testid="synthetic">
                <p>{ t.text("app.synthetic") }</p>
            </Banner>
            <p class="lead">{ t.text("office.demo.what") }</p>
            <div class="choices">
                { for props.ready.volunteers.iter().enumerate().map(|(number, invite)| html! {
                    <InviteCard {number} invite={invite.clone()} />
                }) }
            </div>
            <p class="lead">{ t.text("office.demo.city") }</p>
            <div class="choices" data-testid="city-invite">
                <InviteCard
                    number={props.ready.volunteers.len()} invite={props.ready.city.clone()}
                />
            </div>
            <p class="lead">{ t.text("office.demo.colleagues") }</p>
            <div class="choices" data-testid="colleague-invites">
                { for (props.ready.volunteers.len() + 1..).zip(&props.ready.colleagues).map(
                    |(number, invite)| html! { <InviteCard {number} invite={invite.clone()} /> },
                ) }
            </div>
            <p class="actions">
                <button type="button" class="button button-primary" {onclick} data-testid="go-on">
                    { t.text("office.demo.go") }
                </button>
            </p>
        </Door>
    }
}

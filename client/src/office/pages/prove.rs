//! A link was opened to an account that has a password and an authenticator: both are asked for.

use std::rc::Rc;

use chungtay_shared::api::Session;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::door::Door;
use crate::office::prove_form::ProveForm;

/// Whose account.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Who is half signed in.
    pub(crate) session: Rc<Session>,
}

/// Asks for both.
#[component]
pub(crate) fn Prove(props: &Props) -> Html {
    let t = use_translator();
    html! {
        <Door title={t.text("office.prove.title")} testid="page-prove">
            <p class="lead">
                { &props.session.person_name }{ " · " }{ &props.session.commune_name }
            </p>
            <ProveForm both=true />
            <p class="hint">{ t.text("office.prove.lost") }</p>
        </Door>
    }
}

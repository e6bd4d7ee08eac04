//! The register: hamlets and what became of them, organisations the unit works with, and all that was
//! said of both.

mod change;
mod communes;
pub(in crate::office) mod day;
mod hamlets;
mod new_hamlet;
mod new_organisation;
mod organisations;
mod said;

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::register::RegisterPage;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::data_view::data_view;
use crate::office::remote::{use_remote, use_shell};
use communes::Communes;
use hamlets::Hamlets;
use organisations::Organisations;
use said::SaidSoFar;

/// Hamlets and organisations. A unit that only keeps other units has no hamlets.
#[component]
pub(crate) fn Register() -> Html {
    let t = use_translator();
    let keeps_units = use_shell().keeps_units();
    let remote = use_remote::<RegisterPage>(path::REGISTER.to_owned());
    let (heading, what) = if keeps_units {
        ("office.register.heading_city", "office.register.what_city")
    } else {
        ("office.register.heading", "office.register.what")
    };
    html! {
        <>
            <h1>{ t.text(heading) }</h1>
            <p class="lead">{ t.text(what) }</p>
            { data_view(&t, &remote, |_| html! {
                { for remote.data.iter().map(|page| html! {
                    <>
                        if !keeps_units { <Hamlets page={Rc::clone(page)} /> }
                        if !keeps_units { <Communes page={Rc::clone(page)} /> }
                        <Organisations page={Rc::clone(page)} />
                        <SaidSoFar page={Rc::clone(page)} />
                    </>
                }) }
            }) }
        </>
    }
}

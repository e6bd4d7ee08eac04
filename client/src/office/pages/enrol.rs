//! Opens the office in this browser by an enrolment link.

use chungtay_shared::api::{EnrolRequest, Enrolled, path};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::use_translator;
use crate::office::door::Door;
use crate::office::failure::Failure;
use crate::office::route::Route;
use crate::office::{browser, device_name, http, words};

/// How the link goes.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    /// The link carries no code.
    NoCode,
    /// The browser cannot make an identity for itself.
    NoChance,
    /// It is being redeemed.
    Redeeming,
    /// It was a volunteer's link, for a phone.
    ForAPhone,
    /// It was not redeemed.
    Failed(Failure),
}

/// Redeems the code behind `#`, which at once leaves the address.
#[component]
pub(crate) fn Enrol() -> Html {
    let t = use_translator();
    let navigator = use_navigator().expect("pages stand inside the router");
    // Kept here until it is used up, so that a lost network costs no new link.
    let code = use_mut_ref(browser::take_fragment);
    let outcome = use_state_eq(|| Outcome::Redeeming);
    let redeem = {
        let outcome = outcome.setter();
        Callback::from(move |()| {
            let Some(code) = code.borrow().clone() else {
                outcome.set(Outcome::NoCode);
                return;
            };
            let Some(actor) = browser::new_actor() else {
                outcome.set(Outcome::NoChance);
                return;
            };
            let device_name = device_name::of_user_agent(&browser::user_agent());
            let request = EnrolRequest {
                code,
                actor,
                device_name,
                returning: None,
                person_name: String::new(),
                key: None,
            };
            outcome.set(Outcome::Redeeming);
            let (outcome, navigator) = (outcome.clone(), navigator.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match http::post::<Enrolled>(path::ENROL, &request).await {
                    // What the unit is for only the session says: as soon as no link is redeemed any
                    // more, the office asks who is signed in, until it is told.
                    Ok(enrolled) if enrolled.role.is_office() => {
                        navigator.replace(&Route::Overview);
                    }
                    Ok(_) => outcome.set(Outcome::ForAPhone),
                    Err(failure) => outcome.set(Outcome::Failed(failure)),
                }
            });
        })
    };
    {
        let redeem = redeem.clone();
        use_effect_with((), move |()| redeem.emit(()));
    }
    let again = redeem.reform(|_: MouseEvent| ());
    let problem = |text: String| {
        html! {
            <Banner tone={Tone::Problem} testid="enrol-problem"><p>{ text }</p></Banner>
        }
    };
    html! {
        <Door title={t.text("office.enrol.title")} testid="page-enrol">
            { match &*outcome {
                Outcome::Redeeming => html! {
                    <p role="status">{ t.text("office.enrol.redeeming") }</p>
                },
                Outcome::NoCode => problem(t.text("office.enrol.no_code").to_owned()),
                Outcome::NoChance => problem(t.text("office.enrol.no_chance").to_owned()),
                Outcome::ForAPhone => problem(t.text("office.enrol.for_a_phone").to_owned()),
                Outcome::Failed(failure) => html! {
                    <>
                        { problem(words::failure(&t, failure)) }
                        if !matches!(failure, Failure::Refused { .. }) {
                            <button type="button" class="button button-primary" onclick={again}>
                                { t.text("office.again") }
                            </button>
                        }
                        <p>{ t.text("office.sign_in.server_how") }</p>
                        <pre class="command"><code>{ t.text("office.sign_in.command") }</code></pre>
                    </>
                },
            } }
        </Door>
    }
}

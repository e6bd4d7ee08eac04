//! Warns while a household is typed that it looks like one on the list, and lets the officer go on.

use chungtay_shared::api::path;
use chungtay_shared::api::register_household::{Lookalikes, SimilarHousehold};
use chungtay_shared::household::Profile;
use chungtay_shared::id::DocId;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::route::Route;
use super::route_link::RouteLink;
use super::{http, words};
use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};

/// How long nothing may be typed before it is looked for.
const TYPING_PAUSE_MS: u32 = 300;

/// What is known so far.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Of the household that is typed.
    pub(crate) profile: Profile,
    /// The household it was part of.
    #[prop_or_default]
    pub(crate) except: Option<DocId>,
}

/// Households that look like it; nothing when it looks like nobody.
#[component]
pub(crate) fn LookalikeWarning(props: &Props) -> Html {
    let t = use_translator();
    let found = use_state_eq(Vec::<SimilarHousehold>::new);
    let asked = Lookalikes {
        profile: props.profile.clone(),
        except: props.except,
    };
    let set = found.setter();
    use_effect_with((asked.profile.clone(), asked.except), move |_| {
        let newest = std::rc::Rc::new(());
        let still_wanted = std::rc::Rc::downgrade(&newest);
        let timeout = Timeout::new(TYPING_PAUSE_MS, move || {
            spawn_local(async move {
                let read = http::post::<Vec<SimilarHousehold>>(path::LOOKALIKES, &asked).await;
                // Who is not warned can go on all the same; the review finds them together later.
                if still_wanted.upgrade().is_some() {
                    set.set(read.unwrap_or_default());
                }
            });
        });
        move || drop((timeout, newest))
    });
    let count = found.len() as u64;
    html! {
        <div aria-live="polite">
            if !found.is_empty() {
                <Banner tone={Tone::Waiting} testid="lookalikes">
                    <p>{ words::counted(&t, "office.lookalikes.title", count) }</p>
                    <ul>{ for found.iter().map(|line| lookalike(&t, line)) }</ul>
                </Banner>
            }
        </div>
    }
}

fn lookalike(t: &Translator, line: &SimilarHousehold) -> Html {
    let born = line.birth_year.map(|year| {
        let year = year.to_string();
        t.fill("office.household_choice.born", &[("year", &year)])
    });
    let reasons = line.reasons.iter();
    let reasons: Vec<&str> = reasons
        .map(|reason| t.choice("lookalike", reason.code()))
        .collect();
    let known = words::joined(&[&line.hamlet, &born.unwrap_or_default(), &reasons.join(", ")]);
    html! {
        <li key={line.id.to_string()}>
            <RouteLink to={Route::Household { id: line.id }} testid="lookalike">
                { &line.head_name }
            </RouteLink>
            { " · " }{ known }
        </li>
    }
}

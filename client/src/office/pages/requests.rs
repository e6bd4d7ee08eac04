//! The register of what people ask of the data that are kept about them.

mod answer;
mod days;
pub(crate) mod due;
mod line;
mod new;

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::requests::RequestsPage;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::data_view::data_view;
use crate::office::remote::use_remote;
use days::Days;
use line::Line;
use new::New;

/// The register: what presses first, then what has ended.
#[component]
pub(crate) fn Requests() -> Html {
    let t = use_translator();
    let remote = use_remote::<RequestsPage>(path::REQUESTS.to_owned());
    let noted = use_state_eq(String::new);
    let on_said = {
        let noted = noted.setter();
        Callback::from(move |words: String| noted.set(words))
    };
    html! {
        <>
            <h1>{ t.text("office.requests.heading") }</h1>
            <p class="lead">{ t.text("office.requests.what") }</p>
            { data_view(&t, &remote, |page| html! {
                <>
                    <New today={page.today} on_said={on_said.clone()} />
                    <p role="status" data-testid="request-said">{ &*noted }</p>
                    if page.lines.is_empty() {
                        <p class="empty">{ t.text("office.requests.none") }</p>
                    }
                    { for page.lines.iter().map(|line| html! {
                        <Line key={line.n} line={Rc::new(line.clone())} on_said={on_said.clone()} />
                    }) }
                    <Days days={Rc::new(page.days.clone())} on_said={on_said.clone()} />
                </>
            }) }
        </>
    }
}

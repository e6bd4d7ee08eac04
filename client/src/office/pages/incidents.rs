//! What has happened to personal data: each incident with its clock of 72 hours, its draft and its notice.

mod form;
mod line;
mod say;

use std::rc::Rc;

use chungtay_shared::api::incidents::IncidentsPage;
use chungtay_shared::api::path;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::data_view::data_view;
use crate::office::disclosure::Disclosure;
use crate::office::remote::use_remote;
use form::Form;
use line::Line;

/// Every incident, those that wait for their notice first.
#[component]
pub(crate) fn Incidents() -> Html {
    let t = use_translator();
    let remote = use_remote::<IncidentsPage>(path::INCIDENTS.to_owned());
    let open = use_state_eq(|| false);
    let said = use_state_eq(String::new);
    let on_said = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let on_begun = {
        let (open, on_said) = (open.setter(), on_said.clone());
        Callback::from(move |words: String| {
            open.set(false);
            on_said.emit(words);
        })
    };
    html! {
        <>
            <h1>{ t.text("office.incidents.heading") }</h1>
            <p class="lead">{ t.text("office.incidents.what") }</p>
            <Disclosure
                id="new-incident" label={t.text("office.incidents.new")} testid="new-incident"
                open={*open} {on_toggle}
            >
                <div class="card"><Form on_said={on_begun} /></div>
            </Disclosure>
            <p role="status" data-testid="incident-said">{ &*said }</p>
            { data_view(&t, &remote, |page| html! {
                <>
                    if page.lines.is_empty() {
                        <p class="empty">{ t.text("office.incidents.none") }</p>
                    }
                    { for page.lines.iter().map(|line| html! {
                        <Line key={line.n} line={Rc::new(line.clone())} on_said={on_said.clone()} />
                    }) }
                </>
            }) }
        </>
    }
}

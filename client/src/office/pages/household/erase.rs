//! Deletion at the household's request: what goes, what stays, and the form that does it.

use chungtay_shared::api::erasure::{EraseHousehold, ErasurePreview};
use chungtay_shared::api::path;
use chungtay_shared::id::DocId;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use crate::components::{Banner, Field, Kind, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{into, use_answer};
use crate::office::data_view::data_view;
use crate::office::disclosure::Disclosure;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;

/// Which household.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Its document.
    pub(super) household: DocId,
}

/// A card whose button shows what deleting comes to.
#[component]
pub(super) fn Erase(props: &Props) -> Html {
    let t = use_translator();
    let open = use_state_eq(|| false);
    let on_toggle = {
        let (now, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!now))
    };
    html! {
        <section class="card no-print" aria-labelledby="erase-heading">
            <h2 id="erase-heading">{ t.text("office.erase.heading") }</h2>
            <p>{ t.text("office.erase.what") }</p>
            <Disclosure
                id="erase" label={t.text("office.erase.open")} testid="erase-open" open={*open}
                {on_toggle}
            >
                <Preview household={props.household} />
            </Disclosure>
        </section>
    }
}

#[component]
fn Preview(props: &Props) -> Html {
    let t = use_translator();
    let id = props.household.to_string();
    let preview = use_remote::<ErasurePreview>(path::ERASE.replace("{id}", &id));
    data_view(&t, &preview, |preview| {
        html! {
            <>
                { goes(&t, preview) }
                { stays(&t, preview) }
                if preview.forbids.is_empty() {
                    <Form household={props.household} />
                } else {
                    <Banner tone={Tone::Problem} testid="erase-forbidden">
                        { for preview.forbids.iter().map(|problem| html! {
                            <p>{ t.choice("office.erase.forbids", &problem.field) }</p>
                        }) }
                    </Banner>
                }
            </>
        }
    })
}

/// What goes, counted.
fn goes(t: &Translator, preview: &ErasurePreview) -> Html {
    let counts = [
        ("changes", preview.changes),
        ("visits", preview.visits),
        ("handovers", preview.handovers),
        ("set_aside", preview.set_aside),
        ("left_rows", preview.left_rows),
    ];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    html! {
        <>
            <h3>{ t.text("office.erase.goes") }</h3>
            <p>{ t.text("office.erase.goes_what") }</p>
            <ul data-testid="erase-goes">
                { for counts.map(|(what, count)| html! {
                    <li>{ t.choice("office.erase.count", what) }{ ": " }{ t.number(*count) }</li>
                }) }
            </ul>
        </>
    }
}

/// What stays, and whose records name the household.
fn stays(t: &Translator, preview: &ErasurePreview) -> Html {
    let named_by = preview.named_by.iter().map(|other| {
        html! {
            <li>
                <RouteLink to={Route::Household { id: other.household }}>
                    { &other.head_name }
                </RouteLink>
            </li>
        }
    });
    html! {
        <>
            <h3>{ t.text("office.erase.stays") }</h3>
            <p>{ t.text("office.erase.stays_what") }</p>
            if !preview.named_by.is_empty() {
                <p>{ t.text("office.erase.named_by") }</p>
                <ul>{ for named_by }</ul>
            }
        </>
    }
}

#[component]
fn Form(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let navigator = use_navigator().expect("pages stand inside the router");
    let (head_name, request, reason) = (
        use_state_eq(String::new),
        use_state_eq(String::new),
        use_state_eq(String::new),
    );
    let onsubmit = {
        let path = path::ERASE.replace("{id}", &props.household.to_string());
        let answer = answer.clone();
        let wanted = EraseHousehold {
            head_name: (*head_name).clone(),
            request: (*request).clone(),
            reason: (*reason).clone(),
        };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let navigator = navigator.clone();
            answer.send(path.clone(), wanted.clone(), move || {
                navigator.push(&Route::Households);
            });
        })
    };
    let is_another = answer.error(&t, "head_name").is_some();
    html! {
        <form class="stack" novalidate=true {onsubmit} data-testid="erase-form">
            <Field
                name="erase-request" label={t.text("office.erase.request")} kind={Kind::Line}
                value={(*request).clone()} error={answer.error(&t, "request")}
                on_input={into(&request)}
            />
            { answer.reason_field(&t, "erase", t.text("office.erase.reason"), &reason) }
            <Field
                name="erase-head-name" label={t.text("office.erase.head_name")} kind={Kind::Line}
                value={(*head_name).clone()}
                error={is_another.then(|| AttrValue::from(t.text("office.erase.another_name")))}
                on_input={into(&head_name)}
            />
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-danger" disabled={answer.is_busy()}
                    data-testid="erase"
                >
                    { t.text("office.erase.do") }
                </button>
            </p>
        </form>
    }
}

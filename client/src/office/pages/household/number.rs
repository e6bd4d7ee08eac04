//! The personal number: its last digits, and the whole of it for whoever says that they need it.

use chungtay_shared::api::{NumberOf, path};
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::http;
use crate::office::if_may::IfMay;
use crate::office::task::use_task;
use crate::office::words;

/// Whose number.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The record's document.
    pub(super) record: DocId,
    /// What is shown before anybody asks.
    pub(super) masked: String,
}

/// The number with a button; what it shows goes with the page.
#[component]
pub(super) fn Number(props: &Props) -> Html {
    let t = use_translator();
    let task = use_task();
    let whole = use_state_eq(|| None::<String>);
    let onclick = {
        let (task, whole, record) = (task.clone(), whole.setter(), props.record);
        Callback::from(move |_: MouseEvent| {
            let path = path::NUMBERS.replace("{id}", &record.to_string());
            let whole = whole.clone();
            let asked = async move { http::post::<Vec<NumberOf>>(&path, &()).await };
            task.run(asked, move |numbers| {
                let found = numbers.into_iter().find(|number| number.record == record);
                whole.set(found.map(|found| found.number));
            });
        })
    };
    if let Some(whole) = &*whole {
        return html! { <span data-testid="number">{ whole }</span> };
    }
    html! {
        <>
            <span data-testid="number">{ &props.masked }</span>{ " " }
            <IfMay post={path::NUMBERS}>
                <button
                    type="button" class="button button-small no-print" disabled={task.is_busy()}
                    {onclick} data-testid="show-number"
                >
                    { t.text("office.household.show_number") }
                </button>
            </IfMay>
            if let Some(failure) = task.failure() {
                <p class="error" role="alert">{ words::failure(&t, failure) }</p>
            }
        </>
    }
}

//! Aid that takes time for this household: its cases with their steps and payments, and the ways to open
//! one, to go on with it, to stop it and to pay.

mod case;
mod open_case;
mod parts;
mod step;
mod step_fields;

use chungtay_shared::api::{HouseholdDetail, path};
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::if_may::IfMay;
use case::CaseCard;
use open_case::OpenCaseForm;

/// Whose cases.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The household.
    pub(super) detail: HouseholdDetail,
}

/// A card with its cases, the newest first. Of a second record no further one is opened: the household is
/// kept in the other one.
#[component]
pub(super) fn Supports(props: &Props) -> Html {
    let t = use_translator();
    let said = use_state_eq(String::new);
    let household = &props.detail.household;
    let on_said = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    html! {
        <section class="card" aria-labelledby="supports" data-testid="supports">
            <h2 id="supports">{ t.text("office.support.heading") }</h2>
            if household.cases.is_empty() {
                <p class="empty">{ t.text("office.support.none") }</p>
            }
            { for household.cases.iter().map(|file| html! {
                <CaseCard
                    key={file.case.id.to_string()} case={file.case.id}
                    detail={props.detail.clone()} on_said={on_said.clone()}
                />
            }) }
            <div class="stack">
                <p role="status" data-testid="support-said">{ &*said }</p>
                if household.merged_into().is_none() {
                    <IfMay post={path::SUPPORTS}>
                        <OpenCaseForm household={household.id} {on_said} />
                    </IfMay>
                }
            </div>
        </section>
    }
}

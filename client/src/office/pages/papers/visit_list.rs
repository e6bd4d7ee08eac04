//! The list of households to visit: of which hamlet, of whom, since when nobody was there.

use chungtay_shared::api::path;
use chungtay_shared::api::rounds::Holder;
use yew::prelude::*;

use super::address;
use crate::components::{Choice, Field, Kind};
use crate::i18n::use_translator;
use crate::office::select_field::SelectField;

/// What the list can be narrowed to.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Hamlets, with all of them first.
    pub(super) hamlets: Vec<Choice>,
    /// Phones that may hold rights.
    pub(super) phones: Vec<Holder>,
}

/// A card with the choices and the way to get the list.
#[component]
pub(super) fn VisitListForm(props: &Props) -> Html {
    let t = use_translator();
    let hamlet = use_state_eq(String::new);
    let holder = use_state_eq(String::new);
    let since = use_state_eq(String::new);
    let set = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |value: String| state.set(value))
    };
    let narrowed = [
        ("hamlet", hamlet.as_str()),
        ("holder", holder.as_str()),
        ("unvisited_since", since.as_str()),
    ];
    let href = address(path::VISIT_LIST, &narrowed);
    let phones = props.phones.iter().map(|phone| {
        let label = format!("{} ({})", phone.person_name, phone.device_name);
        Choice::new(phone.actor.to_string(), label)
    });
    let everybody = Choice::new("", t.text("office.papers.everybody"));
    let holders: Vec<Choice> = std::iter::once(everybody).chain(phones).collect();
    html! {
        <section class="card" aria-labelledby="visit-list">
            <h2 id="visit-list">{ t.text("office.papers.visits") }</h2>
            <p>{ t.text("office.papers.visits_what") }</p>
            <div class="form-row">
                <SelectField
                    name="visits_hamlet" label={t.text("office.col.hamlet")}
                    choices={props.hamlets.clone()} chosen={(*hamlet).clone()}
                    on_choose={set(&hamlet)}
                />
                <SelectField
                    name="visits_holder" label={t.text("office.papers.holder")} choices={holders}
                    chosen={(*holder).clone()} on_choose={set(&holder)}
                />
                <Field
                    name="visits_since" label={t.text("office.papers.unvisited_since")}
                    kind={Kind::Date} optional=true value={(*since).clone()} on_input={set(&since)}
                />
            </div>
            <p class="actions">
                <a class="button" {href} download="" data-testid="visit-list">
                    { t.text("office.papers.get_excel") }
                </a>
            </p>
        </section>
    }
}

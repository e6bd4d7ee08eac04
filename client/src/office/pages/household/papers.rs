//! Papers about the household that the office takes as files.

use chungtay_shared::api::path;
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::i18n::Translator;

/// A card with a link to each.
pub(super) fn papers(t: &Translator, household: DocId) -> Html {
    let link = |path: &str, testid: &'static str, label: &str| {
        let href = path.replace("{id}", &household.to_string());
        html! {
            <a class="button" {href} download="" data-testid={testid}>{ t.text(label) }</a>
        }
    };
    html! {
        <section class="card no-print" aria-labelledby="papers">
            <h2 id="papers">{ t.text("office.household.papers") }</h2>
            <p>{ t.text("office.household.papers_what") }</p>
            <p class="actions">
                { link(path::HOUSEHOLD_SHEET, "household-sheet", "office.household.sheet") }
                { " " }
                { link(path::SURVEY_FORM, "survey-form", "office.household.survey") }
            </p>
        </section>
    }
}

//! How a wording reads with today's figures.

use chungtay_shared::wording::Said;
use yew::prelude::*;

use crate::i18n::Translator;

/// The report's text as it will stand on paper; tables by their names.
pub(super) fn preview(t: &Translator, said: &[Said]) -> Html {
    html! {
        <section class="stack" aria-labelledby="wording-preview">
            <h3 id="wording-preview">{ t.text("office.wording.preview") }</h3>
            <div
                class="wording-paper" lang="vi" tabindex="0" role="group"
                aria-labelledby="wording-preview" data-testid="wording-preview"
            >
                { for said.iter().map(|said| line(t, said)) }
            </div>
        </section>
    }
}

fn line(t: &Translator, said: &Said) -> Html {
    match said {
        Said::Section(title) | Said::Heading(title) => html! { <p><strong>{ title }</strong></p> },
        Said::Paragraph(text) | Said::Lead(text) => html! { <p>{ text }</p> },
        Said::ToWrite => html! { <p class="wording-dots" aria-hidden="true">{ "……………………" }</p> },
        Said::Table(field) => {
            let name = t.choice("office.wording_field", field.code());
            html! {
                <p class="wording-table">{ t.fill("office.wording.table", &[("name", name)]) }</p>
            }
        }
    }
}

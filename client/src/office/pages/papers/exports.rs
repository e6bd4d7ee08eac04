//! Tables for other programs.

use chungtay_shared::api::lists::Export;
use chungtay_shared::api::path;
use yew::prelude::*;

use crate::i18n::Translator;

/// A card with a link to each.
pub(super) fn exports(t: &Translator) -> Html {
    let link = |what: &Export| {
        let code = what.code();
        html! {
            <li key={code}>
                <a
                    class="button" href={path::EXPORT.replace("{id}", code)} download=""
                    data-testid={format!("export-{code}")}
                >
                    { t.choice("office.papers.export", code) }
                </a>
            </li>
        }
    };
    html! {
        <section class="card" aria-labelledby="exports">
            <h2 id="exports">{ t.text("office.papers.exports") }</h2>
            <p>{ t.text("office.papers.exports_what") }</p>
            <ul class="links">{ for Export::ALL.iter().map(link) }</ul>
        </section>
    }
}

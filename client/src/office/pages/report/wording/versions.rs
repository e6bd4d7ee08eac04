//! The versions that were saved, the newest first, and the way back to any of them.

use chungtay_shared::api::report::WordingPage;
use chungtay_shared::wording::{Version, WordingKind};
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::words;

/// Each version can be taken into the editor again; so can the wording the program comes with.
pub(super) fn versions(
    t: &Translator,
    page: &WordingPage,
    kind: WordingKind,
    type_in: &Callback<String>,
) -> Html {
    let take = |text: &'static str| type_in.reform(move |_: MouseEvent| text.to_owned());
    let newest = page.versions.last().map(|version| version.n);
    html! {
        <section class="stack" aria-labelledby="wording-versions">
            <h3 id="wording-versions">{ t.text("office.wording.versions") }</h3>
            <p class="actions">
                <button
                    type="button" class="button button-small" onclick={take(kind.standard())}
                    data-testid="wording-standard"
                >
                    { t.text("office.wording.standard") }
                </button>
            </p>
            if page.versions.is_empty() {
                <p class="hint">{ t.text("office.wording.only_standard") }</p>
            } else {
                <ol class="wording-versions" data-testid="wording-versions">
                    { for page.versions.iter().rev().map(|version| {
                        one(t, version, Some(version.n) == newest, kind, type_in)
                    }) }
                </ol>
            }
        </section>
    }
}

fn one(
    t: &Translator,
    version: &Version,
    is_in_use: bool,
    kind: WordingKind,
    type_in: &Callback<String>,
) -> Html {
    let number = t.number(version.n);
    let key = if version.text.is_some() {
        "office.wording.version"
    } else {
        "office.wording.version_standard"
    };
    let said = t.fill(
        key,
        &[
            ("n", &number),
            ("who", &version.by),
            ("at", &words::moment(t, version.at)),
        ],
    );
    let text = version.text.clone();
    let take = type_in
        .reform(move |_: MouseEvent| text.clone().unwrap_or_else(|| kind.standard().to_owned()));
    html! {
        <li key={version.n.to_string()}>
            <span>{ said }</span>
            { " " }
            if is_in_use {
                <strong>{ t.text("office.wording.in_use") }</strong>
            }
            { " " }
            <button
                type="button" class="link-button" onclick={take}
                aria-label={t.fill("office.wording.take_version", &[("n", &number)])}
            >
                { t.text("office.wording.take") }
            </button>
        </li>
    }
}

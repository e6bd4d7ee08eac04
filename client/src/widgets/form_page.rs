//! The frame of a form about a household: whom it is about, then the form.

use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use super::failure_banner::failure_banner;
use super::page::Page;
use crate::i18n::Translator;
use crate::route::Route;
use crate::state::AppState;

/// The frame of a form about the household `id`.
pub(crate) fn form_page(
    t: &Translator,
    app: &AppState,
    (route, testid): (Route, &'static str),
    id: DocId,
    form: Html,
) -> Html {
    let content = match app.rows.get(id) {
        Some(entry) => html! {
            <>
                <p class="whom" data-testid="whom">
                    <strong>{ &entry.row().head_name }</strong>
                    { whose_place(&entry.row().nickname, &entry.row().hamlet) }
                </p>
                <div class="form">{ form }</div>
            </>
        },
        None => failure_banner(t, &Failure::NotFound),
    };
    html! {
        <Page {route} {testid} has_action_bar={true}>{ content }</Page>
    }
}

fn whose_place(nickname: &str, hamlet: &str) -> String {
    let known = [nickname, hamlet]
        .into_iter()
        .filter(|part| !part.is_empty());
    // The empty beginning puts a dot before the first, behind the name.
    std::iter::once("")
        .chain(known)
        .collect::<Vec<_>>()
        .join(" · ")
}

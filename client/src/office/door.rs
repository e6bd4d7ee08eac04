//! What stands around the few pages that nobody has to be signed in for.

use yew::prelude::*;

use super::layout::LanguageSwitch;
use crate::i18n::use_translator;

/// A page before the office.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its heading.
    pub(crate) title: AttrValue,
    /// Stable name for tests.
    pub(crate) testid: AttrValue,
    /// Whether it needs more room than a column of text.
    #[prop_or_default]
    pub(crate) wide: bool,
    /// What stands in it.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// What stands around a page before the office.
#[component]
pub(crate) fn Door(props: &Props) -> Html {
    let t = use_translator();
    let title = format!("{} · {}", props.title, t.text("app.name"));
    use_effect_with(title, |title| gloo::utils::document().set_title(title));
    html! {
        <div class="office office-door">
            <header class="topbar">
                <p class="topbar-where"><span class="brand">{ t.text("app.name") }</span></p>
                <div class="topbar-who"><LanguageSwitch /></div>
            </header>
            <main
                class={classes!("door", props.wide.then_some("door-wide"))}
                data-testid={props.testid.clone()}
            >
                <h1>{ &props.title }</h1>
                { props.children.clone() }
            </main>
        </div>
    }
}

//! A button that shows what is seldom needed, and hides it again.

use yew::prelude::*;

/// A button, and below it what it shows.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// HTML id of what it shows.
    pub(crate) id: AttrValue,
    /// What the button says.
    pub(crate) label: AttrValue,
    /// Stable name of the button for tests.
    pub(crate) testid: AttrValue,
    /// Whether it is shown.
    pub(crate) open: bool,
    /// The button was pressed.
    pub(crate) on_toggle: Callback<()>,
    /// What it shows.
    pub(crate) children: Html,
}

/// A button, and below it what it shows.
#[component]
pub(crate) fn Disclosure(props: &Props) -> Html {
    html! {
        <div class="stack">
            <p class="actions">
                <button
                    type="button" class="button" aria-expanded={props.open.to_string()}
                    aria-controls={props.open.then(|| props.id.clone())}
                    onclick={props.on_toggle.reform(|_: MouseEvent| ())}
                    data-testid={props.testid.clone()}
                >
                    { &props.label }
                </button>
            </p>
            if props.open {
                <div id={props.id.clone()}>{ props.children.clone() }</div>
            }
        </div>
    }
}

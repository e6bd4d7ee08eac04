//! A button that shows what is seldom needed, and hides it again.

use yew::prelude::*;

/// A button, and below it what it shows.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// HTML id of what it shows.
    pub(crate) id: AttrValue,
    /// What the button says.
    pub(crate) label: AttrValue,
    /// The same for who hears the button without what stands around it; begins with [`Self::label`].
    #[prop_or_default]
    pub(crate) spoken: Option<AttrValue>,
    /// Whether the button is a small one.
    #[prop_or_default]
    pub(crate) small: bool,
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
                    type="button" class={classes!("button", props.small.then_some("button-small"))}
                    aria-label={props.spoken.clone()} aria-expanded={props.open.to_string()}
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

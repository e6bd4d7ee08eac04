//! A link to a page of the office that does not load the page anew.

use yew::prelude::*;
use yew_router::prelude::*;

use super::remote::use_shell;
use super::route::Route;

/// A link to a page of the office.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The page.
    pub(crate) to: Route,
    /// CSS classes.
    #[prop_or_default]
    pub(crate) class: Classes,
    /// Whether it leads to where the person is.
    #[prop_or_default]
    pub(crate) current: bool,
    /// Stable name for tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
    /// What stands in the link.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A link to a page of the office; where it is another role's, a button is left out and of all else the
/// words stay. With Ctrl or Shift the browser opens it elsewhere.
#[component]
pub(crate) fn RouteLink(props: &Props) -> Html {
    let may_open = use_shell().may_open(&props.to);
    let navigator = use_navigator().expect("links stand inside the router");
    let base = navigator.basename().unwrap_or_default().to_owned();
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
                return;
            }
            event.prevent_default();
            // A row that holds the link and opens the same page must not open it twice.
            event.stop_propagation();
            navigator.push(&to);
        })
    };
    if !may_open {
        return if props.class.contains("button") {
            Html::default()
        } else {
            html! { <span>{ props.children.clone() }</span> }
        };
    }
    html! {
        <a
            href={format!("{base}{}", props.to.to_path())}
            class={props.class.clone()}
            aria-current={props.current.then_some("page")}
            data-testid={props.testid.clone()}
            {onclick}
        >
            { props.children.clone() }
        </a>
    }
}

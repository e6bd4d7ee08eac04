//! A number that opens the list behind it.

use chungtay_shared::api::behind::Behind;
use yew::prelude::*;
use yew_router::prelude::*;

use super::household_list::ListFilter;
use super::kept::{FactFilter, Kept};
use super::remote::use_shell;
use super::route::Route;

/// The list behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Opens {
    /// Households, narrowed to these.
    Households(ListFilter),
    /// Visits and handovers, narrowed to these.
    Facts(FactFilter),
    /// The Fund's entries.
    Fund,
    /// Each unit's part of a number.
    Parts(Behind),
    /// What was recorded in the unit of this code, of which a number consists.
    Within(Behind, String),
}

impl Opens {
    /// The page it stands on.
    fn route(&self) -> Route {
        match self {
            Self::Households(_) => Route::Households,
            Self::Facts(_) => Route::Facts,
            Self::Fund => Route::Fund,
            Self::Parts(of) => Route::Parts { of: *of },
            Self::Within(of, unit) => Route::Within {
                of: *of,
                unit: unit.clone(),
            },
        }
    }
}

/// Which list, and what the number says.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The list behind it.
    pub(crate) opens: Opens,
    /// The same for who hears the number without what stands around it; begins with the number.
    #[prop_or_default]
    pub(crate) spoken: Option<AttrValue>,
    /// Stable name for tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
    /// The number.
    pub(crate) children: Html,
}

/// What the list is narrowed to is set before its page is opened, so that the way back leads here.
#[component]
pub(crate) fn NumberLink(props: &Props) -> Html {
    let kept = use_context::<UseStateHandle<Kept>>().expect("pages stand inside the office");
    let shell = use_shell();
    let navigator = use_navigator().expect("pages stand inside the router");
    if !shell.may_open(&props.opens.route()) {
        return props.children.clone();
    }
    let onclick = {
        let opens = props.opens.clone();
        Callback::from(move |_: MouseEvent| {
            match &opens {
                Opens::Households(filter) => {
                    kept.set(Kept {
                        households: filter.clone(),
                        ..(*kept).clone()
                    });
                }
                Opens::Facts(filter) => {
                    kept.set(Kept {
                        facts: filter.clone(),
                        ..(*kept).clone()
                    });
                }
                Opens::Fund | Opens::Parts(_) | Opens::Within(..) => {}
            }
            navigator.push(&opens.route());
        })
    };
    html! {
        <button
            type="button" class="link-button" {onclick} aria-label={props.spoken.clone()}
            data-testid={props.testid.clone()}
        >
            { props.children.clone() }
        </button>
    }
}

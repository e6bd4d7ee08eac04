//! A small mark with a word in it.

use yew::prelude::*;

use super::Tone;

/// A small mark with a word in it; the colour only repeats what the word says.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// How it is meant.
    #[prop_or_default]
    pub(crate) tone: Tone,
    /// The word.
    pub(crate) label: AttrValue,
    /// Stable name for tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// A small mark with a word in it.
#[component]
pub(crate) fn Badge(props: &Props) -> Html {
    marked(props.tone, props.label.clone(), props.testid.clone())
}

/// The same as [`Badge`], for pages on which every kilobyte is downloaded in the field.
pub(crate) fn badge(tone: Tone, label: impl Into<AttrValue>, testid: &'static str) -> Html {
    marked(tone, label.into(), Some(AttrValue::Static(testid)))
}

fn marked(tone: Tone, label: AttrValue, testid: Option<AttrValue>) -> Html {
    html! {
        <span class={classes!("badge", tone.class())} data-testid={testid}>{ label }</span>
    }
}

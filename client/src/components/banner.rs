//! A message across the page.

use yew::prelude::*;

/// How a message or a badge is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// Normal; also offline, which is normal.
    #[default]
    Plain,
    /// Worth knowing.
    Info,
    /// Done.
    Good,
    /// Waits for something.
    Waiting,
    /// Needs a person.
    Problem,
}

impl Tone {
    /// Its CSS class.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tone-plain",
            Self::Info => "tone-info",
            Self::Good => "tone-good",
            Self::Waiting => "tone-waiting",
            Self::Problem => "tone-problem",
        }
    }
}

/// A message across the page.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// How it is meant. A problem is read out at once, the rest when there is time.
    #[prop_or_default]
    pub(crate) tone: Tone,
    /// Its first line, in bold.
    #[prop_or_default]
    pub(crate) title: Option<AttrValue>,
    /// Stable name for tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
    /// The message.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A message across the page.
#[component]
pub(crate) fn Banner(props: &Props) -> Html {
    message(
        props.tone,
        props.title.clone(),
        props.testid.clone(),
        props.children.clone(),
    )
}

/// A message of one paragraph; a function for pages on which every kilobyte is downloaded in the
/// field.
pub(crate) fn note(tone: Tone, testid: &'static str, text: impl Into<AttrValue>) -> Html {
    let text = text.into();
    message(
        tone,
        None,
        Some(AttrValue::Static(testid)),
        html! { <p>{ text }</p> },
    )
}

/// A message with a title, a paragraph, and what to tap below it.
pub(crate) fn banner(
    tone: Tone,
    testid: &'static str,
    title: impl Into<AttrValue>,
    text: &'static str,
    below: Html,
) -> Html {
    let content = html! { <><p>{ text }</p>{ below }</> };
    message(
        tone,
        Some(title.into()),
        Some(AttrValue::Static(testid)),
        content,
    )
}

fn message(
    tone: Tone,
    title: Option<AttrValue>,
    testid: Option<AttrValue>,
    children: Html,
) -> Html {
    let role = match tone {
        Tone::Problem => "alert",
        Tone::Plain | Tone::Info | Tone::Good | Tone::Waiting => "status",
    };
    html! {
        <div class={classes!("banner", tone.class())} {role} data-testid={testid}>
            if let Some(title) = title {
                <p class="banner-title">{ title }</p>
            }
            { children }
        </div>
    }
}

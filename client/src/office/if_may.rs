//! What only some roles of an office are offered: the server says what it answers whom, and nothing is
//! drawn that it would refuse.

use yew::prelude::*;

use super::remote::use_shell;

/// Something, and what one must be allowed to ask for it.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What it posts, if it does.
    #[prop_or_default]
    pub(crate) post: Option<&'static str>,
    /// What it reads, if it does.
    #[prop_or_default]
    pub(crate) get: Option<&'static str>,
    /// What is there for whoever may.
    pub(crate) children: Html,
}

/// Something that is there for whoever may ask what it asks.
#[component]
pub(crate) fn IfMay(props: &Props) -> Html {
    let shell = use_shell();
    let posts = props.post.is_none_or(|path| shell.may("POST", path));
    let gets = props.get.is_none_or(|path| shell.may("GET", path));
    if posts && gets {
        props.children.clone()
    } else {
        Html::default()
    }
}

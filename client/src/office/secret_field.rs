//! A field for a password or a code, which the browser's own store of passwords knows.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secret {
    /// The password that was chosen.
    Password,
    /// One that is being chosen.
    NewPassword,
    /// A code of the authenticator app, or one for whoever has lost it.
    Code,
}

impl Secret {
    /// HTML's `type` and `autocomplete`.
    const fn html(self) -> (&'static str, &'static str) {
        match self {
            Self::Password => ("password", "current-password"),
            Self::NewPassword => ("password", "new-password"),
            Self::Code => ("text", "one-time-code"),
        }
    }
}

/// A field for a secret.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The field's name; also its HTML id.
    pub(crate) name: AttrValue,
    /// What it asks for.
    pub(crate) label: AttrValue,
    /// What is typed.
    pub(crate) secret: Secret,
    /// What stands in it.
    pub(crate) value: AttrValue,
    /// A sentence below.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// What is wrong, in words.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// Gets the whole value at each change.
    pub(crate) on_input: Callback<String>,
}

/// A field for a secret.
#[component]
pub(crate) fn SecretField(props: &Props) -> Html {
    let (kind, autocomplete) = props.secret.html();
    let about = format!("{}-about", props.name);
    let has_about = props.hint.is_some() || props.error.is_some();
    let oninput = props.on_input.reform(|event: InputEvent| {
        let target = event.target();
        let input = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.map(|input| input.value()).unwrap_or_default()
    });
    html! {
        <div class="field">
            <label class="label" for={props.name.clone()}>{ &props.label }</label>
            <input
                id={props.name.clone()} name={props.name.clone()} type={kind} {autocomplete}
                autocapitalize="none" spellcheck="false" value={props.value.clone()} {oninput}
                aria-describedby={has_about.then(|| about.clone())}
                aria-invalid={props.error.is_some().then_some("true")}
            />
            if has_about {
                <div id={about} aria-live="polite">
                    if let Some(error) = &props.error { <p class="error">{ error }</p> }
                    if let Some(hint) = &props.hint { <p class="hint">{ hint }</p> }
                </div>
            }
        </div>
    }
}

//! A field: label above, hint, input, error below.

use wasm_bindgen::JsCast as _;
use yew::prelude::*;

use crate::i18n::use_translator;

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// A line of text.
    #[default]
    Line,
    /// Several lines.
    Note,
    /// A number or an amount; units may be typed along.
    Amount,
    /// Digits alone.
    Digits,
    /// Digits that nobody beside may read.
    Pin,
    /// A phone number.
    Phone,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A time of day, `HH:MM`.
    Time,
}

impl Kind {
    /// HTML's `type` and `inputmode`. Amounts are no `number` inputs: those refuse `1,5 tr`.
    const fn html(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Line | Self::Note | Self::Amount => ("text", None),
            Self::Digits => ("text", Some("numeric")),
            Self::Pin => ("password", Some("numeric")),
            Self::Phone => ("tel", Some("tel")),
            Self::Date => ("date", None),
            Self::Time => ("time", None),
        }
    }
}

/// A field of a form.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The field's name in the form; also its HTML id.
    pub(crate) name: AttrValue,
    /// What it asks for.
    pub(crate) label: AttrValue,
    /// What stands in it.
    pub(crate) value: AttrValue,
    /// What is typed into it.
    #[prop_or_default]
    pub(crate) kind: Kind,
    /// Whether it may stay empty.
    #[prop_or_default]
    pub(crate) optional: bool,
    /// What is wrong, in words.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// A sentence below the label.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// How what was typed is read, such as `1.500.000 đ`.
    #[prop_or_default]
    pub(crate) echo: Option<AttrValue>,
    /// Values offered while typing.
    #[prop_or_default]
    pub(crate) suggestions: Vec<AttrValue>,
    /// Whether it can be typed into.
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// Gets the whole value at each change.
    pub(crate) on_input: Callback<String>,
}

/// A field of a form.
#[component]
pub(crate) fn Field(props: &Props) -> Html {
    let t = use_translator();
    let about = format!("{}-about", props.name);
    let has_about = props.hint.is_some() || props.error.is_some() || props.echo.is_some();
    html! {
        <div class="field">
            <label class="label" for={props.name.clone()}>
                { &props.label }
                if props.optional {
                    <span class="optional">{ t.text("field.optional") }</span>
                }
            </label>
            { input(props, has_about.then(|| about.clone())) }
            if has_about {
                <div id={about} aria-live="polite">
                    if let Some(error) = &props.error { <p class="error">{ error }</p> }
                    if let Some(echo) = &props.echo { <p class="echo">{ echo }</p> }
                    if let Some(hint) = &props.hint { <p class="hint">{ hint }</p> }
                </div>
            }
        </div>
    }
}

fn input(props: &Props, describedby: Option<String>) -> Html {
    let oninput = props.on_input.reform(|event: InputEvent| typed(&event));
    let invalid = props.error.is_some().then_some("true");
    let list = (!props.suggestions.is_empty()).then(|| format!("{}-list", props.name));
    if props.kind == Kind::Note {
        return html! {
            <textarea
                id={props.name.clone()} name={props.name.clone()} rows="3"
                value={props.value.clone()} disabled={props.disabled}
                aria-describedby={describedby} aria-invalid={invalid} {oninput}
            />
        };
    }
    let (html_type, inputmode) = props.kind.html();
    html! {
        <>
            <input
                id={props.name.clone()} name={props.name.clone()} type={html_type} {inputmode}
                autocomplete="off" value={props.value.clone()} disabled={props.disabled}
                list={list.clone()} aria-describedby={describedby} aria-invalid={invalid} {oninput}
            />
            if let Some(list) = list {
                <datalist id={list}>
                    { for props.suggestions.iter().map(|value| html! { <option value={value.clone()} /> }) }
                </datalist>
            }
        </>
    }
}

/// The whole value of the input or text area that the event came from.
fn typed(event: &InputEvent) -> String {
    let target = event.target();
    let line = target
        .as_ref()
        .and_then(|t| t.dyn_ref::<web_sys::HtmlInputElement>());
    let note = target
        .as_ref()
        .and_then(|t| t.dyn_ref::<web_sys::HtmlTextAreaElement>());
    line.map(web_sys::HtmlInputElement::value)
        .or_else(|| note.map(web_sys::HtmlTextAreaElement::value))
        .unwrap_or_default()
}

//! Choices side by side, all of them visible: radio buttons or check boxes that look like chips.

use yew::prelude::*;

use crate::i18n::use_translator;

/// One of the choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What stands in the form's data.
    pub(crate) value: AttrValue,
    /// What people read.
    pub(crate) label: AttrValue,
}

impl Choice {
    /// A choice.
    pub(crate) fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A question with its choices.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The field's name in the form; also the group's HTML id.
    pub(crate) name: AttrValue,
    /// The question.
    pub(crate) legend: AttrValue,
    /// All choices.
    pub(crate) choices: Vec<Choice>,
    /// Values of those that are chosen.
    pub(crate) chosen: Vec<AttrValue>,
    /// Whether several may be chosen.
    #[prop_or_default]
    pub(crate) multiple: bool,
    /// Whether it may stay unanswered.
    #[prop_or_default]
    pub(crate) optional: bool,
    /// What is wrong, in words.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// A sentence below the question.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// Whether the choices stand one below the other, each as wide as the page.
    #[prop_or_default]
    pub(crate) stacked: bool,
    /// Gets the value that was tapped: of a radio button the new choice, of a check box the one
    /// to add or take away.
    pub(crate) on_choose: Callback<AttrValue>,
}

/// A question with its choices.
#[component]
pub(crate) fn ChoiceChips(props: &Props) -> Html {
    let t = use_translator();
    let about = format!("{}-about", props.name);
    let has_about = props.hint.is_some() || props.error.is_some();
    html! {
        <fieldset
            class={classes!("field", "choice", props.stacked.then_some("choice-stacked"))}
            id={props.name.clone()}
            tabindex="-1"
            aria-describedby={has_about.then(|| about.clone())}
            data-invalid={props.error.is_some().then_some("true")}
        >
            <legend class="label">
                { &props.legend }
                if props.optional {
                    <span class="optional">{ t.text("field.optional") }</span>
                }
            </legend>
            if has_about {
                <div id={about}>
                    if let Some(hint) = &props.hint { <p class="hint">{ hint }</p> }
                    if let Some(error) = &props.error { <p class="error">{ error }</p> }
                </div>
            }
            <div class="chips">
                { for props.choices.iter().map(|choice| chip(props, choice)) }
            </div>
        </fieldset>
    }
}

fn chip(props: &Props, choice: &Choice) -> Html {
    let onchange = {
        let value = choice.value.clone();
        props.on_choose.reform(move |_: Event| value.clone())
    };
    html! {
        <label class="chip" key={choice.value.to_string()}>
            <input
                type={if props.multiple { "checkbox" } else { "radio" }}
                name={props.name.clone()}
                value={choice.value.clone()}
                checked={props.chosen.contains(&choice.value)}
                {onchange}
            />
            <span>{ &choice.label }</span>
        </label>
    }
}

//! One of several: side by side where they are few, dropped down where they are many.

use yew::prelude::*;

use super::select_field::SelectField;
use crate::components::{Choice, ChoiceChips};

/// Choices that stand side by side; more of them drop down.
const CHIPS_MAX: usize = 6;

/// A question, and what may be answered.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The field's name; also its HTML id.
    pub(crate) name: AttrValue,
    /// What it asks for.
    pub(crate) label: AttrValue,
    /// All choices.
    pub(crate) choices: Vec<Choice>,
    /// The value that is chosen, if any is.
    pub(crate) chosen: Option<AttrValue>,
    /// What stands in a list that drops down before anything is chosen.
    #[prop_or_default]
    pub(crate) placeholder: AttrValue,
    /// What is wrong, in words.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// Gets the value that was chosen.
    pub(crate) on_choose: Callback<AttrValue>,
}

/// A question with one answer.
#[component]
pub(crate) fn ChoiceField(props: &Props) -> Html {
    let choices = props.choices.clone();
    if choices.len() > CHIPS_MAX {
        let placeholder = Choice::new("", props.placeholder.clone());
        let is_chosen = props.chosen.is_some();
        let first = (!is_chosen).then_some(placeholder);
        let on_choose = props.on_choose.reform(AttrValue::from);
        return html! {
            <SelectField
                name={props.name.clone()} label={props.label.clone()}
                choices={first.into_iter().chain(choices).collect::<Vec<_>>()}
                chosen={props.chosen.clone().unwrap_or_default()} error={props.error.clone()}
                {on_choose}
            />
        };
    }
    html! {
        <ChoiceChips
            name={props.name.clone()} legend={props.label.clone()} {choices}
            chosen={props.chosen.iter().cloned().collect::<Vec<_>>()} error={props.error.clone()}
            on_choose={props.on_choose.clone()}
        />
    }
}

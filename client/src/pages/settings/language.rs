//! The language of the screens.

use yew::prelude::*;

use crate::components::{Choice, ChoiceChips};
use crate::i18n::{Language, Translator};

/// The language of the screens.
pub(super) fn language_choice(t: &Translator) -> Html {
    let choices: Vec<Choice> = Language::ALL
        .iter()
        .map(|language| Choice::new(language.code(), language.own_name()))
        .collect();
    let on_choose = {
        let t = t.clone();
        Callback::from(move |code: AttrValue| {
            if let Some(language) = Language::from_code(&code) {
                t.switch(language);
            }
        })
    };
    html! {
        <div class="card">
            <ChoiceChips
                name="language" legend={t.text("settings.language")} {choices}
                chosen={vec![AttrValue::Static(t.language().code())]} {on_choose}
            />
        </div>
    }
}

//! Gives every component below it the words, and remembers the language in this browser.

use yew::prelude::*;

use super::catalogue::is_here;
use super::english::when_here;
use super::{Catalogue, Language, Translator};

const REMEMBERED_AS: &str = "chungtay.language";

/// Which words the app carries.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The parts of the words this app uses.
    pub(crate) catalogues: &'static [&'static Catalogue],
    /// The app.
    pub(crate) children: Html,
}

/// Wraps an app; below it [`use_translator`] works.
#[component]
pub(crate) fn TranslatorProvider(props: &Props) -> Html {
    let language = use_state(|| {
        let remembered = Some(remembered_language());
        remembered.filter(|l| is_here(*l)).unwrap_or_default()
    });
    let catalogues = props.catalogues;
    let translator = {
        let set_language = language.setter();
        use_memo(*language, move |language| {
            let on_switch = Callback::from(move |language: Language| {
                let set_language = set_language.clone();
                // Without network and without the file it goes on as before.
                when_here(language, move |is_here| {
                    if is_here {
                        remember(language);
                        set_language.set(language);
                    }
                });
            });
            Translator::new(*language, catalogues, on_switch)
        })
    };
    use_effect_with(*language, |language| {
        if let Some(root) = gloo::utils::document().document_element() {
            // The attribute only helps a screen reader; nothing depends on it.
            let _ = root.set_attribute("lang", language.code());
        }
    });
    html! {
        <ContextProvider<Translator> context={(*translator).clone()}>
            { props.children.clone() }
        </ContextProvider<Translator>>
    }
}

/// The words. **Panics** in a component that is not below [`TranslatorProvider`].
#[hook]
pub(crate) fn use_translator() -> Translator {
    use_context::<Translator>().expect("the app is wrapped in a TranslatorProvider")
}

/// The language this browser was last switched to; Vietnamese when it never was.
pub(crate) fn remembered_language() -> Language {
    storage()
        .and_then(|storage| storage.get_item(REMEMBERED_AS).ok().flatten())
        .and_then(|code| Language::from_code(&code))
        .unwrap_or_default()
}

fn remember(language: Language) {
    if let Some(storage) = storage() {
        // A browser that keeps nothing speaks Vietnamese again after a reload.
        let _ = storage.set_item(REMEMBERED_AS, language.code());
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

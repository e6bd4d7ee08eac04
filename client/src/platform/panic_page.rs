//! What people see when the screen itself breaks: what was saved is safe, and how to go on.

use std::panic::PanicHookInfo;

use gloo::events::EventListener;
use web_sys::{Document, Element, console};

use super::update::reload;
use crate::i18n::{COMMON, Language, PHONE, Translator, remembered_language};

/// Shows a readable page when the screen panics. The console gets the place in the code and
/// nothing of what stood in a form.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|info| {
        console::error_1(&place_of(info).into());
        show(remembered_language());
    }));
}

fn place_of(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(
        || "the screen panicked".to_owned(),
        |place| format!("the screen panicked at {}:{}", place.file(), place.line()),
    )
}

fn show(language: Language) {
    let document = gloo::utils::document();
    let Some(app) = document.get_element_by_id("app") else {
        return;
    };
    let t = Translator::new(language, &[&COMMON, &PHONE], yew::Callback::noop());
    app.set_text_content(None);
    let main = append(&document, &app, "main", "");
    let parts = [
        ("h1", "panic.title"),
        ("p", "panic.safe"),
        ("p", "panic.what_to_do"),
        ("button", "panic.reload"),
    ];
    let Some(main) = main else { return };
    main.set_class_name("panic-page");
    for (tag, key) in parts {
        let part = append(&document, &main, tag, t.text(key));
        if let (Some(button), "button") = (part, tag) {
            button.set_class_name("button button-primary");
            EventListener::new(&button, "click", |_| reload()).forget();
        }
    }
}

fn append(document: &Document, parent: &Element, tag: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_text_content((!text.is_empty()).then_some(text));
    parent.append_child(&element).ok()?;
    Some(element)
}

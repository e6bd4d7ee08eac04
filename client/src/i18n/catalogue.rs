//! The catalogues and their form. An app carries its Vietnamese words; the English ones are a file
//! beside it, which is fetched by whoever speaks English: the others need not wait for them.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Language;

/// One part of the words. An app carries only the parts it is given.
#[derive(Debug, PartialEq)]
pub(crate) struct Catalogue {
    vietnamese: &'static str,
    #[cfg(test)]
    english: &'static str,
}

/// Words of both apps: choices, errors, shared components.
pub(crate) static COMMON: Catalogue = Catalogue {
    vietnamese: include_str!("../../locales/vi/common.ftl"),
    #[cfg(test)]
    english: include_str!("../../locales/en/common.ftl"),
};
/// Words of the phone.
pub(crate) static PHONE: Catalogue = Catalogue {
    vietnamese: include_str!("../../locales/vi/phone.ftl"),
    #[cfg(test)]
    english: include_str!("../../locales/en/phone.ftl"),
};
/// Words of the office.
pub(crate) static OFFICE: Catalogue = Catalogue {
    vietnamese: include_str!("../../locales/vi/office.ftl"),
    #[cfg(test)]
    english: include_str!("../../locales/en/office.ftl"),
};

#[cfg(test)]
impl Catalogue {
    /// Its file in a language.
    pub(super) const fn source(&self, language: Language) -> &'static str {
        match language {
            Language::Vietnamese => self.vietnamese,
            Language::English => self.english,
        }
    }
}

thread_local! {
    /// All English words of this app, once they were fetched.
    static ENGLISH: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Whether this app can speak the language now.
pub(super) fn is_here(language: Language) -> bool {
    language == Language::Vietnamese || ENGLISH.get().is_some()
}

/// Takes in the English words, once for as long as the page lives.
pub(super) fn take_in_english(words: String) {
    ENGLISH.set(Some(String::leak(words)));
}

/// The lines `key = text` of a catalogue; `#` begins a comment.
pub(crate) fn lines(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, text)| (key.trim(), text.trim()))
}

/// All texts of one language.
#[derive(Clone)]
pub(super) struct Texts(Rc<HashMap<&'static str, &'static str>>);

impl Texts {
    pub(super) fn read(language: Language, catalogues: &[&'static Catalogue]) -> Self {
        let words = words(language, catalogues);
        Self(Rc::new(words.into_iter().flat_map(lines).collect()))
    }

    pub(super) fn get(&self, key: &str) -> Option<&'static str> {
        self.0.get(key).copied()
    }
}

/// The files to read: what speaks English before the words were fetched speaks Vietnamese.
fn words(language: Language, catalogues: &[&'static Catalogue]) -> Vec<&'static str> {
    #[cfg(test)]
    let english = Some(catalogues.iter().map(|c| c.english).collect());
    #[cfg(not(test))]
    let english = ENGLISH.get().map(|words| vec![words]);
    let english: Option<Vec<&'static str>> = english.filter(|_| language == Language::English);
    english.unwrap_or_else(|| catalogues.iter().map(|c| c.vietnamese).collect())
}

/// Puts values in the places of `{name}` and `{name|word for 1|word for others}`.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (placeholder, after) = after.split_once('}').unwrap_or((after, ""));
        let mut parts = placeholder.split('|');
        let name = parts.next().unwrap_or_default();
        let value = values
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| *value);
        match (parts.next(), parts.next()) {
            (Some(one), Some(others)) => filled.push_str(if value == "1" { one } else { others }),
            _ => filled.push_str(value),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

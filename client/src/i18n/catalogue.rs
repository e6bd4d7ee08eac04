//! The catalogues and their form.

use std::collections::HashMap;
use std::rc::Rc;

use super::Language;

/// One part of the words, in every language. An app carries only the parts it is given.
#[derive(Debug, PartialEq)]
pub(crate) struct Catalogue {
    vietnamese: &'static str,
    english: &'static str,
}

/// Words of both apps: choices, errors, shared components.
pub(crate) static COMMON: Catalogue = Catalogue {
    vietnamese: include_str!("../../locales/vi/common.ftl"),
    english: include_str!("../../locales/en/common.ftl"),
};
/// Words of the phone.
pub(crate) static PHONE: Catalogue = Catalogue {
    vietnamese: include_str!("../../locales/vi/phone.ftl"),
    english: include_str!("../../locales/en/phone.ftl"),
};
/// Words of the office.
pub(crate) static OFFICE: Catalogue = Catalogue {
    vietnamese: include_str!("../../locales/vi/office.ftl"),
    english: include_str!("../../locales/en/office.ftl"),
};

impl Catalogue {
    /// Its file in a language.
    pub(crate) const fn source(&self, language: Language) -> &'static str {
        match language {
            Language::Vietnamese => self.vietnamese,
            Language::English => self.english,
        }
    }
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
        let texts = catalogues
            .iter()
            .flat_map(|catalogue| lines(catalogue.source(language)));
        Self(Rc::new(texts.collect()))
    }

    pub(super) fn get(&self, key: &str) -> Option<&'static str> {
        self.0.get(key).copied()
    }
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

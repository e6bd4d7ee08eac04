//! A form as the texts of its fields, which is how its draft is kept: another version of the app
//! reads the fields it knows, and a field it does not know does no harm.

/// A form that can be kept.
pub(crate) trait Kept {
    /// Every field's name and text. What [`Self::put`] makes of them is this form again.
    fn texts(&self) -> Vec<Text>;

    /// Puts a kept text into the field of this name; what does not fit is left out.
    fn put(&mut self, name: &str, text: &str);

    /// Puts all of these texts into their fields.
    fn restore(&mut self, texts: &[Text]) {
        for (name, text) in texts {
            self.put(name, text);
        }
    }
}

/// A field's name and its text.
pub(crate) type Text = (String, String);

/// A text under a name.
pub(super) fn text(name: &str, text: impl Into<String>) -> Text {
    (name.to_owned(), text.into())
}

/// `yes`, or nothing.
pub(super) fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "" }
}

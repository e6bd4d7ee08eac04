//! Marks what was searched for in a text, as it is written there.

use chungtay_shared::text::fold;
use yew::prelude::*;

/// What was typed, made ready once for all rows of a list.
pub(super) struct Highlighter {
    tokens: Vec<String>,
}

impl Highlighter {
    /// Reads what was typed.
    pub(super) fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let tokens = folded.split(' ').filter(|token| !token.is_empty());
        Self {
            tokens: tokens.map(str::to_owned).collect(),
        }
    }

    /// A text with the beginnings of its words marked that were typed.
    pub(super) fn mark(&self, text: &str) -> Html {
        if self.tokens.is_empty() {
            return Html::from(text.to_owned());
        }
        let marked = |(part, is_match): (&str, bool)| {
            let part = part.to_owned();
            if is_match {
                html! { <mark>{ part }</mark> }
            } else {
                Html::from(part)
            }
        };
        self.parts(text).into_iter().map(marked).collect()
    }

    /// The text in pieces, each with whether it was searched for; never two of a kind in a row,
    /// since each is a node of the page.
    fn parts<'a>(&self, text: &'a str) -> Vec<(&'a str, bool)> {
        let mut parts = Vec::new();
        let (mut plain_from, mut word_from) = (0, 0);
        for word in text.split_inclusive(char::is_whitespace) {
            let match_to = word_from + match_end(word, &self.tokens);
            if match_to > word_from {
                parts.push((&text[plain_from..word_from], false));
                parts.push((&text[word_from..match_to], true));
                plain_from = match_to;
            }
            word_from += word.len();
        }
        parts.push((&text[plain_from..], false));
        parts.retain(|(part, _)| !part.is_empty());
        parts
    }
}

/// Where the longest token that begins the word ends in it, in bytes of the word as written.
fn match_end(word: &str, tokens: &[String]) -> usize {
    let folded = fold(word);
    let longest = tokens
        .iter()
        .filter(|token| folded.starts_with(token.as_str()))
        .map(String::len)
        .max();
    let Some(longest) = longest else {
        return 0;
    };
    word.char_indices()
        .map(|(start, c)| start + c.len_utf8())
        .find(|end| fold(&word[..*end]).len() >= longest)
        .map_or(0, |end| end + marks_after(&word[end..]))
}

/// Bytes of the marks, which vanish in folding, that belong to the letter before them, in text that is not composed.
fn marks_after(rest: &str) -> usize {
    rest.chars()
        .take_while(|c| fold(&format!("a{c}b")) == "ab")
        .map(char::len_utf8)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, typed: &str) -> String {
        Highlighter::new(typed)
            .parts(text)
            .into_iter()
            .map(|(part, is_match)| {
                if is_match {
                    format!("[{part}]")
                } else {
                    part.to_owned()
                }
            })
            .collect()
    }

    #[test]
    fn what_was_typed_without_marks_is_marked_as_written() {
        assert_eq!(marked("Đặng Thị Đường", "duo dang"), "[Đặng] Thị [Đườ]ng");
        assert_eq!(marked("Ấp 10", "ap 1"), "[Ấp] [1]0");
        assert_eq!(marked("Trần Văn Ba", "lan"), "Trần Văn Ba");
        assert_eq!(marked("Trần Văn Ba", ""), "Trần Văn Ba");
    }

    #[test]
    fn a_mark_is_not_torn_from_its_letter() {
        let written = "Ho\u{300}a";
        assert_eq!(marked(written, "ho"), "[Ho\u{300}]a");
    }
}

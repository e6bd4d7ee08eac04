//! Vietnamese text: one spelling to keep, one folded form to compare and search by.
//!
//! Kept text is NFC. Nothing is ever compared raw: `Hòa` and `Hoà` are different strings in NFC,
//! and people type without marks; [`fold`] makes them one.

use marks::{compose, decompose, is_mark};

pub(crate) mod marks;

/// The text composed (NFC), trimmed, each run of white space one space, invisible characters gone.
pub fn nfc(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for word in compose(text)
        .chars()
        .filter(|c| !is_invisible(*c))
        .collect::<String>()
        .split_whitespace()
    {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    clean
}

/// The form to compare and search by: without marks, `đ` as `d`, lower case, words of letters
/// and digits with one space between. `Đặng Thị Hoà` and `DANG THI HÒA` fold to `dang thi hoa`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in decompose(text).chars() {
        if is_mark(c) || is_invisible(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        push_plain(&mut folded, c);
    }
    folded
}

/// Like [`fold`], but punctuation and spaces stay: `1,5 triệu` becomes `1,5 trieu`.
pub fn unmark(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in decompose(text)
        .chars()
        .filter(|c| !is_mark(*c) && !is_invisible(*c))
    {
        if c.is_whitespace() {
            plain.push(' ');
        } else {
            push_plain(&mut plain, c);
        }
    }
    plain
}

/// What somebody typed into the search field, made ready once for thousands of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    tokens: Vec<Token>,
}

impl SearchQuery {
    /// Reads what was typed.
    pub fn new(typed: &str) -> Self {
        let tokens = fold(typed)
            .split(' ')
            .filter(|t| !t.is_empty())
            .map(Token::new)
            .collect();
        Self { tokens }
    }

    /// Whether nothing was typed; then everything matches.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Whether every token, in any order, begins a word of the haystack. Three or more digits may
    /// also stand inside or at the end of a number (the tail of a phone or personal number).
    ///
    /// The haystack must come from [`fold`]: nothing is folded or allocated here.
    pub fn matches(&self, folded_haystack: &str) -> bool {
        self.tokens
            .iter()
            .all(|token| token.is_in(folded_haystack.as_bytes()))
    }

    /// Whether some token begins the given name, so that this person is shown before others.
    pub fn names(&self, folded_given_name: &str) -> bool {
        self.tokens
            .iter()
            .any(|token| folded_given_name.starts_with(token.text.as_str()))
    }
}

/// A name typed all in capitals or all small as people write it: `NGUYỄN VĂN A` and `nguyễn văn a`
/// become `Nguyễn Văn A`. Mixed case is somebody's own choice and stays.
pub fn name_case(name: &str) -> String {
    let name = nfc(name);
    if name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase) {
        return name;
    }
    let mut cased = String::with_capacity(name.len());
    let mut begins = true;
    for c in name.chars() {
        if begins {
            cased.extend(c.to_uppercase());
        } else {
            cased.extend(c.to_lowercase());
        }
        begins = !c.is_alphanumeric();
    }
    cased
}

/// The name people are called by: the last word, nicknames in brackets left aside.
pub fn given_name(name: &str) -> &str {
    let name = name.split(['(', '[']).next().unwrap_or(name);
    name.split_whitespace().next_back().unwrap_or("")
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    text: String,
    is_number_part: bool,
}

impl Token {
    fn new(text: &str) -> Self {
        Self {
            is_number_part: text.len() >= 3 && text.bytes().all(|b| b.is_ascii_digit()),
            text: text.to_owned(),
        }
    }

    fn is_in(&self, haystack: &[u8]) -> bool {
        let token = self.text.as_bytes();
        if self.is_number_part {
            return haystack.windows(token.len()).any(|part| part == token);
        }
        let mut rest = haystack;
        loop {
            if rest.starts_with(token) {
                return true;
            }
            match rest.iter().position(|b| *b == b' ') {
                Some(space) => rest = &rest[space + 1..],
                None => return false,
            }
        }
    }
}

fn push_plain(plain: &mut String, c: char) {
    match c {
        // These have a stroke, not a mark, so they do not decompose; ð and Ɖ look the same and
        // are met in converted files.
        'đ' | 'Đ' | 'ð' | 'Ð' | 'Ɖ' | 'ɖ' => plain.push('d'),
        _ if c.is_ascii() => plain.push(c.to_ascii_lowercase()),
        _ => plain.extend(c.to_lowercase()),
    }
}

/// Characters that are pasted along unseen and must not split or distinguish words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_name_in_five_spellings_folds_to_one() {
        for spelling in [
            "Đặng Thị Hòa",
            "Đặng Thị Hoà",
            "  ĐẶNG   THỊ\u{a0}HÒA ",
            "\u{d0}ặng Thị Hòa",
            "Đa\u{323}\u{306}ng Thi\u{323} Ho\u{300}a",
            "Đặng\u{200b} Thị-Hòa\u{feff}",
        ] {
            assert_eq!(fold(spelling), "dang thi hoa", "{spelling}");
        }
        assert_eq!(fold("uỷ/ủy"), "uy uy");
        assert_eq!(unmark("1,5 Triệu\u{a0}₫"), "1,5 trieu ₫");
    }

    #[test]
    fn nfc_keeps_the_words_and_drops_what_nobody_sees() {
        assert_eq!(nfc(" Ho\u{300}a\u{200b}\t\nLợi "), "Hòa Lợi");
    }

    #[test]
    fn a_volunteer_types_parts_of_words_in_any_order_without_marks() {
        let haystack = fold("Đặng Thị Đường, chú Tư, Ấp Thới Phước A, 0100123456");
        for typed in [
            "dang",
            "đường",
            "duong dang",
            "tu thoi",
            "phuoc a",
            "ĐẶ",
            "456",
            "0100",
            "",
        ] {
            assert!(SearchQuery::new(typed).matches(&haystack), "{typed}");
        }
        for typed in ["uong", "dang nguyen", "56", "999", "thoi b"] {
            assert!(!SearchQuery::new(typed).matches(&haystack), "{typed}");
        }
        assert!(SearchQuery::new("thi duo").names("duong"));
        assert!(!SearchQuery::new("thi").names("duong"));
    }

    #[test]
    fn capitals_of_an_old_list_become_a_name_again() {
        assert_eq!(name_case("NGUYỄN VĂN A"), "Nguyễn Văn A");
        assert_eq!(name_case("TRẦN THỊ BÉ (NĂM)"), "Trần Thị Bé (Năm)");
        assert_eq!(name_case("Danh Ngọc ÁNH"), "Danh Ngọc ÁNH");
        assert_eq!(name_case("lê văn ba"), "Lê Văn Ba");
        assert_eq!(given_name("Nguyễn Văn Đực (chú Tư)"), "Đực");
        assert_eq!(given_name(" "), "");
    }

    #[test]
    fn a_sign_that_looks_like_a_letter_is_one() {
        assert_eq!(fold("\u{212b}n \u{212a}im"), "an kim");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(&fold(&folded), &folded);
            prop_assert!(!folded.contains("  ") && folded.trim() == folded);
        }

        #[test]
        fn every_name_is_found_by_the_beginnings_of_its_words(
            name in "[A-ZĐa-zđăâêôơưáàảãạ ]{1,40}", letters in 1_usize..4,
        ) {
            let typed = nfc(&name)
                .split(' ')
                .rev()
                .map(|word| word.chars().take(letters).collect::<String>())
                .collect::<Vec<_>>()
                .join(" ");
            prop_assert!(SearchQuery::new(&typed).matches(&fold(&name)));
        }
    }
}

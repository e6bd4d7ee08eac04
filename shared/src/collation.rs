//! Vietnamese order (CLDR `vi`) as plain strings: sort by the key, compare nothing else.
//!
//! Letters come first (a ă â b c d đ e ê … o ô ơ … u ư), tones only decide between words of the
//! same letters: ngang, huyền, hỏi, ngã, sắc, nặng. A tone belongs to its syllable, so `Hòa` and
//! `Hoà` have one place.

use crate::text::given_name;
use crate::text::marks::{decompose, is_mark};

/// A key whose plain order is the dictionary's.
pub fn sort_key(text: &str) -> String {
    Key::of(text, Numbers::DigitByDigit).finish()
}

/// A key for hamlets: numbers count as numbers, so `Ấp 2` comes before `Ấp 10`.
pub fn hamlet_sort_key(hamlet: &str) -> String {
    Key::of(hamlet, Numbers::ByValue).finish()
}

/// A key for people: by given name, then by the whole name.
pub fn person_sort_key(name: &str) -> String {
    let mut key = sort_key(given_name(name));
    key.push(LEVEL_END);
    key.push_str(&sort_key(name));
    key
}

/// Less than every letter, digit and space, so that the shorter of two words comes first.
const LEVEL_END: char = '\u{1}';
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// First of the characters that stand for [`LETTERS`]; after the digits.
const FIRST_LETTER: u8 = b'A';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    DigitByDigit,
    ByValue,
}

#[derive(Default)]
struct Key {
    letters: String,
    tones: String,
    tone: Option<u8>,
    digits: String,
}

impl Key {
    fn of(text: &str, numbers: Numbers) -> Self {
        let mut key = Self::default();
        let apart = decompose(text);
        let mut chars = apart.chars().peekable();
        while let Some(c) = chars.next() {
            if is_mark(c) {
                continue;
            }
            let mut letter = plain_letter(c);
            while let Some(mark) = chars.next_if(|c| is_mark(*c)) {
                letter = with_hat(letter, mark);
                key.tone = key.tone.max(tone(mark));
            }
            key.push(letter, numbers);
        }
        key.end_word();
        key
    }

    fn push(&mut self, letter: char, numbers: Numbers) {
        if !letter.is_alphanumeric() {
            self.end_word();
            return;
        }
        if letter.is_ascii_digit() && numbers == Numbers::ByValue {
            self.digits.push(letter);
            return;
        }
        self.end_number();
        self.begin_word();
        match LETTERS
            .chars()
            .zip(FIRST_LETTER..)
            .find(|(l, _)| *l == letter)
        {
            Some((_, place)) => self.letters.push(char::from(place)),
            None => self.letters.push(letter),
        }
    }

    fn begin_word(&mut self) {
        if self.letters.ends_with(LEVEL_END) {
            self.letters.pop();
            self.letters.push(' ');
        }
    }

    fn end_number(&mut self) {
        if self.digits.is_empty() {
            return;
        }
        self.begin_word();
        let digits = std::mem::take(&mut self.digits);
        let significant = digits.trim_start_matches('0');
        // The count of digits goes first; sixteen steps still sort before the letters.
        let count = u8::try_from(significant.len().min(15)).unwrap_or(15);
        self.letters.push(char::from(b'0' + count));
        self.letters.push_str(significant);
    }

    /// Ends a word, leaving a mark that the next word turns into a space.
    fn end_word(&mut self) {
        self.end_number();
        if !self.letters.is_empty() && !self.letters.ends_with(LEVEL_END) {
            self.letters.push(LEVEL_END);
            self.tones.push(char::from(b'0' + self.tone.unwrap_or(0)));
        }
        self.tone = None;
    }

    fn finish(mut self) -> String {
        if self.letters.is_empty() {
            self.letters.push(LEVEL_END);
        }
        self.letters.push_str(&self.tones);
        self.letters
    }
}

fn plain_letter(c: char) -> char {
    match c {
        'Đ' | 'ð' | 'Ð' | 'Ɖ' | 'ɖ' => 'đ',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn with_hat(letter: char, mark: char) -> char {
    match (letter, mark) {
        ('a', '\u{306}') => 'ă',
        ('a', '\u{302}') => 'â',
        ('e', '\u{302}') => 'ê',
        ('o', '\u{302}') => 'ô',
        ('o', '\u{31b}') => 'ơ',
        ('u', '\u{31b}') => 'ư',
        _ => letter,
    }
}

fn tone(mark: char) -> Option<u8> {
    match mark {
        '\u{300}' => Some(1),
        '\u{309}' => Some(2),
        '\u{303}' => Some(3),
        '\u{301}' => Some(4),
        '\u{323}' => Some(5),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_order(key: fn(&str) -> String, in_order: &[&str]) {
        for pair in in_order.windows(2) {
            assert!(
                key(pair[0]) < key(pair[1]),
                "{} before {}",
                pair[0],
                pair[1]
            );
        }
    }

    #[test]
    fn letters_first_then_tones() {
        assert_order(
            sort_key,
            &[
                "", "an", "An Bình", "anh", "ăn", "ân", "ba", "đa", "em", "ê", "phở", "y",
            ],
        );
        assert_order(
            sort_key,
            &["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mă", "mâ"],
        );
        assert_order(sort_key, &["dung", "dũng", "dư", "đàn", "đằn", "đần"]);
        assert_order(sort_key, &["10", "2", "co", "cô", "cơ", "cu", "cư"]);
        assert_order(sort_key, &["Lê Văn Ổn", "Lê Vân An", "Lệ Vân An"]);
        assert_eq!(sort_key("Hòa"), sort_key("HOÀ"));
    }

    #[test]
    fn hamlet_two_comes_before_hamlet_ten() {
        assert_order(
            hamlet_sort_key,
            &[
                "Ấp 2",
                "Ấp 2A",
                "Ấp 09",
                "Ấp 10",
                "Hòa Lợi 1",
                "Hòa Lợi 2",
                "Hòa Lợi 11",
                "Kinh Ngang",
            ],
        );
    }

    #[test]
    fn people_go_by_their_given_names() {
        assert_order(
            person_sort_key,
            &[
                "Trần Văn An",
                "Lê Thị Ánh",
                "Nguyễn Văn Ba",
                "Phạm Văn Ba",
                "Bùi Thị Đào",
            ],
        );
    }
}

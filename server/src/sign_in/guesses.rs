//! How long a password withstands somebody who tries first what most people choose: the thirty thousand most
//! common ones, words, names, dates, rows of keys, and all of these with figures behind them.

use chungtay_shared::text;
use zxcvbn::{Score, zxcvbn};

/// Whether a million guesses are likely to find it. Marks and spaces are left off: a guesser leaves them off too.
/// `known` is what anybody knows of the person: names of theirs and of their unit.
pub(super) fn are_few(password: &str, known: &[&str]) -> bool {
    let known: Vec<String> = known.iter().flat_map(|name| parts(name)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    zxcvbn(&plain(password), &known).score() < Score::Two
}

/// Each word of a name, and those that follow one another as one.
fn parts(name: &str) -> Vec<String> {
    let words: Vec<String> = name.split_whitespace().map(plain).collect();
    let lengths = 1..=words.len();
    lengths
        .flat_map(|length| words.windows(length).map(<[String]>::concat))
        .collect()
}

fn plain(said: &str) -> String {
    text::fold(said).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_people_choose_is_found_soon_whatever_stands_behind_it() {
        for common in [
            "basketball",
            "liverpool1",
            "Sunshine123",
            "jennifer2026",
            "qwer1234asdf",
            "abcabcabcabc",
            "Thị Năm 1985",
            "Lộc Hòa 2026",
        ] {
            let known = ["Huỳnh Thị Năm", "Xã Thới Lộc Hòa"];
            assert!(are_few(common, &known), "{common}");
        }
    }

    #[test]
    fn a_few_words_that_say_nothing_of_the_person_are_not() {
        for own in [
            "kẹo dừa 42",
            "mưa rơi trên sông",
            "ghe vo lai cai rang",
            "bánh xèo 3 cái",
        ] {
            assert!(
                !are_few(own, &["Huỳnh Thị Năm", "Xã Thới Lộc Hòa"]),
                "{own}"
            );
        }
    }
}

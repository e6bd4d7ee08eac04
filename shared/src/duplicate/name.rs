//! When two folded names may be one person's.

/// A folded name and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    chars: Vec<char>,
    words: Vec<String>,
}

/// Fewer words are no name to compare by: half a commune is called Nguyễn.
const WORDS_MIN: usize = 2;

impl Name {
    pub(super) fn new(folded: &str) -> Self {
        Self {
            chars: folded.chars().collect(),
            words: folded.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// Its letters.
    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Whether it is more than a beginning.
    pub(super) fn is_whole(&self) -> bool {
        self.words.len() >= WORDS_MIN
    }

    /// The same words in another order, or one letter more, less or different.
    pub(super) fn is_nearly(&self, other: &Self) -> bool {
        self.has_words_of(other) || is_one_edit_away(&self.chars, &other.chars)
    }

    /// Whether both have the same words, each as often.
    fn has_words_of(&self, other: &Self) -> bool {
        let count = |words: &[String], word: &String| words.iter().filter(|w| *w == word).count();
        let is_as_often = |word| count(&self.words, word) == count(&other.words, word);
        self.words.len() == other.words.len() && self.words.iter().all(is_as_often)
    }
}

fn is_one_edit_away(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same_start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[same_start..], &long[same_start..]);
    match long.len() - short.len() {
        0 => short.get(1..) == long.get(1..),
        1 => Some(short) == long.get(1..),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_the_pen_is_nearly_the_same_name() {
        let name = Name::new("tran thi lan");
        for nearly in [
            "tran thi loan",
            "tran thi la",
            "tran thi lam",
            "tran lan thi",
            "ran thi lan",
        ] {
            assert!(name.is_nearly(&Name::new(nearly)), "{nearly}");
            assert!(Name::new(nearly).is_nearly(&name), "{nearly}");
        }
        for other in ["tran thi hoan", "tran thi", "tran van lan", "", "lan"] {
            assert!(!name.is_nearly(&Name::new(other)), "{other}");
        }
    }
}

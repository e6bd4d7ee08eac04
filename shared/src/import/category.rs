//! Categories as lists write them: in words, by abbreviation, or as a mark under a heading.

use crate::household::Category;
use crate::text::{fold, nfc};

/// Categories from the most severe down: of two marks the first here is taken, and said.
const BY_SEVERITY: [Category; 7] = [
    Category::Poor,
    Category::NearPoor,
    Category::EspeciallyDifficult,
    Category::Difficult,
    Category::NewlyEscaped,
    Category::Policy,
    Category::Other,
];

/// The more severe of several.
pub(super) fn most_severe(categories: &[Category]) -> Option<Category> {
    BY_SEVERITY
        .into_iter()
        .find(|category| categories.contains(category))
}

/// Whole phrases, longest first; each is taken out of the text before the next is looked for,
/// so that `cận nghèo` is not also `nghèo`.
const PHRASES: &[(&str, Category)] = &[
    ("moi thoat can ngheo", Category::NewlyEscaped),
    ("moi thoat ngheo", Category::NewlyEscaped),
    ("thoat can ngheo", Category::NewlyEscaped),
    ("thoat ngheo", Category::NewlyEscaped),
    ("hoan canh dac biet kho khan", Category::EspeciallyDifficult),
    ("dac biet kho khan", Category::EspeciallyDifficult),
    ("hc dbkk", Category::EspeciallyDifficult),
    ("hcdbkk", Category::EspeciallyDifficult),
    ("dbkk", Category::EspeciallyDifficult),
    ("hoan canh kho khan", Category::Difficult),
    ("kho khan", Category::Difficult),
    ("hckk", Category::Difficult),
    ("hkk", Category::Difficult),
    ("kk", Category::Difficult),
    ("can ngheo", Category::NearPoor),
    ("hcn", Category::NearPoor),
    ("cn", Category::NearPoor),
    ("ngheo da chieu", Category::Poor),
    ("tai ngheo", Category::Poor),
    ("ngheo", Category::Poor),
    ("hn", Category::Poor),
    ("ho n", Category::Poor),
    ("gia dinh chinh sach", Category::Policy),
    ("chinh sach", Category::Policy),
    ("nguoi co cong", Category::Policy),
    ("co cong", Category::Policy),
    ("thuong binh", Category::Policy),
    ("benh binh", Category::Policy),
    ("liet si", Category::Policy),
    ("liet sy", Category::Policy),
    ("gdcs", Category::Policy),
    ("ncc", Category::Policy),
    ("cs", Category::Policy),
    ("khac", Category::Other),
];

/// Words that go with a category and change nothing about it.
const FILLERS: &[&str] = &[
    "ho", "gia", "dinh", "dien", "thuoc", "la", "co", "doi", "tuong", "danh", "dau", "x", "cac",
    "theo", "chuan", "nam", "hien", "nay", "va", "moi", "phat", "sinh", "tich", "loai", "thuong",
    "xuyen", "voi", "cach", "mang", "me", "con", "than", "nhan", "da", "chieu", "nhom", "the",
];

/// What a text says about categories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Categories named, each once.
    pub(super) categories: Vec<Category>,
    /// Words left that say something else.
    pub(super) rest: String,
    /// Whether something is denied (`không nghèo`).
    pub(super) denied: bool,
}

impl Said {
    /// The one category, when the text says nothing else.
    pub(super) fn sole(&self) -> Option<Category> {
        match self.categories.as_slice() {
            [category] if self.rest.is_empty() && !self.denied => Some(*category),
            _ => None,
        }
    }
}

/// Reads the categories a text names.
pub(super) fn said_in(text: &str) -> Said {
    // A grave illness (bệnh hiểm nghèo) makes nobody poor.
    let mut padded = format!(" {} ", fold(text)).replace(" hiem ngheo ", " hiem_ngheo ");
    let mut said = Said {
        denied: ["khong", "chua", "ra khoi"]
            .iter()
            .any(|no| padded.contains(&format!(" {no} "))),
        ..Said::default()
    };
    for (phrase, category) in PHRASES {
        let phrase = format!(" {phrase} ");
        while padded.contains(&phrase) {
            padded = padded.replacen(&phrase, " | ", 1);
            if !said.categories.contains(category) {
                said.categories.push(*category);
            }
        }
    }
    let rest: Vec<_> = padded
        .split(' ')
        .filter(|word| !word.is_empty() && *word != "|")
        .filter(|word| !FILLERS.contains(word) && !is_number(word))
        .collect();
    said.rest = rest.join(" ");
    said
}

/// What stands in the column of one category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is not marked.
    No,
    /// It is marked.
    Yes,
    /// Something else stands there.
    Unclear,
}

/// Reads what stands in the column of `category`.
pub(super) fn mark(text: &str, category: Category) -> Mark {
    let text = nfc(text).to_lowercase();
    match text.as_str() {
        "" | "0" | "-" | "–" | "—" | "không" | "ko" | "k" | "false" | "." => Mark::No,
        "x" | "xx" | "х" | "✓" | "✔" | "☑" | "☒" | "✗" | "✘" | "×" | "v" | "√" | "1" | "+"
        | "có" | "co" | "*" | "●" | "•" | "true" | "yes" | "y" | "ü" | "þ" | "(x)" | "[x]"
        | "x." => Mark::Yes,
        _ if said_in(&text).sole() == Some(category) => Mark::Yes,
        _ => Mark::Unclear,
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Category::{Difficult, EspeciallyDifficult, NearPoor, NewlyEscaped, Other, Policy, Poor};

    #[test]
    fn categories_in_the_words_of_lists() {
        for (text, category) in [
            ("Hộ nghèo", Poor),
            ("HN", Poor),
            ("hộ NGHÈO năm 2025", Poor),
            ("Nghèo đa chiều", Poor),
            ("Hộ nghèo (đánh dấu X)", Poor),
            ("Hộ cận nghèo", NearPoor),
            ("Ca\u{323}\u{302}n nghe\u{300}o", NearPoor),
            ("Hộ CN", NearPoor),
            ("HCN", NearPoor),
            ("Khó khăn", Difficult),
            ("Hộ có hoàn cảnh khó khăn", Difficult),
            ("ĐBKK", EspeciallyDifficult),
            ("Hộ có hoàn cảnh đặc biệt khó khăn", EspeciallyDifficult),
            ("Gia đình chính sách", Policy),
            ("Người có công với cách mạng", Policy),
            ("Mới thoát nghèo", NewlyEscaped),
            ("Hộ thoát cận nghèo", NewlyEscaped),
            ("Khác", Other),
        ] {
            assert_eq!(said_in(text).sole(), Some(category), "{text}");
        }
    }

    #[test]
    fn what_says_two_things_or_something_else_is_not_one_category() {
        assert_eq!(said_in("Hộ nghèo, chính sách").categories, [Poor, Policy]);
        assert_eq!(said_in("Nghèo/Cận nghèo").categories, [NearPoor, Poor]);
        for text in [
            "Hộ không nghèo",
            "Số hộ nghèo",
            "Nguyên nhân nghèo",
            "Bảo trợ xã hội",
            "Bệnh hiểm nghèo",
            "",
            "3",
        ] {
            assert_eq!(said_in(text).sole(), None, "{text}");
        }
        assert_eq!(most_severe(&[Policy, NearPoor, Poor]), Some(Poor));
        assert_eq!(most_severe(&[]), None);
    }

    #[test]
    fn a_mark_is_many_things() {
        for text in [
            "x",
            "X",
            " x ",
            "✓",
            "1",
            "có",
            "v",
            "Hộ nghèo",
            "HN",
            "TRUE",
        ] {
            assert_eq!(mark(text, Poor), Mark::Yes, "{text}");
        }
        for text in ["", "0", "-", "không"] {
            assert_eq!(mark(text, Poor), Mark::No, "{text}");
        }
        for text in ["4", "HCN", "2024", "?"] {
            assert_eq!(mark(text, Poor), Mark::Unclear, "{text}");
        }
    }
}

//! What the lines between households are: totals, signatures, numbering, remarks, headings.

use super::category;
use super::hamlet::Spelling;
use crate::household::Category;
use crate::text::{fold, nfc};

/// Whether a cell repeats the one above it.
pub(super) fn is_ditto(text: &str) -> bool {
    matches!(
        nfc(text).to_lowercase().as_str(),
        "nt" | "n/t"
            | "n.t"
            | "nt."
            | "-nt-"
            | "- nt -"
            | "như trên"
            | "nhu tren"
            | "\""
            | "″"
            | "''"
            | "“"
            | "”"
            | "„"
            | "〃"
            | "//"
            | "ʺ"
            | "``"
            | "-\"-"
            | "- \" -"
            | "-//-"
            | "\" \""
            | "\"\""
            | "’’"
            | "´´"
            | "- nt-"
            | "-nt"
    )
}

/// Whether a line numbers the columns: `1 2 3 …`, `(1) (2) …`, `A B 1 2 …`.
pub(super) fn is_numbering(texts: &[String]) -> bool {
    let mut numbers = Vec::new();
    for text in texts {
        let bare = text.trim_matches(['(', ')', '[', ']', '.', ' ']);
        let is_formula = bare.contains(['=', '+']) && bare.bytes().all(|b| b.is_ascii_graphic());
        match bare.parse::<u32>() {
            Ok(number) => numbers.push(number),
            Err(_) if bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic) => {}
            Err(_) if is_formula && bare.starts_with(|c: char| c.is_ascii_digit()) => {}
            Err(_) => return false,
        }
    }
    let ascending = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    texts.len() >= 3 && numbers.len() >= 2 && ascending && numbers[0] <= 4
}

/// Whether a text begins a line of totals. Marks matter: `Tống` and `Công` are family names.
pub(super) fn is_total(text: &str) -> bool {
    let small = nfc(text).to_lowercase();
    let folded = fold(text);
    let begins = |word: &str| {
        small
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    };
    begins("cộng")
        || begins("tổng")
        || matches!(folded.as_str(), "cong" | "tong" | "tc")
        || folded.starts_with("tong cong") && small.is_ascii()
        || folded.starts_with("tong so") && small.is_ascii()
}

/// The number of households a line of totals gives in words: `Tổng cộng: 25 hộ`.
pub(super) fn households_in_words(text: &str) -> Option<usize> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    words
        .windows(2)
        .find(|pair| pair[1] == "ho")
        .and_then(|pair| pair[0].parse().ok())
}

/// Whether a line belongs to the place where a list is signed.
pub(super) fn is_signature(line: &str) -> bool {
    const PHRASES: &[&str] = &[
        "nguoi lap",
        "lap bieu",
        "lap bang",
        "tm ubnd",
        "tm uy ban",
        "tm ban",
        "kt chu tich",
        "chu tich",
        "ky ten",
        "ky ghi ro",
        "ky va ghi",
        "ghi ro ho ten",
        "dong dau",
        "xac nhan cua",
        "truong ap",
        "truong khu vuc",
        "truong ban",
        "bi thu",
        "thu truong",
        "can bo",
        "noi nhan",
        "ke toan",
        "thu quy",
        "nguoi duyet",
        "truong thon",
        "to truong",
        "cong chuc",
    ];
    let padded = format!(" {} ", fold(line));
    let is_dated =
        padded.contains(" ngay ") && padded.contains(" thang ") && padded.contains(" nam ");
    is_dated
        || PHRASES
            .iter()
            .any(|phrase| padded.contains(&format!(" {phrase} ")))
}

/// Whether a line is a remark that needs no answer.
pub(super) fn is_remark(text: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "ghi chú",
        "lưu ý",
        "chú thích",
        "trong đó",
        "danh sách",
        "bằng chữ",
        "kèm theo",
        "ấn định",
        "xã ",
        "phường ",
        "huyện ",
        "quận ",
        "thành phố ",
        "tỉnh ",
        "đơn vị",
        "ủy ban",
        "uỷ ban",
        "cộng hòa",
        "cộng hoà",
        "độc lập",
        "mặt trận",
        "ubnd",
        "ubmttq",
        "số ",
        "(kèm",
    ];
    const WORDS_OF_A_SENTENCE: usize = 9;
    let small = nfc(text).to_lowercase();
    BEGINNINGS
        .iter()
        .any(|beginning| small.starts_with(beginning))
        || small.split(' ').count() >= WORDS_OF_A_SENTENCE
        || text.trim_start().starts_with(['*', '(']) && text.trim_end().ends_with(')')
}

/// Whether a cell only numbers a heading: `I`, `II.`, `A`, `1)`, `*`.
pub(super) fn is_enumerator(text: &str) -> bool {
    let bare = fold(text);
    let is_roman = bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    bare.len() <= 1 || is_roman || bare.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a cell numbers a heading by letter or Roman number, as no household is.
pub(super) fn is_section_number(text: &str) -> bool {
    let bare = fold(text);
    !bare.is_empty() && is_enumerator(text) && !bare.starts_with(|c: char| c.is_ascii_digit())
}

/// A heading between households.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// The hamlet it begins.
    pub(super) hamlet: Option<Spelling>,
    /// The category it begins.
    pub(super) category: Option<Category>,
}

impl Heading {
    /// Reads a heading that says a hamlet by its unit, a category, or both.
    pub(super) fn read(text: &str) -> Option<Self> {
        let body = heading_body(text);
        let said = category::said_in(body);
        let category = match said.categories.as_slice() {
            [category] if !said.denied && *category != Category::Other => Some(*category),
            _ => None,
        };
        let hamlet = Spelling::beginning(body);
        if hamlet.is_some() {
            return Some(Self { hamlet, category });
        }
        category?;
        let hamlet = Spelling::with_unit(body).map(Spelling::capitalised);
        let words_of_hamlet = hamlet.as_ref().map(|h| fold(h.shown())).unwrap_or_default();
        let says_more = said.rest.split(' ').any(|word| {
            !matches!(word, "" | "sach" | "tong" | "so" | "bang" | "ap" | "xa")
                && !word.bytes().all(|b| b.is_ascii_digit())
                && !words_of_hamlet.split(' ').any(|known| known == word)
        });
        (!says_more).then_some(Self { hamlet, category })
    }
}

/// A heading without its number in front and its count behind: `I. Ấp 3: 25 hộ`.
pub(super) fn heading_body(text: &str) -> &str {
    let text = text.trim();
    let unnumbered = match text.split_once(['.', ')', '/', '-', ' ']) {
        Some((number, rest)) if is_enumerator(number) && rest.chars().any(char::is_alphabetic) => {
            rest
        }
        _ => text,
    };
    let unnumbered = unnumbered.trim_start_matches(['*', '-', '+', ' ', '.']);
    let end = unnumbered
        .char_indices()
        .find(|(at, c)| {
            let rest = unnumbered[at + c.len_utf8()..].trim_start();
            let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_counted = unit.len() < rest.len();
            match unit.trim_start().to_lowercase().strip_prefix("hộ") {
                Some(after) if is_counted && *c == ' ' => {
                    unnumbered[..*at].contains(' ')
                        && !after.trim_start().starts_with(char::is_alphabetic)
                }
                Some(_) => is_counted && matches!(c, ':' | '(' | '-' | ','),
                None => false,
            }
        })
        .map_or(unnumbered.len(), |(at, _)| at);
    unnumbered[..end].trim_end_matches([':', '(', '-', ' ', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_household_are_known() {
        for text in [
            "Cộng",
            "TỔNG CỘNG",
            "Tổng cộng: 25 hộ",
            "Cộng ấp Thới Hòa",
            "Tong cong",
            "Tổng số hộ",
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in [
            "Tống Văn Cộng",
            "Công Tôn Nữ",
            "Nguyễn Văn Tổng",
            "TONG VAN A",
        ] {
            assert!(!is_total(text), "{text}");
        }
        assert_eq!(households_in_words("Tổng cộng: 25 hộ, 90 khẩu"), Some(25));
        for text in [
            "NGƯỜI LẬP BIỂU",
            "TM. UBND XÃ",
            "Thới Lộc Hòa, ngày … tháng … năm 2025",
        ] {
            assert!(is_signature(text), "{text}");
        }
        let texts = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for line in ["1 2 3 4", "(1) (2) (3)", "A B 1 2 3=1+2"] {
            assert!(is_numbering(&texts(line)), "{line}");
        }
        for line in ["1 2", "1 1960 4", "x x x", "5 6 7"] {
            assert!(!is_numbering(&texts(line)), "{line}");
        }
    }

    #[test]
    fn headings_say_a_hamlet_or_a_category_or_both() {
        let read = |text| {
            let heading = Heading::read(text)?;
            Some((
                heading.hamlet.map(|h| h.shown().to_owned()),
                heading.category,
            ))
        };
        let hamlet = |name: &str| Some(name.to_owned());
        assert_eq!(read("ẤP THỚI HÒA"), Some((hamlet("Ấp Thới Hòa"), None)));
        assert_eq!(read("I. Ấp 3: 25 hộ"), Some((hamlet("Ấp 3"), None)));
        assert_eq!(
            read("Ấp Thới Hòa 25 hộ"),
            Some((hamlet("Ấp Thới Hòa"), None))
        );
        assert_eq!(
            read("* Khu vực 10 (12 hộ)"),
            Some((hamlet("Khu vực 10"), None))
        );
        assert_eq!(
            read("II/ HỘ CẬN NGHÈO"),
            Some((None, Some(Category::NearPoor)))
        );
        assert_eq!(
            read("DANH SÁCH HỘ NGHÈO NĂM 2025"),
            Some((None, Some(Category::Poor)))
        );
        assert_eq!(
            read("Hộ nghèo ấp Thới Hòa"),
            Some((hamlet("Ấp Thới Hòa"), Some(Category::Poor)))
        );
        assert_eq!(
            read("ẤP 3 - HỘ NGHÈO"),
            Some((hamlet("Ấp 3"), Some(Category::Poor)))
        );
        for text in [
            "THỚI HÒA",
            "Nguyễn Văn A",
            "Hộ khác",
            "Ghi chú: hộ nghèo đã nhận quà",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

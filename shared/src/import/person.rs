//! The cell of a name, with what people write beside the name.

use crate::household::Gender;
use crate::text::{fold, name_case, nfc};

/// A name as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NameReading {
    /// The name; empty when there is none.
    pub(super) name: String,
    /// What people call them, from brackets.
    pub(super) nickname: String,
    /// From `Ông` or `Bà`, or brackets.
    pub(super) gender: Option<Gender>,
    /// A year of birth in brackets.
    pub(super) birth: String,
    /// A remark that they died or moved away.
    pub(super) is_gone: bool,
    /// Figures or separators in it, or one word only.
    pub(super) is_unclear: bool,
}

/// Reads the cell of a name.
pub(super) fn read_name(text: &str) -> NameReading {
    let mut reading = NameReading::default();
    let text = nfc(text);
    let mut outside = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        outside.push_str(before);
        outside.push(' ');
        let (inside, after) = after.split_once([')', ']']).unwrap_or((after, ""));
        reading.take_remark(inside.trim());
        rest = after;
    }
    outside.push_str(rest);
    let outside = nfc(outside.trim_matches([' ', '-', '*', '.', ',', ';', ':', '+']));
    let name = reading.without_title(without_number(&outside));
    reading.name = name_case(&name);
    let words = reading
        .name
        .split(' ')
        .filter(|word| !word.is_empty())
        .count();
    let is_strange = |c: char| c.is_ascii_digit() || matches!(c, '/' | ',' | ';' | '+' | '&');
    reading.is_unclear = words == 1 || reading.name.contains(is_strange);
    if !reading.name.chars().any(char::is_alphabetic) {
        reading.name.clear();
    }
    reading
}

/// Whether a remark says that somebody died or moved away.
pub(super) fn says_gone(remark: &str) -> bool {
    let folded = format!(" {} ", fold(remark));
    let exact = ["chet", "mat", "tu tran", "chuyen di", "chuyen"];
    exact.iter().any(|word| folded.trim() == *word)
        || [
            " da chet ",
            " da mat ",
            " qua doi ",
            " tu tran ",
            " chuyen di ",
            " da chuyen ",
            " chuyen noi khac ",
            " chuyen cho o ",
            " chuyen ho khau ",
            " khong con o ",
        ]
        .iter()
        .any(|phrase| folded.contains(phrase))
}

impl NameReading {
    fn take_remark(&mut self, remark: &str) {
        let small = remark.to_lowercase();
        if remark.is_empty() {
        } else if says_gone(remark) {
            self.is_gone = true;
        } else if small == "nam" {
            self.gender = Some(Gender::Male);
        } else if small == "nữ" || small == "nu" {
            self.gender = Some(Gender::Female);
        } else if remark.chars().any(|c| c.is_ascii_digit()) {
            remark.clone_into(&mut self.birth);
        } else {
            self.nickname = name_case(remark.trim_start_matches("tự ").trim_start_matches("tức "));
        }
    }

    /// Takes `Hộ ông` and the like off a name that is still a name without it.
    fn without_title(&mut self, name: &str) -> String {
        let mut words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
        while words.len() > 2 {
            let gender = match words[0].to_lowercase().trim_end_matches(['.', ':']) {
                "hộ" => None,
                "ông" => Some(Gender::Male),
                "bà" => Some(Gender::Female),
                _ => break,
            };
            self.gender = gender.or(self.gender);
            words.remove(0);
        }
        words.join(" ")
    }
}

/// Without a number in front: `1. Nguyễn Văn A`.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')', '/', '-', ' ']) {
        Some(rest) if rest.chars().any(char::is_alphabetic) => rest.trim_start(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_what_people_write_beside_them() {
        let woman = read_name("1. Hộ bà TRẦN THỊ BÉ (Năm Bé)");
        assert_eq!(
            (woman.name.as_str(), woman.nickname.as_str()),
            ("Trần Thị Bé", "Năm Bé")
        );
        assert_eq!(woman.gender, Some(Gender::Female));
        assert!(read_name("Lê Văn Sáu (đã chết)").is_gone);
        assert_eq!(read_name("Lê Văn Sáu (1950)").birth, "1950");
        assert_eq!(read_name("Hồ Văn Ông").name, "Hồ Văn Ông");
        assert_eq!(read_name("Bà Sáu").name, "Bà Sáu");
        assert!(read_name("Sáu").is_unclear && read_name("Nguyễn Văn 3").is_unclear);
        assert!(!read_name("Thạch Sà Rươl").is_unclear);
        for nothing in ["", " - ", "...", "12", "(Tư)"] {
            assert_eq!(read_name(nothing).name, "", "{nothing}");
        }
    }

    #[test]
    fn a_remark_that_somebody_is_gone_is_seen() {
        for remark in ["đã mất", "Chuyển đi nơi khác 2024", "Chết"] {
            assert!(says_gone(remark), "{remark}");
        }
        assert!(!says_gone("mất sức lao động"));
    }
}

//! The lines above a list: of which hamlet and category it is, and by which decision.

use super::ListDecision;
use super::category::said_in;
use super::hamlet::Spelling;
use crate::date::read_partial_date;
use crate::household::Category;
use crate::text::{fold, nfc};
use crate::time::PartialDate;

/// What the lines above a list say about all of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Title {
    pub(super) hamlet: Option<Spelling>,
    pub(super) category: Option<Category>,
    pub(super) decision: Option<ListDecision>,
}

impl Title {
    /// Reads the lines. Several categories or hamlets in them are of no use to a row.
    pub(super) fn read(lines: &[String]) -> Self {
        let mut hamlets: Vec<Spelling> = Vec::new();
        let mut categories: Vec<Category> = Vec::new();
        for line in lines {
            let hamlet = Spelling::with_unit(line).map(Spelling::capitalised);
            hamlets.extend(hamlet.filter(|h| !hamlets.iter().any(|known| known.may_be(h))));
            let said = said_in(line);
            categories.extend(said.categories.iter().filter(|c| **c != Category::Other));
        }
        categories.sort_unstable();
        categories.dedup();
        Self {
            hamlet: if hamlets.len() == 1 {
                hamlets.pop()
            } else {
                None
            },
            category: if categories.len() == 1 {
                categories.pop()
            } else {
                None
            },
            decision: lines.iter().find_map(|line| decision(line)),
        }
    }

    /// What a sheet's name says.
    pub(super) fn of_sheet_name(name: &str) -> Self {
        let said = said_in(name);
        let category = match said.categories.as_slice() {
            [category] if !said.denied && *category != Category::Other => Some(*category),
            _ => None,
        };
        Self {
            hamlet: Spelling::with_unit(name),
            category,
            decision: None,
        }
    }
}

/// Whether a sheet's name can be a hamlet's: spreadsheets and offices have names of their own.
pub(super) fn may_name_a_hamlet(sheet_name: &str) -> bool {
    const GENERAL: &[&str] = &[
        "sheet", "trang", "danh", "ds", "tong", "hop", "ho", "ngheo", "nam", "mau", "bieu", "phu",
        "luc", "bang", "thang", "quy", "can", "data", "import",
    ];
    let folded = fold(sheet_name);
    let is_general = |word: &str| {
        GENERAL
            .iter()
            .any(|general| word.trim_end_matches(|c: char| c.is_ascii_digit()) == *general)
    };
    folded.contains(|c: char| c.is_ascii_alphabetic()) && !folded.split(' ').any(is_general)
}

/// `(Kèm theo Quyết định số 125/QĐ-UBND ngày 15 tháng 12 năm 2025 của …)`
fn decision(line: &str) -> Option<ListDecision> {
    let line = nfc(line);
    let words: Vec<&str> = line.split(' ').collect();
    let at = words
        .iter()
        .position(|word| fold(word).contains("qd") && word.contains('/'))?;
    let number = words[at]
        .trim_matches(['(', ')', ',', ';', '.', ':'])
        .to_owned();
    let rest = &words[at + 1..];
    let day = rest.iter().position(|word| fold(word) == "ngay")?;
    let date_words: Vec<&str> = rest[day..]
        .iter()
        .take(6)
        .map(|word| word.trim_matches(['(', ')', ',', ';', '.']))
        .collect();
    let date = (2..=date_words.len())
        .filter_map(|length| read_partial_date(&date_words[..length].join(" ")).ok())
        .find_map(|reading| match reading.date {
            PartialDate::Day(day) => Some(day),
            PartialDate::Year(_) | PartialDate::Month(..) => None,
        });
    Some(ListDecision { number, date })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(lines: &[&str]) -> Title {
        Title::read(
            &lines
                .iter()
                .map(|line| (*line).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn a_title_says_hamlet_category_and_decision() {
        let title = title(&[
            "ỦY BAN NHÂN DÂN XÃ THỚI LỘC HÒA",
            "DANH SÁCH HỘ NGHÈO ẤP THỚI PHƯỚC A NĂM 2025",
            "(Kèm theo Quyết định số 125/QĐ-UBND ngày 15 tháng 12 năm 2025 của UBND xã)",
        ]);
        assert_eq!(title.hamlet.unwrap().shown(), "Ấp Thới Phước A");
        assert_eq!(title.category, Some(Category::Poor));
        let decision = title.decision.unwrap();
        assert_eq!(decision.number, "125/QĐ-UBND");
        assert_eq!(decision.date.unwrap().to_string(), "2025-12-15");
    }

    #[test]
    fn a_title_of_several_categories_says_none() {
        let title = title(&["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO CÁC ẤP NĂM 2025"]);
        assert_eq!(title.category, None);
        assert_eq!(title.hamlet, None);
        assert_eq!(
            decision("QĐ 7/QĐ-UBND ngày 05/01/2026").unwrap().number,
            "7/QĐ-UBND"
        );
    }

    #[test]
    fn a_sheets_name_may_say_them_too() {
        assert_eq!(Title::of_sheet_name("Ấp 3").hamlet.unwrap().shown(), "Ấp 3");
        assert_eq!(
            Title::of_sheet_name("Hộ cận nghèo").category,
            Some(Category::NearPoor)
        );
        assert!(may_name_a_hamlet("Thới Hòa"));
        for name in ["Sheet1", "DS hộ nghèo", "Tổng hợp", "3", "2025"] {
            assert!(!may_name_a_hamlet(name), "{name}");
        }
    }
}

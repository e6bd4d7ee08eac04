use std::io::Cursor;

use calamine::{Data, Range, Reader as _, SheetVisible, Xlsx};
use chungtay_shared::household::ProfileField;
use chungtay_shared::synthetic::{DEMO_SEED, MARK, ward};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::*;

const BOTH: [HamletStyle; 2] = [HamletStyle::Headings, HamletStyle::Column];

fn list(households: usize, style: HamletStyle) -> CareList {
    let ward = ward(DEMO_SEED, households, "2026-11-23".parse().unwrap());
    CareList::new(&ward, style, 1)
}

/// The visible sheet, from its first row and column.
fn sheet(list: &CareList) -> Range<Data> {
    let mut workbook = Xlsx::new(Cursor::new(list.xlsx().unwrap())).unwrap();
    let hidden = workbook
        .sheets_metadata()
        .iter()
        .filter(|s| s.visible == SheetVisible::Hidden);
    assert_eq!(hidden.count(), 1);
    let sheet = workbook.worksheet_range("DS hộ").unwrap();
    assert_eq!(sheet.start(), Some((0, 0)));
    sheet
}

fn text(cell: &Data) -> String {
    cell.to_string().nfc().collect()
}

/// Where a word of the header stands, in either of its lines.
fn column(sheet: &Range<Data>, word: &str) -> usize {
    let found = sheet
        .rows()
        .find_map(|row| row.iter().position(|cell| text(cell) == word));
    found.unwrap_or_else(|| panic!("no column {word}"))
}

#[test]
fn a_clerk_who_counts_the_sheet_by_hand_comes_to_the_truth() {
    for style in BOTH {
        let list = list(500, style);
        let sheet = sheet(&list);
        let rows: Vec<&[Data]> = sheet.rows().collect();
        let [number, members] = ["STT", "Số nhân khẩu"].map(|word| column(&sheet, word));
        let households: Vec<_> = rows
            .iter()
            .filter(|row| matches!(row[number], Data::Float(_)))
            .collect();
        assert_eq!(households.len(), list.truth.households);
        assert_eq!(list.truth.households, 500);
        let people: u32 = households
            .iter()
            .map(|row| text(&row[members]).parse::<u32>().unwrap())
            .sum();
        assert_eq!(people, list.truth.members);
        for (word, code) in [
            ("Hộ nghèo", "poor"),
            ("Hộ cận nghèo", "near_poor"),
            ("Hộ khó khăn", "difficult"),
            ("Gia đình chính sách", "policy"),
        ] {
            let category = column(&sheet, word);
            let marked = households
                .iter()
                .filter(|row| !text(&row[category]).is_empty());
            assert_eq!(marked.count(), list.truth.by_category[code], "{word}");
        }
        for row in &list.truth.rows {
            let name = text(&rows[row.sheet_row - 1][column(&sheet, "Họ và tên chủ hộ")]);
            assert_eq!(
                chungtay_shared::text::fold(&name),
                chungtay_shared::text::fold(row.profile.get(ProfileField::HeadName))
            );
        }
    }
}

#[test]
fn the_subtotals_add_up_to_the_total() {
    let list = list(500, HamletStyle::Headings);
    let sheet = sheet(&list);
    let members = column(&sheet, "Số nhân khẩu");
    let sum_of = |begins: &str| -> u32 {
        let rows = sheet.rows().filter(|row| text(&row[1]).starts_with(begins));
        rows.map(|row| text(&row[members]).parse::<u32>().unwrap())
            .sum()
    };
    assert_eq!(sum_of("Cộng"), list.truth.members);
    assert_eq!(sum_of("TỔNG CỘNG"), list.truth.members);
}

#[test]
fn the_list_has_what_makes_such_lists_hard_to_read() {
    for style in BOTH {
        let list = list(500, style);
        let sheet = sheet(&list);
        let rows: Vec<&[Data]> = sheet.rows().collect();
        let count = |holds: &dyn Fn(&Data) -> bool| {
            rows.iter()
                .flat_map(|row| row.iter())
                .filter(|cell| holds(cell))
                .count()
        };
        let says = |word: &str| count(&|cell| text(cell) == word);
        assert_eq!(
            says("Họ và tên chủ hộ"),
            2,
            "the header comes again in the middle"
        );
        assert_eq!(count(&|cell| text(cell).starts_with(MARK)), 1);
        assert!(says("nt") > 100, "dittos");
        assert!(says("x") > 400 && says("X") > 5, "marks");
        assert!(
            count(&|cell| matches!(cell, Data::DateTime(_))) > 100,
            "dates"
        );
        assert!(
            rows.iter()
                .any(|row| row.iter().all(|cell| *cell == Data::Empty)),
            "blank rows"
        );
        if style == HamletStyle::Column {
            assert!(
                says("\"") > 20 && says("-nt-") > 20,
                "other signs for the same"
            );
        } else {
            let heading = list
                .truth
                .hamlets
                .keys()
                .filter(|hamlet| says(&hamlet.to_uppercase()) == 1);
            assert!(heading.count() >= 4, "headings in capitals");
            assert_eq!(says("ẤP HOÀ LỢI 2"), 1, "the other tone mark in a heading");
        }
    }
}

#[test]
fn rows_are_spoilt_as_often_as_in_life_and_in_the_way_the_truth_says() {
    let list = list(500, HamletStyle::Column);
    let sheet = sheet(&list);
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let [name, id] = ["Họ và tên chủ hộ", "Số CCCD/ Số định danh"].map(|word| column(&sheet, word));
    for (dirt, count) in [
        (Dirt::Decomposed, 10),
        (Dirt::OtherToneMark, 10),
        (Dirt::Capitals, 5),
        (Dirt::NumberAsNumber, 20),
        (Dirt::FirstZeroLost, 5),
    ] {
        assert_eq!(list.truth.spoilt(dirt).count(), count, "{dirt:?}");
        for row in list.truth.spoilt(dirt) {
            let cells = rows[row.sheet_row - 1];
            let true_name = row.profile.get(ProfileField::HeadName);
            let true_id = row.profile.get(ProfileField::NationalId);
            let raw_name = cells[name].to_string();
            match dirt {
                Dirt::Decomposed => assert!(!is_nfc(&raw_name)),
                Dirt::OtherToneMark => assert!(is_nfc(&raw_name) && raw_name != true_name),
                Dirt::Capitals => assert_eq!(raw_name, true_name.to_uppercase()),
                Dirt::NumberAsNumber => {
                    assert_eq!(cells[id], Data::Float(true_id.parse().unwrap()));
                }
                Dirt::FirstZeroLost => assert_eq!(cells[id].to_string(), true_id[1..]),
            }
        }
    }
}

#[test]
fn the_csv_says_the_same_as_the_workbook_row_for_row() {
    for separator in [',', ';'] {
        let list = list(120, HamletStyle::Column);
        let csv = String::from_utf8(list.csv(separator)).unwrap();
        let lines: Vec<&str> = csv
            .strip_prefix('\u{feff}')
            .unwrap()
            .split("\r\n")
            .collect();
        for row in &list.truth.rows {
            let line = lines[row.sheet_row - 1];
            let name = line.split(separator).nth(1).unwrap();
            assert_eq!(
                chungtay_shared::text::fold(name),
                chungtay_shared::text::fold(row.profile.get(ProfileField::HeadName))
            );
        }
        assert!(csv.contains("\"\"\"\""), "a ditto sign is quoted");
    }
}

#[test]
fn the_same_seed_writes_the_same_bytes() {
    for style in BOTH {
        let (first, again) = (list(60, style), list(60, style));
        assert_eq!(first.xlsx().unwrap(), again.xlsx().unwrap());
        assert_eq!(first.csv(','), again.csv(','));
        assert_eq!(first.truth, again.truth);
    }
    let ward = ward(DEMO_SEED, 60, "2026-11-23".parse().unwrap());
    let other = CareList::new(&ward, HamletStyle::Column, 2);
    assert_ne!(other.csv(','), list(60, HamletStyle::Column).csv(','));
}

#[test]
fn lists_of_any_length_can_be_written() {
    for households in [0, 1, 7, 2_000] {
        for style in BOTH {
            let list = list(households, style);
            assert_eq!(list.truth.rows.len(), households);
            assert!(!list.xlsx().unwrap().is_empty());
        }
    }
}

//! A commune's spreadsheet from its bytes to households: files as offices keep them, made here.

use std::io::Write as _;

use chungtay_server::spreadsheet::{self, SpreadsheetError};
use chungtay_shared::household::ProfileField;
use chungtay_shared::import::plan::plan;
use chungtay_shared::import::{self, DoubtKind, ImportSummary, ListReading};
use chungtay_shared::limits::{SPREADSHEET_BYTES_MAX, SPREADSHEET_ROWS_MAX};
use chungtay_shared::time::LocalDate;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

fn understand(bytes: &[u8], file_name: &str) -> ListReading {
    let sheets = spreadsheet::read(bytes, file_name).unwrap();
    import::read(&sheets, LocalDate::new(2026, 11, 23).unwrap())
}

fn summary(reading: &ListReading) -> ImportSummary {
    ImportSummary::new(reading, &plan(reading, &[]), |kind| kind.code().to_owned())
}

fn doubts(reading: &ListReading) -> Vec<(u32, &'static str)> {
    reading
        .doubts
        .iter()
        .map(|doubt| (doubt.row, doubt.kind.code()))
        .collect()
}

/// A workbook of one sheet.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// Writes lines of cells, `|` between: figures are numbers, `@` begins a date, `'` a text.
fn write_lines(sheet: &mut Worksheet, lines: &[&str]) {
    let date_format = Format::new().set_num_format("dd/mm/yyyy");
    for (row, line) in (0..).zip(lines) {
        for (column, text) in (0..).zip(line.split('|')) {
            if let Some(date) = text.strip_prefix('@') {
                let date = ExcelDateTime::parse_from_str(date).unwrap();
                sheet
                    .write_with_format(row, column, &date, &date_format)
                    .unwrap();
            } else if let Ok(number) = text.parse::<f64>() {
                sheet.write_number(row, column, number).unwrap();
            } else if !text.is_empty() {
                sheet
                    .write_string(row, column, text.trim_start_matches('\''))
                    .unwrap();
            }
        }
    }
}

/// Merges the cells from the first to the last position, which keep the first one's text.
fn merge(sheet: &mut Worksheet, lines: &[&str], areas: &[(u32, u16, u32, u16)]) {
    for (row, column, last_row, last_column) in areas {
        let line = lines[usize::try_from(*row).unwrap()];
        let text = line
            .split('|')
            .nth(usize::from(*column))
            .unwrap_or_default();
        let format = Format::new();
        sheet
            .merge_range(*row, *column, *last_row, *last_column, text, &format)
            .unwrap();
    }
}

/// The list of a commune: national heading, title, two-line merged heading, numbering, hamlets in
/// headings, marks, numbers without their zeros, dates of three kinds, totals, signatures.
const POOR_LIST: [&str; 25] = [
    "UBND XÃ THỚI LỘC HÒA||||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "",
    "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026",
    "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2026)",
    "",
    "STT|Họ và tên\nchủ hộ|Năm sinh||Số CCCD|Dân tộc|Ấp|Số nhân khẩu|Diện hộ|||Hoàn cảnh",
    "||Nam|Nữ|||||Nghèo|Cận nghèo|Khó khăn|",
    "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)",
    "ẤP THỚI HÒA",
    "1|NGUYỄN VĂN ĐỰC|1960||60123456|Kinh|Thới Hòa|4|x",
    "'2|Tra\u{302}\u{300}n Thi\u{323} Be\u{301} Na\u{306}m||@1955-03-07|'000155654321|Khmer|nt|'3||X",
    "|Cộng||||||7|1|1",
    "",
    "KHU VỰC 3",
    "3|Thạch Sơn|12/5/1948||'361234567||KV3|2|||x|neo đơn",
    "4|Lý Thị Út||'49|||kv 03|1 người|x|x",
    "5||1970||'000070000001||KV3|2|x",
    "|Tổng cộng: 4 hộ||||||10|2|2|1",
    "",
    "||||||Thới Lộc Hòa, ngày 05 tháng 01 năm 2026",
    "|NGƯỜI LẬP BIỂU|||||TM. ỦY BAN NHÂN DÂN",
    "",
    "",
    "",
    "|Trần Thị Lập|||||Nguyễn Văn Ký",
];

fn poor_list(sheet: &mut Worksheet) {
    sheet.set_name("Tổng hợp 2026").unwrap();
    write_lines(sheet, &POOR_LIST);
    let across = [
        (0, 0, 3),
        (0, 6, 11),
        (2, 0, 11),
        (3, 0, 11),
        (5, 2, 3),
        (5, 8, 10),
    ];
    let lines = [(8, 0, 11), (13, 0, 11), (19, 6, 11)];
    let across = across
        .iter()
        .chain(&lines)
        .map(|(row, first, last)| (*row, *first, *row, *last));
    let down = [0, 1, 4, 5, 6, 7, 11].map(|column| (5, column, 6, column));
    merge(sheet, &POOR_LIST, &across.chain(down).collect::<Vec<_>>());
}

#[test]
fn the_office_imports_its_own_list() {
    let mut workbook = Workbook::new();
    poor_list(workbook.add_worksheet());
    let draft = workbook.add_worksheet();
    draft.set_name("nháp").unwrap().set_hidden(true);
    write_lines(draft, &["STT|Họ tên|Ấp", "1|Người Trong Nháp|Ấp 3"]);
    let reading = understand(&workbook.save_to_buffer().unwrap(), "danh-sach.xlsx");

    let summary = summary(&reading);
    assert_eq!(summary.households, 4);
    assert_eq!(summary.members, 10);
    let by_category: Vec<_> = summary.by_category.into_iter().collect();
    assert_eq!(
        by_category,
        [("difficult", 1), ("near_poor", 1), ("poor", 2)]
    );
    let hamlets: Vec<_> = summary.hamlets.into_iter().collect();
    assert_eq!(
        hamlets,
        [("Khu vực 3".to_owned(), 2), ("Ấp Thới Hòa".to_owned(), 2)]
    );
    assert_eq!(
        doubts(&reading),
        [
            (10, "id_leading_zero"),
            (16, "birth_century"),
            (16, "category_several"),
            (17, "name_missing"),
        ]
    );
    let notes: Vec<_> = reading.notes.iter().map(|note| note.kind.code()).collect();
    for note in [
        "hidden_sheet",
        "sensitive_column",
        "ditto_read",
        "synthetic_numbers",
    ] {
        assert!(notes.contains(&note), "{note}");
    }
    assert_eq!(reading.rows.len(), 25, "every row has its account");
    assert_eq!(reading.decision.as_ref().unwrap().number, "12/QĐ-UBND");

    let field = |index: usize, field| reading.households[index].profile.get(field).to_owned();
    assert_eq!(field(0, ProfileField::HeadName), "Nguyễn Văn Đực");
    assert_eq!(field(0, ProfileField::NationalId), "000060123456");
    assert_eq!(field(1, ProfileField::HeadName), "Trần Thị Bé Năm");
    assert_eq!(field(1, ProfileField::Birth), "1955-03-07");
    assert_eq!(field(1, ProfileField::Gender), "female");
    assert_eq!(field(2, ProfileField::Birth), "1948-05-12");
    assert_eq!(field(2, ProfileField::Note), "neo đơn");
    assert!(
        reading
            .households
            .iter()
            .all(|h| h.profile.validate().is_ok())
    );
}

#[test]
fn the_same_list_saved_as_csv_says_the_same() {
    let csv = "\u{feff}DANH SÁCH HỘ NGHÈO NĂM 2026;;;;;;\r\n\
        ;;;;;;\r\n\
        STT;Họ tên;Năm sinh;Số định danh cá nhân;Ấp;Số khẩu;Đối tượng\r\n\
        ;;;;;;\r\n\
        1;Nguyễn Văn A;1960;=\"000060123456\";Ấp 3;4;Hộ nghèo\r\n\
        2;Trần Thị B;17/10/1955;000155123457;\";3;nt\r\n\
        3;\"Lê Văn C \"\"Tư\"\"\";1971;;Ấp 10;2;HCN\r\n";
    let bytes = csv.as_bytes();
    for bytes in [bytes.to_vec(), bytes[3..].to_vec(), utf16(csv)] {
        let reading = understand(&bytes, "ds-2026.csv");
        let summary = summary(&reading);
        assert_eq!((summary.households, summary.members), (3, 9));
        let hamlets: Vec<_> = summary.hamlets.into_iter().collect();
        assert_eq!(hamlets, [("Ấp 10".to_owned(), 1), ("Ấp 3".to_owned(), 2)]);
        let by_category: Vec<_> = summary.by_category.into_iter().collect();
        assert_eq!(by_category, [("near_poor", 1), ("poor", 2)]);
        assert_eq!(doubts(&reading), []);
        assert_eq!(reading.rows.len(), 7, "empty lines count");
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_list_of_windows_times_is_read_in_its_encoding() {
    // "Họ tên,Ấp / Nguyễn Văn Bé,Ấp Thới Hòa" in windows-1258.
    let bytes =
        b"Ho\xf2 t\xean,\xc2\xecp\nNguy\xea\xden V\xe3n Be\xec,\xc2\xecp Th\xf5\xeci Ho\xcca\n";
    let reading = understand(bytes, "ap.csv");
    assert_eq!(
        reading.households[0].profile.get(ProfileField::HeadName),
        "Nguyễn Văn Bé"
    );
    assert_eq!(reading.households[0].hamlet(), "Ấp Thới Hòa");
    // The same in TCVN3.
    let bytes = b"H\xe4 t\xaan,\xcap\nNguy\xd4n V\xa8n B\xd0,\xcap Th\xedi H\xdfa\nTr\xc7n Th\xde B\xd0,\xcap Th\xedi H\xdfa\n";
    let reading = understand(bytes, "ap.csv");
    assert_eq!(
        reading.households[0].profile.get(ProfileField::HeadName),
        "Nguyễn Văn Bé"
    );
    assert_eq!(doubts(&reading), [(2, DoubtKind::LegacyText.code())]);
}

#[test]
fn two_thousand_rows_are_read_and_none_is_lost() {
    let mut lines = vec!["STT|Họ và tên chủ hộ|Năm sinh|Số CCCD|Ấp|Số khẩu|HN|HCN".to_owned()];
    lines.extend((1..=2_000).map(|number: usize| {
        let (name, year, hamlet) = (letters(number), 1930 + number % 70, number % 10 + 1);
        let mark = ["x|", "|x"][number % 2];
        let id = format!("000{}{:02}{number:06}", 0, year % 100);
        format!(
            "{number}|Nguyễn Văn {name}|{year}|'{id}|Ấp {hamlet}|{}|{mark}",
            number % 8 + 1
        )
    }));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let bytes = book(|sheet| write_lines(sheet, &lines));
    let reading = understand(&bytes, "ds.xlsx");
    let summary = summary(&reading);
    assert_eq!(doubts(&reading), []);
    assert_eq!(summary.hamlets.len(), 10);
    assert_eq!(
        (
            summary.by_category["poor"],
            summary.by_category["near_poor"]
        ),
        (1_000, 1_000)
    );
    assert_eq!(summary.to_create, 2_000);
}

/// A given name of its own for each number.
fn letters(number: usize) -> String {
    const SYLLABLES: [&str; 10] = ["a", "e", "i", "o", "u", "y", "an", "en", "in", "on"];
    number
        .to_string()
        .bytes()
        .fold("Q".to_owned(), |name, digit| {
            name + SYLLABLES[usize::from(digit - b'0')]
        })
}

#[test]
fn what_is_no_list_is_refused_with_what_to_do() {
    let refused = |bytes: &[u8]| spreadsheet::read(bytes, "x.xlsx").unwrap_err();
    assert_eq!(refused(b""), SpreadsheetError::Empty);
    assert_eq!(refused(b" \n ; ; \n"), SpreadsheetError::Empty);
    assert_eq!(refused(b"%PDF-1.7 ..."), SpreadsheetError::NotASpreadsheet);
    assert_eq!(
        refused(b"<html><table></table></html>"),
        SpreadsheetError::NotASpreadsheet
    );
    assert_eq!(
        refused(&[7, 0, 200, 1, 2, 3, 0, 0, 0, 9]),
        SpreadsheetError::NotASpreadsheet
    );
    assert_eq!(
        refused(&vec![b'a'; SPREADSHEET_BYTES_MAX + 1]),
        SpreadsheetError::TooLarge
    );
    assert_eq!(
        refused(&b"a\n".repeat(SPREADSHEET_ROWS_MAX + 1)),
        SpreadsheetError::TooManyRows
    );
    let compound =
        |directory: &str| [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &utf16(directory)].concat();
    assert_eq!(
        refused(&compound("Workbook")),
        SpreadsheetError::OtherFormat
    );
    assert_eq!(
        refused(&compound("EncryptedPackage")),
        SpreadsheetError::Encrypted
    );
    assert_eq!(
        refused(&compound("WordDocument")),
        SpreadsheetError::NotASpreadsheet
    );
    assert_eq!(refused(&book(|_| {})), SpreadsheetError::Empty);
    let far_away = book(|sheet| {
        sheet.write_string(1_048_575, 0, "x").unwrap();
    });
    assert_eq!(refused(&far_away), SpreadsheetError::TooManyRows);
    for error in [SpreadsheetError::Encrypted, SpreadsheetError::TooLarge] {
        assert!(
            error.to_string().contains(';'),
            "it says what to do: {error}"
        );
    }
}

#[test]
fn a_damaged_workbook_is_an_answer_and_never_a_crash() {
    let whole = book(poor_list);
    for length in (0..whole.len()).step_by(97) {
        let _ = spreadsheet::read(&whole[..length], "x.xlsx");
    }
    for at in (0..whole.len()).step_by(53) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        if let Ok(sheets) = spreadsheet::read(&damaged, "x.xlsx") {
            let _ = import::read(&sheets, LocalDate::new(2026, 1, 1).unwrap());
        }
    }
}

#[test]
fn a_small_file_that_unpacks_without_end_is_refused() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_level(Some(1));
    archive.start_file("xl/workbook.xml", options).unwrap();
    let megabyte = vec![b' '; 1 << 20];
    for _ in 0..=200 {
        archive.write_all(&megabyte).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(
        bytes.len() < SPREADSHEET_BYTES_MAX,
        "it looks small: {} bytes",
        bytes.len()
    );
    assert_eq!(
        spreadsheet::read(&bytes, "x.xlsx").unwrap_err(),
        SpreadsheetError::TooLarge
    );
}

proptest! {
    #[test]
    fn rubbish_is_an_answer_and_never_a_crash(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        text in "[a-zA-ZĐđạ0-9,;\t\"\r\n ]{0,120}",
    ) {
        let _ = spreadsheet::read(&bytes, "x.xlsx");
        let _ = spreadsheet::read(&[b"PK\x03\x04".as_slice(), &bytes].concat(), "x.xlsx");
        if let Ok(sheets) = spreadsheet::read(text.as_bytes(), "x.csv") {
            let reading = import::read(&sheets, LocalDate::new(2026, 1, 1).unwrap());
            prop_assert_eq!(reading.rows.len(), sheets[0].rows.len());
        }
    }
}

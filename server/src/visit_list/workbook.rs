//! The list as a workbook: A4 across, hamlet by hamlet, with room for what is noted on the way.

use chungtay_shared::time::LocalDate;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{Line, ToGive, VisitList};
use crate::paper::{self, Heading, ListError, cell, centred, height_of, text};
use crate::words;

/// Header and width in characters.
const COLUMNS: [(&str, f64); 9] = [
    ("STT", 5.0),
    ("Họ và tên chủ hộ", 24.0),
    ("Ấp, khu vực", 14.0),
    ("Địa chỉ", 22.0),
    ("Đối tượng", 14.0),
    ("Số nhân khẩu", 7.0),
    ("Thăm lần cuối", 11.5),
    ("Còn phải trao (người trao)", 36.0),
    ("Ghi chú", 27.0),
];
const LAST_COLUMN: u16 = 8;
const HEADER_ROW: u32 = 5;
/// Columns whose texts wrap, and the characters that surely fit in a line of each.
const WRAPPING: [(u16, usize); 5] = [(1, 22), (2, 12), (3, 20), (4, 12), (7, 33)];
/// Room for a line by hand.
const LINE_HEIGHT: f64 = 32.0;

/// The workbook's bytes. Where nobody is to be visited, one line says so.
pub fn workbook(list: &VisitList) -> Result<Vec<u8>, ListError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Hộ cần thăm")?;
    write(sheet, list)?;
    Ok(workbook.save_to_buffer()?)
}

fn write(sheet: &mut Worksheet, list: &VisitList) -> Result<(), XlsxError> {
    paper::set_up_page(sheet, HEADER_ROW, 2)?;
    let about = about(list);
    let heading = Heading {
        commune: &list.commune,
        synthetic: list.synthetic,
        title: "DANH SÁCH HỘ CẦN THĂM",
        about: &about,
        columns: &COLUMNS,
        today: list.today,
    };
    paper::write_heading(sheet, &heading)?;
    paper::write_columns(sheet, HEADER_ROW, &COLUMNS)?;
    let mut row = HEADER_ROW;
    for (number, line) in (1_u32..).zip(&list.lines) {
        row += 1;
        write_line(sheet, row, number, line)?;
    }
    if list.lines.is_empty() {
        row += 1;
        let none = "Không có hộ nào trong phạm vi đã chọn";
        sheet.merge_range(row, 0, row, LAST_COLUMN, none, &cell())?;
    }
    let rights = list.lines.iter().flat_map(|line| &line.to_give);
    let is_meant = |holder| list.query.holder.is_none_or(|only| only == holder);
    let rights = rights.filter(|right| is_meant(right.holder)).count();
    let total = format!(
        "Tổng cộng: {} hộ; còn {} lượt phải trao.",
        words::count(list.lines.len() as u64),
        words::count(rights as u64)
    );
    let bold = text().set_bold();
    heading.write_across(sheet, row + 1, &total, &bold)
}

fn about(list: &VisitList) -> String {
    let mut about = vec![format!("Lập ngày {}", list.today.display())];
    if !list.query.hamlet.is_empty() {
        about.push(list.query.hamlet.clone());
    }
    if !list.holder_name.is_empty() {
        about.push(format!("còn được {} trao", list.holder_name));
    }
    if let Some(since) = list.query.unvisited_since {
        about.push(format!("chưa được thăm từ ngày {}", since.display()));
    }
    about.join(" · ")
}

fn write_line(sheet: &mut Worksheet, row: u32, number: u32, line: &Line) -> Result<(), XlsxError> {
    let (left, middle) = (cell(), centred());
    let category = line
        .category
        .map_or("", |category| words::category(Some(category)));
    let to_give = to_give(&line.to_give);
    let texts = [
        line.head_name.as_str(),
        &line.hamlet,
        &line.address,
        category,
        &to_give,
    ];
    let mut height = LINE_HEIGHT;
    for ((column, chars), text) in WRAPPING.into_iter().zip(texts) {
        height = height.max(height_of(text, chars));
        sheet.write_string_with_format(row, column, text, &left)?;
    }
    sheet.set_row_height(row, height)?;
    sheet.write_with_format(row, 0, number, &middle)?;
    if line.members == 0 {
        sheet.write_string_with_format(row, 5, "", &middle)?;
    } else {
        sheet.write_with_format(row, 5, line.members, &middle)?;
    }
    let last_visit = line.last_visit.map(LocalDate::display).unwrap_or_default();
    sheet.write_string_with_format(row, 6, &last_visit, &middle)?;
    sheet.write_string_with_format(row, LAST_COLUMN, "", &left)?;
    Ok(())
}

/// One line a right: "Quà Tết, Đợt 1 (Nguyễn Thị Mai)".
fn to_give(rights: &[ToGive]) -> String {
    let lines = rights.iter().map(|right| {
        let what = format!("{}, {}", right.item, right.round_name);
        match right.holder_name.as_str() {
            "" => what,
            name => format!("{what} ({name})"),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

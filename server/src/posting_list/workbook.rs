//! The list as a workbook: A4 upright, a sheet for each kind of aid, the total in figures and in words.

use chungtay_shared::money::format_quantity;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Line, PostingList};
use crate::paper::{self, Heading, ListError, cell, centred, height_of, text};

/// Header and width in characters.
const COLUMNS: [(&str, f64); 5] = [
    ("STT", 6.0),
    ("Họ và tên chủ hộ", 31.0),
    ("Ấp, khu vực", 18.0),
    ("Nội dung hỗ trợ", 32.0),
    ("Số tiền, trị giá (đồng)", 17.0),
];
const LAST_COLUMN: u16 = 4;
const HEADER_ROW: u32 = 5;
/// Columns whose texts wrap, and the characters that surely fit in a line of each.
const WRAPPING: [(u16, usize); 3] = [(1, 28), (2, 16), (3, 29)];
const LINE_HEIGHT: f64 = 20.0;

/// The workbook's bytes. A campaign that gave nothing has one sheet that says so.
pub fn workbook(list: &PostingList) -> Result<Vec<u8>, ListError> {
    paper::book(
        &list.sheets,
        list.item.as_deref().unwrap_or_default(),
        |sheet, item, lines| write(sheet, list, item, lines),
    )
}

fn write(
    sheet: &mut Worksheet,
    list: &PostingList,
    item: &str,
    lines: &[Line],
) -> Result<(), XlsxError> {
    paper::set_up_page(sheet, HEADER_ROW, 2)?;
    sheet.set_portrait();
    let about = match item {
        "" => list.campaign.name.clone(),
        item => format!("{} · {item}", list.campaign.name),
    };
    let heading = Heading {
        commune: &list.commune,
        synthetic: list.synthetic,
        title: "DANH SÁCH HỘ ĐƯỢC HỖ TRỢ",
        about: &about,
        columns: &COLUMNS,
        today: list.today,
    };
    paper::write_heading(sheet, &heading)?;
    paper::write_columns(sheet, HEADER_ROW, &COLUMNS)?;
    let mut row = HEADER_ROW;
    for (number, line) in (1_u32..).zip(lines) {
        row += 1;
        write_line(sheet, row, number, item, line)?;
    }
    if lines.is_empty() {
        row += 1;
        let none = "Chưa trao cho hộ nào";
        sheet.merge_range(row, 0, row, LAST_COLUMN, none, &cell())?;
    }
    let total_vnd = lines.iter().map(|line| line.value_vnd).sum();
    paper::write_total(sheet, row + 1, &heading, LAST_COLUMN, total_vnd)?;
    let posted = "Niêm yết từ ngày …………………… đến ngày …………………… tại ………………………………";
    let ask = format!(
        "Ý kiến phản ánh xin gửi Ủy ban MTTQ Việt Nam {}.",
        list.commune
    );
    let unknown = lines.iter().map(|line| line.of_unknown_value).sum();
    paper::write_unknown(sheet, row + 3, &heading, unknown)?;
    for (row, line) in (row + 4..).zip([posted, &ask]) {
        heading.write_across(sheet, row, line, &text())?;
    }
    let signers = ("Người lập", "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH");
    paper::write_signers(sheet, row + 7, &heading, signers)
}

fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    number: u32,
    item: &str,
    line: &Line,
) -> Result<(), XlsxError> {
    let goods = line.goods.iter();
    let goods: Vec<String> = goods
        .map(|(unit, milli)| format!("{} {unit}", format_quantity(*milli)))
        .collect();
    let what = if goods.is_empty() {
        item.to_owned()
    } else {
        format!("{item}: {}", goods.join(", "))
    };
    let mut height = LINE_HEIGHT;
    let texts = [line.head_name.as_str(), &line.hamlet, &what];
    for ((column, chars), text) in WRAPPING.into_iter().zip(texts) {
        height = height.max(height_of(text, chars));
        sheet.write_string_with_format(row, column, text, &cell())?;
    }
    sheet.set_row_height(row, height)?;
    let number_format = centred();
    sheet.write_with_format(row, 0, number, &number_format)?;
    let is_known = line.of_unknown_value == 0;
    paper::write_worth(sheet, (row, LAST_COLUMN), line.value_vnd, is_known)
}

//! The sheets as a workbook: A4 across, eleven columns, a total in figures and in words, lines to sign.

use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Category;
use chungtay_shared::time::LocalDate;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Line, ReceiptList};
use crate::paper::{self, Heading, ListError, cell, centred, height_of};

/// Header and width in characters.
const COLUMNS: [(&str, f64); 11] = [
    ("STT", 5.0),
    ("Họ và tên", 23.0),
    ("Số căn cước", 14.5),
    ("Nội dung hỗ trợ", 21.0),
    ("Xã, phường", 14.0),
    ("Ấp, khu vực", 12.0),
    ("Đối tượng", 14.0),
    ("Loại hình hỗ trợ", 17.0),
    ("Nguồn hỗ trợ", 12.0),
    ("Số tiền (đồng)", 14.0),
    ("Ký nhận", 20.0),
];
const LAST_COLUMN: u16 = 10;
const MONEY_COLUMN: u16 = 9;
const HEADER_ROW: u32 = 5;
/// Characters that surely fit in a line of a column, wrapped between words.
const CHARS: [usize; 11] = [4, 24, 14, 19, 12, 10, 12, 15, 10, 12, 17];
/// Room for a signature.
const LINE_HEIGHT: f64 = 32.0;

/// The workbook's bytes; each page bears the list's [mark](ReceiptList::mark). A commune that gave nothing has one sheet that says so.
pub fn workbook(list: &ReceiptList) -> Result<Vec<u8>, ListError> {
    let mark = list.mark().to_uppercase();
    paper::book(&list.sheets, "", |sheet, item, lines| {
        write(sheet, list, item, lines)?;
        paper::write_mark(sheet, &mark, list.today);
        Ok(())
    })
}

fn write(
    sheet: &mut Worksheet,
    list: &ReceiptList,
    item: &str,
    lines: &[Line],
) -> Result<(), XlsxError> {
    paper::set_up_page(sheet, HEADER_ROW, 2)?;
    let about = about(list, item);
    let heading = Heading {
        commune: &list.commune,
        synthetic: list.synthetic,
        title: "DANH SÁCH KÝ NHẬN",
        about: &about,
        columns: &COLUMNS,
        today: list.today,
    };
    paper::write_heading(sheet, &heading)?;
    paper::write_columns(sheet, HEADER_ROW, &COLUMNS)?;
    let mut row = HEADER_ROW;
    for (number, line) in (1_u32..).zip(lines) {
        row += 1;
        write_line(sheet, row, number, &list.commune, line)?;
    }
    if lines.is_empty() {
        row += 1;
        let none = "Chưa có lượt trao nào trong phạm vi đã chọn";
        sheet.merge_range(row, 0, row, LAST_COLUMN, none, &cell())?;
    }
    write_end(sheet, &heading, row + 1, lines)
}

fn about(list: &ReceiptList, item: &str) -> String {
    let mut about = Vec::new();
    if !item.is_empty() {
        about.push(item.to_owned());
    }
    about.extend(days(list.selection.from, list.selection.to));
    if !list.selection.hamlet.is_empty() {
        about.push(list.selection.hamlet.clone());
    }
    about.join(" · ")
}

fn days(from: Option<LocalDate>, to: Option<LocalDate>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) => Some(format!("từ {} đến {}", from.display(), to.display())),
        (Some(from), None) => Some(format!("từ {}", from.display())),
        (None, Some(to)) => Some(format!("đến {}", to.display())),
        (None, None) => None,
    }
}

fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    number: u32,
    commune: &str,
    line: &Line,
) -> Result<(), XlsxError> {
    let words = cell();
    let name = match &line.receiver {
        None => line.head_name.clone(),
        Some((name, relation)) if relation.is_empty() => {
            format!("{}\n(nhận thay: {name})", line.head_name)
        }
        Some((name, relation)) => format!("{}\n(nhận thay: {name}, {relation})", line.head_name),
    };
    let signed = if line.signed_by_finger {
        format!("Đã ký trên máy {}", line.day.display())
    } else {
        String::new()
    };
    let category = line.category.map_or("", category_words);
    let number_format = centred();
    sheet.write_with_format(row, 0, number, &number_format)?;
    let texts = [
        (1, name.as_str()),
        (2, &line.national_id),
        (3, &line.campaign_name),
        (4, commune),
        (5, &line.hamlet),
        (6, category),
        (7, &form_words(line)),
        (8, &source_words(line.source, &line.source_name)),
        (LAST_COLUMN, &signed),
    ];
    let mut height = LINE_HEIGHT;
    for (column, text) in texts {
        height = height.max(height_of(text, CHARS[usize::from(column)]));
        sheet.write_string_with_format(row, column, text, &words)?;
    }
    sheet.set_row_height(row, height)?;
    let at = (row, MONEY_COLUMN);
    paper::write_worth(sheet, at, line.value_vnd, line.is_value_known)
}

fn write_end(
    sheet: &mut Worksheet,
    heading: &Heading<'_>,
    row: u32,
    lines: &[Line],
) -> Result<(), XlsxError> {
    let total_vnd: i64 = lines.iter().map(|line| line.value_vnd).sum();
    paper::write_total(sheet, row, heading, MONEY_COLUMN, total_vnd)?;
    let unknown = lines.iter().filter(|line| !line.is_value_known).count();
    paper::write_unknown(sheet, row + 2, heading, unknown)?;
    let signers = ("Người lập", "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH");
    paper::write_signers(sheet, row + 4, heading, signers)
}

/// Who paid, as lists here name it; empty where nobody has said.
fn source_words(source: Option<Source>, name: &str) -> String {
    let kind = match source {
        Some(Source::OwnFund) => return "Quỹ “Vì người nghèo” xã".to_owned(),
        Some(Source::HigherFund) => "Quỹ “Vì người nghèo” cấp trên",
        Some(Source::Budget) => "Ngân sách",
        Some(Source::Direct) => "Ủng hộ trực tiếp",
        None => return String::new(),
    };
    if name.is_empty() {
        kind.to_owned()
    } else {
        name.to_owned()
    }
}

fn form_words(line: &Line) -> String {
    let form = match line.form {
        AidForm::Cash => "Tiền mặt",
        AidForm::BankTransfer => "Chuyển khoản",
        AidForm::InKind => "Hiện vật",
        AidForm::CashAndGoods => "Tiền mặt và hiện vật",
    };
    if line.quantity_milli == 0 {
        return form.to_owned();
    }
    let (whole, thousandths) = (line.quantity_milli / 1_000, line.quantity_milli % 1_000);
    let decimals = format!("{thousandths:03}");
    let quantity = match decimals.trim_end_matches('0') {
        "" => whole.to_string(),
        decimals => format!("{whole},{decimals}"),
    };
    format!("{form}: {quantity} {}", line.unit)
}

fn category_words(category: Category) -> &'static str {
    match category {
        Category::Poor => "Hộ nghèo",
        Category::NearPoor => "Hộ cận nghèo",
        Category::Difficult => "Hộ khó khăn",
        Category::EspeciallyDifficult => "Đặc biệt khó khăn",
        Category::Policy => "Đối tượng chính sách",
        Category::NewlyEscaped => "Mới thoát nghèo",
        Category::Other => "",
    }
}

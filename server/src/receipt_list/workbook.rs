//! The sheets as a workbook: A4 across, eleven columns, a total in figures and in words, lines to sign.

use std::collections::BTreeSet;

use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Category;
use chungtay_shared::money::vnd_in_words;
use chungtay_shared::time::LocalDate;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{Line, ReceiptList};

/// The workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the list could not be written")]
pub struct ListError(#[from] XlsxError);

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
    ("Ký nhận", 17.0),
];
const LAST_COLUMN: u16 = 10;
const MONEY_COLUMN: u16 = 9;
const HEADER_ROW: u32 = 5;
/// Of the column with the names, wrapped between words.
const NAME_CHARS: usize = 24;
/// Room for a signature.
const LINE_HEIGHT: f64 = 32.0;
const SHEET_NAME_CHARS_MAX: usize = 31;
/// Metric twin of the face that official papers are written in.
const FONT: &str = "Times New Roman";

/// The workbook's bytes. A commune that gave nothing has one sheet that says so.
pub fn workbook(list: &ReceiptList) -> Result<Vec<u8>, ListError> {
    let mut workbook = Workbook::new();
    let mut taken = names_taken();
    for (item, lines) in &list.sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(item, &mut taken))?;
        write(sheet, list, item, lines)?;
    }
    if list.sheets.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Danh sách")?;
        write(sheet, list, "", &[])?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write(
    sheet: &mut Worksheet,
    list: &ReceiptList,
    item: &str,
    lines: &[Line],
) -> Result<(), XlsxError> {
    set_up_page(sheet)?;
    write_heading(sheet, list, item)?;
    let header = cell().set_bold().set_align(FormatAlign::Center);
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(HEADER_ROW, column, name, &header)?;
    }
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
    write_end(sheet, list, row + 1, lines)
}

fn set_up_page(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_landscape();
    sheet.set_paper_size(A4);
    // As many pages down as it takes.
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    sheet.set_freeze_panes(HEADER_ROW + 1, 2)?;
    sheet.set_footer("&L&A&RTrang &P/&N");
    Ok(())
}

fn write_heading(sheet: &mut Worksheet, list: &ReceiptList, item: &str) -> Result<(), XlsxError> {
    let middle = text().set_align(FormatAlign::Center);
    let bold = middle.clone().set_bold();
    let front = format!("ỦY BAN MTTQ VIỆT NAM\n{}", list.commune.to_uppercase());
    let two_lines = bold.clone().set_text_wrap();
    sheet.set_row_height(0, 34)?;
    sheet.merge_range(0, 0, 0, 4, &front, &two_lines)?;
    if list.synthetic {
        let invented = "DỮ LIỆU GIẢ, KHÔNG CÓ NGƯỜI THẬT";
        sheet.merge_range(0, 6, 0, LAST_COLUMN, invented, &bold)?;
    }
    let title = bold.clone().set_font_size(15);
    sheet.merge_range(2, 0, 2, LAST_COLUMN, "DANH SÁCH KÝ NHẬN", &title)?;
    let mut about = Vec::new();
    if !item.is_empty() {
        about.push(item.to_owned());
    }
    about.extend(days(list.selection.from, list.selection.to));
    if !list.selection.hamlet.is_empty() {
        about.push(list.selection.hamlet.clone());
    }
    sheet.merge_range(3, 0, 3, LAST_COLUMN, &about.join(" · "), &middle)?;
    Ok(())
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
    sheet.set_row_height(row, LINE_HEIGHT.max(height_of(&name, NAME_CHARS)))?;
    let signed = if line.signed_by_finger {
        format!("Đã ký trên máy {}", line.day.display())
    } else {
        String::new()
    };
    let category = line.category.map_or("", category_words);
    let number_format = cell().set_align(FormatAlign::Center);
    sheet.write_with_format(row, 0, number, &number_format)?;
    let texts = [
        (1, name.as_str()),
        (2, &line.national_id),
        (3, &line.campaign_name),
        (4, commune),
        (5, &line.hamlet),
        (6, category),
        (7, &form_words(line)),
        // Which purse paid is not recorded yet: it is written in by hand.
        (8, ""),
        (LAST_COLUMN, &signed),
    ];
    for (column, text) in texts {
        sheet.write_string_with_format(row, column, text, &words)?;
    }
    write_vnd(sheet, row, line.value_vnd, &money())
}

fn write_end(
    sheet: &mut Worksheet,
    list: &ReceiptList,
    row: u32,
    lines: &[Line],
) -> Result<(), XlsxError> {
    let total_vnd: i64 = lines.iter().map(|line| line.value_vnd).sum();
    let bold = cell().set_bold();
    sheet.merge_range(row, 0, row, MONEY_COLUMN - 1, "Tổng", &bold)?;
    write_vnd(sheet, row, total_vnd, &money().set_bold())?;
    sheet.write_string_with_format(row, LAST_COLUMN, "", &bold)?;
    let in_words = format!("Tổng số tiền bằng chữ: {}.", vnd_in_words(total_vnd));
    let italic = text().set_italic();
    sheet.merge_range(row + 1, 0, row + 1, LAST_COLUMN, &in_words, &italic)?;

    let middle = text().set_align(FormatAlign::Center);
    let (year, month, day) = list.today.ymd();
    let place = without_kind(&list.commune);
    let place = format!("{place}, ngày {day:02} tháng {month:02} năm {year}");
    let place_format = middle.clone().set_italic();
    sheet.merge_range(row + 3, 6, row + 3, LAST_COLUMN, &place, &place_format)?;
    let signer = middle.set_bold().set_text_wrap();
    sheet.set_row_height(row + 4, 34)?;
    sheet.merge_range(row + 4, 0, row + 4, 4, "Người lập", &signer)?;
    let chair = "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH";
    sheet.merge_range(row + 4, 6, row + 4, LAST_COLUMN, chair, &signer)?;
    Ok(())
}

/// "xã Thới Lộc Hòa" writes from Thới Lộc Hòa.
fn without_kind(commune: &str) -> &str {
    ["xã ", "phường ", "Xã ", "Phường "]
        .iter()
        .find_map(|kind| commune.strip_prefix(kind))
        .unwrap_or(commune)
}

/// Spreadsheets that are opened elsewhere do not make room by themselves.
fn height_of(text: &str, chars_in_line: usize) -> f64 {
    const TEXT_LINE_HEIGHT: f64 = 15.5;
    let lines: usize = text
        .lines()
        .map(|line| line.chars().count().div_ceil(chars_in_line))
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = lines as f64;
    lines * TEXT_LINE_HEIGHT
}

/// Figures stay numbers, so that whoever gets the list can add them up.
fn write_vnd(
    sheet: &mut Worksheet,
    row: u32,
    value_vnd: i64,
    format: &Format,
) -> Result<(), XlsxError> {
    #[expect(clippy::cast_precision_loss, reason = "less than 2^53 đồng")]
    let value = value_vnd as f64;
    sheet
        .write_number_with_format(row, MONEY_COLUMN, value, format)
        .map(|_| ())
}

fn text() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(12)
        .set_align(FormatAlign::VerticalCenter)
}

fn cell() -> Format {
    text()
        .set_font_size(11)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
}

fn money() -> Format {
    cell().set_align(FormatAlign::Right).set_num_format("#,##0")
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

/// Excel keeps this name for itself and takes a workbook that uses it for damaged.
fn names_taken() -> BTreeSet<String> {
    BTreeSet::from(["history".to_owned()])
}

/// What spreadsheets take for a sheet's name: short, without their own signs, none twice.
fn sheet_name(item: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = item
        .chars()
        .map(|c| {
            if "[]:*?/\\'".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let plain = plain.trim();
    let plain = if plain.is_empty() { "Khác" } else { plain };
    for number in 1_u32.. {
        let mark = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let room = SHEET_NAME_CHARS_MAX - mark.chars().count();
        let name: String = plain.chars().take(room).collect::<String>() + &mark;
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_was_given_has_a_sheet_whose_name_spreadsheets_take() {
        let mut taken = names_taken();
        let long = "Hỗ trợ sửa nhà Đại đoàn kết đợt hai năm nay";
        let names: Vec<String> = ["Gạo", "gạo", "Gạo/nếp", " ", "History", long, long]
            .iter()
            .map(|item| sheet_name(item, &mut taken))
            .collect();
        assert_eq!(names[..5], ["Gạo", "gạo 2", "Gạo nếp", "Khác", "History 2"]);
        assert_ne!(names[5], names[6]);
        let fits = |name: &String| name.chars().count() <= SHEET_NAME_CHARS_MAX;
        assert!(names.iter().all(fits), "{names:?}");
    }
}

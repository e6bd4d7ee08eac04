//! What all lists for paper have in common: an A4 page across, the unit's heading, figures that stay
//! numbers, a place and a date, lines to sign.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::money::vnd_in_words;
use chungtay_shared::time::LocalDate;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::words::without_kind;

/// The workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the list could not be written")]
pub struct ListError(#[from] XlsxError);

/// Metric twin of the face that official papers are written in.
const FONT: &str = "Times New Roman";
/// Points.
const HEADER_HEIGHT_MIN: f64 = 20.0;

/// What stands on top of a sheet, and who made it.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The commune's name.
    pub commune: &'a str,
    /// Whether everything on it is invented.
    pub synthetic: bool,
    /// In capitals.
    pub title: &'a str,
    /// Below the title.
    pub about: &'a str,
    /// The sheet's columns: names, and widths in characters.
    pub columns: &'a [(&'a str, f64)],
    /// The day it is made.
    pub today: LocalDate,
}

impl Heading<'_> {
    /// The sheet's last column.
    pub fn last_column(&self) -> u16 {
        u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// Writes a text across the whole sheet, with room for as many lines as it takes.
    pub fn write_across(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        line: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let width: f64 = self.columns.iter().map(|(_, width)| width).sum();
        let height = height_of(line, chars_in(width));
        sheet.set_row_height(row, height.max(HEADER_HEIGHT_MIN))?;
        let format = format.clone().set_text_wrap();
        sheet.merge_range(row, 0, row, self.last_column(), line, &format)?;
        Ok(())
    }

    /// Whether the sheet has so few columns that two of them are half of it.
    fn is_narrow(&self) -> bool {
        self.last_column() < 8
    }
}

/// An A4 page across, as many down as it takes, the header row on each.
pub fn set_up_page(
    sheet: &mut Worksheet,
    header_row: u32,
    frozen_columns: u16,
) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_landscape();
    sheet.set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(header_row, header_row)?;
    sheet.set_freeze_panes(header_row + 1, frozen_columns)?;
    sheet.set_footer("&L&A&RTrang &P/&N");
    Ok(())
}

/// Prints on each page by what it can be matched with the list it is a page of, and the day it was made.
pub fn write_mark(sheet: &mut Worksheet, mark: &str, today: LocalDate) {
    let day = today.display();
    sheet.set_footer(format!("&L&A&CMã {mark} · lập {day}&RTrang &P/&N"));
}

/// The unit, the title, what it is about: the first four rows.
pub fn write_heading(sheet: &mut Worksheet, heading: &Heading<'_>) -> Result<(), XlsxError> {
    let last = heading.last_column();
    let middle = text().set_align(FormatAlign::Center);
    let bold = middle.clone().set_bold();
    let front = format!("ỦY BAN MTTQ VIỆT NAM\n{}", heading.commune.to_uppercase());
    sheet.set_row_height(0, 34)?;
    let (left, right) = if heading.is_narrow() {
        (1, last - 1)
    } else {
        (4, last - 3)
    };
    sheet.merge_range(0, 0, 0, left, &front, &bold.clone().set_text_wrap())?;
    if heading.synthetic {
        let invented = "DỮ LIỆU GIẢ, KHÔNG CÓ NGƯỜI THẬT";
        sheet.merge_range(0, right, 0, last, invented, &bold)?;
    }
    let title = bold.set_font_size(15);
    sheet.merge_range(2, 0, 2, last, heading.title, &title)?;
    heading.write_across(sheet, 3, heading.about, &middle)
}

/// The columns' names and widths in characters.
pub fn write_columns(
    sheet: &mut Worksheet,
    row: u32,
    columns: &[(&str, f64)],
) -> Result<(), XlsxError> {
    let header = centred().set_bold();
    let mut height = HEADER_HEIGHT_MIN;
    for (column, (name, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        height = height.max(height_of(name, chars_in(*width)));
        sheet.write_with_format(row, column, *name, &header)?;
    }
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// A total below a column of đồng, and the same in words.
pub fn write_total(
    sheet: &mut Worksheet,
    row: u32,
    heading: &Heading<'_>,
    money_column: u16,
    total_vnd: i64,
) -> Result<(), XlsxError> {
    let bold = cell().set_bold();
    sheet.set_row_height(row, HEADER_HEIGHT_MIN)?;
    sheet.merge_range(row, 0, row, money_column - 1, "Tổng", &bold)?;
    write_vnd(sheet, (row, money_column), total_vnd, &money().set_bold())?;
    for column in money_column + 1..=heading.last_column() {
        sheet.write_string_with_format(row, column, "", &bold)?;
    }
    let in_words = format!("Tổng số tiền bằng chữ: {}.", vnd_in_words(total_vnd));
    heading.write_across(sheet, row + 1, &in_words, &text().set_italic())
}

/// Place and date, then who signs on the left and on the right.
pub fn write_signers(
    sheet: &mut Worksheet,
    row: u32,
    heading: &Heading<'_>,
    (left, right): (&str, &str),
) -> Result<(), XlsxError> {
    let last = heading.last_column();
    let middle = text().set_align(FormatAlign::Center);
    let (year, month, day) = heading.today.ymd();
    let place = without_kind(heading.commune);
    let place = format!("{place}, ngày {day:02} tháng {month:02} năm {year}");
    let place_format = middle.clone().set_italic();
    let (end_left, begin_right) = if heading.is_narrow() {
        (1, last - 1)
    } else {
        (last - 6, last - 4)
    };
    sheet.merge_range(row, begin_right, row, last, &place, &place_format)?;
    let signer = middle.set_bold().set_text_wrap();
    sheet.set_row_height(row + 1, 34)?;
    sheet.merge_range(row + 1, 0, row + 1, end_left, left, &signer)?;
    sheet.merge_range(row + 1, begin_right, row + 1, last, right, &signer)?;
    Ok(())
}

/// Figures stay numbers, so that whoever gets the list can add them up.
pub fn write_vnd(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value_vnd: i64,
    format: &Format,
) -> Result<(), XlsxError> {
    #[expect(clippy::cast_precision_loss, reason = "less than 2^53 đồng")]
    let value = value_vnd as f64;
    sheet
        .write_number_with_format(row, column, value, format)
        .map(|_| ())
}

/// What something was worth; where nobody knows what goods are worth, that is said in the place of a nought.
pub fn write_worth(
    sheet: &mut Worksheet,
    at: (u32, u16),
    value_vnd: i64,
    is_known: bool,
) -> Result<(), XlsxError> {
    if value_vnd == 0 && !is_known {
        let unknown = "Chưa rõ trị giá";
        return sheet
            .write_string_with_format(at.0, at.1, unknown, &centred())
            .map(|_| ());
    }
    write_vnd(sheet, at, value_vnd, &money())
}

/// Below a total: how much of what was given it leaves out.
pub fn write_unknown(
    sheet: &mut Worksheet,
    row: u32,
    heading: &Heading<'_>,
    times: usize,
) -> Result<(), XlsxError> {
    if times == 0 {
        return Ok(());
    }
    let said = format!("Tổng chưa tính hiện vật chưa rõ trị giá của {times} lượt trao.");
    heading.write_across(sheet, row, &said, &text().set_italic())
}

/// Letters that surely fit into so wide a cell: bold ones are wider, and words are not parted.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the width of a column"
)]
fn chars_in(width: f64) -> usize {
    ((width * 0.8) as usize).max(1)
}

/// Spreadsheets that are opened elsewhere do not make room by themselves.
pub fn height_of(text: &str, chars_in_line: usize) -> f64 {
    const TEXT_LINE_HEIGHT: f64 = 15.5;
    // More than this a spreadsheet refuses.
    const ROW_HEIGHT_MAX: f64 = 409.0;
    let lines: usize = text
        .lines()
        .map(|line| line.chars().count().div_ceil(chars_in_line))
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = lines as f64;
    (lines * TEXT_LINE_HEIGHT).min(ROW_HEIGHT_MAX)
}

/// Text that stands by itself.
pub fn text() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(12)
        .set_align(FormatAlign::VerticalCenter)
}

/// Text in the table.
pub fn cell() -> Format {
    text()
        .set_font_size(11)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        // Else it touches the line beside it.
        .set_indent(1)
}

/// The same in the middle of its column.
pub fn centred() -> Format {
    cell().set_indent(0).set_align(FormatAlign::Center)
}

/// Đồng in the table.
pub fn money() -> Format {
    cell().set_align(FormatAlign::Right).set_num_format("#,##0")
}

/// Longer names spreadsheets refuse.
const SHEET_NAME_CHARS_MAX: usize = 31;

/// Names that a workbook's sheets have.
#[derive(Debug, Clone)]
struct SheetNames(BTreeSet<String>);

impl Default for SheetNames {
    fn default() -> Self {
        // Excel keeps this name for itself and takes a workbook that uses it for damaged.
        Self(BTreeSet::from(["history".to_owned()]))
    }
}

impl SheetNames {
    /// What spreadsheets take for a sheet's name: short, without their own signs, none twice.
    fn name(&mut self, item: &str) -> String {
        let is_sign = |c: char| "[]:*?/\\'".contains(c) || c.is_control();
        let plain = item.replace(is_sign, " ");
        let plain = match plain.trim() {
            "" => "Khác",
            plain => plain,
        };
        for number in 1_u32.. {
            let mark = if number == 1 {
                String::new()
            } else {
                format!(" {number}")
            };
            let name = cut(plain, SHEET_NAME_CHARS_MAX - mark.len()) + &mark;
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
        }
        plain.to_owned()
    }
}

/// The bytes of a workbook with a sheet for each name, or with one that says that there is nothing: `empty`
/// is what it would have been about.
pub fn book<L>(
    sheets: &BTreeMap<String, Vec<L>>,
    empty: &str,
    write: impl Fn(&mut Worksheet, &str, &[L]) -> Result<(), XlsxError>,
) -> Result<Vec<u8>, ListError> {
    let mut workbook = Workbook::new();
    let mut names = SheetNames::default();
    for (item, lines) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(names.name(item))?;
        write(sheet, item, lines)?;
    }
    if sheets.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Danh sách")?;
        write(sheet, empty, &[])?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// As much of a text as fits into so many UTF-16 units, by which spreadsheets count.
fn cut(text: &str, units_max: usize) -> String {
    let mut room = units_max;
    text.chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_was_given_has_a_sheet_whose_name_spreadsheets_take() {
        let mut taken = SheetNames::default();
        let long = "Hỗ trợ sửa nhà Đại đoàn kết đợt hai năm nay";
        let cheerful = "Quà Tết cho bà con ấp Thới An 🎁🎁🎁";
        let names: Vec<String> = [
            "Gạo",
            "gạo",
            "Gạo/nếp",
            " ",
            "History",
            long,
            long,
            cheerful,
        ]
        .iter()
        .map(|item| taken.name(item))
        .collect();
        assert_eq!(names[..5], ["Gạo", "gạo 2", "Gạo nếp", "Khác", "History 2"]);
        assert_ne!(names[5], names[6]);
        let fits = |name: &String| name.encode_utf16().count() <= SHEET_NAME_CHARS_MAX;
        assert!(names.iter().all(fits), "{names:?}");
    }
}

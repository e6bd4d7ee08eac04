//! What all lists for paper have in common: an A4 page across, the unit's heading, figures that stay
//! numbers, a place and a date, lines to sign.

use chungtay_shared::time::LocalDate;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

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
    /// The sheet's last column.
    pub last_column: u16,
    /// The day it is made.
    pub today: LocalDate,
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

/// The unit, the title, what it is about: the first four rows.
pub fn write_heading(sheet: &mut Worksheet, heading: &Heading<'_>) -> Result<(), XlsxError> {
    let last = heading.last_column;
    let middle = text().set_align(FormatAlign::Center);
    let bold = middle.clone().set_bold();
    let front = format!("ỦY BAN MTTQ VIỆT NAM\n{}", heading.commune.to_uppercase());
    sheet.set_row_height(0, 34)?;
    sheet.merge_range(0, 0, 0, 4, &front, &bold.clone().set_text_wrap())?;
    if heading.synthetic {
        let invented = "DỮ LIỆU GIẢ, KHÔNG CÓ NGƯỜI THẬT";
        sheet.merge_range(0, last - 3, 0, last, invented, &bold)?;
    }
    let title = bold.set_font_size(15);
    sheet.merge_range(2, 0, 2, last, heading.title, &title)?;
    sheet.merge_range(3, 0, 3, last, heading.about, &middle)?;
    Ok(())
}

/// The columns' names and widths in characters.
pub fn write_columns(
    sheet: &mut Worksheet,
    row: u32,
    columns: &[(&str, f64)],
) -> Result<(), XlsxError> {
    let header = cell().set_bold().set_align(FormatAlign::Center);
    let mut height = HEADER_HEIGHT_MIN;
    for (column, (name, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        // Bold letters are wider, and words are not parted.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the width of a column"
        )]
        let chars = (*width * 0.8) as usize;
        height = height.max(height_of(name, chars.max(1)));
        sheet.write_with_format(row, column, *name, &header)?;
    }
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// Place and date, then who signs on the left and on the right.
pub fn write_signers(
    sheet: &mut Worksheet,
    row: u32,
    heading: &Heading<'_>,
    (left, right): (&str, &str),
) -> Result<(), XlsxError> {
    let last = heading.last_column;
    let middle = text().set_align(FormatAlign::Center);
    let (year, month, day) = heading.today.ymd();
    let place = without_kind(heading.commune);
    let place = format!("{place}, ngày {day:02} tháng {month:02} năm {year}");
    let place_format = middle.clone().set_italic();
    sheet.merge_range(row, last - 4, row, last, &place, &place_format)?;
    let signer = middle.set_bold().set_text_wrap();
    sheet.set_row_height(row + 1, 34)?;
    sheet.merge_range(row + 1, 0, row + 1, last - 6, left, &signer)?;
    sheet.merge_range(row + 1, last - 4, row + 1, last, right, &signer)?;
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

/// Spreadsheets that are opened elsewhere do not make room by themselves.
pub fn height_of(text: &str, chars_in_line: usize) -> f64 {
    const TEXT_LINE_HEIGHT: f64 = 15.5;
    let lines: usize = text
        .lines()
        .map(|line| line.chars().count().div_ceil(chars_in_line))
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = lines as f64;
    lines * TEXT_LINE_HEIGHT
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
}

/// Đồng in the table.
pub fn money() -> Format {
    cell().set_align(FormatAlign::Right).set_num_format("#,##0")
}

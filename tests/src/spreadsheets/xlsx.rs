//! The sheet as a workbook.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::grid::{Cell, Grid, serial};

pub(super) fn write(grid: &Grid) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: the same list is the same file.
    let made = ExcelDateTime::from_ymd(2026, 1, 5)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name("DS hộ")?;
    sheet.set_column_width(1, 28)?;
    fill(sheet, grid)?;
    let hidden = workbook.add_worksheet();
    hidden.set_name("DanhMuc")?.set_hidden(true);
    for (row, choice) in (0..).zip(["Hộ nghèo", "Hộ cận nghèo", "Hộ khó khăn"]) {
        hidden.write_string(row, 0, choice)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let date_format = Format::new().set_num_format("dd/mm/yyyy");
    let merged_format = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    for (row, cells) in (0..).zip(&grid.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Blank => {}
                Cell::Text(text) => {
                    sheet.write_string(row, column, text)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(row, column, *number)?;
                }
                Cell::Date(date) => {
                    sheet.write_number_with_format(row, column, serial(*date), &date_format)?;
                }
            }
        }
    }
    for merge in &grid.merges {
        let text = match &grid.rows[merge.first.0][merge.first.1] {
            Cell::Text(text) => text.as_str(),
            Cell::Blank | Cell::Number(_) | Cell::Date(_) => "",
        };
        let [(row, column), (last_row, last_column)] = [merge.first, merge.last].map(place);
        sheet.merge_range(row, column, last_row, last_column, text, &merged_format)?;
    }
    Ok(())
}

fn place((row, column): (usize, usize)) -> (u32, u16) {
    (
        u32::try_from(row).unwrap_or(u32::MAX),
        u16::try_from(column).unwrap_or(u16::MAX),
    )
}

//! XLSX, cell by cell as the file gives them.

use std::io::Cursor;

use calamine::{
    Cell as FileCell, Data, DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError,
};
use chungtay_shared::import::{Cell, Merge, Sheet};
use chungtay_shared::limits::SPREADSHEET_ROWS_MAX;
use chungtay_shared::time::LocalDate;

use super::{Budget, COLUMNS_MAX, SpreadsheetError};

mod unpacked;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SpreadsheetError> {
    unpacked::check(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| why(&error))?;
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible == SheetVisible::Visible {
            sheets.push(visible(&mut workbook, &sheet.name, &mut budget)?);
        } else {
            sheets.push(Sheet {
                name: sheet.name,
                hidden: true,
                ..Sheet::default()
            });
        }
    }
    Ok(sheets)
}

fn visible(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    budget: &mut Budget,
) -> Result<Sheet, SpreadsheetError> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut reader = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| why(&error))?;
    while let Some(file_cell) = reader.next_cell().map_err(|error| why(&error))? {
        put(&mut rows, &file_cell, budget)?;
    }
    drop(reader);
    budget.take_rows(rows.len())?;
    let merges = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
    let index = |position: u32| usize::try_from(position).unwrap_or(usize::MAX);
    let merges = merges
        .into_iter()
        .map(|area| Merge {
            rows: (index(area.start.0), index(area.end.0)),
            columns: (index(area.start.1), index(area.end.1)),
        })
        .collect();
    Ok(Sheet {
        name: name.to_owned(),
        hidden: false,
        rows,
        merges,
    })
}

fn put(
    rows: &mut Vec<Vec<Cell>>,
    file_cell: &FileCell<DataRef<'_>>,
    budget: &mut Budget,
) -> Result<(), SpreadsheetError> {
    let cell = cell(file_cell.get_value(), budget)?;
    let (row, column) = file_cell.get_position();
    let row = usize::try_from(row).unwrap_or(usize::MAX);
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    if cell.is_blank() || column >= COLUMNS_MAX {
        return Ok(());
    }
    if row >= SPREADSHEET_ROWS_MAX {
        return Err(SpreadsheetError::TooManyRows);
    }
    if rows.len() <= row {
        rows.resize_with(row + 1, Vec::new);
    }
    if rows[row].len() <= column {
        budget.take_cells(column + 1 - rows[row].len())?;
        rows[row].resize(column + 1, Cell::Empty);
    }
    rows[row][column] = cell;
    Ok(())
}

fn cell(value: &DataRef<'_>, budget: &mut Budget) -> Result<Cell, SpreadsheetError> {
    Ok(match value {
        DataRef::Empty => Cell::Empty,
        DataRef::SharedString(text) => Cell::Text(budget.take_text(text)?),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::Text(budget.take_text(text)?),
        DataRef::DateTimeIso(text) => match text.get(..10).and_then(|day| day.parse().ok()) {
            Some(date) => Cell::Date(date),
            None => Cell::Text(budget.take_text(text)?),
        },
        DataRef::Int(number) => Data::Int(*number)
            .to_string()
            .parse()
            .map_or(Cell::Empty, Cell::Number),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            LocalDate::new(i32::from(year), month, day)
                .map_or(Cell::Number(moment.as_f64()), Cell::Date)
        }
        DataRef::DateTime(moment) => Cell::Number(moment.as_f64()),
        DataRef::Error(error) => Cell::Text(error.to_string()),
    })
}

fn why(error: &XlsxError) -> SpreadsheetError {
    if matches!(error, XlsxError::Password) {
        SpreadsheetError::Encrypted
    } else {
        SpreadsheetError::Unreadable
    }
}

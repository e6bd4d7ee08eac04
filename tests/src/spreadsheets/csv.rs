//! The sheet as comma- or semicolon-separated text.

use super::grid::{Cell, Grid};

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn write(grid: &Grid, separator: char) -> Vec<u8> {
    let columns = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = BYTE_ORDER_MARK.to_owned();
    for row in &grid.rows {
        for column in 0..columns {
            if column > 0 {
                text.push(separator);
            }
            if let Some(cell) = row.get(column) {
                push_quoted(&mut text, &shown(cell), separator);
            }
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// What a spreadsheet shows is what it saves.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.display(),
    }
}

fn push_quoted(text: &mut String, value: &str, separator: char) {
    if value.contains([separator, '"', '\n', '\r']) {
        text.push('"');
        text.push_str(&value.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(value);
    }
}

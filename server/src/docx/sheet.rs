//! A table as papers have it: numbered rows, a header that stands on each page, figures at the right, a
//! row of totals.

use super::markup::{Align, Body, Cell, Face, Paragraph, Table, mm};

/// Letters of the tables.
const TABLE: Face = Face::of(12);
/// The column of a row's number.
const NUMBER: u32 = mm(11);

/// A table as it is being filled: its first column numbers the rows, the next hold texts, the rest
/// figures.
#[derive(Debug)]
pub struct Sheet {
    widths: Vec<u32>,
    texts: usize,
    rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// Columns by name and width; so many of them hold texts.
    pub fn new(texts: usize, columns: &[(&str, u32)]) -> Self {
        let columns = || [("STT", NUMBER)].into_iter().chain(columns.iter().copied());
        let name = |name: &str| one(1, Align::Centre, TABLE.bold(), name);
        Self {
            widths: columns().map(|(_, width)| width).collect(),
            texts,
            rows: vec![columns().map(|column| name(column.0)).collect()],
        }
    }

    /// Adds a row with its number.
    pub fn row(&mut self, texts: &[&str], figures: &[String]) {
        let number = self.rows.len().to_string();
        let number = one(1, Align::Centre, TABLE, &number);
        let texts = texts.iter().map(|text| one(1, Align::Left, TABLE, text));
        let figures = figures
            .iter()
            .map(|figure| one(1, Align::Right, TABLE, figure));
        self.rows
            .push([number].into_iter().chain(texts).chain(figures).collect());
    }

    /// Adds a row of totals below texts that are left out. It begins no page by itself.
    pub fn total(&mut self, name: &str, figures: &[String]) {
        for cell in self.rows.last_mut().into_iter().flatten() {
            cell.stay_with_next();
        }
        let bold = TABLE.bold();
        let name = one(1 + self.texts, Align::Centre, bold, name);
        let figures = figures
            .iter()
            .map(|figure| one(1, Align::Right, bold, figure));
        self.rows.push([name].into_iter().chain(figures).collect());
    }

    /// Writes it.
    pub fn write(self, body: &mut Body) {
        body.add_table(&Table {
            widths: &self.widths,
            outside: 0,
            has_lines: true,
            has_header: true,
            rows: self.rows,
        });
    }
}

fn one(columns: usize, align: Align, face: Face, text: &str) -> Cell {
    let paragraph = Paragraph::new(align, face, text).room(mm(1) / 2, mm(1) / 2);
    Cell::new(columns, vec![paragraph])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_totals_stand_on_the_page_of_the_row_above() {
        let mut sheet = Sheet::new(1, &[("Ấp", mm(60)), ("Số hộ", mm(30))]);
        for hamlet in ["Ấp 1", "Ấp 2"] {
            sheet.row(&[hamlet], &["1".to_owned()]);
        }
        sheet.total("Cộng", &["2".to_owned()]);
        let mut body = Body::default();
        sheet.write(&mut body);
        let xml = body.finish();
        let stays: Vec<bool> = xml
            .split("<w:tr>")
            .skip(1)
            .map(|row| row.matches("<w:keepNext/>").count() == row.matches("<w:p>").count())
            .collect();
        assert_eq!(stays, [false, false, true, false]);
    }
}

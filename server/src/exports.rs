//! What a unit keeps, as tables for other programs: CSV that spreadsheets read as well. Names of columns and
//! codes are those of `docs/exports.md`, and stay. Free notes are left out: they say why a household is in
//! need, which is for those alone who visit it.

use std::fmt::Display;

use chungtay_shared::api::lists::Export;
use chungtay_shared::time::{LocalDate, Timestamp};

use crate::store::{StoreError, Tx};

mod access;
mod facts;
mod fund;
mod households;

/// Excel takes a file for UTF-8 only when it begins so.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A table as it is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of its columns.
    pub columns: &'static [&'static str],
    /// Its rows, each with a value a column.
    pub rows: Vec<Row>,
}

/// A row as it is being filled.
#[must_use]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(Vec<String>);

impl Row {
    /// What people typed: never a formula, whatever it begins with.
    fn text(mut self, text: &str) -> Self {
        let mut cell = String::with_capacity(text.len());
        if text.starts_with(['\t', '\r']) {
            cell.push('\'');
        }
        // A spreadsheet that parts cells at semicolons, as Vietnamese ones do, heeds no quotes here.
        let mut is_begun = false;
        for sign in text.chars() {
            if !is_begun && matches!(sign, '=' | '+' | '-' | '@') {
                cell.push('\'');
            }
            is_begun = !matches!(sign, ';' | '\t' | '\r' | '\n');
            cell.push(sign);
        }
        self.0.push(cell);
        self
    }

    /// A number, a code or an id.
    fn plain(mut self, value: impl Display) -> Self {
        self.0.push(format!("{value}"));
        self
    }

    /// The same where there is one.
    fn plain_if_any(self, value: Option<impl Display>) -> Self {
        let value = value.map(|value| value.to_string());
        self.plain(value.unwrap_or_default())
    }

    /// "2026-10-17 08:05", Vietnamese time.
    fn moment(self, at: Timestamp) -> Self {
        let (hour, minute) = at.local_hour_minute();
        self.plain(format!("{} {hour:02}:{minute:02}", at.local_date()))
    }

    fn yes_or_no(self, is: bool) -> Self {
        self.plain(if is { "yes" } else { "no" })
    }
}

/// A table of a unit, with categories as they are on `today`.
pub fn table(
    tx: &dyn Tx,
    commune: &str,
    what: Export,
    today: LocalDate,
) -> Result<Table, StoreError> {
    match what {
        Export::Households => households::table(tx, commune, today),
        Export::Visits => facts::visits(tx, commune),
        Export::Handovers => facts::handovers(tx, commune),
        Export::Fund => fund::table(tx, commune),
        Export::Access => access::table(tx, commune),
    }
}

/// The table as RFC 4180 has it.
pub fn csv(table: &Table) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(table.columns)?;
    for row in &table.rows {
        writer.write_record(&row.0)?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula_and_every_text_is_one_cell() {
        let texts = [
            "=1+1",
            "+84",
            "-5",
            "@A1",
            "\t=1",
            "\r=1",
            "a,b",
            "a\"b",
            "a\r\nb",
            "a;=1+1;-2; b",
            "a\n@b",
            "Đỗ Thị Ơn",
        ];
        let row = texts.into_iter().fold(Row::default(), Row::text).plain(-5);
        let table = Table {
            columns: &[
                "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13",
            ],
            rows: vec![row],
        };
        let bytes = csv(&table).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("\u{feff}1,2,"));
        assert!(text.ends_with(",-5\r\n"), "a number stays one: {text}");
        for quoted in [
            "'=1+1,'+84,'-5,'@A1,'\t'=1,",
            "\"a,b\",\"a\"\"b\",\"a\r\nb\",a;'=1+1;'-2; b,\"a\n'@b\",Đỗ Thị Ơn",
        ] {
            assert!(text.contains(quoted), "{quoted} in {text}");
        }
    }
}

//! CSV and its relatives, as spreadsheet programs and people write them.

use std::borrow::Cow;

use chungtay_shared::import::{Cell, Sheet, looks_legacy};

use super::encoding::decode;
use super::{Budget, COLUMNS_MAX, SpreadsheetError};

pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Vec<Sheet>, SpreadsheetError> {
    let mut sheet = Sheet::default();
    for text in decode(bytes)? {
        sheet = of_text(&text, file_name)?;
        if looks_legacy(&sheet) {
            break;
        }
    }
    Ok(vec![sheet])
}

fn of_text(text: &str, file_name: &str) -> Result<Sheet, SpreadsheetError> {
    let (text, delimiter) = match declared_delimiter(text) {
        Some(declared) => declared,
        None => (text, likely_delimiter(text)),
    };
    let mut budget = Budget::default();
    let mut rows = Vec::new();
    for record in Records::new(text, delimiter) {
        budget.take_rows(1)?;
        budget.take_cells(record.len())?;
        let cells: Result<Vec<Cell>, SpreadsheetError> = record
            .iter()
            .map(|field| {
                let field = without_formula(field);
                let is_blank = field.trim().is_empty();
                Ok(if is_blank {
                    Cell::Empty
                } else {
                    Cell::Text(budget.take_text(field)?)
                })
            })
            .collect();
        rows.push(cells?);
    }
    while rows
        .last()
        .is_some_and(|row| row.iter().all(Cell::is_blank))
    {
        rows.pop();
    }
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Ok(Sheet {
        name: name.to_owned(),
        rows,
        ..Sheet::default()
    })
}

/// The line `sep=;` that some programs write first; they do not show it as a row.
fn declared_delimiter(text: &str) -> Option<(&str, char)> {
    let (line, rest) = text.split_once('\n')?;
    let delimiter = line.trim_end().strip_prefix("sep=")?;
    let mut chars = delimiter.chars();
    match (chars.next(), chars.next()) {
        (Some(delimiter), None) => Some((rest, delimiter)),
        _ => None,
    }
}

/// The delimiter by which most rows have the same number of fields, and many.
fn likely_delimiter(text: &str) -> char {
    const SAMPLE_ROWS: usize = 200;
    let score = |delimiter: char| {
        let lengths: Vec<usize> = Records::new(text, delimiter)
            .take(SAMPLE_ROWS)
            .map(|record| record.len())
            .collect();
        let rows_of = |length: usize| lengths.iter().filter(|l| **l == length).count();
        lengths
            .iter()
            .map(|length| (length - 1) * rows_of(*length))
            .max()
            .unwrap_or(0)
    };
    // Of equals the last wins: a comma also stands in plain text.
    ['|', ',', ';', '\t']
        .into_iter()
        .max_by_key(|delimiter| score(*delimiter))
        .unwrap_or(',')
}

/// `="092060001234"` is how a number is kept from losing its zero in CSV.
fn without_formula(field: &str) -> &str {
    let field = field.trim();
    field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(field)
}

/// Rows of fields. An empty line is a row, since the spreadsheet shows it as one. A quote mark
/// alone in its field is a ditto mark, not the beginning of a quotation.
struct Records<'a> {
    rest: Option<&'a str>,
    delimiter: char,
    /// Quotations that nothing has closed.
    unclosed: usize,
}

/// Bytes of a quotation: more than a spreadsheet program lets into a cell.
const QUOTATION_BYTES_MAX: usize = 128 << 10;
/// After so many quotations that nothing closes, a quote mark is a letter in this file: each costs
/// a look at everything behind it.
const UNCLOSED_MAX: usize = 100;

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: char) -> Self {
        let text = text.trim_end_matches('\u{1a}');
        Self {
            rest: Some(text).filter(|text| !text.is_empty()),
            delimiter,
            unclosed: 0,
        }
    }

    fn ends_field(&self, rest: &str) -> bool {
        rest.is_empty() || rest.starts_with([self.delimiter, '\n', '\r'])
    }

    /// A field and what follows it.
    fn field(&mut self, text: &'a str) -> (Cow<'a, str>, &'a str) {
        if let Some(quoted) = text.strip_prefix('"')
            && !self.ends_field(quoted)
            && self.unclosed < UNCLOSED_MAX
        {
            if let Some((field, after)) = self.quotation(quoted) {
                return (field.into(), after);
            }
            self.unclosed += 1;
        }
        self.plain(text)
    }

    fn plain(&self, text: &'a str) -> (Cow<'a, str>, &'a str) {
        let end = text
            .find([self.delimiter, '\n', '\r'])
            .unwrap_or(text.len());
        (text[..end].into(), &text[end..])
    }

    /// The text up to the closing quote, two quotes being one; `None` when nothing closes it.
    fn quotation(&self, quoted: &'a str) -> Option<(String, &'a str)> {
        let mut field = String::new();
        let mut rest = quoted;
        loop {
            let (before, after) = rest.split_once('"')?;
            if field.len() + before.len() > QUOTATION_BYTES_MAX {
                return None;
            }
            field.push_str(before);
            if let Some(more) = after.strip_prefix('"') {
                field.push('"');
                rest = more;
            } else if self.ends_field(after) {
                return Some((field, after));
            } else {
                field.push('"');
                rest = after;
            }
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Vec<Cow<'a, str>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.rest.take()?;
        let mut record = Vec::new();
        loop {
            let (field, after) = self.field(rest);
            // A row of millions of empty fields is small as a file.
            if record.len() < COLUMNS_MAX {
                record.push(field);
            }
            let Some(more) = after.strip_prefix(self.delimiter) else {
                let below = after.strip_prefix('\r').unwrap_or(after);
                let below = below.strip_prefix('\n').unwrap_or(below);
                self.rest = Some(below).filter(|below| !below.is_empty());
                return Some(record);
            };
            rest = more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let sheet = of_text(text, "/tmp/ap-3.csv").unwrap();
        assert_eq!(sheet.name, "ap-3");
        let texts = |row: &Vec<Cell>| row.iter().map(|cell| cell.text().into_owned()).collect();
        sheet.rows.iter().map(texts).collect()
    }

    #[test]
    fn fields_are_parted_by_what_parts_most_rows_alike() {
        let expected = vec![
            vec!["STT", "Họ tên", "Địa chỉ"],
            vec!["1", "Nguyễn Văn A", "Tổ 5, ấp 3"],
        ];
        for text in [
            "STT,Họ tên,Địa chỉ\n1,Nguyễn Văn A,\"Tổ 5, ấp 3\"\n",
            "STT;Họ tên;Địa chỉ\r\n1;Nguyễn Văn A;Tổ 5, ấp 3\r\n",
            "STT\tHọ tên\tĐịa chỉ\r1\tNguyễn Văn A\tTổ 5, ấp 3",
            "sep=;\r\nSTT;Họ tên;Địa chỉ\r\n1;Nguyễn Văn A;Tổ 5, ấp 3",
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
    }

    #[test]
    fn empty_lines_dittos_and_quotations_stay_what_they_are() {
        let text = "a,b,c\n\nd,\",e\n\"x\ny\",\"\"\"\",\"=\"\"012\"\"\"\n,,\n";
        let expected = [
            vec!["a", "b", "c"],
            vec![""],
            vec!["d", "\"", "e"],
            vec!["x\ny", "\"", "012"],
        ];
        assert_eq!(rows(text), expected);
        assert_eq!(
            rows("a,\"never closed\nb,c"),
            [vec!["a", "\"never closed"], vec!["b", "c"]]
        );
    }

    #[test]
    fn quotes_that_nothing_closes_and_rows_without_end_cost_no_more_than_others() {
        let inches = "\"a,".repeat(300_000);
        assert_eq!(rows(&inches)[0].len(), COLUMNS_MAX);
        let commas = ",".repeat(3_000_000) + "\nx";
        assert_eq!(rows(&commas)[1], ["x"]);
    }

    #[test]
    fn bytes_of_any_windows_are_read() {
        let read = |bytes: &[u8]| -> Vec<String> {
            let sheets = read(bytes, "ds.csv").unwrap();
            sheets[0]
                .rows
                .iter()
                .map(|row| chungtay_shared::text::nfc(&row[0].text()))
                .collect()
        };
        let utf16: Vec<u8> = "Họ tên;Ấp\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&[&b"\xff\xfe"[..], &utf16].concat()), ["Họ tên"]);
        assert_eq!(read(&utf16), ["Họ tên"]);
        assert_eq!(
            read(b"\xef\xbb\xbfH\xe1\xbb\x8d t\xc3\xaan;x\n"),
            ["Họ tên"]
        );
        // A damaged letter does not make it another encoding.
        let damaged = ["Đặng Thị Hường".repeat(9).as_bytes(), b"\xe1\n"].concat();
        assert!(read(&damaged)[0].starts_with("Đặng Thị Hường"));
        // Windows-1258: ê is one byte, its mark another.
        assert_eq!(
            read(b"Nguy\xea\xden V\xe3n A;x\nLe\xcc Thi\xf2 B;y\n"),
            ["Nguyễn Văn A", "Lè Thị B"]
        );
        assert_eq!(
            read(b"H\xe4 v\xb5 t\xaan;x\nNguy\xd4n V\xa8n A;y\n"),
            ["Hä vµ tªn", "NguyÔn V¨n A"]
        );
    }
}

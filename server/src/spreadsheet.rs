//! The bytes of a spreadsheet become sheets of cells; what they mean is `shared::import`'s work.
//!
//! The file comes from anywhere: every limit is checked before a parser sees it, and a parser
//! that panics is an unreadable file. XLSX and delimited text are read. The old XLS and ODS are
//! not: their reader builds the whole rectangle between the outermost cells, so a small file could
//! take all memory; a spreadsheet program saves them as XLSX in two clicks.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chungtay_shared::import::{Cell, Sheet};
use chungtay_shared::limits::{SPREADSHEET_BYTES_MAX, SPREADSHEET_ROWS_MAX};

mod delimited;
mod encoding;
mod xlsx;

/// Why a file could not be read as a spreadsheet. The message says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpreadsheetError {
    /// More bytes than allowed, packed or unpacked.
    #[error("the file is larger than {} MB; split the list and import the parts", SPREADSHEET_BYTES_MAX >> 20)]
    TooLarge,
    /// Something else than a spreadsheet.
    #[error("the file is no spreadsheet; choose an XLSX or CSV file")]
    NotASpreadsheet,
    /// XLS, ODS and the like.
    #[error("the file is in another spreadsheet format; open it and save it as XLSX")]
    OtherFormat,
    /// Protected by a password.
    #[error("the file is protected by a password; save it without one")]
    Encrypted,
    /// An XLSX file that is damaged.
    #[error("the file is damaged; open it in a spreadsheet program and save it again as XLSX")]
    Unreadable,
    /// No cell with anything in it.
    #[error("the file has no visible row")]
    Empty,
    /// More rows than allowed.
    #[error(
        "the file has more than {SPREADSHEET_ROWS_MAX} rows; split the list and import the parts"
    )]
    TooManyRows,
}

impl SpreadsheetError {
    /// The code that stands in replies and catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "spreadsheet_too_large",
            Self::NotASpreadsheet => "spreadsheet_not_one",
            Self::OtherFormat => "spreadsheet_other_format",
            Self::Encrypted => "spreadsheet_encrypted",
            Self::Unreadable => "spreadsheet_unreadable",
            Self::Empty => "spreadsheet_empty",
            Self::TooManyRows => "spreadsheet_too_many_rows",
        }
    }
}

/// Reads a file; `file_name` only names the sheet of a file that names none. Never panics.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Vec<Sheet>, SpreadsheetError> {
    if bytes.len() > SPREADSHEET_BYTES_MAX {
        return Err(SpreadsheetError::TooLarge);
    }
    let read = AssertUnwindSafe(|| match Format::of(bytes)? {
        Format::Xlsx => xlsx::read(bytes),
        Format::Delimited => delimited::read(bytes, file_name),
    });
    let sheets = catch_unwind(read).unwrap_or(Err(SpreadsheetError::Unreadable))?;
    let is_empty = |sheet: &Sheet| sheet.rows.iter().flatten().all(Cell::is_blank);
    if sheets.iter().all(is_empty) {
        return Err(SpreadsheetError::Empty);
    }
    Ok(sheets)
}

/// Cells of one row; what stands farther right is no list of households.
const COLUMNS_MAX: usize = 200;
/// Cells of all rows, those that stand empty between others counted too.
const CELLS_MAX: usize = 1_500_000;
/// Characters of one cell.
const CELL_CHARS_MAX: usize = 8_000;
/// Characters of all cells.
const TEXT_CHARS_MAX: usize = 64 << 20;

/// Counts what a file unfolds to, so that it ends before memory does.
#[derive(Default)]
struct Budget {
    chars: usize,
    cells: usize,
    rows: usize,
}

impl Budget {
    /// The text, cut to one cell's limit.
    fn take_text(&mut self, text: &str) -> Result<String, SpreadsheetError> {
        let cut: String = text.chars().take(CELL_CHARS_MAX).collect();
        self.chars += cut.len();
        if self.chars > TEXT_CHARS_MAX {
            return Err(SpreadsheetError::TooLarge);
        }
        Ok(cut)
    }

    fn take_cells(&mut self, cells: usize) -> Result<(), SpreadsheetError> {
        self.cells += cells;
        if self.cells > CELLS_MAX {
            return Err(SpreadsheetError::TooLarge);
        }
        Ok(())
    }

    fn take_rows(&mut self, rows: usize) -> Result<(), SpreadsheetError> {
        self.rows = self.rows.saturating_add(rows);
        if self.rows > SPREADSHEET_ROWS_MAX {
            return Err(SpreadsheetError::TooManyRows);
        }
        Ok(())
    }
}

/// What the bytes are, by themselves; a file's name proves nothing.
enum Format {
    Xlsx,
    Delimited,
}

impl Format {
    fn of(bytes: &[u8]) -> Result<Self, SpreadsheetError> {
        const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        const NO_TEXT: &[&[u8]] = &[
            b"%PDF",
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"Rar!",
            b"7z\xbc\xaf",
            b"\x1f\x8b",
            b"{\\rtf",
            b"GIF8",
        ];
        if bytes.is_empty() {
            return Err(SpreadsheetError::Empty);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return Ok(Self::Xlsx);
        }
        if bytes.starts_with(COMPOUND_FILE) {
            let is_encrypted = contains(bytes, &utf16("EncryptedPackage"));
            let is_workbook =
                contains(bytes, &utf16("Workbook")) || contains(bytes, &utf16("Book"));
            return Err(match (is_encrypted, is_workbook) {
                (true, _) => SpreadsheetError::Encrypted,
                (false, true) => SpreadsheetError::OtherFormat,
                (false, false) => SpreadsheetError::NotASpreadsheet,
            });
        }
        let begins = bytes.trim_ascii_start();
        let is_markup = begins.starts_with(b"<");
        if is_markup || NO_TEXT.iter().any(|magic| bytes.starts_with(magic)) {
            return Err(SpreadsheetError::NotASpreadsheet);
        }
        Ok(Self::Delimited)
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

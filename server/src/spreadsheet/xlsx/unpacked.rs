//! What a workbook unpacks to, known before its parser sees it: that one makes something of every
//! element, and believes what the file says of itself.

use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::SpreadsheetError;

/// Bytes of everything in the file, unpacked.
const BYTES_MAX: u64 = 200 << 20;
/// Parts of the file; a workbook of a hundred sheets has a few hundred.
const PARTS_MAX: usize = 4_000;
/// Elements of the worksheets and their texts: twenty thousand rows of fifty cells.
const ELEMENTS_MAX: u64 = 5_000_000;
/// Elements of all other parts: as many formats as a spreadsheet program allows.
const OTHER_ELEMENTS_MAX: u64 = 250_000;
/// Texts that cells share.
const TEXTS_MAX: u64 = 1_000_000;

/// Unpacks every part and keeps nothing: what a part says of its own size may be a lie.
pub(super) fn check(bytes: &[u8]) -> Result<(), SpreadsheetError> {
    let unreadable = |_| SpreadsheetError::Unreadable;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let has = |is: fn(&str) -> bool| archive.file_names().flatten().any(|name| is(&name));
    let is_workbook = has(|name| name.ends_with("workbook.xml"));
    let is_other = has(|name| name == "mimetype" || name.ends_with("workbook.bin"));
    if !is_workbook {
        return Err(if is_other {
            SpreadsheetError::OtherFormat
        } else {
            SpreadsheetError::NotASpreadsheet
        });
    }
    if archive.len() > PARTS_MAX {
        return Err(SpreadsheetError::TooLarge);
    }
    let mut left = Left {
        bytes: BYTES_MAX,
        elements: ELEMENTS_MAX,
        other_elements: OTHER_ELEMENTS_MAX,
    };
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unreadable)?;
        let name = part.name().map_err(unreadable)?.to_lowercase();
        let has_texts = name.ends_with("sharedstrings.xml");
        let is_sheet = name
            .rsplit('/')
            .next()
            .is_some_and(|n| n.starts_with("sheet"));
        left.take(part, has_texts || is_sheet)?;
        if has_texts {
            let part = archive.by_index(index).map_err(unreadable)?;
            check_texts(part.take(BYTES_MAX))?;
        }
    }
    Ok(())
}

struct Left {
    bytes: u64,
    elements: u64,
    other_elements: u64,
}

impl Left {
    fn take(&mut self, mut part: impl Read, is_large: bool) -> Result<(), SpreadsheetError> {
        let mut piece = vec![0; 64 << 10];
        loop {
            let length = part
                .read(&mut piece)
                .map_err(|_| SpreadsheetError::Unreadable)?;
            if length == 0 {
                return Ok(());
            }
            let piece = &piece[..length];
            let elements = piece.split(|byte| *byte == b'<').count() as u64 - 1;
            let of_elements = if is_large {
                &mut self.elements
            } else {
                &mut self.other_elements
            };
            for (left, taken) in [(of_elements, elements), (&mut self.bytes, length as u64)] {
                *left = left.checked_sub(taken).ok_or(SpreadsheetError::TooLarge)?;
            }
        }
    }
}

/// No more texts than there may be, neither there nor announced: the parser makes room for as many
/// as the part says it has.
fn check_texts(part: impl Read) -> Result<(), SpreadsheetError> {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
    // What does not fit together is passed over, as the parser does.
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    let mut buffer = Vec::new();
    let mut texts = 0;
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        match event.map_err(|_| SpreadsheetError::Unreadable)? {
            Event::Start(element) | Event::Empty(element) => {
                texts += u64::from(element.local_name().as_ref() == "si");
                if texts > TEXTS_MAX || announced(&element).is_some_and(|count| count > TEXTS_MAX) {
                    return Err(SpreadsheetError::TooLarge);
                }
            }
            Event::Eof => return Ok(()),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// How many texts an element says there are; what is no number is more than any.
fn announced(element: &BytesStart<'_>) -> Option<u64> {
    let mut attributes = element.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let counts =
        attributes.filter(|attribute| attribute.key.local_name().as_ref() == "uniqueCount");
    counts
        .map(|count| count.value.trim().parse().unwrap_or(u64::MAX))
        .max()
}

//! The XML of a worksheet and of a workbook's shared texts, in a workbook that is sound otherwise:
//! behind the packing, where a fuzzer of whole files hardly comes.

use std::io::{Cursor, Read as _, Write as _};

use chungtay_shared::synthetic::{DEMO_SEED, ward};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::base::NOW;
use super::spreadsheet;
use crate::spreadsheets::{CareList, HamletStyle};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
/// Stands between the two parts.
const SEPARATOR: u8 = 0;

/// Two parts of a workbook.
pub(super) fn play(input: &[u8]) {
    let mut parts = input.splitn(2, |byte| *byte == SEPARATOR);
    let (sheet, texts) = (parts.next().unwrap_or_default(), parts.next());
    spreadsheet::play(&workbook(sheet, texts.unwrap_or_default()));
}

/// A workbook with this worksheet and these shared texts.
pub(super) fn workbook(sheet: &[u8], texts: &[u8]) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS.as_bytes()),
        (SHEET, sheet),
        (TEXTS, texts),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        zip.start_file(name, options).expect("memory");
        zip.write_all(part).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let ward = ward(DEMO_SEED, 8, NOW.local_date());
    let seed = |style| {
        let file = CareList::new(&ward, style, 1).xlsx().expect("a workbook");
        let mut file = ZipArchive::new(Cursor::new(file)).expect("a workbook");
        let mut part = |name: &str| {
            let mut bytes = Vec::new();
            let part = file.by_name(name).expect("a part");
            std::io::BufReader::new(part)
                .read_to_end(&mut bytes)
                .expect("a part");
            bytes
        };
        [part(SHEET), part(TEXTS)].join(&SEPARATOR)
    };
    vec![seed(HamletStyle::Headings), seed(HamletStyle::Column)]
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="DS" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

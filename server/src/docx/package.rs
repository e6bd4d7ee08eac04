//! The parts of the file around what stands in the document.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::markup::{TEXT_WIDTH, mm};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/header2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header2.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/></Relationships>"#;
/// Times New Roman 14 in black, Vietnamese, lines a little apart.
const STYLES: &str = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#;
/// Word's rules of today: without this it opens the file as one of 2007.
const SETTINGS: &str = r#"<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>"#;
/// In 13 points, as Decree 30 has it.
const PAGE_NUMBER: &str = r#"<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r></w:fldSimple>"#;
/// Points of the mark, which has half a line beside the number.
const MARK_POINTS: u32 = 9;

/// The file's bytes. `mark` stands on top of every page.
pub(super) fn zipped(body: &str, mark: Option<&str>) -> ZipResult<Vec<u8>> {
    let (top, left, right, header) = (mm(20), mm(30), mm(20), mm(10));
    let (width, height) = (mm(210), mm(297));
    let document = format!(
        "<w:document {NAMESPACES}><w:body>{body}<w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"rId2\"/>\
         <w:headerReference w:type=\"first\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"/><w:pgMar w:top=\"{top}\" w:right=\"{right}\" \
         w:bottom=\"{top}\" w:left=\"{left}\" w:header=\"{header}\" w:footer=\"{header}\" \
         w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>"
    );
    let styles = format!("<w:styles {NAMESPACES}>{STYLES}</w:styles>");
    let settings = format!("<w:settings {NAMESPACES}>{SETTINGS}</w:settings>");
    let header = |middle| {
        let line = header_line(middle, mark);
        format!("<w:hdr {NAMESPACES}>{line}</w:hdr>")
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PACKAGE),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
        ("word/settings.xml", &settings),
        ("word/header1.xml", &header(PAGE_NUMBER)),
        ("word/header2.xml", &header("")),
    ] {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(DECLARATION.as_bytes())?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What stands above the text: something in the middle, the mark at the right margin.
fn header_line(middle: &str, mark: Option<&str>) -> String {
    let (centre, right) = (TEXT_WIDTH / 2, TEXT_WIDTH);
    let (size, mark) = (MARK_POINTS * 2, mark.unwrap_or_default());
    format!(
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"center\" w:pos=\"{centre}\"/>\
         <w:tab w:val=\"right\" w:pos=\"{right}\"/></w:tabs></w:pPr><w:r><w:tab/></w:r>{middle}\
         <w:r><w:tab/></w:r><w:r><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr>\
         <w:t>{mark}</w:t></w:r></w:p>"
    )
}

//! A text document as Word reads it: what stands in its paragraphs and in the cells of its tables.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of XML only what text is made of matters"
)]

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;

/// The texts of a document: its paragraphs, and of tables each row's cells.
#[derive(Debug, Default)]
pub struct Texts {
    /// What stands outside tables, and all but the last paragraph of each cell.
    pub paragraphs: Vec<String>,
    /// Each row's cells, by their last paragraph.
    pub rows: Vec<Vec<String>>,
    /// Rows that stand on each page again.
    pub headers: usize,
}

impl Texts {
    /// Reads a DOCX. **Panics** for anything else.
    pub fn read(bytes: Vec<u8>) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a DOCX");
        let mut xml = String::new();
        let mut part = archive.by_name("word/document.xml").expect("a DOCX");
        part.read_to_string(&mut xml).expect("a DOCX");
        let (mut texts, mut text, mut is_text) = (Self::default(), String::new(), false);
        let mut reader = Reader::from_str(&xml);
        loop {
            match reader.read_event().expect("a DOCX") {
                Event::Eof => return texts,
                Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "w:tblHeader" => {
                    texts.headers += 1;
                }
                Event::Start(tag) => match tag.name().as_ref() {
                    "w:t" => is_text = true,
                    "w:tr" => texts.rows.push(Vec::new()),
                    _ => {}
                },
                Event::Text(part) if is_text => text.push_str(&part),
                Event::GeneralRef(name) if is_text => {
                    text.push_str(match name.as_ref() {
                        "quot" => "\"",
                        "amp" => "&",
                        _ => "?",
                    });
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "w:t" => is_text = false,
                    "w:p" => texts.paragraphs.push(std::mem::take(&mut text)),
                    "w:tc" => {
                        let cell = texts.paragraphs.pop().expect("a DOCX");
                        texts.rows.last_mut().expect("a DOCX").push(cell);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// All of it, a line each.
    pub fn all(&self) -> String {
        let cells = self.rows.iter().flatten();
        let all: Vec<&str> = self.paragraphs.iter().chain(cells).map(|t| &**t).collect();
        all.join("\n")
    }

    /// The row with this text. **Panics** when there is none.
    pub fn row(&self, name: &str) -> &[String] {
        let has = |row: &&Vec<String>| row.iter().any(|cell| cell == name);
        let row = self.rows.iter().find(has);
        row.unwrap_or_else(|| panic!("no row {name} in {:#?}", self.rows))
    }
}

//! Paragraphs of a text: titles that stay with what follows, lines to write on.

use super::markup::{Align, Body, Face, Paragraph, mm};

/// Letters of the text.
pub const TEXT: Face = Face::of(14);
/// Decree 30: a paragraph begins one centimetre in.
pub const FIRST_LINE: u32 = mm(10);

/// A paragraph of the text with the room around it.
pub fn room(paragraph: Paragraph) -> Paragraph {
    paragraph.room(0, mm(2))
}

/// A section's title.
pub fn section(body: &mut Body, title: &str) {
    let title = Paragraph::new(Align::Both, TEXT.bold(), title);
    body.add(&title.room(mm(3), mm(2)).first_line(FIRST_LINE).with_next());
}

/// The title of a part of a section.
pub fn heading(body: &mut Body, title: &str) {
    let title = Paragraph::new(Align::Both, TEXT.bold(), title);
    body.add(&title.room(mm(1), mm(2)).first_line(FIRST_LINE).with_next());
}

/// A paragraph.
pub fn say(body: &mut Body, text: &str) {
    body.add(&room(Paragraph::new(Align::Both, TEXT, text)).first_line(FIRST_LINE));
}

/// What a table counts, where its columns do not say it.
pub fn remark(body: &mut Body, text: &str) {
    let remark = Paragraph::new(Align::Both, Face::of(12).italic(), text);
    body.add(&remark.room(mm(1), mm(3)));
}

/// What leads to a table stands on its page.
pub fn lead(body: &mut Body, text: &str) {
    let lead = room(Paragraph::new(Align::Both, TEXT, text)).first_line(FIRST_LINE);
    body.add(&lead.with_next());
}

/// What is asked, with the answer, or with a line to write it on while it is not known.
pub fn fill_in(body: &mut Body, asked: &str, answer: &str) {
    if answer.is_empty() {
        body.add(&room(Paragraph::to_fill_in(TEXT, asked)).first_line(FIRST_LINE));
    } else {
        let line = Paragraph::new(Align::Left, TEXT, asked).and(TEXT, answer);
        body.add(&room(line).first_line(FIRST_LINE));
    }
}

/// Lines to write on.
pub fn lines(body: &mut Body, count: usize) {
    for _ in 0..count {
        body.add(&room(Paragraph::dotted(FIRST_LINE)));
    }
}
